import { expect, test } from 'vitest';
import { ShopifyError } from '../../src/clients/shopify-failures.ts';
import { reconcile } from '../../src/mirror/reconcile.ts';
import type { MirrorKind } from '../../src/mirror/snapshots.ts';
import { type MirroredShop, openMirroredShop } from '../support/mirror-shop.ts';
import { patience } from '../support/shopify-shop.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A shop that is mirrored whole, a minute ago. */
async function openWhole(size: { products: number; orders: number }, kinds: readonly MirrorKind[]) {
  const shop = await openMirroredShop(size);
  await shop.pipeline.rows(
    "INSERT INTO mirror_watermarks (kind, complete_to) SELECT unnest($1::text[]), '2020-01-01'",
    [kinds],
  );
  for (const kind of kinds) await run(shop, kind);
  shop.clock.move(minuteMs);
  shop.simulator.calls.length = 0;
  return shop;
}

/** Until it is complete. @returns how many resources changed. */
async function run(shop: MirroredShop, kind: MirrorKind): Promise<number> {
  for (let changed = 0; ; ) {
    const ran = await reconcile(shop.deps, kind, patience());
    changed += ran.changed;
    if (ran.outcome === 'complete') return changed;
    expect(ran.outcome).toBe('more');
  }
}

function first<T>(all: Iterable<T>): T {
  for (const one of all) return one;
  throw new Error('there is none');
}

const countRows = async ({ pipeline }: MirroredShop, table: string) =>
  (await pipeline.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count;
const callsOf = ({ simulator }: MirroredShop, operation: string) =>
  simulator.calls.filter((call) => call.operation === operation).length;

async function driftOf({ metrics }: MirroredShop) {
  const { values } = await metrics.mirrorDrift.get();
  return values
    .filter(({ labels }) => labels['drift'] === 'undeleted')
    .map(({ labels, value }) => [labels['kind'], value]);
}

test('one that is gone among many is found by counting, and by asking for few ids', async () => {
  const shop = await openWhole({ products: 1, orders: 6 }, ['customer']);
  const { data, change } = shop.simulator.shop;
  const someone = first(data.customers.values());
  for (let one = 0; one < 300; one += 1) change.createCustomer(someone);
  shop.clock.move(minuteMs);
  await run(shop, 'customer');
  const all = data.customers.size;
  expect(await countRows(shop, 'customers')).toBe(all);

  shop.clock.move(minuteMs);
  shop.simulator.calls.length = 0;
  expect(await run(shop, 'customer')).toBe(0);
  expect([callsOf(shop, 'customersCount'), callsOf(shop, 'nodes')]).toEqual([1, 0]);

  const [gone = 0] = [...data.customers.keys()].slice(-1);
  change.deleteCustomer(gone);
  shop.simulator.calls.length = 0;
  expect(await run(shop, 'customer')).toBe(1);
  expect([callsOf(shop, 'customersCount'), callsOf(shop, 'nodes')]).toEqual([1 + Math.ceil(all / 250), 1]);
  expect(await countRows(shop, 'customers')).toBe(all - 1);
  expect(await shop.pipeline.rows('SELECT 1 FROM customers WHERE id = $1', [gone])).toEqual([]);
  expect(await driftOf(shop)).toEqual([['customer', 1]]);
  const kept = "SELECT kind, found::int, last_found_at FROM mirror_drift WHERE drift = 'undeleted'";
  expect(await shop.pipeline.rows(kept)).toEqual([{ kind: 'customer', found: 1, last_found_at: shop.clock.now() }]);
});

test('products, collections and orders that are gone go; orders that are too old to be shown stay', async () => {
  const shop = await openWhole({ products: 8, orders: 12 }, ['product', 'collection', 'order']);
  const { data, change } = shop.simulator.shop;
  change.deleteProduct(first(data.products.keys()));
  change.deleteCollection(first(data.collections.keys()));
  change.deleteOrder(first(data.orders.keys()));
  for (const kind of ['product', 'collection', 'order'] as const) expect(await run(shop, kind)).toBe(1);
  expect(await countRows(shop, 'products')).toBe(data.products.size);
  expect(await countRows(shop, 'orders')).toBe(data.orders.size);
  expect(await driftOf(shop)).toEqual([
    ['product', 1],
    ['collection', 1],
    ['order', 1],
  ]);

  shop.clock.move(61 * dayMs);
  expect(await run(shop, 'order')).toBe(0);
  expect(await countRows(shop, 'orders')).toBe(data.orders.size);
});

test('levels go with the item or the location that they are of, which is no drift', async () => {
  const shop = await openWhole({ products: 12, orders: 0 }, ['product', 'inventory_level']);
  const { data, change } = shop.simulator.shop;
  const active = () => [...data.inventory.values()].filter(({ isActive }) => isActive).length;
  change.deleteProduct(first(data.products.keys()));
  await run(shop, 'product');
  expect(await run(shop, 'inventory_level')).toBeGreaterThan(0);
  expect(await countRows(shop, 'inventory_levels')).toBe(active());

  shop.clock.move(minuteMs);
  const location = data.locations.pop();
  const there = [...data.inventory.values()].filter(({ locationId }) => locationId === location?.id);
  expect(there.length).toBeGreaterThan(0);
  for (const { inventoryItemId, locationId } of there) data.inventory.delete(`${inventoryItemId}:${locationId}`);
  await run(shop, 'inventory_level');
  expect(await countRows(shop, 'inventory_levels')).toBe(active());
  expect(await driftOf(shop)).toEqual([['product', 1]]);
});

test('nothing is deleted by an answer that failed, is for other ids, or is not true', async () => {
  const shop = await openWhole({ products: 5, orders: 0 }, ['product']);
  const { faults, shop: shopify } = shop.simulator;
  const { data } = shopify;
  const products = data.products.size;
  const claim = (operation: string, body: unknown) =>
    faults.next({ kind: 'body', body: JSON.stringify(body) }, { operation });
  const fewer = () => claim('productsCount', { data: { productsCount: { count: products - 1 } } });

  claim('productsCount', { data: { productsCount: null } });
  expect(await run(shop, 'product')).toBe(0);

  fewer();
  claim('nodes', { data: { nodes: [null] }, errors: [{ message: 'no', extensions: { code: 'ACCESS_DENIED' } }] });
  await expect(run(shop, 'product')).rejects.toThrow(ShopifyError);

  fewer();
  claim('nodes', { data: { nodes: [null] } });
  await expect(run(shop, 'product')).rejects.toThrow('other ids');

  fewer();
  claim('nodes', { data: { nodes: [...data.products.keys()].toSorted().map(() => null) } });
  expect(await run(shop, 'product')).toBe(0);
  expect(await countRows(shop, 'products')).toBe(products);
  expect(await driftOf(shop)).toEqual([]);
});

test('when most seems gone nothing is deleted', async () => {
  const shop = await openWhole({ products: 45, orders: 0 }, ['product']);
  const { data } = shop.simulator.shop;
  const mirrored = data.products.size;
  for (const id of [...data.products.keys()].slice(0, 30)) data.products.delete(id);
  expect(await run(shop, 'product')).toBe(0);
  expect(callsOf(shop, 'nodes')).toBe(0);
  expect(await countRows(shop, 'products')).toBe(mirrored);
});
