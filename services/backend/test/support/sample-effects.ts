import { expect } from 'vitest';
import { createCrypto } from '../../src/platform/crypto.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import type { Topic } from '../../src/webhooks/topics.ts';
import { type Sample, sampleWith, toJsonText } from './samples.ts';
import { type TestService, testEnv } from './service.ts';
import { type Sent, shopDomain } from './shopify.ts';

/** What the official sample of a topic must have done to the shop data: its rows, value by value. */
export interface SampleEffect {
  /** Deliveries that make the sample mean something: what a deletion deletes, for example. */
  before?: (sample: Sample) => Sent[];
  check(rows: TestService['rows'], sample: Sample): Promise<void>;
}

const crypto = createCrypto([testEnv({ DATABASE_URL: 'postgresql://nobody@localhost/nothing' }).ENCRYPTION_KEY]);
const early = '2021-12-01T00:00:00Z';

export function openSealed(context: string, sealed: Buffer | null): unknown {
  return sealed && fromJson(crypto.open(context, sealed));
}

/** As JSON text and back: bigint compares as text, undefined as absent. */
const plain = (value: unknown): unknown => JSON.parse(toJsonText(value));
const at = (time: string | null | undefined): Date | null => (time ? new Date(time) : null);
const idOrNull = (id: unknown): string | null => (id === null || id === undefined ? null : String(id));
const amount = (value: unknown): string => Number(value).toFixed(4);
const sum = (values: unknown[]): string => amount(values.reduce<number>((total, value) => total + Number(value), 0));

const order: SampleEffect = {
  async check(rows, { payload }) {
    const found = await rows('SELECT * FROM orders');
    const { personal, ...row } = found[0] ?? {};
    expect(found).toHaveLength(1);
    expect(row).toMatchObject({
      id: String(payload.id),
      name: payload.name,
      order_number: String(payload.order_number),
      customer_id: String(payload.customer.id),
      currency: payload.currency,
      financial_status: payload.financial_status,
      fulfillment_status: payload.fulfillment_status,
      subtotal_price: amount(payload.subtotal_price),
      total_discounts: amount(payload.total_discounts),
      total_shipping: amount(payload.total_shipping_price_set.shop_money.amount),
      total_tax: amount(payload.total_tax),
      total_price: amount(payload.total_price),
      tags: payload.tags.split(', '),
      test: payload.test,
      cancel_reason: payload.cancel_reason,
      cancelled_at: at(payload.cancelled_at),
      closed_at: at(payload.closed_at),
      processed_at: at(payload.processed_at),
      created_at: at(payload.created_at),
      updated_at: at(payload.updated_at),
    });
    expect(openSealed(`order:${payload.id}`, personal)).toMatchObject(
      plain({
        email: payload.email,
        contact_email: payload.contact_email,
        phone: payload.phone,
        billing_address: payload.billing_address,
        shipping_address: payload.shipping_address,
        customer: { first_name: payload.customer.first_name, email: payload.customer.email },
      }) as object,
    );
    expect(await rows('SELECT * FROM order_lines ORDER BY position')).toMatchObject(
      payload.line_items.map((line: Record<string, unknown>, index: number) => ({
        order_id: String(payload.id),
        id: String(line['id']),
        position: index + 1,
        product_id: idOrNull(line['product_id']),
        variant_id: idOrNull(line['variant_id']),
        title: line['title'],
        sku: line['sku'],
        quantity: line['quantity'],
        price: amount(line['price']),
        total_discount: amount(line['total_discount']),
        requires_shipping: line['requires_shipping'],
      })),
    );
  },
};

const fulfillment: SampleEffect = {
  async check(rows, { payload }) {
    expect(await rows('SELECT * FROM fulfillments')).toEqual([
      {
        id: String(payload.id),
        order_id: String(payload.order_id),
        status: payload.status,
        shipment_status: payload.shipment_status,
        location_id: idOrNull(payload.location_id),
        tracking_company: payload.tracking_company,
        tracking_numbers: payload.tracking_numbers,
        tracking_urls: payload.tracking_urls,
        created_at: at(payload.created_at),
        updated_at: at(payload.updated_at),
      },
    ]);
    const lines = payload.line_items as { id: bigint; quantity: number }[];
    const expected = lines.map(({ id, quantity }) => ({
      fulfillment_id: String(payload.id),
      line_id: String(id),
      quantity,
    }));
    const found = await rows('SELECT * FROM fulfillment_lines');
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  },
};

const product: SampleEffect = {
  async check(rows, { payload }) {
    expect(await rows('SELECT * FROM products')).toMatchObject([
      {
        id: String(payload.id),
        handle: payload.handle,
        title: payload.title,
        body_html: payload.body_html,
        vendor: payload.vendor,
        product_type: payload.product_type,
        status: payload.status,
        tags: payload.tags.split(', '),
        published_at: at(payload.published_at),
        created_at: at(payload.created_at),
        updated_at: at(payload.updated_at),
      },
    ]);
    expect(await rows('SELECT * FROM product_variants ORDER BY position')).toMatchObject(
      payload.variants.map((variant: Record<string, unknown>) => ({
        id: String(variant['id']),
        product_id: String(payload.id),
        title: variant['title'],
        price: amount(variant['price']),
        compare_at_price: amount(variant['compare_at_price']),
        position: variant['position'],
        option1: variant['option1'],
        inventory_policy: variant['inventory_policy'],
        taxable: variant['taxable'],
      })),
    );
  },
};

const collection: SampleEffect = {
  async check(rows, { payload }) {
    expect(await rows('SELECT * FROM collections')).toEqual([
      {
        id: String(payload.id),
        handle: payload.handle,
        title: payload.title,
        body_html: payload.body_html,
        sort_order: payload.sort_order,
        published_at: at(payload.published_at),
        updated_at: at(payload.updated_at),
      },
    ]);
  },
};

const inventoryLevel: SampleEffect = {
  async check(rows, { payload }) {
    expect(await rows('SELECT * FROM inventory_levels')).toEqual([
      {
        inventory_item_id: String(payload.inventory_item_id),
        location_id: String(payload.location_id),
        available: payload.available,
        updated_at: at(payload.updated_at),
      },
    ]);
  },
};

const customer: SampleEffect = {
  async check(rows, { payload }) {
    const found = await rows('SELECT * FROM customers');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      id: String(payload.id),
      email_hash: payload.email && crypto.lookupHash('email', payload.email),
      state: payload.state,
      verified_email: payload.verified_email,
      created_at: at(payload.created_at),
      updated_at: at(payload.updated_at),
    });
    expect(openSealed(`customer:${payload.id}`, found[0]?.['personal'])).toEqual(
      plain({
        email: payload.email,
        phone: payload.phone,
        first_name: payload.first_name,
        last_name: payload.last_name,
        note: payload.note,
        addresses: payload.addresses,
        default_address: payload.default_address ?? null,
      }),
    );
  },
};

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
