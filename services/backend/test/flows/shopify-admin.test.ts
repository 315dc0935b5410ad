import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import { mayHaveHappened } from '../../src/clients/shopify-failures.ts';
import { AppError } from '../../src/platform/app-error.ts';
import { openShop, patience } from '../support/shopify-shop.ts';

const everything = { query: null, after: null };
const secondMs = 1_000;
const daySeconds = 86_400;

/** A clock that is as far ahead as the test says. */
function shiftedClock() {
  let aheadMs = 0;
  return {
    clock: { now: () => new Date(Date.now() + aheadMs) },
    ahead: (seconds: number) => {
      aheadMs = seconds * secondMs;
    },
  };
}

describe('tokens', () => {
  test('one grant, however many ask at once', async () => {
    const { simulator, admin } = await openShop();
    const answers = await Promise.all(Array.from({ length: 8 }, () => admin.run('shop', {}, patience())));
    expect(new Set(answers.map(({ shop }) => shop.myshopifyDomain))).toEqual(new Set(['happy-tails.myshopify.com']));
    expect(simulator.tokens.granted).toBe(1);
  });

  test('renewed five minutes before the end, not before', async () => {
    const { clock, ahead } = shiftedClock();
    const { simulator, admin } = await openShop({ tokenLifetimeSeconds: daySeconds }, { clock });
    await admin.run('shop', {}, patience());
    ahead(daySeconds - 310);
    await admin.run('shop', {}, patience());
    expect(simulator.tokens.granted).toBe(1);
    ahead(daySeconds - 290);
    await admin.run('shop', {}, patience());
    expect(simulator.tokens.granted).toBe(2);
    expect(simulator.calls.map(({ outcome }) => outcome)).toEqual(['answered', 'answered', 'answered']);
  });

  test('the old one serves while a new one is not to be had', async () => {
    const { clock, ahead } = shiftedClock();
    const { simulator, admin, arrived } = await openShop({}, { clock });
    await admin.run('shop', {}, patience());
    ahead(daySeconds - 60);
    simulator.faults.next({ kind: 'status', status: 503 }, { operation: 'token' });
    await admin.run('shop', {}, patience());
    expect([simulator.tokens.granted, arrived('shop')]).toEqual([1, 2]);
  });

  test('one that Shopify no longer takes is renewed once, and the call repeated, whatever it is', async () => {
    const { simulator, admin, arrived } = await openShop();
    await admin.run('shop', {}, patience());
    simulator.tokens.expireAll();
    const subscription = { uri: 'https://api.example.com/webhooks/shopify' };
    await admin.run('webhookSubscriptionCreate', { topic: 'ORDERS_CREATE', subscription }, patience());
    expect(simulator.tokens.granted).toBe(2);
    expect(arrived('webhookSubscriptionCreate')).toBe(2);
    expect(simulator.shop.data.subscriptions.size).toBe(1);
  });

  test('a grant that fails for a while is asked for again', async () => {
    const { simulator, admin } = await openShop();
    simulator.faults.next({ kind: 'drop' }, { operation: 'token' });
    simulator.faults.next({ kind: 'status', status: 500 }, { operation: 'token' });
    await admin.run('shop', {}, patience());
    expect(simulator.tokens.granted).toBe(1);
  });

  test('credentials that are wrong are said to be, and nothing of them', async () => {
    const clientSecret = 'a-secret-that-nobody-may-see';
    const { admin, arrived } = await openShop({}, { clientSecret });
    const error = await admin.run('shop', {}, patience()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ShopifyError', kind: 'refused' });
    expect(inspect(error, { depth: 10 })).not.toContain(clientSecret);
    expect(arrived('shop')).toBe(0);
  });

  test('a static one, and one that is refused', async () => {
    const { simulator, admin } = await openShop({}, { clientId: undefined });
    await expect(admin.run('shop', {}, patience())).rejects.toMatchObject({ kind: 'refused' });
    expect(simulator.calls).toEqual([]);
    const refused = await openShop({}, { accessToken: 'shpat_of_somebody_else' });
    const error = await refused.admin.run('shop', {}, patience()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'refused' });
    expect(inspect(error, { depth: 10 })).not.toContain('shpat_');
    expect(refused.simulator.calls.map(({ outcome }) => outcome)).toEqual(['unauthorized']);
  });
});

