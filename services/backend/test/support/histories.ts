import { sampleWith } from './samples.ts';

/** A delivery as part of the history of one resource. */
export interface Told {
  topic: string;
  body: object;
  triggeredAt: string;
}

/**
 * What Shopify tells of a resource, in the order in which it happened. Offsets differ on purpose, so that comparing
 * times as text goes wrong; some changes share one second, so that only `triggered_at` tells them apart.
 */
const orderId = '820982911946154511';
const customerId = '706405506930370099';
const customer = {
  id: customerId,
  admin_graphql_api_id: `gid://shopify/Customer/${customerId}`,
  email: 'ada@example.com',
};
const told = (topic: string, triggeredAt: string, body: object): Told => ({ topic, body, triggeredAt });

const fulfillment = (updatedAt: string, changes: object) =>
  sampleWith('fulfillments/update', {
    id: 9001,
    admin_graphql_api_id: 'gid://shopify/Fulfillment/9001',
    order_id: orderId,
    updated_at: updatedAt,
    line_items: [{ id: 11, quantity: 1 }],
    ...changes,
  });
const refund = (processedAt: string, changes: object = {}) =>
  sampleWith('refunds/create', {
    id: 9101,
    admin_graphql_api_id: 'gid://shopify/Refund/9101',
    order_id: orderId,
    processed_at: processedAt,
    ...changes,
  });
const lines = (...ids: number[]) =>
  ids.map((id) => ({
    id,
    title: `line ${id}`,
    quantity: id,
    price: `${id}.50`,
    properties: [{ name: 'Dog', value: 'Bo' }],
  }));
const order = (updatedAt: string, changes: object) =>
  sampleWith('orders/updated', {
    id: orderId,
    admin_graphql_api_id: `gid://shopify/Order/${orderId}`,
    customer,
    updated_at: updatedAt,
    line_items: lines(11, 12),
    ...changes,
  });

const packed = fulfillment('2026-03-01T10:00:00-05:00', { status: 'pending', tracking_numbers: [] });
const shipped = fulfillment('2026-03-01T15:00:30Z', { status: 'success', tracking_numbers: ['T1'] });
const unpaid = refund('2026-03-01T18:00:00+01:00', { transactions: null });
const paidBack = refund('2026-03-01T17:00:10Z');

export const orderHistory: Told[] = [
  told(
    'orders/create',
    '2026-03-01T14:00:01.100Z',
    order('2026-03-01T23:00:00+09:00', { financial_status: 'pending' }),
  ),
  told('orders/paid', '2026-03-01T14:00:05.100Z', order('2026-03-01T09:00:05-05:00', { financial_status: 'paid' })),
  told(
    'orders/updated',
    '2026-03-01T14:00:05.900Z',
    order('2026-03-01T14:00:05Z', { note: 'ring twice', line_items: lines(12) }),
  ),
  told('fulfillments/create', '2026-03-01T15:00:00.500Z', packed),
  told('orders/updated', '2026-03-01T15:00:01.000Z', order('2026-03-01T15:00:01Z', { fulfillments: [packed] })),
  told('fulfillments/update', '2026-03-01T15:00:30.500Z', shipped),
  told('orders/edited', '2026-03-01T16:00:00.000Z', {
    order_edit: {
      id: 9201,
      order_id: orderId,
      created_at: '2026-03-01T16:00:00Z',
      committed_at: '2026-03-01T16:00:00Z',
      line_items: { additions: [{ id: 13, delta: 1 }], removals: [{ id: 12, delta: 2 }] },
    },
  }),
  told('refunds/create', '2026-03-01T17:00:00.500Z', unpaid),
  told(
    'orders/updated',
    '2026-03-01T17:00:12.000Z',
    order('2026-03-01T17:00:12Z', {
      financial_status: 'partially_refunded',
      line_items: lines(12, 13),
      fulfillments: [shipped],
      refunds: [paidBack],
    }),
  ),
];

export const orderDeleted = told('orders/delete', '2026-03-02T10:00:00.000Z', { id: orderId });

const product = (updatedAt: string, described: [number, string][], named: number[], changes: object = {}) =>
  sampleWith('products/update', {
    id: 7001,
    admin_graphql_api_id: 'gid://shopify/Product/7001',
    updated_at: updatedAt,
    variants: described.map(([id, price], index) => ({ id, title: `v${id}`, price, position: index + 1 })),
    variant_gids: named.map((id) => ({ admin_graphql_api_id: `gid://shopify/ProductVariant/${id}` })),
    images: [{ id: 7100 + described.length, src: `https://cdn.example.com/${updatedAt}.png`, position: 1 }],
    ...changes,
  });

