import { z } from 'zod';

/** What a mail can tell, by kind. Kept sealed until it is sent; a row from before a deploy must still parse. */

const text = z.string().max(500);
const link = z.url();
const item = z.object({ title: text, quantity: z.int().min(1) });
/** Exact decimal and ISO 4217. */
const money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currency: z.string().length(3) });

export const mailContent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order_confirmed'), order: text, items: z.array(item), total: money }),
  z.object({ kind: z.literal('in_production'), order: text }),
  z.object({ kind: z.literal('shipped'), order: text, carrier: text.nullable(), trackingUrls: z.array(link) }),
  z.object({ kind: z.literal('confirm_stock_alert'), product: text, link }),
  z.object({ kind: z.literal('back_in_stock'), product: text, link }),
  z.object({ kind: z.literal('data_export_ready'), link, availableDays: z.int().min(1) }),
]);
export type MailContent = z.output<typeof mailContent>;
export type MailKind = MailContent['kind'];

export const mailLocales = ['ro', 'en', 'hu'] as const;
export type MailLocale = (typeof mailLocales)[number];

/** The language of a customer as Shopify or a browser names it (`ro-RO`); English where it is none of ours. */
export function mailLocaleOf(language: string | null | undefined): MailLocale {
  const primary = language?.slice(0, 2).toLowerCase();
  return mailLocales.find((locale) => locale === primary) ?? 'en';
}
