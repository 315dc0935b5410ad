import { z } from 'zod';
import type { Prisma } from '../generated/client.ts';
import type { Crypto } from './crypto.ts';
import type { Tx } from './db.ts';
import { type MailContent, mailLocaleOf } from './mail-contents.ts';
import { queueMail } from './mail-outbox.ts';
import { fromJson } from './sealed-json.ts';

/** What the `personal` column of an order is sealed for. */
export function orderContext(orderId: bigint): string {
  return `order:${orderId}`;
}

/** News older than this is history: an import of old orders writes to nobody. */
const newsHours = 24;

const address = z.string().nullish().catch(null);
const personal = z.object({ email: address, contact_email: address, customer_locale: address });
const parcel = z.object({
  company: z.string().nullish().catch(null),
  urls: z.array(z.url()).catch([]),
});

export interface NewsStep {
  step: string;
  key: string;
  at: Date;
}

/**
 * Queues the mails that steps of an order are told by, in the transaction in which they were taken: that it is paid,
 * that the workshop has begun, that a parcel has left. One mail for each step, whatever is delivered how often.
 */
export async function queueOrderMails(
  tx: Tx,
  crypto: Crypto,
  orderId: bigint,
  steps: readonly NewsStep[],
): Promise<void> {
  const since = Date.now() - newsHours * 60 * 60 * 1_000;
  const news = steps.filter(({ step, at }) => step in contents && at.getTime() >= since);
  if (news.length === 0) return;
  const order = await tx.order.findUnique({
    where: { id: orderId },
    include: { lines: { orderBy: { position: 'asc' } } },
  });
  // Without personal data there is nobody to write to: it was erased, or Shopify does not say.
  if (!order?.personal || order.test) return;
  const { email, contact_email, customer_locale } = personal.parse(
    fromJson(crypto.open(orderContext(orderId), order.personal)),
  );
  const to = email || contact_email;
  if (!to) return;
  for (const { step, key } of news) {
    const timeline = await tx.orderTimelineStep.findUnique({ where: { orderId_step_key: { orderId, step, key } } });
    const content = contents[step as keyof typeof contents](order, timeline?.details);
    await queueMail(tx, crypto, {
      key: `order:${orderId}:${step}${key && `:${key}`}`,
      to,
      locale: mailLocaleOf(customer_locale),
      content,
    });
  }
}

type OrderWithLines = Prisma.OrderGetPayload<{ include: { lines: true } }>;

const contents = {
  paid: ({ name, lines, totalPrice, currency }: OrderWithLines): MailContent => ({
    kind: 'order_confirmed',
    order: name,
    items: lines
      .filter(({ currentQuantity }) => currentQuantity > 0)
      .map(({ title, currentQuantity }) => ({ title, quantity: currentQuantity })),
    total: { amount: totalPrice.toFixed(2), currency },
  }),
  in_production: ({ name }: OrderWithLines): MailContent => ({ kind: 'in_production', order: name }),
  shipped: ({ name }: OrderWithLines, details: unknown): MailContent => {
    const { company, urls } = parcel.parse(details ?? {});
    return { kind: 'shipped', order: name, carrier: company ?? null, trackingUrls: urls };
  },
};