describe('answers that may be better next time', () => {
  test('5xx, a broken connection and INTERNAL_SERVER_ERROR are asked again', async () => {
    const { simulator, admin, arrived, metrics } = await openShop();
    simulator.faults.next({ kind: 'status', status: 502 }, { operation: 'shop' });
    simulator.faults.next({ kind: 'drop' }, { operation: 'shop' });
    const body = JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    simulator.faults.next({ kind: 'body', body }, { operation: 'shop' });
    await admin.run('shop', {}, patience());
    expect(arrived('shop')).toBe(4);
    const { values } = await metrics.shopifyRequests.get();
    expect(Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))).toEqual({
      server_error: 2,
      network: 1,
      ok: 1,
    });
  });

  test('429 waits the seconds that Shopify asks for', async () => {
    const { simulator, admin } = await openShop();
    await admin.run('shop', {}, patience());
    simulator.faults.next({ kind: 'status', status: 429, retryAfter: '0.4' }, { operation: 'shop' });
    const startedAt = performance.now();
    await admin.run('shop', {}, patience());
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(399);
  });

  test('a timeout', async () => {
    const { simulator, admin, arrived } = await openShop({}, { timeoutMs: 150 });
    simulator.faults.next({ kind: 'delay', milliseconds: 5_000 }, { operation: 'shop', times: 1 });
    await admin.run('shop', {}, patience());
    expect(arrived('shop')).toBe(2);
    simulator.faults.next({ kind: 'delay', milliseconds: 5_000 }, { operation: 'shop', times: 9 });
    const startedAt = performance.now();
    await expect(admin.run('shop', {}, patience())).rejects.toMatchObject({ code: 'unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  test('a mutation whose answer was lost is not repeated, unless it may be', async () => {
    const { simulator, admin, arrived } = await openShop();
    const subscription = { uri: 'https://api.example.com/webhooks/shopify' };
    for (const fault of [{ kind: 'lost_answer' }, { kind: 'late_status', status: 500 }] as const) {
      simulator.faults.next(fault, { operation: 'webhookSubscriptionCreate' });
      const topic = fault.kind === 'lost_answer' ? 'ORDERS_CREATE' : 'ORDERS_PAID';
      const error = await admin
        .run('webhookSubscriptionCreate', { topic, subscription }, patience())
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(mayHaveHappened(error)).toBe(true);
    }
    expect(arrived('webhookSubscriptionCreate')).toBe(2);
    const [made] = simulator.shop.data.subscriptions.values();
    simulator.faults.next({ kind: 'lost_answer' }, { operation: 'webhookSubscriptionUpdate' });
    const id = `gid://shopify/WebhookSubscription/${made?.id}`;
    await admin.run('webhookSubscriptionUpdate', { id, subscription }, patience());
    expect(arrived('webhookSubscriptionUpdate')).toBe(2);
  });

  test('the caller gives up', async () => {
    const { simulator, admin } = await openShop();
    await admin.run('shop', {}, patience());
    simulator.faults.next({ kind: 'delay', milliseconds: 5_000 }, { operation: 'shop' });
    const error = await admin.run('shop', {}, AbortSignal.timeout(50)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'unavailable', cause: { outcome: 'aborted' } });
  });
});

describe('answers that are final', () => {
  test('what was not asked for is refused, and not repeated in the error', async () => {
    const { simulator, admin, arrived } = await openShop();
    const body = JSON.stringify({ data: { shop: { id: 'somebody@example.com' } } });
    simulator.faults.next({ kind: 'body', body }, { operation: 'shop' });
    const error = await admin.run('shop', {}, patience()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ShopifyError', kind: 'invalid_answer' });
    expect(inspect(error, { depth: 10 })).not.toContain('somebody@example.com');
    expect(arrived('shop')).toBe(1);
  });

  test('GraphQL errors are told by their codes', async () => {
    const { simulator, admin } = await openShop();
    const errors = [{ message: 'you, ada@example.com, may not', extensions: { code: 'ACCESS_DENIED' } }];
    simulator.faults.next({ kind: 'body', body: JSON.stringify({ errors }) }, { operation: 'orders' });
    simulator.faults.next({ kind: 'body', body: JSON.stringify({ errors }) }, { operation: 'shop' });
    const error = await admin.run('shop', {}, patience()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'refused', message: 'Shopify refused shop: ACCESS_DENIED' });
    expect(inspect(error, { depth: 10 })).not.toContain('ada@example.com');
  });

  test('user errors are named', async () => {
    const { admin } = await openShop();
    const id = 'gid://shopify/WebhookSubscription/1';
    const error = await admin.run('webhookSubscriptionDelete', { id }, patience()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'user_errors', userErrors: [{ field: ['id'] }] });
  });
});

