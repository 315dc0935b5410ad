import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issuerHost } from '../../dev/identity/issuer.ts';
import {
  clerkSecret,
  deletionEvent,
  previousClerkSecret,
  type SentEvent,
  signEvent,
  signedEvent,
  userEvent,
} from '../support/clerk.ts';
import { openSealed } from '../support/sample-resources.ts';
import { startService, type TestService } from '../support/service.ts';
import { signedDelivery } from '../support/shopify.ts';

const url = '/webhooks/clerk';
const mebibyte = 1024 * 1024;

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CLERK_WEBHOOK_SECRET: `${clerkSecret},${previousClerkSecret}` } });
});
afterAll(() => service?.stop());

const send = (sent: SentEvent): Promise<LightMyRequestResponse> =>
  service.app.inject({ method: 'POST', url, ...signedEvent(sent) });
/** Unlike anything else in this file, so that it is never a duplicate. */
const freshBody = () => ({ type: 'tests.api', object: 'event', nonce: randomUUID(), data: {} });
const countRows = async () => Number((await service.rows('SELECT count(*) FROM webhook_receipts'))[0]?.['count']);
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);

function expectProblem(reply: LightMyRequestResponse, status: number, code: string): void {
  expect(reply.statusCode).toBe(status);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(reply.json()).toMatchObject({ type: 'about:blank', status, code, requestId: reply.headers['x-request-id'] });
}

describe('refused, and nothing recorded', () => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const foreign = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  const body = Buffer.from(JSON.stringify(deletionEvent('user_victim')));
  const cases: [string, SentEvent, number, string][] = [
    ['signed by another secret', { body, secret: foreign }, 401, 'invalid_signature'],
    ['signed by nobody', { body, headers: { 'svix-signature': undefined } }, 401, 'invalid_signature'],
    ['of an empty signature', { body, headers: { 'svix-signature': '' } }, 401, 'invalid_signature'],
    [
      'signed for other bytes',
      { body, headers: { 'svix-signature': signEvent('msg_1', timestamp, Buffer.from('{}')) } },
      401,
      'invalid_signature',
    ],
    ['stale', { body, sentAt: secondsAgo(302) }, 401, 'invalid_signature'],
    ['from the future', { body, sentAt: secondsAgo(-330) }, 401, 'invalid_signature'],
    [
      'a replay under a new time',
      { body, sentAt: secondsAgo(3_600), headers: { 'svix-timestamp': timestamp } },
      401,
      'invalid_signature',
    ],
    ['a replay under a new id', { body, headers: { 'svix-id': 'msg_other' } }, 401, 'invalid_signature'],
    ['without an id', { body, headers: { 'svix-id': undefined } }, 400, 'missing_header'],
    ['without a time', { body, headers: { 'svix-timestamp': undefined } }, 400, 'missing_header'],
    ['with a time that is none', { body, headers: { 'svix-timestamp': 'now' } }, 400, 'missing_header'],
    [
      'signed, but under the names of the standard',
      { body, headers: { 'svix-signature': undefined, 'webhook-signature': 'v1,AAAA' } },
      401,
      'invalid_signature',
    ],
    ['too large', { body: Buffer.alloc(mebibyte + 1, ' ') }, 413, 'too_large'],
  ];

  test.each(cases)('%s', async (_case, sent, status, code) => {
    const before = await countRows();
    expectProblem(await send(sent), status, code);
    expect(await countRows()).toBe(before);
  });

  test('a delivery of Shopify, however well it is signed', async () => {
    const { headers, payload } = signedDelivery({ topic: 'orders/create', body: { id: 1 } });
    expectProblem(await service.app.inject({ method: 'POST', url, headers, payload }), 401, 'invalid_signature');
    expectProblem(await service.app.inject({ method: 'GET', url }), 405, 'method_not_allowed');
  });

  test('everything, where no secret is set', async () => {
    const open = await startService({ env: { CLERK_WEBHOOK_SECRET: '' } });
    try {
      for (const headers of [{}, { 'svix-id': undefined }, { 'svix-timestamp': undefined }]) {
        const signed = signedEvent({ body, headers });
        expectProblem(await open.app.inject({ method: 'POST', url, ...signed }), 401, 'invalid_signature');
        const empty = signedEvent({ body, secret: 'whsec_', headers });
        expectProblem(await open.app.inject({ method: 'POST', url, ...empty }), 401, 'invalid_signature');
      }
      expect(await open.rows('SELECT FROM webhook_receipts')).toEqual([]);
    } finally {
      await open.stop();
    }
  });
});

