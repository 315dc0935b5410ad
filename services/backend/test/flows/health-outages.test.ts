import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DetailedHealth } from '../../src/http/health.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { startService, type TestService } from '../support/service.ts';

/** Whatever is away, a probe answers well before the orchestrator loses patience. */
const patienceMs = 1_500;

let pair: PostgresPair;
let service: TestService;
beforeAll(async () => {
  pair = await startPair();
  service = await startService({ database: { url: pair.primary.url(), replicaUrl: pair.replica.url() } });
});
afterAll(async () => {
  await pair?.primary.start();
  await service?.stop();
  await pair?.stop();
});

async function probe(path: string, from = service): Promise<{ status: number; body: unknown }> {
  const startedAt = performance.now();
  const reply = await from.opsApp.inject({ url: path });
  expect(performance.now() - startedAt).toBeLessThan(patienceMs);
  return { status: reply.statusCode, body: path === '/metrics' ? reply.body : reply.json() };
}

async function probeParts(from = service): Promise<DetailedHealth & { httpStatus: number }> {
  const { status, body } = await probe('/healthz/detailed', from);
  return { ...(body as DetailedHealth), httpStatus: status };
}

const isWell = (from = service) =>
  expect.poll(async () => (await probeParts(from)).status, { timeout: 15_000, interval: 100 }).toBe('healthy');

async function deliver(from = service): Promise<number> {
  const startedAt = performance.now();
  const reply = await from.deliver({ topic: 'tests/health', body: { nonce: Math.random() } });
  expect(performance.now() - startedAt).toBeLessThan(patienceMs);
  return reply.statusCode;
}

test('all well: every part is healthy and says how long it took', async () => {
  await isWell();
  await expect.poll(async () => (await probeParts()).parts.replica.lagMilliseconds, { timeout: 15_000 }).toBe(0);
  expect(await probe('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
  expect(await probe('/readyz')).toEqual({ status: 200, body: { status: 'ok' } });
  const { httpStatus, parts } = await probeParts();
  expect(httpStatus).toBe(200);
  expect(parts).toMatchObject({
    primary: { status: 'healthy', milliseconds: expect.any(Number) },
    replica: { status: 'healthy', lagMilliseconds: 0 },
    redis: { status: 'healthy', message: 'not used' },
    queue: { status: 'healthy', kind: 'none' },
    inbox: { status: 'healthy', pending: 0, dead: 0, parked: 0, oldestPendingSeconds: null },
  });
  expect(await deliver()).toBe(200);
});

test('a delivery that waits too long shows as degraded', async () => {
  await service.settled();
  await service.rows(`INSERT INTO webhook_inbox (source, webhook_id, topic, shop_domain, triggered_at, received_at, due_at, relay_at)
    VALUES ('shopify', 'old', 'x/y', 'x', now(), now() - interval '10 minutes', now() + interval '1 day', now() + interval '1 day')`);
  const { status, httpStatus, parts } = await probeParts();
  expect([status, httpStatus]).toEqual(['degraded', 200]);
  expect(parts.inbox).toMatchObject({ status: 'degraded', pending: 1, message: 'deliveries wait too long' });
  await service.rows('DELETE FROM webhook_inbox');
});

test('the replica gone: degraded, still ready, and healthy again when it is back', async () => {
  await pair.replica.stop('immediate');
  const { status, httpStatus, parts } = await probeParts();
  expect([status, httpStatus]).toEqual(['degraded', 200]);
  expect(parts.replica.status).toBe('degraded');
  expect(parts.primary.status).toBe('healthy');
  expect((await probe('/readyz')).status).toBe(200);
  expect(await deliver()).toBe(200);
  await pair.replica.start();
  await isWell();
});

test('the replica behind: degraded, and the lag says by how much', async () => {
  pair.replica.pause();
  try {
    const lagging = async () => (await probeParts()).parts.replica.lagMilliseconds ?? 0;
    await expect.poll(lagging, { timeout: 8_000, interval: 200 }).toBeGreaterThan(2_000);
    const { status, httpStatus } = await probeParts();
    expect([status, httpStatus]).toEqual(['degraded', 200]);
  } finally {
    pair.replica.resume();
  }
  await isWell();
});

describe.each([
  ['stopped', () => pair.primary.stop('immediate'), () => pair.primary.start()],
  ['paused', async () => pair.primary.pause(), async () => pair.primary.resume()],
])('PostgreSQL %s', (_how, takeAway, bringBack) => {
  test('alive, not ready, unhealthy by name, 503 for webhooks; all without a restart as before afterwards', async () => {
    await isWell();
    await takeAway();
    try {
      for (let turn = 0; turn < 3; turn += 1) {
        expect(await probe('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
        const ready = await probe('/readyz');
        expect(ready.status).toBe(503);
        expect(ready.body).toMatchObject({
          code: 'unavailable',
          detail: expect.stringMatching(/^PostgreSQL \(primary\): /),
        });
        const { status, httpStatus, parts } = await probeParts();
        expect([status, httpStatus]).toEqual(['unhealthy', 503]);
        expect(parts.primary.status).toBe('unhealthy');
        expect(parts.inbox).toMatchObject({ status: 'degraded', pending: null });
        expect(JSON.stringify(parts)).not.toContain(String(pair.primary.port));
        expect((await probe('/metrics')).status).toBe(200);
        expect(await deliver()).toBe(503);
      }
    } finally {
      await bringBack();
    }
    await expect.poll(() => deliver(), { timeout: 15_000, interval: 200 }).toBe(200);
    await isWell();
    await service.settled();
  });
});

if (canStartRedis()) {
  test('Redis gone: degraded, 200, webhooks taken and processed all the same', async () => {
    const redis = await startRedis();
    const withRedis = await startService({ queue: 'redis', env: { REDIS_URL: redis.url } });
    try {
      await isWell(withRedis);
      await redis.stop();
      const { status, httpStatus, parts } = await probeParts(withRedis);
      expect([status, httpStatus]).toEqual(['degraded', 200]);
      expect(parts.redis.status).toBe('degraded');
      expect(parts.queue).toMatchObject({ status: 'degraded', kind: 'redis' });
      expect((await probe('/readyz', withRedis)).status).toBe(200);
      const statuses = await Promise.all(Array.from({ length: 20 }, () => deliver(withRedis)));
      expect(new Set(statuses)).toEqual(new Set([200]));
      await expect.poll(() => withRedis.metric('queue_enqueue_failures_total')).toBeGreaterThan(0);
      // Still without Redis: the relay's own process does the work.
      await withRedis.settled();
      expect(await withRedis.rows("SELECT FROM webhook_inbox WHERE status = 'parked'")).toHaveLength(20);
      await redis.start();
      await isWell(withRedis);
    } finally {
      await redis.start();
      await withRedis.stop();
      await redis.stop();
    }
  });
}

test('a process that stops is not ready any more, while it is alive', async () => {
  const stopping = await startService({ database: service.database });
  const stopped = stopping.server.stop();
  const reply = await stopping.opsApp.inject({ url: '/readyz' });
  expect(reply.statusCode).toBe(503);
  expect(reply.json().detail).toBe('the process is stopping');
  await stopped;
});
