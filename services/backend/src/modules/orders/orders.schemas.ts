import { z } from 'zod';
import { absent, gidOf, instant, money, orNull, shopifyId, tags, text } from '../../platform/shopify-schemas.ts';
import { fulfillmentPayload } from './fulfillments.schemas.ts';
import { refundPayload } from './refunds.schemas.ts';

const line = z.object({
  id: shopifyId,
  product_id: orNull(shopifyId),
  variant_id: orNull(shopifyId),
  title: orNull(text),
  variant_title: orNull(text),
  sku: orNull(text),
  quantity: z.int(),
  current_quantity: orNull(z.int()),
  price: money,
  total_discount: orNull(money),
  fulfillment_status: orNull(text),
  requires_shipping: orNull(z.boolean()),
  /** What the customer typed: a dog's name, a phone number to embroider. Personal. */
  properties: orNull(z.unknown()),
});

const address = z.record(z.string(), z.unknown());

/**
 * The Order resource. Shopify sends the same one for orders/create, updated, paid, cancelled, fulfilled and
 * partially_fulfilled: the body says what is true, the topic (which is not signed) only why it was sent.
 */
export const orderPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Order'),
  name: orNull(text),
  order_number: orNull(shopifyId),
  currency: text,
  financial_status: orNull(text),
  fulfillment_status: orNull(text),
  subtotal_price: orNull(money),
  total_discounts: orNull(money),
  total_shipping_price_set: orNull(z.object({ shop_money: z.object({ amount: money }) })),
  total_tax: orNull(money),
  total_price: money,
  taxes_included: orNull(z.boolean()),
  tags: orNull(tags),
  test: orNull(z.boolean()),
  cancel_reason: orNull(text),
  cancelled_at: orNull(instant),
  closed_at: orNull(instant),
  processed_at: orNull(instant),
  created_at: orNull(instant),
  updated_at: orNull(instant),
  line_items: z.array(line),
  fulfillments: orNull(z.array(fulfillmentPayload)),
  refunds: orNull(z.array(refundPayload)),
  customer: orNull(
    z.object({
      id: shopifyId,
      email: orNull(text),
      phone: orNull(text),
      first_name: orNull(text),
      last_name: orNull(text),
      default_address: orNull(address),
    }),
  ),
  email: orNull(text),
  contact_email: orNull(text),
  phone: orNull(text),
  note: orNull(text),
  note_attributes: orNull(z.unknown()),
  customer_locale: orNull(text),
  billing_address: orNull(address),
  shipping_address: orNull(address),
});
export type OrderPayload = z.output<typeof orderPayload>;

const lineDeltas = z.array(z.object({ id: shopifyId, delta: z.int() }));

/** orders/edited: only what the edit added and removed; the order itself follows in orders/updated. */
export const orderEditPayload = z.object({
  order_edit: z.object({
    id: shopifyId,
    order_id: shopifyId,
    created_at: orNull(instant),
    committed_at: orNull(instant),
    line_items: orNull(z.object({ additions: orNull(lineDeltas), removals: orNull(lineDeltas) })),
  }),
});
export type OrderEditPayload = z.output<typeof orderEditPayload>;

/** A body with `updated_at` is a whole order: the signature does not cover the topic, so it deletes nothing. */
export const orderDeletion = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Order'),
  updated_at: absent,
});
export type OrderDeletion = z.output<typeof orderDeletion>;
