import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type Deliveries, startDeliveries } from '../../dev/shopify-simulator/deliveries.ts';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import { createRandom } from '../../dev/shopify-simulator/random.ts';
import type { ShopChanges } from '../../dev/shopify-simulator/shop-changes.ts';
import { type ShopData, unfulfilledOf } from '../../dev/shopify-simulator/shop-model.ts';
import { importShop } from '../../src/mirror/import.ts';
import { type MirrorDeps, reconcile } from '../../src/mirror/reconcile.ts';
import { mirrorKinds } from '../../src/mirror/snapshots.ts';
import { mirrorRows, shopRows } from '../support/mirror-rows.ts';
import { dumpMirror, roomy } from '../support/mirror-shop.ts';
import { startService } from '../support/service.ts';
import { previousSecret, webhookSecret } from '../support/shopify.ts';
import { openShop } from '../support/shopify-shop.ts';

const steps = 360;
/** Every so many happenings something is deleted, and its webhook is withheld. */
const stepsBetweenLosses = 30;
const neverOrders = 'looks, and never orders';
const dayMs = 24 * 60 * 60_000;
const patience = () => AbortSignal.timeout(60_000);

type Random = ReturnType<typeof createRandom>;

/** One thing that happens in the shop. */
function happen(data: ShopData, change: ShopChanges, random: Random): void {
  const product = () => random.pick([...data.products.values()]);
  const order = () => random.pick([...data.orders.values()]);
  const customer = () => random.pick([...data.customers.values()].filter(({ note }) => note !== neverOrders));
  const level = () => random.pick([...data.inventory.values()]);
  const cases: (() => void)[] = [
    () => {
      const lines = [{ variantId: random.pick(product().variants).id, quantity: random.between(1, 3) }];
      change.createOrder({ customerId: customer().id, lines, paid: random.chance(0.5), shippingMinor: 1_500 });
    },
    () => void change.payOrder(order().id),
    () => {
      const one = order();
      if (one.lines.some((line) => unfulfilledOf(line) > 0)) change.fulfillOrder(one.id);
    },
    () => {
      const one = order();
      const [line] = one.lines;
      if (line && line.currentQuantity > 0) change.refundOrder(one.id, { lineId: line.id, quantity: 1 });
    },
    () => void change.cancelOrder(order().id),
    () =>
      void change.updateProduct(product().id, (one) => {
        one.title = `${one.title}!`;
        for (const variant of one.variants) variant.priceMinor += 10;
      }),
    () => change.setInventory(level().inventoryItemId, level().locationId, random.int(50)),
    () => change.setInventory(level().inventoryItemId, level().locationId, random.int(50)),
    () => change.disconnectInventory(level().inventoryItemId, level().locationId),
    () =>
      void change.updateCustomer(customer().id, (one) => {
        one.email = `changed-${random.int(1_000_000)}@example.com`;
      }),
    () =>
      void change.updateCollection(random.pick([...data.collections.values()]).id, (one) => {
        one.productIds = one.productIds.toReversed();
      }),
    () => {
      if (random.chance(0.1)) change.deleteProduct(product().id);
    },
  ];
  random.pick(cases)();
}

interface Day {
  data: ShopData;
  change: ShopChanges;
  random: Random;
  deliveries: Pick<Deliveries, 'withholdNext'>;
}

/** One of each kind in turn. Only a customer without orders can be deleted, and only an order that was cancelled. */
function deleteUnheard(step: number, { data, change, random, deliveries }: Day): void {
  if (step % stepsBetweenLosses !== stepsBetweenLosses - 1) return;
  const onlookers = [...data.customers.values()].filter(({ note }) => note === neverOrders);
  const cases: (() => void)[] = [
    () => change.deleteProduct(random.pick([...data.products.keys()])),
    () => change.deleteCollection(random.pick([...data.collections.keys()])),
    () => change.deleteCustomer(random.pick(onlookers).id),
    () => change.deleteOrder(random.pick([...data.orders.values()].filter(({ cancelledAt }) => cancelledAt)).id),
    () => {
      const level = random.pick([...data.inventory.values()].filter(({ isActive }) => isActive));
      change.disconnectInventory(level.inventoryItemId, level.locationId);
    },
  ];
  deliveries.withholdNext(1);
  cases[Math.floor(step / stepsBetweenLosses) % cases.length]?.();
}

