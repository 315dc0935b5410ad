import { expect, test } from 'vitest';
import { reconcile } from '../../src/mirror/reconcile.ts';
import { sweep } from '../../src/mirror/sweep.ts';
import { createLease } from '../../src/platform/lease.ts';
import { mirrorRows, shopRows } from '../support/mirror-rows.ts';
import { dumpMirror, openMirroredShop } from '../support/mirror-shop.ts';
import { patience } from '../support/shopify-shop.ts';

const minuteMs = 60_000;

async function firstOf<T>(all: Iterable<T>): Promise<T> {
  for (const one of all) return one;
  throw new Error('there is none');
}

test('what changed while no webhook arrived is here after one run, and the next changes nothing', async () => {
  const shop = await openMirroredShop({ products: 45, orders: 30 });
  const { deps, pipeline, simulator, clock } = shop;
  // Everything is news to an empty mirror: the watermark is set as an import leaves it.
  await pipeline.rows("INSERT INTO mirror_watermarks (kind, complete_to) SELECT unnest($1::text[]), '2020-01-01'", [
    ['product', 'collection', 'inventory_level', 'customer', 'order'],
  ]);
  expect(await shop.reconcileAll()).toBeGreaterThan(100);
  expect(await mirrorRows(pipeline.rows, deps.crypto)).toEqual(shopRows(simulator.shop.data));
  const large = [...simulator.shop.data.products.values()].filter(({ variants }) => variants.length > 100);
  expect(large.length).toBeGreaterThan(0);

  const dump = await dumpMirror(pipeline);
  expect(await shop.reconcileAll()).toBe(0);
  expect(await dumpMirror(pipeline)).toEqual(dump);

  clock.move(10 * minuteMs);
  const { change, data } = simulator.shop;
  const product = await firstOf(data.products.values());
  const customer = await firstOf(data.customers.values());
  const order = await firstOf([...data.orders.values()].filter(({ fulfillments }) => fulfillments.length === 0));
  const level = await firstOf(data.inventory.values());
  const collection = await firstOf(data.collections.values());
  change.updateProduct(product.id, (one) => {
    one.title = 'Ham nou';
    one.metafields = [];
  });
  change.updateCustomer(customer.id, (one) => {
    one.email = 'nou@example.com';
  });
  change.fulfillOrder(order.id);
  change.setInventory(level.inventoryItemId, level.locationId, 77);
  change.updateCollection(collection.id, (one) => {
    one.productIds = one.productIds.toReversed().slice(1);
  });
  const created = change.createProduct({
    ...product,
    handle: 'un-produs-nou',
    title: 'Un produs nou',
    variants: [],
    images: [],
  });
  clock.move(minuteMs);
  expect(await shop.reconcileAll()).toBeGreaterThanOrEqual(6);
  expect(await mirrorRows(pipeline.rows, deps.crypto)).toEqual(shopRows(data));
  expect(created.id).toBeGreaterThan(0);

  const healed = await dumpMirror(pipeline);
  clock.move(5 * minuteMs);
  expect(await shop.reconcileAll()).toBe(0);
  expect(await dumpMirror(pipeline)).toEqual(healed);
});

test('of two changes within one second the second is found, though updated_at says nothing', async () => {
  const shop = await openMirroredShop({ products: 3, orders: 0 });
  await shop.pipeline.rows("INSERT INTO mirror_watermarks (kind, complete_to) VALUES ('product', '2020-01-01')");
  const product = await firstOf(shop.simulator.shop.data.products.values());
  shop.clock.move(minuteMs);
  shop.simulator.shop.change.updateProduct(product.id, (one) => {
    one.title = 'first';
  });
  await reconcile(shop.deps, 'product', patience());
  shop.simulator.shop.change.updateProduct(product.id, (one) => {
    one.title = 'second';
  });
  shop.clock.move(100);
  expect((await reconcile(shop.deps, 'product', patience())).changed).toBe(1);
  expect(await shop.pipeline.rows('SELECT title FROM products WHERE id = $1', [product.id])).toEqual([
    { title: 'second' },
  ]);
  const drift = await shop.metrics.mirrorDrift.get();
  expect(drift.values.find(({ labels }) => labels['drift'] === 'differing')?.value).toBe(1);
});

