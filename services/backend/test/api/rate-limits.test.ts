import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { budgets } from '../../src/http/rate-limits.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createTestRedis } from '../support/redis.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/** Two instances that share a Redis, where there is one; the limits themselves are the same without. */
const redis = createTestRedis();
const shared = redis ? { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix } : {};
const limited = { ENABLE_RATE_LIMITING: 'true', ENABLE_QUEUE: 'false', ...shared };

let database: TestDatabase;
let here: TestService;
let there: TestService;
let onFly: TestService;
beforeAll(async () => {
  database = await createTestDatabase();
  here = await startService({ database, env: limited });
  there = await startService({ database, env: limited });
  onFly = await startService({ database, env: { ...limited, FLY_APP_NAME: 'pets' } });
});
afterAll(async () => {
  await here?.stop();
  await there?.stop();
  await onFly?.stop();
  await database?.drop();
});

type Headers = Record<string, string>;

let people = 0;
/** Everybody is new, and so has spent nothing. */
async function newUser(): Promise<Headers> {
  people += 1;
  return { authorization: `Bearer ${await issuer.issueSession({ clerkId: `user_limited${people}` })}` };
}

let addresses = 0;
let address = '';
beforeEach(() => {
  addresses += 1;
  address = `203.0.113.${addresses}`;
});

async function newGuest(remoteAddress: string): Promise<Headers> {
  const begun = await here.app.inject({ method: 'POST', url: '/api/v1/guest-sessions', remoteAddress });
  return { authorization: `Bearer ${begun.json().accessToken}` };
}

const read = (headers: Headers, remoteAddress = address): InjectOptions => ({
  url: '/api/v1/designs',
  headers,
  remoteAddress,
});
/** Refused for its input, and counted all the same. */
const write = (headers: Headers, remoteAddress = address): InjectOptions => ({
  method: 'POST',
  url: '/api/v1/pets',
  headers,
  payload: {},
  remoteAddress,
});
const begin = (headers: Headers = {}, remoteAddress = address): InjectOptions => ({
  method: 'POST',
  url: '/api/v1/guest-sessions',
  headers,
  remoteAddress,
});

/** Asks so often, ten at once, and says which status came how often. */
async function ask(app: FastifyInstance, options: InjectOptions, times: number): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let left = times; left > 0; left -= 10) {
    const replies = await Promise.all(Array.from({ length: Math.min(left, 10) }, () => app.inject(options)));
    for (const { statusCode } of replies) counts[statusCode] = (counts[statusCode] ?? 0) + 1;
  }
  return counts;
}

function expectRefusal(reply: LightMyRequestResponse, limit: number): void {
  expect(reply.json()).toEqual({
    type: 'about:blank',
    title: 'Too many requests',
    status: 429,
    code: 'rate_limited',
    detail: 'There were too many requests. Try again after the seconds in Retry-After.',
    requestId: expect.any(String),
  });
  expect(reply.statusCode).toBe(429);
  expect(reply.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': '0',
    'ratelimit-reset': reply.headers['retry-after'],
  });
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(reply.headers['retry-after'])).toBeLessThanOrEqual(60);
}

describe('whom a budget belongs to', () => {
  test('a user: every request says what is left, and one too many is refused', async () => {
    const ada = await newUser();
    const first = await here.app.inject(write(ada));
    expect([first.statusCode, first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']]).toEqual([
      ...[400, '120', '119'],
    ]);
    expect(await ask(here.app, write(ada), budgets.write - 1)).toEqual({ 400: budgets.write - 1 });
    expectRefusal(await here.app.inject(write(ada)), budgets.write);
    // Not the address: somebody else at the same one goes on, and she is refused at every other.
    expect((await here.app.inject(write(await newUser()))).statusCode).toBe(400);
    expectRefusal(await here.app.inject(write(ada, '198.51.100.7')), budgets.write);
    expect(await here.metric('rate_limited_requests_total', { budget: 'write' })).toBeGreaterThanOrEqual(2);
  });

  test('a guest, apart from every other guest', async () => {
    const [seven, eight] = [await newGuest(address), await newGuest(address)];
    expect(await ask(here.app, write(seven), budgets.write)).toEqual({ 400: budgets.write });
    expectRefusal(await here.app.inject(write(seven)), budgets.write);
    expect((await here.app.inject(write(eight))).statusCode).toBe(400);
  });

  test('an address, where nobody is signed in, whatever it says of itself', async () => {
    expect(await ask(here.app, begin(), budgets.sign_in)).toEqual({ 201: budgets.sign_in });
    expectRefusal(await here.app.inject(begin()), budgets.sign_in);
    for (const disguise of [
      { 'x-forwarded-for': '192.0.2.1' },
      { 'x-real-ip': '192.0.2.1' },
      { forwarded: 'for=192.0.2.1' },
      { 'fly-client-ip': '192.0.2.1' },
      { 'cf-connecting-ip': '192.0.2.1' },
    ]) {
      expectRefusal(await here.app.inject(begin(disguise)), budgets.sign_in);
    }
    expect((await here.app.inject(begin({}, '198.51.100.8'))).statusCode).toBe(201);
  });

  test('a customer with an IPv6 network has one budget, not one for each of its addresses', async () => {
    const network = `2001:db8:${addresses}:1`;
    for (let host = 0; host < budgets.sign_in; host += 1) {
      expect((await here.app.inject(begin({}, `${network}::${host + 1}`))).statusCode).toBe(201);
    }
    expectRefusal(await here.app.inject(begin({}, `${network}:ffff::1`)), budgets.sign_in);
    expect((await here.app.inject(begin({}, `2001:db8:${addresses}:2::1`))).statusCode).toBe(201);
  });

  test('on Fly the address is what its proxy says, and X-Forwarded-For is still nothing', async () => {
    const client = { 'fly-client-ip': '192.0.2.77' };
    expect(await ask(onFly.app, begin(client), budgets.sign_in)).toEqual({ 201: budgets.sign_in });
    expectRefusal(await onFly.app.inject(begin(client, '198.51.100.9')), budgets.sign_in);
    expectRefusal(await onFly.app.inject(begin({ ...client, 'x-forwarded-for': '192.0.2.5' })), budgets.sign_in);
    expect((await onFly.app.inject(begin({ 'fly-client-ip': '192.0.2.78' }))).statusCode).toBe(201);
    // What is no address counts as none: the socket's is taken.
    expect((await onFly.app.inject(begin({ 'fly-client-ip': 'anything' }))).statusCode).toBe(201);
  });
});

