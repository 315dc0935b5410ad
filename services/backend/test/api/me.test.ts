import { randomUUID } from 'node:crypto';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clerkSecret, deletionEvent, signedEvent, userEvent } from '../support/clerk.ts';
import { openSealed } from '../support/sample-resources.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

const me = '/api/v1/me';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CLERK_WEBHOOK_SECRET: clerkSecret } });
});
afterAll(() => service?.stop());

type Reply = LightMyRequestResponse;
type Method = 'GET' | 'PATCH' | 'DELETE';
interface Person {
  clerkId: string;
  ask(method: Method, url: string, options?: Pick<InjectOptions, 'payload' | 'headers'>): Promise<Reply>;
}

/** Somebody new, who reads their own writes as a browser does. */
async function signIn(clerkId = `user_${randomUUID()}`): Promise<Person> {
  const token = await issuer.issueSession({ clerkId });
  let readAfter: string | undefined;
  return {
    clerkId,
    async ask(method, url, options = {}) {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(readAfter ? { 'x-read-after': readAfter } : {}),
        ...options.headers,
      };
      const reply = await service.app.inject({ method, url, ...options, headers });
      readAfter = (reply.headers['x-read-after'] as string | undefined) ?? readAfter;
      return reply;
    },
  };
}

async function tell(body: object): Promise<void> {
  const reply = await service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...signedEvent({ body }) });
  expect(reply.json()).toEqual({ status: 'recorded' });
  await service.settled();
}

const change = (person: Person, payload: object, version: number | string = '*') =>
  person.ask('PATCH', me, { payload, headers: { 'if-match': typeof version === 'number' ? `"${version}"` : version } });

function expectProblem(reply: Reply, status: number, code: string): void {
  expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
  expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
}

const auditOf = (userId: string) =>
  service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1 ORDER BY id', [`user:${userId}`]);

describe('GET /me', () => {
  test('who is first seen by their token has an empty profile at once', async () => {
    const person = await signIn();
    const reply = await person.ask('GET', me);
    expect([reply.statusCode, reply.headers['etag']]).toEqual([200, '"1"']);
    expect(reply.headers['cache-control']).toBe('private, no-cache');
    expect(reply.json()).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: null,
      email: null,
      phone: null,
      locale: 'en',
      units: 'metric',
      marketingConsent: false,
      marketingConsentAt: null,
      version: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  });

  test('says what Clerk told; the primary address, not another', async () => {
    const person = await signIn();
    const details = { firstName: 'Ada', lastName: 'Byron', email: 'Ada@Example.com', phone: '+40700000001' };
    await tell(userEvent('user.created', { id: person.clerkId, ...details }));
    // Whoever has just asked is sent to the replica: here it has to have caught up.
    await expect
      .poll(async () => (await person.ask('GET', me)).json())
      .toMatchObject({
        name: 'Ada Byron',
        email: 'Ada@Example.com',
        phone: '+40700000001',
      });
    const [row] = await service.rows('SELECT email_hash FROM users WHERE clerk_id = $1', [person.clerkId]);
    const { crypto } = service.server.deps;
    expect(row?.['email_hash']).toEqual(crypto.lookupHash('email', 'ada@example.com'));
  });

  test('304 for the version that is known, 200 for another', async () => {
    const person = await signIn();
    const etag = String((await person.ask('GET', me)).headers['etag']);
    const known = await person.ask('GET', me, { headers: { 'if-none-match': etag } });
    expect([known.statusCode, known.body, known.headers['etag']]).toEqual([304, '', etag]);
    await change(person, { units: 'imperial' });
    const changed = await person.ask('GET', me, { headers: { 'if-none-match': etag } });
    expect([changed.statusCode, changed.json().units, changed.headers['etag']]).toEqual([200, 'imperial', '"2"']);
  });

  test('an unknown parameter is refused', async () => {
    expectProblem(await (await signIn()).ask('GET', `${me}?userId=1`), 400, 'invalid_input');
  });

  test('each sees themselves alone', async () => {
    const [one, two] = [await signIn(), await signIn()];
    await change(one, { name: 'One' });
    await change(two, { name: 'Two' });
    expect((await one.ask('GET', me)).json().name).toBe('One');
    expect((await two.ask('GET', me)).json().name).toBe('Two');
  });
});

