import { expect } from 'vitest';
import { createCrypto } from '../../src/platform/crypto.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import { type Sample, toJsonText } from './samples.ts';
import { type TestService, testEnv } from './service.ts';
import type { Sent } from './shopify.ts';

/** What the official sample of a topic must have done to the shop data: its rows, value by value. */
export interface SampleEffect {
  /** Deliveries that make the sample mean something: what a deletion deletes, for example. */
  before?: (sample: Sample) => Sent[];
  check(rows: TestService['rows'], sample: Sample): Promise<void>;
}

const crypto = createCrypto([testEnv({ DATABASE_URL: 'postgresql://nobody@localhost/nothing' }).ENCRYPTION_KEY]);

export function openSealed(context: string, sealed: Buffer | null): unknown {
  return sealed && fromJson(crypto.open(context, sealed));
}

/** As JSON text and back: bigint compares as text, undefined as absent. */
export const plain = (value: unknown): unknown => JSON.parse(toJsonText(value));
export const at = (time: string | null | undefined): Date | null => (time ? new Date(time) : null);
export const idOrNull = (id: unknown): string | null => (id === null || id === undefined ? null : String(id));
export const amount = (value: unknown): string => Number(value).toFixed(4);
export const sum = (values: unknown[]): string =>
  amount(values.reduce<number>((total, value) => total + Number(value), 0));

export const order: SampleEffect = {
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

export const fulfillment: SampleEffect = {
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

export const product: SampleEffect = {
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

export const collection: SampleEffect = {
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

export const inventoryLevel: SampleEffect = {
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

export const customer: SampleEffect = {
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