describe('points', () => {
  test('many at once never ask for more than there is, and come in order', async () => {
    const data = generateShop({ seed: 1, products: 5, orders: 60 });
    const { simulator, admin, metrics } = await openShop({
      data,
      bucket: { maximumAvailable: 1_000, restoreRate: 4_000 },
    });
    const ids = [...data.orders.keys()].slice(0, 40).map((id) => `gid://shopify/Order/${id}`);
    const orders = await Promise.all(ids.map((id) => admin.run('order', { id }, patience())));
    expect(orders.map(({ order }) => order?.id)).toEqual(ids);
    expect(simulator.calls.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'answered'));
    expect(simulator.calls.map(({ variables }) => variables['id'])).toEqual(ids);
    const spent = (await metrics.shopifyCostPoints.get()).values[0]?.value ?? 0;
    expect(spent).toBeGreaterThan(ids.length);
    expect(spent).toBeLessThan(ids.length * 620);
  });

  test('a smaller bucket than supposed is learned of, and nothing is lost', async () => {
    const data = generateShop({ seed: 1, products: 5, orders: 30 });
    const { simulator, admin } = await openShop({ data, bucket: { maximumAvailable: 150, restoreRate: 3_000 } });
    await Promise.all(Array.from({ length: 20 }, () => admin.run('ordersUpdatedSince', everything, patience())));
    const outcomes = simulator.calls.map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'answered')).toHaveLength(20);
    // Those that were sent before the first answer could tell.
    expect(outcomes.slice(-11)).not.toContain('throttled');
  });

  test('when others drink from the bucket, it waits until it is full enough', async () => {
    const { simulator, admin, metrics } = await openShop({ bucket: { maximumAvailable: 1_000, restoreRate: 500 } });
    await admin.run('shop', {}, patience());
    simulator.bucket.drain(1_000);
    const startedAt = performance.now();
    await admin.run('ordersUpdatedSince', everything, patience());
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(150);
    expect(simulator.calls.map(({ outcome }) => outcome)).toEqual(['answered', 'throttled', 'answered']);
    const waited = await metrics.shopifyWaitSeconds.get();
    const sum = waited.values.find(
      ({ metricName, labels }) => metricName?.endsWith('_sum') && labels.operation === 'ordersUpdatedSince',
    );
    expect(sum?.value).toBeGreaterThan(0.1);
  });
});

test('the circuit opens after failures in a row, asks nothing while it is open, and closes again', async () => {
  const { simulator, admin, arrived, metrics } = await openShop({}, { breaker: { failures: 3, openMs: 400 } });
  const state = async () => (await metrics.shopifyCircuit.get()).values[0]?.value;
  await admin.run('shop', {}, patience());
  expect(await state()).toBe(0);
  simulator.faults.next({ kind: 'status', status: 503 }, { operation: 'shop', times: 4 });
  await expect(admin.run('shop', {}, patience())).rejects.toMatchObject({ cause: { outcome: 'circuit_open' } });
  expect([arrived('shop'), await state()]).toEqual([4, 2]);
  await expect(admin.run('shop', {}, patience())).rejects.toMatchObject({ code: 'unavailable' });
  expect(arrived('shop')).toBe(4);
  simulator.faults.clear();
  await expect
    .poll(
      () =>
        admin.run('shop', {}, patience()).then(
          () => true,
          () => false,
        ),
      { timeout: 5_000 },
    )
    .toBe(true);
  expect(await state()).toBe(0);
});