describe('what a budget is spent on', () => {
  test('reads, writes and sign-in are counted apart', async () => {
    const ada = await newUser();
    const remaining = async (options: InjectOptions) =>
      (await here.app.inject(options)).headers['ratelimit-remaining']?.toString();
    expect(await remaining(read(ada))).toBe(String(budgets.read - 1));
    expect(await remaining(write(ada))).toBe(String(budgets.write - 1));
    const refresh = { ...begin(), url: '/api/v1/guest-sessions/refresh', payload: { refreshToken: 'none' } };
    expect(await remaining(refresh)).toBe(String(budgets.sign_in - 1));
    expect(await remaining({ ...read(ada), method: 'HEAD' })).toBe(String(budgets.read - 2));
    expect(await remaining({ ...write(ada), method: 'DELETE', url: '/api/v1/pets/none' })).toBe(
      String(budgets.write - 2),
    );
  });

  test('reads have a limit too, which leaves writes alone', async () => {
    const ada = await newUser();
    expect(await ask(here.app, read(ada), budgets.read)).toEqual({ 200: budgets.read });
    expectRefusal(await here.app.inject(read(ada)), budgets.read);
    expect((await here.app.inject(write(ada))).statusCode).toBe(400);
  });

  test('addresses that do not exist cost as much as those that do', async () => {
    const nowhere = { url: '/api/v1/nothing', remoteAddress: address };
    expect(await ask(here.app, nowhere, budgets.read)).toEqual({ 404: budgets.read });
    expectRefusal(await here.app.inject(nowhere), budgets.read);
  });

  test('an address that guesses tokens is refused before they are looked at; webhooks and probes are not limited', async () => {
    const guess = () => read({ authorization: 'Bearer a.b.c' });
    expect(await ask(here.app, guess(), budgets.failed_sign_in)).toEqual({ 401: budgets.failed_sign_in });
    await expect.poll(async () => (await here.app.inject(guess())).statusCode).toBe(429);
    expectRefusal(await here.app.inject(guess()), budgets.failed_sign_in);
    expect((await here.app.inject(read({ authorization: 'Bearer a.b.c' }, '198.51.100.10'))).statusCode).toBe(401);
    expect((await here.app.inject({ url: '/healthz', remoteAddress: address })).statusCode).toBe(200);
    const unsigned = { method: 'POST', url: '/webhooks/shopify', remoteAddress: address } as const;
    expect(await ask(here.app, unsigned, 200)).toEqual({ 401: 200 });
  });
});

describe.runIf(redis)('in Redis', () => {
  test('a budget is one, however many instances it is spent at', async () => {
    const ada = await newUser();
    const [halfHere, halfThere] = [budgets.write / 2, budgets.write / 2];
    const counts = await Promise.all([ask(here.app, write(ada), halfHere), ask(there.app, write(ada), halfThere)]);
    expect(counts).toEqual([{ 400: halfHere }, { 400: halfThere }]);
    for (const { app } of [here, there]) {
      // At once, unless an instance was too busy to hear of the other: then as soon as it does.
      await expect.poll(async () => (await app.inject(write(ada))).statusCode).toBe(429);
      expectRefusal(await app.inject(write(ada)), budgets.write);
    }
  });

  test('there is nothing personal, and nothing for ever', async () => {
    const ada = await newUser();
    await here.app.inject(write(ada));
    await here.app.inject(begin());
    const client = new Redis(inject('redisUrl') as string);
    try {
      const keys = await client.keys(`${redis?.prefix}rate:*`);
      const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
      const known = new RegExp(`^\\w+:((user|guest):${uuid}|address:[\\w-]{24})$`);
      const names = keys.map((key) => key.slice(`${redis?.prefix}rate:`.length));
      expect(names.length).toBeGreaterThan(1);
      expect(names.filter((name) => !known.test(name))).toEqual([]);
      const lifetimes = await Promise.all(keys.map((key) => client.pttl(key)));
      // -2: it ended between the two questions.
      expect(lifetimes.filter((ms) => ms !== -2 && (ms <= 0 || ms > 60_000))).toEqual([]);
    } finally {
      client.disconnect();
    }
  });
});
