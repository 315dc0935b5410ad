import { expect } from 'vitest';
import type { Topic } from '../../src/webhooks/topics.ts';
import {
  amount,
  at,
  collection,
  customer,
  fulfillment,
  inventoryLevel,
  openSealed,
  order,
  product,
  type SampleEffect,
  sum,
} from './sample-resources.ts';
import { type Sample, sampleWith } from './samples.ts';
import { type Sent, shopDomain } from './shopify.ts';

const early = '2021-12-01T00:00:00Z';

const gone = (table: string, before: SampleEffect['before']): SampleEffect => ({
  ...(before && { before }),
  check: async (rows) => expect(await rows(`SELECT * FROM ${table}`)).toEqual([]),
});

/** The customer and an order of theirs, as the compliance samples name them. */
function knownCustomer({ payload }: Sample): Sent[] {
  const customerId = String(payload.customer.id);
  const [orderId] = (payload.orders_requested ?? payload.orders_to_redact) as number[];
  const customerFields = { id: customerId, admin_graphql_api_id: `gid://shopify/Customer/${customerId}` };
  return [
    { topic: 'customers/create', body: sampleWith('customers/create', customerFields), triggeredAt: early },
    {
      topic: 'orders/create',
      body: sampleWith('orders/create', {
        id: orderId,
        admin_graphql_api_id: `gid://shopify/Order/${orderId}`,
        customer: { ...customerFields, email: payload.customer.email },
      }),
      triggeredAt: early,
    },
  ];
}

export const sampleEffects: Record<Topic, SampleEffect> = {
  'orders/create': order,
  'orders/updated': order,
  'orders/paid': order,
  'orders/cancelled': order,
  'orders/fulfilled': order,
  'orders/partially_fulfilled': order,
  'orders/edited': {
    async check(rows, { payload: { order_edit: edit } }) {
      const deltas = (changes: { id: bigint; delta: number }[]) =>
        changes.map(({ id, delta }) => ({ lineId: String(id), delta }));
      expect(await rows('SELECT * FROM order_edits')).toEqual([
        {
          id: String(edit.id),
          order_id: String(edit.order_id),
          additions: deltas(edit.line_items.additions),
          removals: deltas(edit.line_items.removals),
          created_at: at(edit.created_at),
          committed_at: at(edit.committed_at),
        },
      ]);
    },
  },
  'orders/delete': gone('orders', ({ payload }) => [
    { topic: 'orders/create', body: sampleWith('orders/create', { id: String(payload.id) }), triggeredAt: early },
  ]),
  'fulfillments/create': fulfillment,
  'fulfillments/update': fulfillment,
  'refunds/create': {
    async check(rows, { payload }) {
      const lines = payload.refund_line_items as Record<string, unknown>[];
      const transactions = payload.transactions as Record<string, unknown>[];
      const paidBack = transactions.filter(({ kind, status }) => kind === 'refund' && status === 'success');
      expect(await rows('SELECT * FROM refunds')).toMatchObject([
        {
          id: String(payload.id),
          order_id: String(payload.order_id),
          lines_total: sum(lines.flatMap((line) => [line['subtotal'], line['total_tax']])),
          money_total: sum(paidBack.map((transaction) => transaction['amount'])),
          restock: payload.restock,
          created_at: at(payload.created_at),
          processed_at: at(payload.processed_at),
        },
      ]);
      const found = await rows('SELECT * FROM refund_lines');
      expect(found).toHaveLength(lines.length);
      expect(found).toEqual(
        expect.arrayContaining(
          lines.map((line) => ({
            refund_id: String(payload.id),
            id: String(line['id']),
            line_id: String(line['line_item_id']),
            quantity: line['quantity'],
            subtotal: amount(line['subtotal']),
            total_tax: amount(line['total_tax']),
            restock_type: line['restock_type'],
          })),
        ),
      );
    },
  },
  'products/create': product,
  'products/update': product,
  'products/delete': gone('products', ({ payload }) => [
    { topic: 'products/create', body: sampleWith('products/create', { id: String(payload.id) }), triggeredAt: early },
  ]),
  'collections/create': collection,
  'collections/update': collection,
  'collections/delete': gone('collections', ({ payload }) => [
    {
      topic: 'collections/create',
      body: sampleWith('collections/create', { id: String(payload.id) }),
      triggeredAt: early,
    },
  ]),
  'inventory_levels/connect': inventoryLevel,
  'inventory_levels/update': inventoryLevel,
  'inventory_levels/disconnect': gone('inventory_levels', () => [
    { topic: 'inventory_levels/connect', body: sampleWith('inventory_levels/connect', {}), triggeredAt: early },
  ]),
  'customers/create': customer,
  'customers/update': customer,
  'customers/delete': gone('customers', ({ payload }) => [
    { topic: 'customers/create', body: sampleWith('customers/create', { id: String(payload.id) }), triggeredAt: early },
  ]),
  'app/uninstalled': {
    async check(rows, { payload }) {
      expect(await rows('SELECT * FROM shops')).toEqual([
        {
          domain: shopDomain,
          shopify_id: String(payload.id),
          name: payload.name,
          plan_name: payload.plan_name,
          uninstalled_at: expect.any(Date),
          redacted_at: null,
        },
      ]);
    },
  },
  'bulk_operations/finish': {
    async check(rows, { payload }) {
      expect(await rows('SELECT * FROM bulk_operations')).toEqual([
        {
          id: payload.admin_graphql_api_id,
          type: payload.type,
          status: payload.status,
          error_code: payload.error_code,
          created_at: at(payload.created_at),
          completed_at: at(payload.completed_at),
        },
      ]);
    },
  },
  'customers/data_request': {
    before: knownCustomer,
    async check(rows, { payload }) {
      const found = await rows('SELECT * FROM data_exports');
      expect(found).toMatchObject([
        { request_id: String(payload.data_request.id), customer_id: String(payload.customer.id) },
      ]);
      const context = `data-export:${payload.data_request.id}`;
      expect(openSealed(context, found[0]?.['content'])).toMatchObject({
        customer: { id: String(payload.customer.id), personal: { email: 'bob@biller.com' } },
        orders: [
          { id: String(payload.orders_requested[0]), personal: { customer: { email: payload.customer.email } } },
        ],
      });
    },
  },
  'customers/redact': {
    before: knownCustomer,
    async check(rows, { payload }) {
      expect(await rows('SELECT * FROM customers')).toEqual([]);
      expect(await rows('SELECT id, personal, total_price FROM orders')).toEqual([
        { id: String(payload.orders_to_redact[0]), personal: null, total_price: '404.9500' },
      ]);
      expect(await rows('SELECT FROM webhook_logs WHERE body IS NOT NULL')).toEqual([]);
    },
  },
  'shop/redact': {
    before: () => [
      { topic: 'customers/create', body: sampleWith('customers/create', {}), triggeredAt: early },
      { topic: 'orders/create', body: sampleWith('orders/create', {}), triggeredAt: early },
    ],
    async check(rows, { payload }) {
      expect(await rows('SELECT * FROM customers')).toEqual([]);
      expect(await rows('SELECT personal FROM orders')).toEqual([{ personal: null }]);
      expect(await rows('SELECT FROM webhook_logs WHERE body IS NOT NULL')).toEqual([]);
      expect(await rows('SELECT shopify_id FROM shops WHERE redacted_at IS NOT NULL')).toEqual([
        { shopify_id: String(payload.shop_id) },
      ]);
    },
  },
};