export const productHistory: Told[] = [
  told(
    'products/create',
    '2026-03-01T14:00:00.200Z',
    product(
      '2026-03-01T23:00:00+09:00',
      [
        [1, '1.00'],
        [2, '2.00'],
        [3, '3.00'],
      ],
      [],
    ),
  ),
  told(
    'products/update',
    '2026-03-01T14:00:07.100Z',
    product(
      '2026-03-01T09:00:07-05:00',
      [
        [1, '1.10'],
        [3, '3.10'],
      ],
      [1, 2, 3],
    ),
  ),
  told(
    'products/update',
    '2026-03-01T14:00:07.800Z',
    product('2026-03-01T14:00:07Z', [[1, '1.20']], [1, 2, 3], { title: 'New title' }),
  ),
  told(
    'products/update',
    '2026-03-01T15:00:00.000Z',
    product(
      '2026-03-01T15:00:00Z',
      [
        [1, '1.30'],
        [4, '4.00'],
      ],
      [1, 3, 4],
    ),
  ),
  told(
    'products/update',
    '2026-03-01T16:00:00.000Z',
    product('2026-03-01T16:00:00Z', [[4, '4.40']], [1, 3, 4], { status: 'draft' }),
  ),
];

export const productDeleted = told('products/delete', '2026-03-02T10:00:00.000Z', { id: 7001 });

const collection = (updatedAt: string, title: string) =>
  sampleWith('collections/update', {
    id: 6001,
    admin_graphql_api_id: 'gid://shopify/Collection/6001',
    updated_at: updatedAt,
    title,
  });

export const collectionHistory: Told[] = [
  told('collections/create', '2026-03-01T14:00:00.100Z', collection('2026-03-01T23:00:00+09:00', 'one')),
  told('collections/update', '2026-03-01T14:00:09.100Z', collection('2026-03-01T09:00:09-05:00', 'two')),
  told('collections/update', '2026-03-01T14:00:09.700Z', collection('2026-03-01T14:00:09Z', 'three')),
];

export const collectionDeleted = told('collections/delete', '2026-03-02T10:00:00.000Z', { id: 6001 });

const place = { inventory_item_id: 5001, location_id: 5002 };
const level = (updatedAt: string, available: number | null) => ({ ...place, available, updated_at: updatedAt });

export const inventoryHistory: Told[] = [
  told('inventory_levels/connect', '2026-03-01T14:00:00.100Z', level('2026-03-01T23:00:00+09:00', 0)),
  told('inventory_levels/update', '2026-03-01T14:00:03.100Z', level('2026-03-01T09:00:03-05:00', 10)),
  told('inventory_levels/update', '2026-03-01T14:00:03.900Z', level('2026-03-01T14:00:03Z', 9)),
  told('inventory_levels/disconnect', '2026-03-01T14:00:04.500Z', place),
  told('inventory_levels/connect', '2026-03-01T14:00:04.800Z', level('2026-03-01T14:00:04Z', null)),
  told('inventory_levels/update', '2026-03-01T14:00:08.000Z', level('2026-03-01T14:00:08Z', 7)),
];

const person = (updatedAt: string, changes: object) =>
  sampleWith('customers/update', { ...customer, updated_at: updatedAt, ...changes });

export const customerHistory: Told[] = [
  told('customers/create', '2026-03-01T14:00:00.100Z', person('2026-03-01T23:00:00+09:00', { first_name: 'Ada' })),
  told('orders/create', '2026-03-01T14:00:01.000Z', order('2026-03-01T09:00:01-05:00', {})),
  told('customers/update', '2026-03-01T14:00:06.100Z', person('2026-03-01T09:00:06-05:00', { first_name: 'Augusta' })),
  told('customers/update', '2026-03-01T14:00:06.900Z', person('2026-03-01T14:00:06Z', { first_name: 'Ada Augusta' })),
  told(
    'orders/updated',
    '2026-03-01T15:00:00.000Z',
    order('2026-03-01T15:00:00Z', { customer: null, note: 'Ada moved' }),
  ),
];

export const customerDeleted = told('customers/delete', '2026-03-02T10:00:00.000Z', { id: customerId });

/** Names no order: what belongs to the customer has to be found. */
export const customerRedacted = told('customers/redact', '2026-03-03T10:00:00.000Z', {
  shop_id: 1,
  shop_domain: 'happy-tails.myshopify.com',
  customer: { id: customerId, email: 'ada@example.com', phone: null },
  orders_to_redact: [],
});
