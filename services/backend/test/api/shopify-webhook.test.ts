import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSample } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';
import { clientSecret, previousSecret, shopDomain, sign, signedDelivery } from '../support/shopify.ts';
import { connect, listen, post } from '../support/sockets.ts';

const path = '/webhooks/shopify';
const mebibyte = 1024 * 1024;
const maxBytes = 8 * mebibyte;
const order = Buffer.from(readSample('orders/create').text);

let service: TestService;
let port: number;
beforeAll(async () => {
  service = await startService();
  port = await listen(service.app);
});
afterAll(() => service?.stop());

/** Unlike anything else in this file, so that it is never a duplicate. */
function freshBody(bytes = 0): Buffer {
  const text = JSON.stringify({ nonce: randomUUID() });
  return Buffer.from(text.padEnd(bytes, ' '));
}

function send(
  body: Buffer,
  headers: Record<string, string | string[] | undefined> = {},
): Promise<LightMyRequestResponse> {
  return service.deliver({ topic: 'tests/api', body, headers });
}

function expectProblem(reply: LightMyRequestResponse, status: number, code: string): void {
  expect(reply.statusCode).toBe(status);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(reply.json()).toMatchObject({ type: 'about:blank', status, code, requestId: reply.headers['x-request-id'] });
  expect(reply.json().detail).toEqual(expect.any(String));
}

function head(headers: Record<string, string | string[]>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}\r\n`);
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\n${lines.join('')}\r\n`;
}

const countRows = async () => Number((await service.rows('SELECT count(*) FROM webhook_receipts'))[0]?.['count']);

describe('signature', () => {
  const right = sign(order);
  const digest = Buffer.from(right, 'base64');
  const wrong: [string, string | string[] | undefined][] = [
    ['missing', undefined],
    ['empty', ''],
    ['of other bytes', sign(Buffer.from('other'))],
    ['by another secret', sign(order, 'a secret that is not ours at all')],
    ['truncated', right.slice(0, -4)],
    ['of half the length', digest.subarray(0, 16).toString('base64')],
    ['too long', Buffer.concat([digest, digest]).toString('base64')],
    ['without padding', right.replace(/=+$/, '')],
    ['with something behind it', `${right}AAAA`],
    ['with a prefix', `sha256=${right}`],
    ['in hexadecimal', digest.toString('hex')],
    ['in another alphabet', Buffer.from(right).toString('base64')],
    ['with one bit changed', flipBit(digest).toString('base64')],
    ['repeated', [right, right]],
    ['not text', '\u00ff\u00fe'],
    ['absurdly long', 'A'.repeat(5_000)],
  ];

  test.each(wrong)('%s: 401, and nothing is recorded', async (_case, signature) => {
    const before = await countRows();
    expectProblem(await send(order, { 'x-shopify-hmac-sha256': signature }), 401, 'invalid_signature');
    expect(await countRows()).toBe(before);
  });

  test('base64url is another encoding: 401', async () => {
    let body = freshBody();
    while (!/[+/]/.test(sign(body))) body = freshBody();
    const signature = sign(body).replaceAll('+', '-').replaceAll('/', '_');
    expectProblem(await send(body, { 'x-shopify-hmac-sha256': signature }), 401, 'invalid_signature');
    expect((await send(body)).statusCode).toBe(200);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['huge', Buffer.alloc(maxBytes, ' ')],
  ])('wrong or missing over a body that is %s: 401', async (_case, body) => {
    for (const signature of [sign(Buffer.from('other')), undefined]) {
      expectProblem(await send(body, { 'x-shopify-hmac-sha256': signature }), 401, 'invalid_signature');
    }
  });

  test('missing over a body beyond the limit: 401, without reading it', async () => {
    const { headers } = signedDelivery({ topic: 'tests/api', body: order });
    const { 'x-shopify-hmac-sha256': _signature, ...unsigned } = headers;
    const { socket, received, closed } = await connect(port);
    socket.write(head({ ...unsigned, 'content-length': String(maxBytes * 100) }));
    await closed;
    expect(received()).toContain('HTTP/1.1 401');
  });

  test('wrong or missing while every other header is missing too: 401', async () => {
    const nothing = {
      'x-shopify-topic': undefined,
      'x-shopify-shop-domain': undefined,
      'x-shopify-webhook-id': undefined,
    };
    for (const signature of ['AAAA', undefined]) {
      expectProblem(await send(order, { ...nothing, 'x-shopify-hmac-sha256': signature }), 401, 'invalid_signature');
    }
  });

  test.each([
    ['previous secret', previousSecret],
    ['client secret', clientSecret],
  ])('by the %s is accepted', async (_case, secret) => {
    const body = freshBody();
    expect((await send(body, { 'x-shopify-hmac-sha256': sign(body, secret) })).json()).toEqual({ status: 'recorded' });
  });

  test('every single byte counts, the white space too', async () => {
    const changed = Buffer.from(order);
    changed[changed.length - 2] = (changed.at(-2) ?? 0) ^ 1;
    const bodies = [changed, Buffer.concat([order, Buffer.from('\n')]), order.subarray(0, -1)];
    const reserialised = Buffer.from(JSON.stringify(JSON.parse(order.toString()), null, 2));
    for (const body of [...bodies, reserialised]) {
      expectProblem(await send(body, { 'x-shopify-hmac-sha256': right }), 401, 'invalid_signature');
    }
  });

  test('covers bytes, not text: a body that is no UTF-8 is accepted as it is', async () => {
    const body = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00]), freshBody()]);
    expect((await send(body)).statusCode).toBe(200);
  });

  function flipBit(bytes: Buffer): Buffer {
    const flipped = Buffer.from(bytes);
    flipped[31] = (flipped[31] ?? 0) ^ 1;
    return flipped;
  }
});

