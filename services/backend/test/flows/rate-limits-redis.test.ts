import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RedisServer } from '../../dev/redis-server.ts';
import { budgets } from '../../src/http/rate-limits.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/**
 * What a Redis that is in trouble does to requests: nothing. A request waits for its count for a tenth of a second at
 * the most, and while Redis is known to be away it waits for nothing; the bounds leave room for a busy machine.
 */
const slowestMs = 1_000;
const countTimeoutMs = 100;

interface Watched {
  statuses: number[];
  slowestMs: number;
  /** Milliseconds of the request in the middle. */
  medianMs: number;
}

let server: RedisServer;
let slow: SlowWire;
let service: TestService;
let distant: TestService;
const prefix = 'limits:';

describe.runIf(canStartRedis())('a Redis in trouble', () => {
  beforeAll(async () => {
    server = await startRedis();
    slow = await startSlowWire(server.port);
    const env = { ENABLE_RATE_LIMITING: 'true', ENABLE_QUEUE: 'false', REDIS_PREFIX: prefix };
    service = await startService({ env: { ...env, REDIS_URL: server.url } });
    distant = await startService({ env: { ...env, REDIS_URL: slow.url } });
  });
  afterAll(async () => {
    server?.resume();
    await service?.stop();
    await distant?.stop();
    await slow?.stop();
    await server?.stop();
  });

  let people = 0;
  async function newUser() {
    people += 1;
    return { authorization: `Bearer ${await issuer.issueSession({ clerkId: `user_unlucky${people}` })}` };
  }

  /** Asks for a second and a half, five at once, which is longer than Redis is left alone after a failure. */
  async function watch(of: TestService, headers: Record<string, string>): Promise<Watched> {
    const endsAt = performance.now() + 1_500;
    const times: number[] = [];
    const statuses = new Set<number>();
    const ask = async () => {
      while (performance.now() < endsAt) {
        const startedAt = performance.now();
        const { statusCode } = await of.app.inject({ url: '/api/v1/pets', headers });
        times.push(performance.now() - startedAt);
        statuses.add(statusCode);
        await sleep(25);
      }
    };
    await Promise.all(Array.from({ length: 5 }, ask));
    times.sort((a, b) => a - b);
    return {
      statuses: [...statuses],
      slowestMs: times.at(-1) ?? Number.POSITIVE_INFINITY,
      medianMs: times[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY,
    };
  }

  /** How often this user's writes were counted where all instances count. */
  async function countedInRedis(ownerId: string): Promise<number> {
    const client = new Redis(server.url);
    try {
      return Number(await client.get(`${prefix}rate:write:user:${ownerId}`));
    } finally {
      client.disconnect();
    }
  }

  async function write(of: TestService, headers: Record<string, string>): Promise<number> {
    return (await of.app.inject({ method: 'POST', url: '/api/v1/pets', headers, payload: {} })).statusCode;
  }

  async function ownerOf(of: TestService, headers: Record<string, string>): Promise<string> {
    await of.app.inject({ url: '/api/v1/pets', headers });
    const [user] = await of.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [`user_unlucky${people}`]);
    return user?.id ?? '';
  }

  /** Writes until the next one is counted in Redis. */
  async function expectCountersBack(of: TestService): Promise<void> {
    const headers = await newUser();
    const ownerId = await ownerOf(of, headers);
    await expect
      .poll(async () => [await write(of, headers), await countedInRedis(ownerId)], { timeout: 10_000, interval: 100 })
      .toEqual([400, expect.toSatisfy((count: number) => count > 0)]);
  }

  const troubles = {
    killed: { begin: () => server.kill(), end: () => server.start() },
    'stopped in its tracks': { begin: async () => server.pause(), end: async () => server.resume() },
  } as const;

  test.each(['killed', 'stopped in its tracks'] as const)(
    '%s: no request fails or waits, each process counts by itself, and the counters come back',
    async (kind) => {
      await expectCountersBack(service);
      await troubles[kind].begin();
      const headers = await newUser();
      const watched = await watch(service, headers);
      expect(watched.statuses).toEqual([200]);
      expect(watched.slowestMs).toBeLessThan(slowestMs);
      expect(watched.medianMs).toBeLessThan(countTimeoutMs);

      const statuses = await Promise.all(Array.from({ length: budgets.write }, () => write(service, headers)));
      expect(new Set(statuses)).toEqual(new Set([400]));
      expect(await write(service, headers)).toBe(429);

      await troubles[kind].end();
      await expectCountersBack(service);
    },
  );

  test('slow: the same, as soon as it takes longer than a request waits', async () => {
    await expectCountersBack(distant);
    slow.delay(400);
    const watched = await watch(distant, await newUser());
    expect(watched.statuses).toEqual([200]);
    expect(watched.slowestMs).toBeLessThan(slowestMs);
    expect(watched.medianMs).toBeLessThan(countTimeoutMs);
    slow.delay(0);
    await expectCountersBack(distant);
  });

  test('that was never there when the service started is used once it is', async () => {
    await server.stop();
    const late = await startService({
      env: { ENABLE_RATE_LIMITING: 'true', ENABLE_QUEUE: 'false', REDIS_PREFIX: prefix, REDIS_URL: server.url },
    });
    try {
      expect(await write(late, await newUser())).toBe(400);
      await server.start();
      await expectCountersBack(late);
    } finally {
      await late.stop();
    }
  });
});

interface SlowWire {
  url: string;
  /** From now on, every answer comes so many milliseconds later. */
  delay(milliseconds: number): void;
  stop(): Promise<void>;
}

/** A wire to Redis that takes its time. */
async function startSlowWire(port: number): Promise<SlowWire> {
  let delayMs = 0;
  const sockets = new Set<Socket>();
  const wire: Server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, redis],
      [redis, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
    client.on('data', (bytes) => redis.write(bytes));
    redis.on('data', (bytes) => void sleep(delayMs).then(() => client.writable && client.write(bytes)));
  });
  await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
  return {
    url: `redis://127.0.0.1:${(wire.address() as { port: number }).port}`,
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => wire.close(resolve));
    },
  };
}