describe('PATCH /me', () => {
  test('changes what is sent, leaves the rest, and is audited without a value', async () => {
    const person = await signIn();
    const { id } = (await person.ask('GET', me)).json();
    const reply = await change(person, { name: '  Zsófia Őri ', locale: 'hu', units: 'imperial' }, 1);
    expect([reply.statusCode, reply.headers['etag']]).toEqual([200, '"2"']);
    expect(reply.json()).toMatchObject({ id, name: 'Zsófia Őri', locale: 'hu', units: 'imperial', version: 2 });
    expect((await person.ask('GET', me)).json()).toEqual(reply.json());
    expect(await auditOf(id)).toEqual([
      { actor: `user:${id}`, action: 'user.update', details: { fields: ['locale', 'name', 'units'] } },
    ]);
    const [row] = await service.rows('SELECT personal FROM users WHERE id = $1', [id]);
    expect(openSealed(`user:${id}`, row?.['personal'])).toMatchObject({ chosenName: 'Zsófia Őri' });
  });

  test('the time of consent is that of its last change', async () => {
    const person = await signIn();
    const given = (await change(person, { marketingConsent: true })).json();
    expect(Math.abs(Date.now() - Date.parse(given.marketingConsentAt))).toBeLessThan(10_000);
    const again = (await change(person, { marketingConsent: true, locale: 'ro' })).json();
    expect([again.marketingConsentAt, again.version]).toEqual([given.marketingConsentAt, given.version + 1]);
    const withdrawn = (await change(person, { marketingConsent: false })).json();
    expect(withdrawn.marketingConsent).toBe(false);
    expect(Date.parse(withdrawn.marketingConsentAt)).toBeGreaterThan(Date.parse(given.marketingConsentAt));
  });

  test('what is so already changes nothing: no version, no audit entry', async () => {
    const person = await signIn();
    const { id, version } = (await person.ask('GET', me)).json();
    const reply = await change(person, { locale: 'en', units: 'metric', marketingConsent: false, name: null });
    expect(reply.json()).toMatchObject({ version, marketingConsentAt: null });
    expect(await auditOf(id)).toEqual([]);
  });

  test('412 for another version, 428 without one, and nothing is changed', async () => {
    const person = await signIn();
    await change(person, { locale: 'ro' });
    expectProblem(await change(person, { locale: 'hu' }, 1), 412, 'precondition_failed');
    expectProblem(await change(person, { locale: 'hu' }, '"mine"'), 412, 'precondition_failed');
    expectProblem(await person.ask('PATCH', me, { payload: { locale: 'hu' } }), 428, 'precondition_required');
    expect((await person.ask('GET', me)).json()).toMatchObject({ locale: 'ro', version: 2 });
  });

  test('of twenty changes to one version at once, one is made', async () => {
    const person = await signIn();
    await person.ask('GET', me);
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => change(person, { name: `name ${n}` }, 1)));
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, ...Array(19).fill(412)]);
    expect((await person.ask('GET', me)).json().version).toBe(2);
  });

  test('a name set here outlives what Clerk says, until it is given up', async () => {
    const person = await signIn();
    await change(person, { name: 'Capitan' });
    await tell(userEvent('user.updated', { id: person.clerkId, firstName: 'Mircea', email: 'mircea@example.com' }));
    const kept = (await change(person, { locale: 'ro' })).json();
    expect(kept).toMatchObject({ name: 'Capitan', email: 'mircea@example.com' });
    const givenUp = (await change(person, { name: null })).json();
    expect(givenUp).toMatchObject({ name: 'Mircea', email: 'mircea@example.com' });
  });

  test('changes by both sides at once lose nothing', async () => {
    const person = await signIn();
    await person.ask('GET', me);
    const events = Array.from({ length: 8 }, (_, n) =>
      userEvent('user.updated', { id: person.clerkId, firstName: `Clerk ${n}` }, new Date(Date.now() + n * 1_000)),
    );
    const told = events.map((body) =>
      service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...signedEvent({ body }) }),
    );
    const changed = Array.from({ length: 8 }, (_, n) => change(person, { name: `here ${n}` }));
    const replies = await Promise.all([...told, ...changed]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual(Array(16).fill(200));
    await service.settled();
    const [row] = await service.rows('SELECT id, personal FROM users WHERE clerk_id = $1', [person.clerkId]);
    expect(openSealed(`user:${row?.['id']}`, row?.['personal'])).toMatchObject({
      clerk: { name: 'Clerk 7' },
      chosenName: expect.stringMatching(/^here \d$/),
    });
  });

  test.each([
    ['nothing', {}],
    ['a field that is not theirs to change', { email: 'new@example.com' }],
    ['a version in the body', { locale: 'hu', version: 1 }],
    ['another locale', { locale: 'de' }],
    ['other units', { units: 'cubits' }],
    ['consent as text', { marketingConsent: 'true' }],
    ['an empty name', { name: '   ' }],
    ['a name that is too long', { name: 'x'.repeat(121) }],
    ['U+0000', { name: 'a\u0000b' }],
    ['half a surrogate pair', { name: 'a\ud800' }],
    ['a list', []],
  ])('%s: 400, and nothing is stored', async (_case, payload) => {
    const person = await signIn();
    await person.ask('GET', me);
    expectProblem(await change(person, payload), 400, 'invalid_input');
    expect((await person.ask('GET', me)).json()).toMatchObject({ version: 1, locale: 'en', name: null });
  });

  test('prototype keys, broken JSON, a megabyte and another media type are refused as what they are', async () => {
    const person = await signIn();
    const send = (payload: string, type = 'application/json') =>
      person.ask('PATCH', me, { payload, headers: { 'content-type': type, 'if-match': '*' } });
    expect((await send('{"__proto__":{"isAdmin":true}}')).statusCode).toBe(400);
    expect((await send('{"constructor":{"prototype":{"isAdmin":true}}}')).statusCode).toBe(400);
    expect((await send('{"name":')).statusCode).toBe(400);
    expectProblem(await send(JSON.stringify({ name: 'x'.repeat(2 ** 20) })), 413, 'too_large');
    expectProblem(await send('name=x', 'application/x-www-form-urlencoded'), 415, 'unsupported_media_type');
  });
});

test('whoever Clerk has erased is refused while their token still lives, and nothing makes them again', async () => {
  const person = await signIn();
  expect((await person.ask('GET', me)).statusCode).toBe(200);
  await tell(deletionEvent(person.clerkId));
  await expect.poll(async () => (await person.ask('GET', me)).statusCode).toBe(401);
  expectProblem(await person.ask('GET', me), 401, 'unauthenticated');
  expectProblem(await change(person, { locale: 'hu' }), 401, 'unauthenticated');
  expectProblem(await person.ask('GET', `${me}/export`), 401, 'unauthenticated');
  const again = await signIn(person.clerkId);
  expectProblem(await again.ask('GET', me), 401, 'unauthenticated');
  expect(await service.rows('SELECT FROM users WHERE clerk_id = $1', [person.clerkId])).toEqual([]);
});
