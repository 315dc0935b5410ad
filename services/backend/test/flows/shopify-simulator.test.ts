import { describe, expect, test } from 'vitest';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import type { ShopEvent } from '../../dev/shopify-simulator/shop-changes.ts';
import { bulkQueries } from '../../src/clients/shopify-bulk-queries.ts';
import { topicHandlers } from '../../src/webhooks/topics.ts';
import { openShop, patience } from '../support/shopify-shop.ts';

type Line = Record<string, unknown> & { id: string; __parentId?: string };

async function runBulk(shop: Awaited<ReturnType<typeof openShop>>, query: string): Promise<Line[]> {
  const { bulkOperationRunQuery } = await shop.admin.run('bulkOperationRunQuery', { query }, patience());
  const id = bulkOperationRunQuery.bulkOperation?.id ?? '';
  const read = async () => (await shop.admin.run('bulkOperation', { id }, patience())).bulkOperation;
  await expect.poll(async () => (await read())?.status).toBe('COMPLETED');
  const url = (await read())?.url;
  if (!url) return [];
  const text = await (await fetch(url)).text();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const typeOf = ({ id }: Line) => id.split('/')[3];

describe('bulk results', () => {
  test('have every product with its variants behind it', async () => {
    const shop = await openShop({ data: generateShop({ seed: 5, products: 50, orders: 0 }) });
    const lines = await runBulk(shop, bulkQueries.products());
    const { products } = shop.simulator.shop.data;
    expect(lines.filter((line) => typeOf(line) === 'Product')).toHaveLength(50);
    let parent = '';
    const variants: string[] = [];
    for (const line of lines) {
      if (typeOf(line) === 'Product') parent = line.id;
      else expect(line.__parentId).toBe(parent);
      if (typeOf(line) === 'ProductVariant') variants.push(line.id);
    }
    const expected = [...products.values()].flatMap((product) => product.variants.map(({ id }) => id));
    expect(variants.map((id) => Number(id.split('/').at(-1)))).toEqual(expected);
  });

  test.each([
    ['customers', bulkQueries.customers(), 'Customer', 10],
    ['orders', bulkQueries.orders("created_at:>='2026-01-01'"), 'Order', 30],
    ['collectionProducts', bulkQueries.collectionProducts(), 'Collection', 8],
  ])('of %s', async (_name, query, type, count) => {
    const now = new Date('2026-11-20T12:00:00Z');
    const data = generateShop({ seed: 5, products: 10, orders: 30, now });
    const shop = await openShop({ data, clock: { now: () => now } });
    const lines = await runBulk(shop, query);
    expect(lines.filter((line) => typeOf(line) === type)).toHaveLength(count);
    expect(lines.length).toBeGreaterThan(count);
  });

  test('are refused for a connection within a list, and for a sixth operation at once', async () => {
    const shop = await openShop({ data: generateShop({ seed: 5, products: 1, orders: 1 }) });
    const nested =
      '{ orders { edges { node { id refunds(first: 1) { id refundLineItems { edges { node { id } } } } } } } }';
    const run = (query: string) => shop.admin.run('bulkOperationRunQuery', { query }, patience());
    await expect(run(nested)).rejects.toMatchObject({ kind: 'user_errors' });
    shop.simulator.bulk.hold = true;
    for (let count = 0; count < 5; count += 1) await run(bulkQueries.products());
    await expect(run(bulkQueries.products())).rejects.toMatchObject({
      userErrors: [{ code: 'LIMIT_REACHED' }],
    });
    const { bulkOperations } = await shop.admin.run('bulkOperations', { query: null }, patience());
    const id = bulkOperations.nodes[0]?.id ?? '';
    const { bulkOperationCancel } = await shop.admin.run('bulkOperationCancel', { id }, patience());
    expect(bulkOperationCancel.bulkOperation?.status).toBe('CANCELED');
    await run(bulkQueries.products());
  });
});

test('the same seed makes the same shop, another another', () => {
  const options = { seed: 11, products: 60, orders: 40 };
  expect(generateShop(options)).toEqual(generateShop(options));
  expect(generateShop({ ...options, seed: 12 })).not.toEqual(generateShop(options));
  const titles = [...generateShop(options).products.values()].map(({ title }) => title).join(' ');
  for (const word of ['Zgardă', 'Leather', 'Fonott']) expect(titles).toContain(word);
});

test('whatever happens is told in the words of its handler', async () => {
  const shop = await openShop({ data: generateShop({ seed: 2, products: 12, orders: 6 }) });
  const { change, data, onEvent } = shop.simulator.shop;
  const events: ShopEvent[] = [];
  const end = onEvent((event) => events.push(event));
  const [product] = data.products.values();
  const [location] = data.locations;
  const [customer] = data.customers.values();
  const [collection] = data.collections.values();
  const variant = product?.variants[0];
  if (!product || !location || !customer || !collection || !variant) throw new Error('the shop is empty');
  const { id: _product, createdAt: _created, updatedAt: _updated, ...copy } = product;
  change.createProduct(copy);
  change.updateProduct(product.id, (one) => {
    one.title = 'Ham nou';
  });
  const { id: _collection, ...copyOfCollection } = collection;
  change.createCollection(copyOfCollection);
  change.updateCollection(collection.id, () => undefined);
  change.setInventory(variant.inventoryItemId, location.id, 3);
  change.disconnectInventory(variant.inventoryItemId, location.id);
  change.setInventory(variant.inventoryItemId, location.id, 4);
  const { id: _customer, ...copyOfCustomer } = customer;
  const made = change.createCustomer(copyOfCustomer);
  change.updateCustomer(customer.id, () => undefined);
  const order = change.createOrder({ customerId: customer.id, lines: [{ variantId: variant.id, quantity: 3 }] });
  change.payOrder(order.id);
  const lineId = order.lines[0]?.id ?? 0;
  const sent = change.fulfillOrder(order.id, { lineId, quantity: 1 });
  change.fulfillOrder(order.id);
  change.updateShipment(order.id, sent.id, 'DELIVERED');
  change.refundOrder(order.id, { lineId, quantity: 1 });
  change.cancelOrder(order.id);
  change.deleteOrder(order.id);
  change.deleteCustomer(made.id);
  change.deleteCollection(collection.id);
  change.deleteProduct(product.id);
  await runBulk(shop, bulkQueries.customers());
  end();
  change.updateCustomer(customer.id, () => undefined);

  const topics = Object.keys(topicHandlers) as (keyof typeof topicHandlers)[];
  const unheard = topics.filter((topic) => !events.some((event) => event.topic === topic));
  expect(unheard.toSorted()).toEqual([
    'app/uninstalled',
    'customers/data_request',
    'customers/redact',
    'orders/edited',
    'shop/redact',
  ]);
  for (const { topic, payload } of events) {
    const handler = topicHandlers[topic as keyof typeof topicHandlers];
    expect(() => handler.parse(payload), topic).not.toThrow();
  }
  expect(events.at(-1)?.topic).toBe('bulk_operations/finish');
});
