import { z } from 'zod';
import { gidOf, instant, money, orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

const moneySet = z.object({ shop_money: z.object({ amount: money, currency_code: text }) });

/** refunds/create, and the refunds inside an order. A refund is written once: it has no `updated_at`. */
export const refundPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Refund'),
  order_id: shopifyId,
  restock: orNull(z.boolean()),
  created_at: orNull(instant),
  processed_at: orNull(instant),
  refund_line_items: orNull(
    z.array(
      z.object({
        id: shopifyId,
        line_item_id: shopifyId,
        quantity: z.int(),
        restock_type: orNull(text),
        subtotal: orNull(money),
        total_tax: orNull(money),
        subtotal_set: orNull(moneySet),
        total_tax_set: orNull(moneySet),
      }),
    ),
  ),
  transactions: orNull(
    z.array(z.object({ kind: orNull(text), status: orNull(text), amount: orNull(money), currency: orNull(text) })),
  ),
});
export type RefundPayload = z.output<typeof refundPayload>;
