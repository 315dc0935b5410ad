import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startService, type TestService } from '../support/service.ts';
import { signedDelivery } from '../support/shopify.ts';
import { bearer, type SmallApi, shopOrigin, startSmallApi } from '../support/small-api.ts';

let small: SmallApi;
let service: TestService;
beforeAll(async () => {
  small = await startSmallApi({ origins: [shopOrigin, 'https://admin.example.com'] });
  service = await startService({ env: { CORS_ORIGIN: shopOrigin } });
});
afterAll(async () => {
  await small?.app.close();
  await service?.stop();
});

const thing = '/api/v1/things/01890a5d-ac96-774b-bcce-b302099a8057';

describe('CORS', () => {
  const preflight = (origin: string, method = 'PATCH') =>
    small.app.inject({
      method: 'OPTIONS',
      url: thing,
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'if-match' },
    });

  test('a preflight of our origin is answered without a token', async () => {
    const { statusCode, headers, body } = await preflight(shopOrigin);
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': shopOrigin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'authorization, content-type, if-match, if-none-match, idempotency-key, x-read-after, x-request-id',
      'access-control-max-age': '7200',
      vary: 'Origin',
    });
  });

  test.each([
    'https://shop.example.com.evil.example',
    'https://evil-shop.example.com',
    'http://shop.example.com',
    'https://shop.example.com:8443',
    'https://SHOP.example.com',
    'null',
    '*',
    '',
  ])('origin %j gets no CORS header', async (origin) => {
    for (const reply of [
      await preflight(origin),
      await small.app.inject({ url: thing, headers: { origin, ...bearer('user-ada') } }),
    ]) {
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(reply.headers['vary']).toBe('Origin');
    }
  });

  test.each([
    ['a reply', thing, bearer('user-ada'), 200],
    ['401', thing, {}, 401],
    ['404', '/api/v1/nothing', {}, 404],
    ['400', '/api/v1/rows?count=x', {}, 400],
  ])('%s can be read by our origin, with the headers that matter', async (_what, url, headers, status) => {
    const reply = await small.app.inject({ url, headers: { origin: shopOrigin, ...headers } });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['access-control-allow-origin']).toBe(shopOrigin);
    expect(reply.headers['access-control-allow-credentials']).toBe('true');
    expect(reply.headers['access-control-expose-headers']).toBe(
      'etag, location, x-request-id, x-read-after, idempotency-replayed, retry-after, ' +
        'ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    );
  });

  test('the service takes its origins from CORS_ORIGIN, for the API alone', async () => {
    const allowed = async (url: string) =>
      (await service.app.inject({ url, headers: { origin: shopOrigin } })).headers['access-control-allow-origin'];
    expect(await allowed('/api/v1/nothing')).toBe(shopOrigin);
    expect(await allowed('/healthz')).toBeUndefined();
    expect(await allowed('/webhooks/shopify')).toBeUndefined();
  });
});

describe('headers', () => {
  const expected = {
    'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'cross-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  };

  test('of every reply of the API, refusals included', async () => {
    for (const url of ['/api/v1/rows?count=1', '/api/v1/rows', '/api/v1/nothing', thing]) {
      expect((await small.app.inject({ url })).headers).toMatchObject(expected);
    }
  });

  test('of webhooks and probes are what they were', async () => {
    const webhook = await service.app.inject({
      method: 'POST',
      url: '/webhooks/shopify',
      ...signedDelivery({ topic: 'tests/api', body: { id: 1 } }),
    });
    expect(Object.keys(webhook.headers).sort()).toEqual(
      ['connection', 'content-length', 'content-type', 'date', 'x-request-id'].sort(),
    );
    const probe = await service.app.inject({ url: '/healthz', headers: { 'accept-encoding': 'br' } });
    expect(probe.headers['content-security-policy']).toBeUndefined();
  });

  test('of /docs let the page run its own scripts and nothing else', async () => {
    const { headers, statusCode } = await service.app.inject({ url: '/docs/' });
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toMatch(/default-src 'self'/);
    expect(headers['content-security-policy']).toMatch(/script-src 'self'(?! 'unsafe-inline')/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });
});

describe('compression', () => {
  const read = (count: number, encoding: string) =>
    small.app.inject({ url: `/api/v1/rows?count=${count}`, headers: { 'accept-encoding': encoding } });
  const plain = async () => (await read(500, 'identity')).json();

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('large JSON as %s', async (encoding, open) => {
    const reply = await read(500, encoding);
    expect(reply.headers['content-encoding']).toBe(encoding);
    expect(reply.headers['vary']).toMatch(/accept-encoding/i);
    expect(JSON.parse(open(reply.rawPayload).toString())).toEqual(await plain());
    expect(reply.rawPayload.length).toBeLessThan(2_000);
  });

  test('not what is small, not pictures, not for who does not ask, not twice', async () => {
    const encodings = [
      await read(5, 'br'),
      await read(500, 'identity'),
      await read(500, 'zstd'),
      await small.app.inject({ url: '/api/v1/picture', headers: { 'accept-encoding': 'br' } }),
    ].map(({ headers, statusCode }) => [statusCode, headers['content-encoding']]);
    expect(encodings).toEqual(Array.from({ length: 4 }, () => [200, undefined]));
  });

  test('the document of the API is large JSON as well', async () => {
    const reply = await service.app.inject({ url: '/openapi.json', headers: { 'accept-encoding': 'gzip' } });
    expect(reply.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(reply.rawPayload).toString())).toMatchObject({ openapi: '3.1.0' });
  });
});