test('what the shop no longer has is deleted by a sweep, but never most of what there is', async () => {
  const shop = await openMirroredShop({ products: 60, orders: 60 });
  const { deps, pipeline, simulator, clock } = shop;
  await pipeline.rows("INSERT INTO mirror_watermarks (kind, complete_to) SELECT unnest($1::text[]), '2020-01-01'", [
    ['product', 'collection', 'inventory_level', 'customer', 'order'],
  ]);
  await shop.reconcileAll();
  const { data } = simulator.shop;
  clock.move(minuteMs);
  const product = await firstOf(data.products.values());
  for (const { inventoryItemId } of product.variants) {
    for (const { id } of data.locations) data.inventory.delete(`${inventoryItemId}:${id}`);
  }
  simulator.shop.change.deleteProduct(product.id);
  simulator.shop.change.deleteCollection((await firstOf(data.collections.values())).id);
  data.customers.delete((await firstOf(data.customers.values())).id);
  data.orders.delete((await firstOf(data.orders.values())).id);
  for (const kind of ['product', 'collection', 'customer', 'order'] as const) {
    expect(await sweep(deps, kind, patience())).toEqual({ outcome: 'swept', deleted: 1 });
  }
  const levels = product.variants.length * data.locations.length;
  expect(await sweep(deps, 'inventory_level', patience())).toEqual({ outcome: 'swept', deleted: levels });
  const [mirrored, wanted] = [await mirrorRows(pipeline.rows, deps.crypto), shopRows(data)];
  // Whose customer is gone still says so in the mirror: an order is not rewritten because of it.
  const { orders: _mirrored, ...rest } = mirrored;
  const { orders: _wanted, ...expected } = wanted;
  expect(rest).toEqual(expected);

  for (const id of [...data.products.keys()].slice(0, 45)) data.products.delete(id);
  expect(await sweep(deps, 'product', patience())).toEqual({ outcome: 'unbelievable' });
  expect(await pipeline.rows('SELECT count(*)::int AS products FROM products')).toEqual([{ products: 59 }]);
  const sweeps =
    "SELECT outcome, changed FROM mirror_runs WHERE task = 'sweep' AND kind IN ('product', 'order') ORDER BY kind";
  expect(await pipeline.rows(sweeps)).toEqual([
    { outcome: 'complete', changed: 1 },
    { outcome: 'unbelievable', changed: 0 },
  ]);
});

test('one at a time; what fails moves no watermark', async () => {
  const shop = await openMirroredShop({ products: 2, orders: 0 });
  const { deps, pipeline, simulator } = shop;
  const lease = createLease(deps.database.primary, 'mirror:product', 60);
  expect(await lease.hold()).toBe(true);
  expect(await reconcile(deps, 'product', patience())).toEqual({ outcome: 'held', changed: 0 });
  await lease.release();

  await pipeline.rows("INSERT INTO mirror_watermarks (kind, complete_to) VALUES ('product', '2020-01-01')");
  simulator.faults.next({ kind: 'body', body: '{"data":{"product":{"id":7}}}' }, { operation: 'product' });
  await expect(reconcile(deps, 'product', patience())).rejects.toThrow();
  const marks = await pipeline.rows("SELECT complete_to FROM mirror_watermarks WHERE kind = 'product'");
  expect(marks).toEqual([{ complete_to: new Date('2020-01-01T00:00:00Z') }]);
  const runs = () => pipeline.rows("SELECT task, outcome FROM mirror_runs WHERE kind = 'product'");
  expect(await runs()).toEqual([{ task: 'reconcile', outcome: 'failed' }]);
  expect((await reconcile(deps, 'product', patience())).changed).toBeGreaterThanOrEqual(2);
  expect(await runs()).toEqual([{ task: 'reconcile', outcome: 'complete' }]);
});
