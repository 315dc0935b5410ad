import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { fillProducts } from '../support/sample-catalogue.ts';

const shopOrigin = 'https://shop.example.com';
const list = '/api/v1/products';
const page = '/api/v1/products/harness-3';

let database: TestDatabase;
let kept: CachedApi;
let made: CachedApi;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillProducts(database.url, 30);
  kept = await startCachedApi({ database, env: { CORS_ORIGIN: shopOrigin } });
  made = await startCachedApi({ database, env: { CORS_ORIGIN: shopOrigin, ENABLE_CACHE: 'false' } });
});
afterAll(async () => {
  await kept?.stop();
  await made?.stop();
  await database?.drop();
});

const ask = (url: string, headers: Record<string, string> = {}, api = kept, method: 'GET' | 'HEAD' = 'GET') =>
  api.app.inject({ method, url, headers });
type Reply = Awaited<ReturnType<typeof ask>>;

/** Asks until the compressed bytes are there. */
async function askFor(encoding: string, url: string, api = kept): Promise<Reply> {
  await expect
    .poll(async () => (await ask(url, { 'accept-encoding': encoding }, api)).headers['content-encoding'])
    .toBe(encoding);
  return ask(url, { 'accept-encoding': encoding }, api);
}

/** What protects whoever opens a reply, and says who is let in. */
const isOfEvery =
  /^(content-security-policy|strict-transport-security|referrer-policy|cross-origin-|x-(content|frame)-|access-control-)/;

/** What differs from reply to reply. */
function comparable(reply: Reply): Record<string, unknown> {
  const { date, 'x-request-id': id, connection, 'keep-alive': keepAlive, ...rest } = reply.headers;
  expect(id).toMatch(/^[\w.-]{8,64}$/);
  return { status: reply.statusCode, ...rest };
}

