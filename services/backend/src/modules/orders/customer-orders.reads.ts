import type { OrderTimelineStep } from '../../generated/client.ts';
import { decodeNumberCursor, shopifyRowId, toPage } from '../../http/lists.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import { formatAmount, parseAmount } from '../../platform/money.ts';
import { explainMoney } from '../../platform/order-money.ts';
import { type TimelineStep, timelineSteps } from '../../platform/order-timeline.ts';
import { checkoutContext, type OrderedDesign, openOrderedDesign } from '../../platform/ordered-design.ts';
import type { Reads } from '../../platform/read-router.ts';
import type {
  CustomerOrder,
  CustomerOrderLine,
  CustomerTimelineStep,
  DesignFault,
  OrderSummary,
} from './customer-orders.schemas.ts';

interface ListRow {
  id: string;
  name: string;
  currency: string;
  total: string;
  created_at: Date;
  step: OrderSummary['step'] | null;
  position: string;
}

const sort = '-createdAt';
/** The year 2286, and an id beyond all: the first page is the same statement as the others. */
const start = { after: '9999999999999999', id: '999999999999999999' };

/** One page of somebody's orders, the newest first. */
export async function listOrders(
  reads: Reads,
  userId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: OrderSummary[]; nextCursor: string | null }> {
  const { after, id } = decodeNumberCursor(page.cursor, sort, 16, shopifyRowId) ?? start;
  const found = await reads.select<ListRow>({
    name: 'orders of a user',
    text: `SELECT o.id::text, o.name, o.currency, o.total_price::text AS total, o.created_at, last.step,
        (extract(epoch FROM mine.created_at) * 1000000)::bigint::text AS position
      FROM order_users AS mine JOIN orders AS o ON o.id = mine.order_id
        LEFT JOIN LATERAL (SELECT step FROM order_timeline AS t WHERE t.order_id = o.id
                           ORDER BY at DESC, array_position($5::text[], step) DESC LIMIT 1) AS last ON true
      WHERE mine.user_id = $1 AND (mine.created_at, mine.order_id)
        < (timestamptz 'epoch' + $2::bigint * interval '1 microsecond', $3::bigint)
      ORDER BY mine.created_at DESC, mine.order_id DESC LIMIT $4`,
    values: [userId, after, id, page.limit + 1, [...timelineSteps]],
  });
  const { rows, nextCursor } = toPage(found, page.limit, (row) => ({ sort, after: row.position, id: row.id }));
  return {
    nextCursor,
    items: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      currency: row.currency,
      total: formatAmount(parseAmount(row.total)),
      step: row.step ?? 'placed',
    })),
  };
}

/** Undefined when there is none or it is not theirs for certain. */
export async function findOrder(
  reader: Reader,
  crypto: Crypto,
  userId: string,
  orderId: bigint,
): Promise<CustomerOrder | undefined> {
  const mine = await reader.orderUser.findFirst({ where: { orderId, userId } });
  const order =
    mine &&
    (await reader.order.findUnique({ where: { id: orderId }, include: { lines: { orderBy: { position: 'asc' } } } }));
  if (!order) return undefined;
  const [refunds, designs, recorded] = await Promise.all([
    reader.refund.findMany({ where: { orderId } }),
    findLineDesigns(reader, crypto, orderId),
    reader.orderTimelineStep.findMany({ where: { orderId }, orderBy: { key: 'asc' } }),
  ]);
  const steps = recorded.sort((a, b) => a.at.getTime() - b.at.getTime() || rankOf(a) - rankOf(b));
  return {
    id: String(order.id),
    name: order.name,
    createdAt: order.createdAt.toISOString(),
    currency: order.currency,
    step: (steps.at(-1)?.step as OrderSummary['step'] | undefined) ?? 'placed',
    financialStatus: order.financialStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    money: explainMoney({
      lines: order.lines.map(({ quantity, price }) => ({ quantity, price: price.toFixed(4) })),
      subtotal: order.subtotalPrice.toFixed(4),
      shipping: order.totalShipping.toFixed(4),
      tax: order.totalTax.toFixed(4),
      taxesIncluded: order.taxesIncluded,
      total: order.totalPrice.toFixed(4),
      refunds: refunds.map(({ moneyTotal, linesTotal }) => (moneyTotal ?? linesTotal).toFixed(4)),
    }),
    lines: order.lines.map((line) => {
      const [unitPrice, discount] = [parseAmount(line.price.toFixed(4)), parseAmount(line.totalDiscount.toFixed(4))];
      return {
        id: String(line.id),
        title: line.title,
        variantTitle: line.variantTitle,
        quantity: line.quantity,
        currentQuantity: line.currentQuantity,
        unitPrice: formatAmount(unitPrice),
        discount: formatAmount(discount),
        total: formatAmount(BigInt(line.quantity) * unitPrice - discount),
        ...(designs.get(line.id)?.told ?? { design: null, designFault: null }),
      };
    }),
    timeline: steps.map(toStep),
  };
}

