import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import { customerPayload as restCustomer, orderPayload as restOrder } from '../../dev/shopify-simulator/rest-orders.ts';
import {
  collectionPayload as restCollection,
  inventoryLevelPayload as restLevel,
  productPayload as restProduct,
} from '../../dev/shopify-simulator/rest-payloads.ts';
import type { ShopifyAdmin } from '../../src/clients/shopify.ts';
import { updatedSince } from '../../src/clients/shopify-catalogue-operations.ts';
import { readCollectionProducts, readWholeOrder, readWholeProduct } from '../../src/clients/shopify-whole-resources.ts';
import { collectionPayload } from '../../src/modules/collections/collections.schemas.ts';
import { customerPayload } from '../../src/modules/customers/customers.schemas.ts';
import { inventoryDisconnection, inventoryLevelPayload } from '../../src/modules/inventory/inventory.schemas.ts';
import { orderPayload } from '../../src/modules/orders/orders.schemas.ts';
import { productPayload } from '../../src/modules/products/products.schemas.ts';
import { toOrderPayload } from '../../src/webhooks/shopify-order-resources.ts';
import {
  toCollectionPayload,
  toCustomerPayload,
  toInventoryDisconnection,
  toInventoryLevelPayload,
  toProductPayload,
} from '../../src/webhooks/shopify-resources.ts';
import { readSample } from '../support/samples.ts';
import { openShop, patience } from '../support/shopify-shop.ts';

const now = new Date('2026-11-20T12:00:00Z');
const generous = { bucket: { maximumAvailable: 20_000, restoreRate: 20_000 }, clock: { now: () => now } };
const openGenerated = (products: number, orders: number, seed = 7) =>
  openShop({ ...generous, data: generateShop({ seed, products, orders, now }) });

/** As the handler would have it. What it does not read is not compared. */
function expectSame(schema: z.ZodType, fetched: unknown, delivered: unknown): void {
  expect(schema.parse(fetched)).toEqual(schema.parse(delivered));
}

/** Every page of a list. */
async function readAll<Node>(
  read: (
    after: string | null,
  ) => Promise<{ nodes: Node[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>,
): Promise<Node[]> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page = await read(after);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return nodes;
    after = page.pageInfo.endCursor;
  }
}

const changedOrders = (admin: ShopifyAdmin, query: string | null) =>
  readAll(async (after) => (await admin.run('ordersUpdatedSince', { query, after }, patience())).orders);

describe('what is fetched is what a webhook would have told', () => {
  test('of products, with all their variants', async () => {
    const { admin, simulator, arrived } = await openGenerated(80, 0);
    const listed = await readAll(
      async (after) => (await admin.run('productsUpdatedSince', { query: null, after }, patience())).products,
    );
    expect(listed).toHaveLength(80);
    for (const { id } of listed) {
      const product = await readWholeProduct(admin, id, patience());
      const stored = simulator.shop.data.products.get(Number(id.split('/').at(-1)));
      if (!product || !stored) throw new Error('there is no such product');
      const { variants, ...rest } = productPayload.parse(toProductPayload(product));
      const delivered = productPayload.parse(restProduct(stored));
      expect({ ...rest, variants: variants.slice(0, 100) }).toEqual(delivered);
      expect(variants.map((variant) => Number(variant.id))).toEqual(stored.variants.map((variant) => variant.id));
    }
    const large = [...simulator.shop.data.products.values()].filter(({ variants }) => variants.length > 100);
    expect(large).toHaveLength(2);
    expect(arrived('productVariants')).toBe(2);
  });

  test('of orders, with lines, fulfilments and refunds', async () => {
    const { admin, simulator } = await openGenerated(20, 150);
    const listed = await changedOrders(admin, null);
    expect(listed).toHaveLength(150);
    for (const { id } of listed) {
      const order = await readWholeOrder(admin, id, patience());
      const stored = simulator.shop.data.orders.get(Number(id.split('/').at(-1)));
      if (!order || !stored) throw new Error('there is no such order');
      expectSame(orderPayload, toOrderPayload(order), withoutOldSums(restOrder(simulator.shop.data, stored)));
    }
    const all = [...simulator.shop.data.orders.values()];
    expect(all.filter(({ fulfillments }) => fulfillments.length > 0).length).toBeGreaterThan(50);
    expect(all.filter(({ refunds }) => refunds.length > 0).length).toBeGreaterThan(5);
    expect(all.filter(({ cancelledAt }) => cancelledAt).length).toBeGreaterThan(2);
  });

  test('of customers, collections and stock', async () => {
    const { admin, simulator } = await openGenerated(30, 90);
    const { data } = simulator.shop;
    const customers = await readAll(
      async (after) => (await admin.run('customersUpdatedSince', { query: null, after }, patience())).customers,
    );
    expect(customers).toHaveLength(data.customers.size);
    for (const customer of customers) {
      const stored = data.customers.get(Number(customer.id.split('/').at(-1)));
      expectSame(customerPayload, toCustomerPayload(customer), stored && restCustomer(data, stored));
    }
    const { collections } = await admin.run('collectionsUpdatedSince', { query: null, after: null }, patience());
    expect(collections.nodes).toHaveLength(8);
    for (const collection of collections.nodes) {
      const stored = data.collections.get(Number(collection.id.split('/').at(-1)));
      expectSame(collectionPayload, toCollectionPayload(collection), stored && restCollection(stored));
      const members = await readCollectionProducts(admin, collection.id, patience());
      expect(members?.map((id) => Number(id.split('/').at(-1)))).toEqual(stored?.productIds);
    }
    const { locations } = await admin.run('locations', { after: null }, patience());
    let levels = 0;
    for (const { id: location } of locations.nodes) {
      const read = async (after: string | null) => {
        const page = await admin.run('inventoryLevelsUpdatedSince', { location, query: null, after }, patience());
        if (!page.location) throw new Error('there is no such location');
        return page.location.inventoryLevels;
      };
      for (const level of await readAll(read)) {
        const payload = toInventoryLevelPayload(level);
        const stored = data.inventory.get(`${payload['inventory_item_id']}:${payload['location_id']}`);
        expectSame(inventoryLevelPayload, payload, stored && restLevel(stored));
        expect(inventoryDisconnection.parse(toInventoryDisconnection(level))).toBeDefined();
        levels += 1;
      }
    }
    expect(levels).toBe(data.inventory.size);
  });
});