test(`a day of ${steps} happenings with deliveries doubled, out of order and lost ends, one interval later, with a mirror that agrees row by row`, {
  timeout: 170_000,
}, async () => {
  let now = new Date('2026-11-20T00:00:00Z');
  const clock = { now: () => now };
  const data = generateShop({ seed: 5, products: 30, orders: 60, now });
  const { simulator, admin, metrics } = await openShop({ data, clock, bucket: roomy });
  const service = await startService({ queue: 'inline' });
  onTestFinished(() => service.stop());
  const address = await service.app.listen({ port: 0, host: '127.0.0.1' });
  const { database, crypto, log } = service.server.deps;
  const deps: MirrorDeps = { database, crypto, log, shopify: admin, clock, metrics, shopDomain: data.domain };
  const [customer] = [...data.customers.values()];
  if (!customer) throw new Error('there is no customer');
  for (let one = 0; one < 4; one += 1) simulator.shop.change.createCustomer({ ...customer, note: neverOrders });
  await importShop(deps, { orderDays: 60, dryRun: false, restart: false, onProgress: () => undefined }, patience());

  const deliveries = startDeliveries({
    simulator,
    appUri: `${address}/webhooks/shopify`,
    secrets: [previousSecret],
    timeScale: 100_000,
    seed: 3,
    plan: { duplicates: 0.1, reordered: 0.1, withheld: 0.02 },
  });
  onTestFinished(() => deliveries.stop());
  const random = createRandom(9);
  for (let step = 0; step < steps; step += 1) {
    // Uneven, and often within one second.
    now = new Date(now.getTime() + (random.chance(0.2) ? 137 : (dayMs / steps) * 1.2));
    if (step === steps / 2 - 10) deliveries.addSecret(webhookSecret);
    if (step === steps / 2) deliveries.revokeOldestSecret();
    happen(data, simulator.shop.change, random);
    deleteUnheard(step, { data, change: simulator.shop.change, random, deliveries });
    if (step % 10 === 9) await new Promise((resolve) => setImmediate(resolve));
  }
  await deliveries.settled();
  await service.settled();
  const { counts } = deliveries;
  expect(counts.events).toBeGreaterThan(steps);
  for (const some of [counts.duplicates, counts.reordered, counts.withheld]) expect(some).toBeGreaterThan(0);
  expect(counts.failedAttempts).toBe(0);
  expect(await service.rows("SELECT topic, reason FROM webhook_inbox WHERE status IN ('dead', 'parked')")).toEqual([]);

  now = new Date(now.getTime() + 5 * 60_000);
  for (const kind of mirrorKinds) expect((await reconcile(deps, kind, patience())).outcome).toBe('complete');
  expect(await mirrorRows(service.rows, crypto)).toEqual(shopRows(data));
  const drifts = (await metrics.mirrorDrift.get()).values.map(({ labels, value }) => ({ ...labels, value }));
  for (const kind of ['product', 'collection', 'customer', 'order']) {
    expect(drifts).toContainEqual({ kind, drift: 'undeleted', value: expect.any(Number) });
  }
  const healed = await dumpMirror(service);
  for (const kind of mirrorKinds) {
    const run = await reconcile(deps, kind, patience());
    expect(run).toEqual({ outcome: 'complete', changed: 0 });
  }
  expect(await dumpMirror(service)).toEqual(healed);
});

test('Shopify tries eight times more, with the body of then, and removes the subscriptions of a deaf subscriber', async () => {
  const { simulator } = await openShop({ data: generateShop({ seed: 5, products: 1, orders: 0 }) });
  const heard: string[] = [];
  const deaf = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push(`${request.headers['x-shopify-webhook-id']} ${Buffer.concat(chunks).toString('utf8')}`);
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
  });
  deaf.listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  onTestFinished(() => void deaf.close());
  const uri = `http://127.0.0.1:${(deaf.address() as AddressInfo).port}/`;
  const { data, change } = simulator.shop;
  data.subscriptions.set(1, { id: 1, topic: 'PRODUCTS_UPDATE', uri, format: 'JSON', filter: null, includeFields: [] });
  const deliveries = startDeliveries({ simulator, secrets: ['a secret'], timeScale: 1_000_000 });
  onTestFinished(() => deliveries.stop());
  const [product] = [...data.products.values()];
  if (!product) throw new Error('there is no product');
  change.updateProduct(product.id, (one) => {
    one.title = 'as it was';
  });
  change.setInventory(1, 1, 1);
  product.title = 'as it is';
  await deliveries.settled();
  expect(heard).toHaveLength(9);
  expect(new Set(heard).size).toBe(1);
  expect(heard[0]).toContain('as it was');
  expect(deliveries.counts).toMatchObject({ failedAttempts: 9, givenUp: 1, removed: ['PRODUCTS_UPDATE'] });
  expect(data.subscriptions.size).toBe(0);
});
