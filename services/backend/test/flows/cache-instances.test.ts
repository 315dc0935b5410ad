import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { createTestDatabase, type TestDatabase, waitForReplica } from '../support/database.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { createTestRedis } from '../support/redis.ts';
import { fillProducts } from '../support/sample-catalogue.ts';
import { sampleWith } from '../support/samples.ts';

const redis = createTestRedis();
/** So that a busy machine is not taken for a Redis that is away. */
const patience = { askTimeoutMs: 2_000, waitMs: 1_000 };
const list = '/api/v1/products?limit=20';

/** Two instances of the service that share a database and a Redis. */
describe.skipIf(!redis)('two instances', () => {
  let database: TestDatabase;
  let one: CachedApi;
  let other: CachedApi;
  let client: Redis;
  /** What each fill waits for before it reads. */
  let beforeReading: () => Promise<void> = async () => undefined;
  const env = { CACHE_REDIS_URL: redis?.url ?? '', REDIS_PREFIX: redis?.prefix ?? '' };

  beforeAll(async () => {
    database = await createTestDatabase();
    await fillProducts(database.url, 40);
    await waitForReplica(database);
    client = new Redis(redis?.url ?? '');
    const options = { database, env, patience, beforeReading: () => beforeReading() };
    one = await startCachedApi(options);
    other = await startCachedApi(options);
  });
  afterAll(async () => {
    await one?.stop();
    await other?.stop();
    client?.disconnect();
    await database?.drop();
  });
  beforeEach(async () => {
    beforeReading = async () => undefined;
    await change('Adventure harness no. 1');
  });

  const ask = (api: CachedApi, url = list) => api.app.inject({ url });
  const titleOf = (reply: { json(): { items: { title: string }[] } }) => reply.json().items[0]?.title;
  const fills = async () => (await one.metric('cache_fills_total')) + (await other.metric('cache_fills_total'));
  const keys = () => client.keys(`${redis?.prefix}cache:*`);

  /** Changes a product, and waits until both know that something has changed. */
  async function change(title: string): Promise<void> {
    await one.deps.database.primary.query('UPDATE products SET title = $1, updated_at = now() WHERE id = 1', [title]);
    await Promise.all([one, other].map(({ app }) => app.inject({ url: '/api/v1/products/harness-1' })));
  }
  const waitForStale = () => sleep(450);

  test('500 who wait for the same are one fill, 499 were spared it', async () => {
    await waitForStale();
    const [before, avoided] = [await fills(), await one.metric('cache_stampedes_avoided_total', { by: 'process' })];
    let open: (() => void) | undefined;
    beforeReading = () =>
      new Promise((resolve) => {
        open = resolve;
      });
    const asked = Array.from({ length: 500 }, () => ask(one));
    await expect.poll(() => one.metric('cache_stampedes_avoided_total', { by: 'process' })).toBe(avoided + 499);
    await expect.poll(() => open).toBeDefined();
    open?.();
    const replies = await Promise.all(asked);
    expect(new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(titleOf(replies[0] as never)).toBe('Adventure harness no. 1');
    expect(await fills()).toBe(before + 1);
  });

  test('what one has made, the other takes from Redis', async () => {
    await waitForStale();
    const before = await fills();
    const taken = await other.metric('cache_lookups_total', { result: 'redis' });
    const [url] = [`${list}&after=3`];
    const first = await ask(one, url);
    await expect.poll(keys).not.toEqual([]);
    await sleep(20);
    const second = await ask(other, url);
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    expect(second.headers['etag']).toBe(first.headers['etag']);
    expect(await fills()).toBe(before + 1);
    expect(await other.metric('cache_lookups_total', { result: 'redis' })).toBe(taken + 1);
  });

  test('both asked at once: one of them fills, the other waits for it', async () => {
    await waitForStale();
    const before = await fills();
    const avoided = await one.metric('cache_stampedes_avoided_total', { by: 'redis' });
    const avoidedByOther = await other.metric('cache_stampedes_avoided_total', { by: 'redis' });
    beforeReading = () => sleep(60);
    const url = `${list}&after=4`;
    const replies = await Promise.all(Array.from({ length: 40 }, (_, index) => ask(index % 2 ? one : other, url)));
    expect(new Set(replies.map(({ body }) => body)).size).toBe(1);
    expect(await fills()).toBe(before + 1);
    const after = [one, other].map((api) => api.metric('cache_stampedes_avoided_total', { by: 'redis' }));
    expect((await Promise.all(after)).reduce((sum, count) => sum + count)).toBe(avoided + avoidedByOther + 1);
  });

  test('who fills for long, or dies, holds up nobody for long', async () => {
    await waitForStale();
    const url = `${list}&after=5`;
    let calls = 0;
    beforeReading = async () => {
      calls += 1;
      if (calls === 1) await sleep(3_000);
    };
    const slow = ask(one, url);
    await expect.poll(() => calls).toBe(1);
    const startedAt = performance.now();
    expect((await ask(other, url)).statusCode).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    expect((await slow).statusCode).toBe(200);
    expect(calls).toBe(2);
  });

  test('a fill that fails is told to all who waited for it, and the next one tries again', async () => {
    await waitForStale();
    const url = `${list}&after=6`;
    let calls = 0;
    beforeReading = async () => {
      calls += 1;
      await sleep(20);
      if (calls === 1) throw new Error('the database said no');
    };
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask(one, url)));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 10 }, () => 500));
    const startedAt = performance.now();
    expect((await ask(other, url)).statusCode).toBe(200);
    // Nobody waits for the lock of the one that failed.
    expect(performance.now() - startedAt).toBeLessThan(patience.waitMs);
    expect((await ask(one, url)).statusCode).toBe(200);
    expect(calls).toBe(2);
  });

  test('after a change, one makes it anew while the others see what was before, and not for long', async () => {
    await waitForStale();
    await ask(one);
    await change('Changed');
    beforeReading = () => sleep(100);
    const stale = await one.metric('cache_lookups_total', { result: 'stale' });
    const before = await fills();
    const replies = await Promise.all(Array.from({ length: 30 }, () => ask(one)));
    expect(new Set(replies.map(titleOf))).toEqual(new Set(['Adventure harness no. 1']));
    expect(await one.metric('cache_lookups_total', { result: 'stale' })).toBe(stale + 30);
    await expect.poll(async () => titleOf(await ask(one)), { interval: 20 }).toBe('Changed');
    expect(await fills()).toBe(before + 1);
  });

  test('what was before a change is not shown when nobody asked for it until a while after', async () => {
    await waitForStale();
    await ask(one);
    await change('Changed');
    await waitForStale();
    expect(titleOf(await ask(one))).toBe('Changed');
    expect(titleOf(await ask(other))).toBe('Changed');
  });

  test('what was before the change before is not shown at all', async () => {
    await waitForStale();
    await ask(one);
    await change('Changed');
    await change('Changed again');
    expect(titleOf(await ask(one))).toBe('Changed again');
  });

  test('a product page is never older than what was committed before it was asked for', async () => {
    const page = '/api/v1/products/harness-2';
    for (let price = 1; price <= 30; price += 1) {
      await one.deps.database.primary.query('UPDATE product_variants SET price = $1 WHERE id = 21', [price]);
      for (const api of [one, other]) {
        expect((await ask(api, page)).json().variants[0].price).toBe(`${price}.00`);
      }
    }
  });

  test('replies of another build are not looked at', async () => {
    await waitForStale();
    await ask(one);
    await expect.poll(keys).not.toEqual([]);
    for (const key of await keys()) {
      expect(key).toMatch(/^test-[0-9a-f]+:cache:[\w-]{12}:\{[\w-]{43}\}(:\d+)?$/);
    }
  });

  describe('a product webhook', () => {
    let pipeline: Pipeline;
    beforeAll(async () => {
      pipeline = await openPipeline();
      await fillProducts(pipeline.database.url, 40);
    });
    afterAll(() => pipeline?.stop());

    test('is visible through both within a second of its processing, under load, time after time', async () => {
      const instances = await Promise.all([1, 2].map(() => startCachedApi({ database: pipeline.database, env })));
      let asking = true;
      const load = instances.flatMap((api) =>
        Array.from({ length: 4 }, async () => {
          while (asking) {
            await ask(api);
            await sleep(2);
          }
        }),
      );
      try {
        for (let second = 1; second <= 5; second += 1) {
          const title = `Told at ${second} ${randomUUID()}`;
          const body = sampleWith('products/update', {
            id: '1',
            admin_graphql_api_id: 'gid://shopify/Product/1',
            title,
            updated_at: new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString(),
          });
          await pipeline.apply({ topic: 'products/update', body });
          const processedAt = performance.now();
          await Promise.all(
            instances.map((api) =>
              expect.poll(async () => titleOf(await ask(api)), { interval: 10, timeout: 5_000 }).toBe(title),
            ),
          );
          expect(performance.now() - processedAt).toBeLessThan(1_000);
        }
      } finally {
        asking = false;
        await Promise.all(load);
        for (const api of instances) await api.stop();
      }
    });
  });
});