test('only what changed since then is listed, to the second', async () => {
  const { admin, simulator } = await openGenerated(10, 40);
  const orders = [...simulator.shop.data.orders.values()].toSorted((a, b) => +a.updatedAt - +b.updatedAt);
  const since = orders[25]?.updatedAt ?? now;
  const expected = orders.filter(({ updatedAt }) => updatedAt >= since).map(({ id }) => `gid://shopify/Order/${id}`);
  const listed = await changedOrders(admin, updatedSince(since));
  expect(listed.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
  expect(updatedSince(since, 'day')).toBe(`updated_at:>='${since.toISOString().slice(0, 10)}'`);
});

test('an order that is older than sixty days is not to be seen', async () => {
  const { admin, simulator } = await openGenerated(5, 3);
  const [order] = simulator.shop.data.orders.values();
  if (order) order.createdAt = new Date('2026-08-01T00:00:00Z');
  expect(await changedOrders(admin, null)).toHaveLength(2);
});

test('a product that changes while it is read is read anew', async () => {
  const { admin, simulator } = await openGenerated(10, 0);
  const large = [...simulator.shop.data.products.values()].find(({ variants }) => variants.length > 100);
  if (!large) throw new Error('there is no large product');
  simulator.faults.next({ kind: 'delay', milliseconds: 100 }, { operation: 'productVariants' });
  const reading = readWholeProduct(admin, `gid://shopify/Product/${large.id}`, patience());
  await expect.poll(() => simulator.calls.some(({ operation }) => operation === 'productVariants')).toBe(true);
  large.updatedAt = new Date('2026-11-20T13:00:00Z');
  large.title = 'Ham nou';
  expect(await reading).toMatchObject({ title: 'Ham nou', updatedAt: '2026-11-20T13:00:00Z' });
});

test('ids beyond 2^53 stay what they are', async () => {
  const { admin, simulator } = await openGenerated(1, 0);
  const [product] = simulator.shop.data.products.values();
  const { product: found } = await admin.run('product', { id: `gid://shopify/Product/${product?.id}` }, patience());
  if (!found) throw new Error('there is no product');
  const payload = toProductPayload({ ...found, id: 'gid://shopify/Product/788032119674292922' });
  expect(payload['id']).toBe(788032119674292922n);
  expect(productPayload.parse(payload).id).toBe(788032119674292922n);
});

describe("names are those of Shopify's own samples", () => {
  test('of a product, its variants, an order, its lines, a customer', async () => {
    const { admin, simulator } = await openGenerated(8, 20);
    const ids = [...simulator.shop.data.products.keys()].map((id) => `gid://shopify/Product/${id}`);
    const product = await readWholeProduct(admin, ids[0] ?? '', patience());
    const [order] = await changedOrders(admin, null);
    const whole = await readWholeOrder(admin, order?.id ?? '', patience());
    const { customers } = await admin.run('customersUpdatedSince', { query: null, after: null }, patience());
    const [customer] = customers.nodes;
    if (!product || !whole || !customer) throw new Error('the shop is empty');
    const made = toProductPayload(product);
    const sample = readSample('products/create').payload;
    expect(unknownNames(made, sample)).toEqual(['metafields']);
    expect(unknownNames(first(made['variants']), sample.variants[0])).toEqual([]);
    const orderSample = readSample('orders/create').payload;
    expect(unknownNames(toOrderPayload(whole), orderSample)).toEqual([]);
    expect(unknownNames(first(toOrderPayload(whole)['line_items']), orderSample.line_items[0])).toEqual([]);
    const customerSample = readSample('customers/create').payload;
    expect(unknownNames(toCustomerPayload(customer), customerSample)).toEqual([]);
    expect(unknownNames(toCustomerPayload(customer)['default_address'], customerSample.default_address)).toEqual([]);
  });
});

function unknownNames(made: unknown, sample: Record<string, unknown>): string[] {
  return Object.keys(made as Record<string, unknown>).filter((name) => !(name in sample));
}

function first(list: unknown): unknown {
  return (list as unknown[])[0];
}

/** Webhooks of refunds have bare numbers beside the exact sums; GraphQL has the sums alone, and handlers prefer them. */
function withoutOldSums(order: Record<string, unknown>): Record<string, unknown> {
  const refunds = order['refunds'] as { refund_line_items: Record<string, unknown>[] }[];
  for (const line of refunds.flatMap(({ refund_line_items }) => refund_line_items)) {
    delete line['subtotal'];
    delete line['total_tax'];
  }
  return order;
}
