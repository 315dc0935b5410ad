import { type Json, takeSample } from './samples.ts';
import { currency, customerFields, gid, type Product, prices, type Shop, trackingNumber } from './shop.ts';

/** What has become of the order by the time a delivery tells of it. */
export interface OrderState {
  updated: string;
  financialStatus: 'pending' | 'paid' | 'partially_refunded';
  fulfillmentStatus: 'partial' | null;
  note?: string;
  fulfillments?: Json[];
  refunds?: Json[];
}

export const orderedAt = '08:31';

/** A harness made to measure, with the name to be embroidered, and a leash. */
export function orderBody(shop: Shop, state: OrderState): Json {
  const { clock, order } = shop;
  const sample = takeSample('orders/create', shop.ids);
  return {
    ...sample,
    ...moneyFields({
      subtotal_price: prices.subtotal,
      current_subtotal_price: prices.subtotal,
      total_line_items_price: prices.subtotal,
      total_price: prices.total,
      current_total_price: prices.total,
      total_discounts: '0.00',
      total_shipping_price: prices.shipping,
    }),
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    name: order.name,
    order_number: order.number,
    currency,
    cancel_reason: null,
    cancelled_at: null,
    confirmed: true,
    total_outstanding: state.financialStatus === 'pending' ? prices.total : '0.00',
    created_at: clock.stamp(orderedAt),
    processed_at: clock.stamp(orderedAt),
    updated_at: clock.stamp(state.updated),
    financial_status: state.financialStatus,
    fulfillment_status: state.fulfillmentStatus,
    note: state.note ?? null,
    tags: 'made-to-measure',
    email: shop.customer.email,
    contact_email: shop.customer.email,
    customer: { ...(sample['customer'] as Json), ...customerFields(shop) },
    line_items: [harnessLine(shop, state), leashLine(shop, state)],
    fulfillments: state.fulfillments ?? [],
    refunds: state.refunds ?? [],
  };
}

/** The harness goes out; the leash does not. */
export function fulfillmentBody(shop: Shop, time: string): Json {
  return {
    ...takeSample('fulfillments/create', shop.ids),
    id: shop.fulfillmentId,
    admin_graphql_api_id: gid('Fulfillment', shop.fulfillmentId),
    order_id: shop.order.id,
    name: `${shop.order.name}.1`,
    status: 'success',
    email: shop.customer.email,
    created_at: shop.clock.stamp(time),
    updated_at: shop.clock.stamp(time),
    tracking_number: trackingNumber,
    tracking_numbers: [trackingNumber],
    line_items: [harnessLine(shop, { fulfillmentStatus: 'partial' })],
  };
}

/** The leash is paid back and goes back on the shelf. */
export function refundBody(shop: Shop, time: string): Json {
  const { clock, ids, order, refundId } = shop;
  const sample = takeSample('refunds/create', ids);
  const [line] = sample['refund_line_items'] as Json[];
  const [transaction] = sample['transactions'] as Json[];
  return {
    ...sample,
    id: refundId,
    admin_graphql_api_id: gid('Refund', refundId),
    order_id: order.id,
    note: 'Too short',
    restock: true,
    created_at: clock.stamp(time),
    processed_at: clock.stamp(time),
    refund_line_items: [
      {
        ...line,
        id: ids.next(),
        line_item_id: order.leashLineId,
        restock_type: 'return',
        // A bare number in this one place of all of Shopify's money.
        subtotal: Number(prices.leash),
        ...moneySet('subtotal', prices.leash),
        line_item: leashLine(shop, { financialStatus: 'partially_refunded' }),
      },
    ],
    transactions: [{ ...transaction, order_id: order.id, amount: prices.leash, currency }],
  };
}

function harnessLine(shop: Shop, { fulfillmentStatus }: Pick<OrderState, 'fulfillmentStatus'>): Json {
  return {
    ...line(shop, shop.order.harnessLineId, shop.harness),
    fulfillment_status: fulfillmentStatus === 'partial' ? 'fulfilled' : null,
    properties: [
      { name: "Dog's name", value: shop.order.dogName },
      { name: 'Chest (mm)', value: '620' },
      { name: 'Thread', value: 'orange' },
    ],
  };
}

function leashLine(shop: Shop, { financialStatus }: Pick<OrderState, 'financialStatus'>): Json {
  const current = financialStatus === 'partially_refunded' ? 0 : 1;
  return { ...line(shop, shop.order.leashLineId, shop.leash), current_quantity: current };
}

function line(shop: Shop, id: bigint, product: Product): Json {
  const [sample] = takeSample('orders/create', shop.ids)['line_items'] as Json[];
  const [variant] = product.variants;
  return {
    ...sample,
    ...moneyFields({ price: variant?.price ?? '0.00', total_discount: '0.00' }),
    id,
    admin_graphql_api_id: gid('LineItem', id),
    product_id: product.id,
    variant_id: variant?.id,
    title: product.title,
    name: `${product.title} - ${variant?.title}`,
    variant_title: variant?.title,
    sku: product.handle,
    quantity: 1,
    current_quantity: 1,
  };
}

/** Each amount stands in a payload twice: as text, and as a set with its currency. */
function moneyFields(amounts: Record<string, string>): Json {
  return Object.assign(
    {},
    ...Object.entries(amounts).map(([name, amount]) => ({ [name]: amount, ...moneySet(name, amount) })),
  );
}

function moneySet(name: string, amount: string): Json {
  const money = { amount, currency_code: currency };
  return { [`${name}_set`]: { shop_money: money, presentment_money: money } };
}