describe('a reply that is kept', () => {
  test('is the same as one that was made: bytes and headers', async () => {
    for (const url of [list, `${list}?limit=5&after=7`, page]) {
      const first = await ask(url);
      const again = await ask(url);
      const never = await ask(url, {}, made);
      expect(again.rawPayload.equals(first.rawPayload)).toBe(true);
      expect(never.rawPayload.equals(first.rawPayload)).toBe(true);
      expect(comparable(again)).toEqual(comparable(first));
      expect(comparable(never)).toEqual(comparable(first));
      expect(first.json()).toEqual(JSON.parse(first.body));
    }
    expect(await kept.metric('cache_lookups_total', { result: 'process' })).toBeGreaterThanOrEqual(3);
    expect(await made.metric('cache_lookups_total')).toBe(await made.metric('cache_lookups_total', { result: 'off' }));
    expect(await made.metric('cache_bytes')).toBe(0);
  });

  test('has the headers that caches on the way need, and what protects whoever opens it', async () => {
    await ask(list);
    expect(comparable(await ask(list))).toEqual({
      status: 200,
      'cache-control': 'public, max-age=15, s-maxage=30, stale-while-revalidate=300',
      'content-length': String((await ask(list)).rawPayload.length),
      'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
      'content-type': 'application/json; charset=utf-8',
      'cross-origin-resource-policy': 'cross-origin',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.any(String),
      vary: 'Origin, Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect((await ask(page)).headers['cache-control']).toBe('public, no-cache');
  });

  test.each([{}, { origin: shopOrigin }, { 'if-none-match': '*' }, { 'if-none-match': '*', origin: shopOrigin }])(
    'has the headers of one that is not kept, and what every reply says for protection: %o',
    async (headers: Record<string, string>) => {
      const refused = await ask('/api/v1/products?limit=0', headers.origin ? { origin: headers.origin } : {});
      const ofEvery = Object.entries(refused.headers).filter(([name]) => isOfEvery.test(name));
      expect(ofEvery.length).toBeGreaterThanOrEqual(6);
      for (const url of [list, page]) {
        await ask(url, headers);
        const fromMemory = await ask(url, headers);
        const never = await ask(url, headers, made);
        expect(fromMemory.statusCode).toBe(headers['if-none-match'] ? 304 : 200);
        expect(comparable(fromMemory)).toEqual(comparable(never));
        expect(fromMemory.headers).toMatchObject(Object.fromEntries(ofEvery));
      }
    },
  );

  test('carries nothing of one request to another: cookie, id, what may still be asked', async () => {
    const url = `${list}?limit=3`;
    const headers = { cookie: 'read_after=x; session=y', 'x-request-id': 'somebody-1', authorization: 'Bearer x.y.z' };
    const first = await ask(url, headers);
    expect(first.headers['x-request-id']).toBe('somebody-1');
    const again = await ask(url, { 'x-request-id': 'somebody-2' });
    expect(again.headers['x-request-id']).toBe('somebody-2');
    expect((await ask(url)).headers['x-request-id']).not.toMatch(/somebody/);
    for (const reply of [first, again]) {
      expect(Object.keys(reply.headers).filter((name) => /cookie|ratelimit|read-after/.test(name))).toEqual([]);
    }
  });

  test('is counted and logged like any other', async () => {
    await ask(list);
    const before = await kept.metric('http_request_duration_seconds_count', { operation: 'listSampleProducts' });
    await ask(list);
    await ask(list, { 'if-none-match': '*' });
    await expect
      .poll(() => kept.metric('http_request_duration_seconds_count', { operation: 'listSampleProducts' }))
      .toBe(before + 2);
    await expect.poll(() => kept.metric('http_requests_in_flight')).toBe(0);
  });

  test('is one for all ways to ask for the same', async () => {
    const fills = () => kept.metric('cache_fills_total');
    const url = `${list}?limit=11&after=2`;
    const first = await ask(url);
    const before = await fills();
    for (const same of [`${list}?after=2&limit=11`, `${list}?%6cimit=11&after=2`, `${list}?limit=011&after=2`]) {
      expect((await ask(same)).body).toBe(first.body);
    }
    expect(await fills()).toBe(before);
    expect((await ask(`${list}?limit=12&after=2`)).json().items).toHaveLength(12);
    expect(await fills()).toBe(before + 1);
  });

  test('is none for what is refused, or is not there', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (const url of [`${list}?limit=0`, `${list}?limit=20&nonsense=1`, `${list}?limit=%00`, `${list}?limit=%ff`]) {
        const reply = await ask(url);
        expect([reply.statusCode, reply.headers['cache-control'], reply.headers['etag']]).toEqual([
          400,
          undefined,
          undefined,
        ]);
      }
      expect((await ask('/api/v1/products/nothing')).statusCode).toBe(404);
    }
    await ask(list);
    expect((await kept.app.inject({ method: 'POST', url: list })).statusCode).toBe(405);
    expect((await ask(list, { 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });

  test('HEAD has its headers and no body', async () => {
    for (const url of [list, page, `${list}?limit=9`]) {
      const head = await ask(url, {}, kept, 'HEAD');
      const get = await ask(url);
      expect([head.statusCode, head.body]).toEqual([200, '']);
      expect(comparable(head)).toEqual(comparable(get));
      expect(comparable(await ask(url, {}, kept, 'HEAD'))).toEqual(comparable(get));
      expect((await ask(url, { 'if-none-match': String(get.headers['etag']) }, kept, 'HEAD')).statusCode).toBe(304);
    }
  });
});

describe('CORS', () => {
  test('our origin is told so by a kept reply, another one and nobody are not', async () => {
    const url = `${list}?limit=4`;
    for (const origin of [shopOrigin, 'https://evil.example', '', shopOrigin]) {
      const [first, again] = [await ask(url, { origin }), await ask(url, { origin })];
      expect(comparable(again)).toEqual(comparable(first));
      const allowed = origin === shopOrigin ? shopOrigin : undefined;
      expect(again.headers['access-control-allow-origin']).toBe(allowed);
      expect(again.headers['vary']).toBe('Origin, Accept-Encoding');
    }
    expect((await ask(url)).headers['access-control-allow-origin']).toBeUndefined();
    expect((await ask(url, { origin: shopOrigin })).headers['access-control-expose-headers']).toContain('etag');
  });
});

describe('encodings', () => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('%s is the same content, smaller, under a tag of its own', async (encoding, open) => {
    const plain = await ask(list);
    const packed = await askFor(encoding, list);
    expect(open(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(packed.headers['content-length']).toBe(String(packed.rawPayload.length));
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3);
    expect(packed.headers['etag']).toBe(String(plain.headers['etag']).replace(/"$/, `-${encoding}"`));
    // Nobody waits where the cache is off either: the reply is compressed while it is asked for.
    const never = await ask(list, { 'accept-encoding': encoding }, made);
    expect(never.rawPayload.equals(packed.rawPayload)).toBe(true);
    expect(comparable(never)).toEqual(comparable(packed));
  });

  test.each([
    ['gzip;q=0.5, br;q=0.4', 'gzip'],
    ['identity, gzip;q=0.5', undefined],
    ['gzip;q=0, br;q=0', undefined],
    ['*', 'br'],
    ['deflate', undefined],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0', undefined],
  ] as const)('%s is answered with %s', async (accepted, encoding) => {
    await askFor('br', list);
    const reply = await ask(list, { 'accept-encoding': accepted });
    expect([reply.statusCode, reply.headers['content-encoding']]).toEqual([200, encoding]);
    const again = await ask(list, { 'accept-encoding': accepted });
    expect(comparable(again)).toEqual(comparable(reply));
  });

  test('who does not take it as it is waits until it is compressed', async () => {
    const reply = await ask(`${list}?limit=17`, { 'accept-encoding': 'identity;q=0, br' });
    expect(reply.headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(reply.rawPayload).toString()).items).toHaveLength(17);
  });

  test('a small reply is not compressed', async () => {
    for (let round = 0; round < 3; round += 1) {
      const reply = await ask(`${list}?limit=1`, { 'accept-encoding': 'br' });
      expect(reply.headers['content-encoding']).toBeUndefined();
      expect(reply.json().items).toHaveLength(1);
    }
  });
});

describe('If-None-Match', () => {
  let tag: string;
  beforeEach(async () => {
    tag = String((await ask(list)).headers['etag']);
  });

  test.each([(own: string) => own, (own: string) => `W/${own}`, (own: string) => `"x", W/"y" ,${own}`, () => '*'])(
    '304 for %s',
    async (write) => {
      for (const api of [kept, kept, made]) {
        const reply = await ask(list, { 'if-none-match': write(tag) }, api);
        expect([reply.statusCode, reply.body, reply.headers['etag']]).toEqual([304, '', tag]);
        expect(reply.headers['cache-control']).toContain('public');
        expect(reply.headers['vary']).toBe('Origin, Accept-Encoding');
        expect(reply.headers['content-encoding']).toBeUndefined();
      }
    },
  );

  test.each([() => '"other"', (own: string) => own.slice(1, -1), (own: string) => own.toUpperCase()])(
    '200 for %s',
    async (write) => {
      for (const api of [kept, kept, made]) {
        expect((await ask(list, { 'if-none-match': write(tag) }, api)).statusCode).toBe(200);
      }
    },
  );

  test('the tag of another encoding counts where that encoding is taken', async () => {
    const packed = tag.replace(/"$/, '-br"');
    const taken = await ask(list, { 'if-none-match': packed, 'accept-encoding': 'gzip, br;q=0.1' });
    expect([taken.statusCode, taken.headers['etag']]).toEqual([304, packed]);
    expect((await ask(list, { 'if-none-match': packed, 'accept-encoding': 'gzip' })).statusCode).toBe(200);
    expect((await ask(list, { 'if-none-match': packed })).statusCode).toBe(200);
  });

  test('what has changed is sent again', async () => {
    await kept.deps.database.primary.query(`UPDATE products SET title = title || '!' WHERE id = 1`);
    await expect.poll(async () => (await ask(list, { 'if-none-match': tag })).statusCode).toBe(200);
    const reply = await ask(list, { 'if-none-match': tag });
    expect(reply.json().items[0].title).toBe('Adventure harness no. 1!');
    expect(reply.headers['etag']).not.toBe(tag);
  });
});