describe('addresses and methods that do not exist', () => {
  const problem = (status: number, code: string) => ({
    type: 'about:blank',
    title: expect.any(String),
    status,
    code,
    detail: expect.any(String),
    requestId: expect.any(String),
  });

  test.each(['/api/v1/nothing', '/api/v1', '/api/v1/', '/nothing', '/api/v2/things', `${thing}/`, '//', '/api/v1//'])(
    '%s: 404',
    async (url) => {
      const reply = await small.app.inject({ url, headers: bearer('user-ada') });
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect([reply.statusCode, reply.json()]).toEqual([404, problem(404, 'not_found')]);
    },
  );

  test.each([
    ['DELETE', thing, 'GET, HEAD, PATCH'],
    ['PUT', '/api/v1/things', 'GET, HEAD, POST'],
    ['GET', `${thing}/copies`, 'POST'],
    ['POST', `${thing}?unknown=1`, 'GET, HEAD, PATCH'],
  ] as const)('%s %s: 405 that names what is allowed', async (method, url, allow) => {
    const reply = await small.app.inject({ method, url });
    expect(reply.headers['allow']).toBe(allow);
    expect([reply.statusCode, reply.json()]).toEqual([405, problem(405, 'method_not_allowed')]);
  });

  test('OPTIONS that is no preflight is told what is allowed', async () => {
    for (const headers of [{}, { origin: shopOrigin }]) {
      const reply = await small.app.inject({ method: 'OPTIONS', url: thing, headers });
      expect([reply.statusCode, reply.body, reply.headers['allow']]).toEqual([204, '', 'GET, HEAD, PATCH']);
    }
    expect((await small.app.inject({ method: 'OPTIONS', url: '/api/v1/nothing' })).statusCode).toBe(404);
    const webhook = await service.app.inject({ method: 'OPTIONS', url: '/webhooks/shopify' });
    expect([webhook.statusCode, webhook.headers['allow']]).toEqual([204, 'POST']);
  });

  test('HEAD is GET without a body', async () => {
    for (const url of ['/api/v1/rows?count=3', '/api/v1/rows?count=500']) {
      const [get, head] = [await small.app.inject({ url }), await small.app.inject({ method: 'HEAD', url })];
      expect([head.statusCode, head.body]).toEqual([200, '']);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
    expect((await small.app.inject({ method: 'HEAD', url: thing })).statusCode).toBe(401);
  });

  test('an address that cannot be read: 400 that repeats nothing of it', async () => {
    const reply = await small.app.inject({ url: '/api/v1/things/ada@example.com%zz' });
    expect([reply.statusCode, reply.json()]).toEqual([400, problem(400, 'bad_request')]);
    expect(reply.headers['x-request-id']).toBe(reply.json().requestId);
    expect(reply.body).not.toContain('ada');
  });
});

test('every operation says that it may refuse input and refuse too many', async () => {
  const { paths } = small.app.swagger() as unknown as { paths: Record<string, Record<string, { responses: object }>> };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  expect(operations.length).toBeGreaterThan(5);
  for (const { responses } of operations) {
    expect(responses).toMatchObject({ 400: { content: problem }, 429: { content: problem } });
  }
  expect(paths['/api/v1/things']?.['post']?.responses).toMatchObject({
    413: { content: problem },
    415: { content: problem },
  });
});