describe('headers', () => {
  const required = ['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-webhook-id'];

  test.each(required)('%s missing, empty, blank, absurdly long: 400', async (name) => {
    for (const value of [undefined, '', '  ', 'x'.repeat(256)]) {
      expectProblem(await send(freshBody(), { [name]: value }), 400, 'missing_header');
    }
  });

  test.each(required)('%s repeated on a real connection: 400', async (name) => {
    const sent = signedDelivery({ topic: 'tests/api', body: freshBody() });
    const value = sent.headers[name] as string;
    const answer = await post(port, path, { ...sent, headers: { ...sent.headers, [name]: [value, value] } });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'missing_header' });
  });

  test('a foreign shop: 401, whatever its signature; letter case does not matter', async () => {
    for (const shop of ['other.myshopify.com', `${shopDomain}.evil.example`, `x${shopDomain}`]) {
      expectProblem(await send(freshBody(), { 'x-shopify-shop-domain': shop }), 401, 'foreign_shop');
    }
    const shouted = shopDomain.toUpperCase();
    expect((await send(freshBody(), { 'x-shopify-shop-domain': shouted })).statusCode).toBe(200);
  });

  test('the optional ones may be missing or nonsense', async () => {
    const nonsense = { 'x-shopify-triggered-at': 'yesterday', 'x-shopify-api-version': 'x'.repeat(300) };
    const nothing = { 'x-shopify-triggered-at': undefined, 'x-shopify-api-version': undefined };
    for (const headers of [nonsense, { ...nothing, 'x-shopify-event-id': undefined }]) {
      expect((await send(freshBody(), headers)).json()).toEqual({ status: 'recorded' });
    }
  });

  test.each([
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=latin1',
    'multipart/form-data',
    'application/vnd.api+json',
    'nonsense',
    ';;/;',
  ])('content-type %s is accepted', async (contentType) => {
    expect((await send(freshBody(), { 'content-type': contentType })).json()).toEqual({ status: 'recorded' });
  });

  test('x-request-id is taken over when it is sane and replaced when it is not', async () => {
    const sane = await send(order, { 'x-request-id': 'edge-4711.abc_DEF', 'x-shopify-hmac-sha256': 'AAAA' });
    expect(sane.headers['x-request-id']).toBe('edge-4711.abc_DEF');
    expect(sane.json().requestId).toBe('edge-4711.abc_DEF');
    for (const given of ['short', 'x'.repeat(65), 'with space in it', '<script>alert(1)</script>', 'jon@example.com']) {
      const reply = await send(order, { 'x-request-id': given, 'x-shopify-hmac-sha256': 'AAAA' });
      expect(reply.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(reply.json().requestId).toBe(reply.headers['x-request-id']);
    }
  });

  test('other methods: 405 that names the right one; other addresses: 404', async () => {
    const reply = await service.app.inject({ method: 'GET', url: path });
    expectProblem(reply, 405, 'method_not_allowed');
    expect(reply.headers['allow']).toBe('POST');
    expectProblem(await service.app.inject({ method: 'POST', url: `${path}/nothing` }), 404, 'not_found');
  });
});

describe('size and speed', () => {
  test('8 MiB are accepted, announced by content-length or in chunks', async () => {
    for (const announced of [{ 'content-length': String(maxBytes) }, {}]) {
      const sent = signedDelivery({ topic: 'tests/api', body: freshBody(maxBytes) });
      const answer = await post(port, path, { ...sent, headers: { ...sent.headers, ...announced } });
      expect(answer).toMatchObject({ status: 200, body: '{"status":"recorded"}' });
    }
  });

  test('one byte more in chunks: 413', async () => {
    const answer = await post(port, path, signedDelivery({ topic: 'tests/api', body: freshBody(maxBytes + 1) }));
    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'too_large' });
  });

  test('one byte more by content-length: 413 without waiting for it', async () => {
    const { headers } = signedDelivery({ topic: 'tests/api', body: order });
    const { socket, received, closed } = await connect(port);
    socket.write(head({ ...headers, 'content-length': String(maxBytes + 1) }));
    await closed;
    expect(received()).toMatch(/^HTTP\/1\.1 413 [\s\S]*too_large/);
  });

  test('who dribbles is cut off within five seconds', async () => {
    const body = freshBody(200);
    const { headers } = signedDelivery({ topic: 'tests/api', body });
    const { socket, received, closed } = await connect(port);
    const startedAt = performance.now();
    socket.write(head({ ...headers, 'content-length': String(body.length) }));
    const dribble = setInterval(() => socket.write(' '), 100);
    await Promise.race([closed, sleep(8_000)]);
    clearInterval(dribble);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(received()).toMatch(/^(HTTP\/1\.1 408 [\s\S]*request_timeout.*)?$/);
  });

  test('a sender that goes away half-way leaves nothing behind', async () => {
    const before = await countRows();
    const { headers } = signedDelivery({ topic: 'tests/api', body: order });
    const { socket, closed } = await connect(port);
    socket.write(head({ ...headers, 'content-length': String(order.length) }));
    socket.write(order.subarray(0, 100));
    await sleep(50);
    socket.destroy();
    await closed;
    expect((await send(freshBody())).statusCode).toBe(200);
    expect(await countRows()).toBe(before + 1);
  });

  test('a connection serves one delivery after another', async () => {
    const { socket, received } = await connect(port);
    for (const count of [1, 2, 3]) {
      const { headers, payload } = signedDelivery({ topic: 'tests/api', body: freshBody() });
      socket.write(head({ ...headers, 'content-length': String(payload.length) }));
      socket.write(payload);
      await expect.poll(() => received().split('HTTP/1.1 200').length - 1).toBe(count);
    }
    socket.destroy();
  });
});