describe('taken', () => {
  test.each([
    ['the current secret', clerkSecret, 0],
    ['the previous secret', previousClerkSecret, 0],
    ['a clock that is nearly five minutes late', clerkSecret, 295],
    ['a clock that is nearly five minutes early', clerkSecret, -295],
  ])('with %s', async (_case, secret, age) => {
    const reply = await send({ body: freshBody(), secret, sentAt: secondsAgo(age) });
    expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'recorded' }]);
  });

  test('the row says who sent it, what, and when it happened', async () => {
    const happenedAt = new Date('2026-11-20T08:00:00.123Z');
    const body = Buffer.from(JSON.stringify(userEvent('user.created', { id: 'user_row' }, happenedAt), null, 2));
    expect((await send({ id: 'msg_row', body })).json()).toEqual({ status: 'recorded' });
    await service.settled();
    const [row] = await service.rows('SELECT * FROM webhook_logs WHERE webhook_id = $1', ['msg_row']);
    expect(row).toMatchObject({
      source: 'clerk',
      topic: 'user.created',
      shop_domain: issuerHost,
      api_version: null,
      event_id: null,
      triggered_at: happenedAt,
      outcome: 'applied',
      order_id: null,
      customer_id: null,
      clerk_user_id: 'user_row',
    });
    expect(openSealed('webhook:clerk:msg_row', row?.['body'])).toEqual(JSON.parse(body.toString()));
  });

  test('a retry, signed anew, is a duplicate; so are the same bytes under another id', async () => {
    const body = freshBody();
    expect((await send({ id: 'msg_once', body, sentAt: secondsAgo(200) })).json()).toEqual({ status: 'recorded' });
    for (const id of ['msg_once', 'msg_twice']) {
      const reply = await send({ id, body });
      expect([reply.statusCode, reply.json()]).toEqual([200, { status: 'duplicate' }]);
    }
    expect(
      await service.rows(`SELECT webhook_id, duplicates FROM webhook_receipts WHERE webhook_id ~ 'once|twice'`),
    ).toEqual([{ webhook_id: 'msg_once', duplicates: 2 }]);
  });

  test('twenty copies at once are one delivery', async () => {
    const body = freshBody();
    const replies = await Promise.all(Array.from({ length: 20 }, () => send({ id: 'msg_storm', body })));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(200));
    expect(replies.filter((reply) => reply.json().status === 'recorded')).toHaveLength(1);
  });

  test('a mebibyte is not too large, and the media type decides nothing', async () => {
    const body = Buffer.from(JSON.stringify(freshBody()).padEnd(mebibyte, ' '));
    expect((await send({ body, headers: { 'content-type': 'text/plain; charset=latin1' } })).statusCode).toBe(200);
  });

  test('its topic is a metric label only when it is handled', async () => {
    const before = await service.metric('webhook_deliveries_total', {
      source: 'clerk',
      topic: 'unknown',
      outcome: 'recorded',
    });
    await send({ body: { ...freshBody(), type: 'someone.elses' } });
    const labels = { source: 'clerk', topic: 'unknown', outcome: 'recorded' };
    expect(await service.metric('webhook_deliveries_total', labels)).toBe(before + 1);
    expect(await service.metric('webhook_deliveries_total', { source: 'clerk', topic: 'someone.elses' })).toBe(0);
  });
});

describe('parked', () => {
  test.each([
    ['no JSON', 'hello', 'unknown', 'the body is not JSON'],
    ['empty', '', 'unknown', 'the body is not JSON'],
    ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'unknown', 'the body is not JSON'],
    ['no object', [1], 'unknown', 'no handler for this topic'],
    ['without a type', { data: {} }, 'unknown', 'no handler for this topic'],
    ['of a type that is no name', { type: 'a\u0000b', data: {} }, 'unknown', 'no handler for this topic'],
    ['of a type that is too long', { type: 'x'.repeat(256) }, 'unknown', 'no handler for this topic'],
    ['of a type of Object.prototype', { type: 'constructor' }, 'constructor', 'no handler for this topic'],
    [
      'of another type',
      { type: 'session.created', data: { id: 'sess_1' } },
      'session.created',
      'no handler for this topic',
    ],
    ["of one of Shopify's topics", { type: 'shop.redact', data: {} }, 'shop.redact', 'no handler for this topic'],
    ['of a time that is none', { type: 'x.y', timestamp: 1e300 }, 'x.y', 'no handler for this topic'],
  ])('%s', async (_case, body, topic, reason) => {
    const id = `msg_${randomUUID()}`;
    expect((await send({ id, body })).json()).toEqual({ status: 'recorded' });
    await service.settled();
    const [row] = await service.rows('SELECT topic, status, reason FROM webhook_inbox WHERE webhook_id = $1', [id]);
    expect(row).toEqual({ topic, status: 'parked', reason });
  });

  test('a topic of Clerk under the signature of Shopify is handled by nobody', async () => {
    await send({ body: userEvent('user.created', { id: 'user_safe' }) });
    const ended = await service.settle({ topic: 'user.deleted', body: deletionEvent('user_safe') });
    expect(ended).toMatchObject({ answered: 'recorded', ended: 'parked' });
    expect(await service.rows('SELECT FROM users WHERE clerk_id = $1', ['user_safe'])).toHaveLength(1);
  });

  test.each([
    ['a user without an id', { type: 'user.created', data: { object: 'user' } }],
    ['a deletion of nobody', { type: 'user.deleted', data: { deleted: true } }],
    ['a user that is a list', { type: 'user.updated', data: [] }],
    ['a time of change in text', { type: 'user.updated', data: { id: 'user_late', updated_at: 'yesterday' } }],
  ])('%s is dead at once, and says why without a value', async (_case, body) => {
    const id = `msg_${randomUUID()}`;
    await send({ id, body });
    await service.settled();
    const [row] = await service.rows('SELECT status, attempts, reason FROM webhook_inbox WHERE webhook_id = $1', [id]);
    expect(row).toMatchObject({ status: 'dead', attempts: 1 });
    expect(row?.['reason']).toMatch(/^the payload does not fit its topic: data/);
    expect(row?.['reason']).not.toContain('yesterday');
  });
});
