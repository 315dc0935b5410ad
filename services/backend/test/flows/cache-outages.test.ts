import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RedisServer } from '../../dev/redis-server.ts';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { fillProducts } from '../support/sample-catalogue.ts';

/** A request that meets a Redis that hangs waits for it, once for all; on a busy machine everything takes longer. */
const onlySlowerMs = 1_000;

describe.skipIf(!canStartRedis())('the Redis of the cache', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let api: CachedApi;
  let client: Redis;
  let after = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    await fillProducts(database.url, 60);
    redis = await startRedis({ args: ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'] });
    client = new Redis(redis.url);
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    client?.disconnect();
    await redis?.stop();
    await database?.drop();
  });
  beforeEach(async () => {
    await redis.start();
    await expect.poll(() => client.ping()).toBe('PONG');
    await client.flushall();
    api = await start();
    await usesRedis();
  });
  afterEach(() => api?.stop());

  const start = (env: Record<string, string> = {}) =>
    startCachedApi({ database, env: { CACHE_REDIS_URL: redis.url, ...env } });
  const askList = (of: CachedApi, from: number) => of.app.inject({ url: `/api/v1/products?after=${from}&limit=10` });
  const values = async () => (await client.keys('pet:cache:*')).filter((key) => key.endsWith('}'));

  /** An address that nobody has asked for. */
  async function askNew(of = api) {
    after += 1;
    const startedAt = performance.now();
    const reply = await askList(of, after % 40);
    return { reply, ms: performance.now() - startedAt };
  }
  async function usesRedis(of = api) {
    await expect
      .poll(
        async () => {
          await of.deps.database.primary.query('UPDATE products SET updated_at = now() WHERE id = 60');
          await sleep(300);
          const before = (await values()).length;
          await askNew(of);
          await sleep(50);
          return (await values()).length > before;
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  }
  async function serves(rounds = 20) {
    for (let round = 0; round < rounds; round += 1) {
      const { reply, ms } = await askNew();
      expect(reply.statusCode).toBe(200);
      expect(reply.json().items).toHaveLength(10);
      expect(ms).toBeLessThan(onlySlowerMs);
    }
  }

  test('killed: replies go on, and it is used again when it is back', async () => {
    await redis.kill();
    await serves();
    expect(await api.metric('cache_redis_failures_total', { reason: 'away' })).toBeGreaterThan(0);
    await redis.start();
    await usesRedis();
  });

  test('stopped in its tracks: few requests wait for it, and none for long', async () => {
    const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
    process.kill(pid, 'SIGSTOP');
    try {
      await serves(40);
      const failed = await api.metric('cache_redis_failures_total', { reason: 'away' });
      expect(failed).toBeGreaterThan(0);
      expect(failed).toBeLessThan(40);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await usesRedis();
  });

  test('slow, now here and now not: it is left for a second at a time', async () => {
    const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
    let slowing = true;
    const slow = (async () => {
      while (slowing) {
        process.kill(pid, 'SIGSTOP');
        await sleep(150);
        process.kill(pid, 'SIGCONT');
        await sleep(30);
      }
    })();
    try {
      await serves(30);
      await expect
        .poll(async () => {
          await serves(1);
          return api.metric('cache_redis_failures_total', { reason: 'away' });
        })
        .toBeGreaterThan(0);
    } finally {
      slowing = false;
      await slow;
    }
    await usesRedis();
  });

  test('away from the beginning: the service starts without it', async () => {
    await redis.kill();
    const late = await start();
    try {
      const { reply } = await askNew(late);
      expect(reply.statusCode).toBe(200);
      await redis.start();
      await usesRedis(late);
    } finally {
      await late.stop();
    }
  });

  test.each([
    ['text', (key: string) => client.set(key, 'hello')],
    ['nothing', (key: string) => client.set(key, '')],
    ['a list', async (key: string) => client.del(key).then(() => client.rpush(key, 'a', 'b'))],
    ['what claims to be the newest', (key: string) => client.set(key, `PBC1${'9'.repeat(16)}${'x'.repeat(200)}`)],
    ['a head alone', (key: string) => client.set(key, `PBC1${'9'.repeat(16)}`)],
    ['zeros', (key: string) => client.set(key, Buffer.alloc(5_000))],
  ])('%s in the place of a value is ignored, and replaced', async (_what, spoil) => {
    const { body } = await askList(api, 1);
    await expect.poll(values).not.toEqual([]);
    for (const key of await values()) await spoil(key);
    const other = await start();
    try {
      expect((await askList(other, 1)).body).toBe(body);
      await expect
        .poll(async () => {
          const [third] = await Promise.all([start()]);
          const found = await askList(third, 1);
          const taken = await third.metric('cache_lookups_total', { result: 'redis' });
          await third.stop();
          return found.body === body && taken === 1;
        })
        .toBe(true);
    } finally {
      await other.stop();
    }
  });

  test('a value that was changed, moved or cut is ignored', async () => {
    const bodies = [(await askList(api, 1)).body, (await askList(api, 2)).body];
    await expect.poll(async () => (await values()).length).toBeGreaterThanOrEqual(2);
    const keys = await values();
    const kept = await Promise.all(keys.map((key) => client.getBuffer(key)));
    const cut = (value: Buffer) => value.subarray(0, value.length - 1);
    const flip = (value: Buffer, at: number) => {
      const changed = Buffer.from(value);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed;
    };
    const spoils: ((index: number) => Buffer)[] = [
      (index) => kept[(index + 1) % kept.length] as Buffer,
      (index) => cut(kept[index] as Buffer),
      ...[19, 25, 55, 60, 70, 500].map((at) => (index: number) => flip(kept[index] as Buffer, at)),
      (index) => Buffer.from((kept[index] as Buffer).toString('latin1').replace('Adventure', 'adventure'), 'latin1'),
    ];
    for (const spoil of spoils) {
      for (const [index, key] of keys.entries()) await client.set(key, spoil(index));
      const other = await start();
      expect([(await askList(other, 1)).body, (await askList(other, 2)).body]).toEqual(bodies);
      expect(await other.metric('cache_lookups_total', { result: 'redis' })).toBe(0);
      await other.stop();
    }
  });

  test('values end, at times of their own, and say nothing of what was asked', async () => {
    await client.flushall();
    await api.deps.database.primary.query('UPDATE products SET updated_at = now() WHERE id = 60');
    await sleep(300);
    await askList(api, 7);
    await expect.poll(values).toHaveLength(1);
    const [key] = await values();
    const endsInMs = await client.pttl(String(key));
    expect(endsInMs).toBeGreaterThan(3_500_000);
    expect(endsInMs).toBeLessThanOrEqual(3_600_000);
    expect(key).toMatch(/^pet:cache:[\w-]{12}:\{[\w-]{43}\}$/);
    // No lock is left behind.
    expect(await client.keys('pet:cache:*')).toHaveLength(1);
  });

  test('full, and not evicting: replies go on, and what is there stays for a minute', async () => {
    const full = await startRedis({ args: ['--maxmemory-policy', 'noeviction'] });
    const other = await start({ CACHE_REDIS_URL: full.url });
    const direct = new Redis(full.url);
    try {
      await expect
        .poll(async () => {
          await askNew(other);
          const [key] = (await direct.keys('pet:cache:*')).filter((name) => name.endsWith('}'));
          return key === undefined ? -1 : direct.pttl(key);
        })
        .toBeGreaterThan(0);
      for (const key of await direct.keys('pet:cache:*')) expect(await direct.pttl(key)).toBeLessThanOrEqual(60_000);
      await direct.config('SET', 'maxmemory', '1');
      for (let round = 0; round < 10; round += 1) expect((await askNew(other)).reply.statusCode).toBe(200);
      await expect.poll(() => other.metric('cache_redis_failures_total', { reason: 'refused' })).toBeGreaterThan(0);
      expect(await other.metric('cache_redis_failures_total', { reason: 'away' })).toBe(0);
    } finally {
      direct.disconnect();
      await other.stop();
      await full.stop();
    }
  });
});