/** What was ordered with a line, as it was then. Undefined when it is not theirs, not of a design, or erased. */
export async function findOrderedDesign(
  reader: Reader,
  crypto: Crypto,
  userId: string,
  { orderId, lineId }: { orderId: bigint; lineId: bigint },
): Promise<OrderedDesign | undefined> {
  const mine = await reader.orderUser.findFirst({ where: { orderId, userId } });
  const designs = mine ? await findLineDesigns(reader, crypto, orderId) : undefined;
  return designs?.get(lineId)?.ordered ?? undefined;
}

interface FoundDesign {
  told: Pick<CustomerOrderLine, 'design' | 'designFault'>;
  ordered: OrderedDesign | null;
}

async function findLineDesigns(reader: Reader, crypto: Crypto, orderId: bigint): Promise<Map<bigint, FoundDesign>> {
  const rows = await reader.orderLineDesign.findMany({ where: { orderId } });
  const ids = rows.flatMap(({ checkoutId, fault, taken }) => (checkoutId && !fault && !taken ? [checkoutId] : []));
  const checkouts = await reader.checkout.findMany({ where: { id: { in: ids } } });
  const byId = new Map(checkouts.map((row) => [row.id, row]));
  return new Map(
    rows.map(({ lineId, checkoutId, fault, taken }): [bigint, FoundDesign] => {
      const checkout = fault || taken ? undefined : byId.get(checkoutId ?? '');
      if (!checkout) {
        return [lineId, { told: { design: null, designFault: (fault ?? 'taken') as DesignFault }, ordered: null }];
      }
      const ordered = openOrderedDesign(crypto, checkoutContext(checkout.id), checkout.design);
      const design = {
        id: checkout.designId,
        revision: checkout.revision,
        name: ordered?.name ?? null,
        previewUrl: ordered && `/api/v1/orders/${orderId}/lines/${lineId}/preview.svg`,
      };
      return [lineId, { told: { design, designFault: null }, ordered }];
    }),
  );
}

/** What happened in one moment is told in the order in which it happens. */
function rankOf({ step }: OrderTimelineStep): number {
  return timelineSteps.indexOf(step as TimelineStep);
}

/** As recordTimeline writes them. */
interface StepDetails {
  lineId?: string;
  stage?: string;
  company?: string | null;
  numbers?: string[];
  urls?: string[];
  amount?: string;
}

function toStep({ step, at, details }: OrderTimelineStep): CustomerTimelineStep {
  const { lineId, stage, company, numbers, urls, amount } = details as StepDetails;
  return {
    step: step as CustomerTimelineStep['step'],
    at: at.toISOString(),
    ...(lineId !== undefined && stage !== undefined ? { lineId, stage } : {}),
    ...(numbers && urls ? { tracking: { company: company ?? null, numbers, urls } } : {}),
    ...(amount !== undefined ? { amount: formatAmount(parseAmount(amount)) } : {}),
  };
}
