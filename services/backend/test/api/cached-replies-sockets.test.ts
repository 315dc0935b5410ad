import type { AddressInfo } from 'node:net';
import { createConnection } from 'node:net';
import { brotliDecompressSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLog } from '../../src/platform/log.ts';
import type { Deps } from '../../src/start/deps.ts';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { fillProducts } from '../support/sample-catalogue.ts';

/** Over real connections, where what is held is answered before there is a route. */
let database: TestDatabase;
const running: CachedApi[] = [];
let api: CachedApi;
let origin: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillProducts(database.url, 30);
  [api, origin] = await start();
});
afterAll(async () => {
  for (const one of running) await one.stop();
  await database?.drop();
});

async function start(env: Record<string, string> = {}, parts: Partial<Deps> = {}): Promise<[CachedApi, string]> {
  const started = await startCachedApi({ database, env, parts });
  running.push(started);
  await started.app.listen({ port: 0, host: '127.0.0.1' });
  return [started, `http://127.0.0.1:${(started.app.server.address() as AddressInfo).port}`];
}

const list = '/api/v1/products';
type Method = 'GET' | 'HEAD' | 'POST';
async function ask(path: string, headers: Record<string, string> = {}, method: Method = 'GET', of = origin) {
  const reply = await request(of + path, { method, headers });
  const body = Buffer.from(await reply.body.arrayBuffer());
  const { date, connection, 'keep-alive': keepAlive, 'x-request-id': id, ...rest } = reply.headers;
  expect([typeof date, typeof connection, typeof keepAlive]).toContain('string');
  return { status: reply.statusCode, id, headers: rest, body };
}
const hits = () => api.metric('cache_lookups_total', { result: 'process' });

test.each([list, `${list}?limit=3`, '/api/v1/products/harness-4'])(
  '%s is the same from memory as when made',
  async (path) => {
    const first = await ask(path);
    const before = await hits();
    const again = await ask(path);
    expect(await hits()).toBe(before + 1);
    expect([again.status, again.headers, again.body]).toEqual([200, first.headers, first.body]);
    expect(again.id).toMatch(/^[\w-]{36}$/);
    expect(again.id).not.toBe(first.id);
    expect((await ask(path, { 'x-request-id': 'from-a-proxy' })).id).toBe('from-a-proxy');

    const head = await ask(path, {}, 'HEAD');
    expect([head.status, head.headers, head.body.length]).toEqual([200, first.headers, 0]);
    const same = await ask(path, { 'if-none-match': String(first.headers['etag']) });
    const { 'content-length': length, 'content-type': type, ...ofBoth } = first.headers;
    expect([length, type]).toEqual([String(first.body.length), 'application/json; charset=utf-8']);
    expect([same.status, same.headers, same.body.length]).toEqual([304, ofBoth, 0]);
  },
);

test('compressed', async () => {
  const plain = await ask(list);
  await expect.poll(async () => (await ask(list, { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
  const packed = await ask(list, { 'accept-encoding': 'gzip;q=0.5, br' });
  expect(brotliDecompressSync(packed.body).equals(plain.body)).toBe(true);
  expect(packed.headers['content-length']).toBe(String(packed.body.length));
});

test('a change shows on a product page at once', async () => {
  const path = '/api/v1/products/harness-5';
  for (let price = 1; price <= 10; price += 1) {
    await api.deps.database.primary.query('UPDATE product_variants SET price = $1 WHERE id = 51', [price]);
    expect(JSON.parse((await ask(path)).body.toString()).variants[0].price).toBe(`${price}.00`);
  }
});

test('what is unusual goes the long way', async () => {
  await ask(list);
  const before = await hits();
  expect((await ask(list, {}, 'POST')).status).toBe(405);
  expect((await ask(`${list}?limit=x`)).status).toBe(400);
  expect((await ask(list, { 'content-encoding': 'br' })).status).toBe(415);
  expect((await ask('/api/v1/nothing')).status).toBe(404);
  expect(await hits()).toBe(before);
});

test('requests are counted by operation and status, and none stays in flight', async () => {
  const count = (status_class: string) =>
    api.metric('http_request_duration_seconds_count', { operation: 'listSampleProducts', status_class });
  await ask(list);
  const before = [await count('2xx'), await count('3xx')];
  await ask(list);
  await ask(list, { 'if-none-match': '*' });
  await ask(list, {}, 'HEAD');
  await expect
    .poll(async () => [await count('2xx'), await count('3xx')])
    .toEqual([(before[0] ?? 0) + 2, (before[1] ?? 0) + 1]);
  await expect.poll(() => api.metric('http_requests_in_flight')).toBe(0);
});

test('several requests in one packet are answered in order', async () => {
  const [tag] = [(await ask(list)).headers['etag']];
  const text = ['', '?limit=3', '']
    .map((query) => `GET ${list}${query} HTTP/1.1\r\nhost: shop\r\nif-none-match: ${tag}\r\n\r\n`)
    .join('');
  const received = await new Promise<string>((resolve, reject) => {
    const socket = createConnection(Number(new URL(origin).port), '127.0.0.1', () => socket.write(text));
    let all = '';
    socket.on('data', (part) => {
      all += part;
      if (all.split('HTTP/1.1 ').length === 4 && all.endsWith('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(all));
    socket.on('error', reject);
    socket.setTimeout(5_000, () => socket.destroy());
  });
  expect([...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['304', '200', '304']);
});

test('where every request is to have its line, it goes the long way, from memory all the same', async () => {
  const lines: unknown[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  const log = createLog({ level: 'debug', app: 'tests', role: 'server', destination });
  const [verbose, at] = await start({}, { log });
  await ask(list, {}, 'GET', at);
  await ask(list, {}, 'GET', at);
  expect(await verbose.metric('cache_lookups_total', { result: 'process' })).toBe(1);
  await expect
    .poll(() => lines.filter((line) => (line as { msg: string }).msg === 'request answered'))
    .toEqual([
      expect.objectContaining({ level: 'info', operation: 'listSampleProducts', requestId: expect.any(String) }),
      expect.objectContaining({ level: 'debug', operation: 'listSampleProducts', requestId: expect.any(String) }),
    ]);
});

describe('limits', () => {
  test('whoever asks too much is refused, with words and headers', async () => {
    const [limited, at] = await start({ ENABLE_RATE_LIMITING: 'true' });
    await ask(list, {}, 'GET', at);
    const limit = limited.replies.limit;
    for (let count = 0; count < 12_000; count += 1) limit?.allows('127.0.0.1');
    const refused = await ask(list, {}, 'GET', at);
    expect([refused.status, JSON.parse(refused.body.toString()).code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

test('a service that is stopping tells connections so, and answers what it has begun', async () => {
  const [stopping, at] = await start();
  await ask(list, {}, 'GET', at);
  const asked = Array.from({ length: 20 }, () => ask(list, {}, 'GET', at));
  await Promise.race(asked);
  const closed = stopping.app.close();
  const settled = await Promise.allSettled(asked);
  await closed;
  for (const one of settled) {
    if (one.status === 'fulfilled') expect([200, 503]).toContain(one.value.status);
  }
  await expect(ask(list, {}, 'GET', at)).rejects.toThrow();
});
