import { randomUUID } from 'node:crypto';
import cookiePlugin from '@fastify/cookie';
import Fastify, { type InjectOptions, type LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rememberOperator } from '../../src/http/operator-session.ts';
import { sealPosition } from '../../src/http/read-after-write.ts';
import { createLog } from '../../src/platform/log.ts';
import { isDeployed } from '../../src/start/build-api.ts';
import { buildServer } from '../../src/start/build-server.ts';
import { openDeps } from '../../src/start/deps.ts';
import { type Admin, asAdmin } from '../support/admins.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

const cookieName = 'operator_session';
const page = { 'sec-fetch-site': 'same-origin' };

let service: TestService;
let admin: Admin;
beforeAll(async () => {
  service = await startService();
  admin = await asAdmin(service);
});
afterAll(() => service?.stop());
beforeEach(() => service.rows('DELETE FROM operator_sessions'));

const cookieOf = (reply: LightMyRequestResponse) => reply.cookies.find(({ name }) => name === cookieName);
const open = (who = admin) => who.ask('/operator-sessions', { method: 'POST' });

/** A session's cookie, as a browser sends it. */
async function signIn(who = admin): Promise<string> {
  const reply = await open(who);
  expect([reply.statusCode, reply.body]).toEqual([204, '']);
  return `${cookieName}=${cookieOf(reply)?.value}`;
}

const ask = (
  cookie: string | undefined,
  url = '/ops/api/admin/operations',
  { method = 'GET', headers = {}, payload }: Pick<InjectOptions, 'method' | 'headers' | 'payload'> = {},
) =>
  service.app.inject({
    method,
    url,
    headers: { ...(cookie ? { cookie } : {}), ...headers },
    ...(payload ? { payload } : {}),
  });
const statusOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).statusCode;
const sessions = () =>
  service.rows<{ id: string; seconds: number }>(
    `SELECT id, extract(epoch FROM now() - seen_at)::int AS seconds FROM operator_sessions ORDER BY started_at`,
  );
const age = (column: string, interval: string) =>
  service.rows(`UPDATE operator_sessions SET ${column} = now() - $1::interval`, [interval]);
const audited = (action: string) =>
  service.rows('SELECT actor, subject, details FROM audit_log WHERE action = $1 ORDER BY id', [action]);

describe('the cookie', () => {
  test('no script reads it, no other site or path gets it, and it is noted who has one', async () => {
    const reply = await open();
    expect(cookieOf(reply)).toEqual({
      ...{ name: cookieName, value: expect.stringMatching(/^[0-9a-f-]{36}\.[\w-]{43}$/) },
      ...{ path: '/ops', httpOnly: true, sameSite: 'Strict', maxAge: 8 * 3_600 },
    });
    expect(await audited('operator_session.open')).toContainEqual({
      actor: admin.actor,
      subject: 'operator_session',
      details: {},
    });
    // Its half that proves it is in no table.
    const [row] = await sessions();
    expect(cookieOf(reply)?.value.startsWith(`${row?.id}.`)).toBe(true);
  });

  test.each([true, false])('is sent over TLS only where the service is deployed (%s)', async (secure) => {
    const app = Fastify();
    await app.register(cookiePlugin);
    const cookies = { secret: 'tests', secure, find: async () => undefined };
    app.post('/', async (_request, reply) => rememberOperator(reply.code(204), cookies, randomUUID()));
    const reply = await app.inject({ method: 'POST', url: '/' });
    expect(String(reply.headers['set-cookie']).split('; ').includes('Secure')).toBe(secure);
    await app.close();
    expect(service.server.deps.env.NODE_ENV).toBe('test');
    expect(isDeployed({ NODE_ENV: 'production' }) && isDeployed({ NODE_ENV: 'staging' })).toBe(true);
  });

  test('is in no line of the log and in no metric, not even in the most talkative one', async () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => void lines.push(line) };
    const log = createLog({ level: 'trace', app: 'tests', role: 'server', destination });
    const deps = { ...(await openDeps(service.server.deps.env, 'server')), log };
    const { app, phases } = await buildServer(deps, () => false);
    try {
      const authorization = `Bearer ${admin.token}`;
      const opened = await app.inject({
        method: 'POST',
        url: '/api/v1/admin/operator-sessions',
        headers: { authorization },
      });
      const cookie = `${cookieName}=${cookieOf(opened)?.value}`;
      expect((await app.inject({ url: '/ops/api/admin/operations', headers: { cookie } })).statusCode).toBe(200);
      const odd = await app.inject({ url: `/ops/api/nowhere?${cookie}`, headers: { cookie } });
      const end = { method: 'DELETE', url: '/ops/api/session', headers: { cookie, ...page } } as const;
      expect([odd.statusCode, (await app.inject(end)).statusCode]).toEqual([404, 204]);
      const said = lines.join('') + (await deps.metrics.registry.metrics());
      expect(said).toContain('endOperatorSession');
      for (const part of cookie.slice(cookieName.length + 1).split('.')) expect(said).not.toContain(part);
      expect(said).not.toContain(admin.token.split('.')[2]);
    } finally {
      for (const phase of phases) await phase.run();
    }
  });

  test('opens nothing but the operations page: not the API, and no body of a delivery', async () => {
    const cookie = await signIn();
    expect(await statusOf(cookie)).toBe(200);
    expect(await statusOf(cookie, '/ops/api/admin/deliveries?status=dead')).toBe(200);
    for (const url of ['/api/v1/admin/operations', '/api/v1/me', '/api/v1/admin/audit-log']) {
      expect([url, await statusOf(cookie, url)]).toEqual([url, 401]);
    }
    expect(await statusOf(cookie, '/ops/api/admin/deliveries/1?body=true')).toBe(403);
    expect(await statusOf(cookie, '/ops/api/admin/audit-log')).toBe(404);
  });

  test('made-up, changed and foreign ones open nothing', async () => {
    const [id = '', signature = ''] = (await signIn()).slice(cookieName.length + 1).split('.');
    const [other = ''] = (await signIn(await asAdmin(service, 'user_other'))).slice(cookieName.length + 1).split('.');
    const forged = [
      '',
      'x',
      id,
      `${id}.`,
      `${other}.${signature}`,
      `${id}.${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `${id}.${signature}.${signature}`,
      `${id.toUpperCase()}.${signature}`,
      sealPosition(1n, service.server.deps.env.SESSION_SECRET),
      admin.token,
    ];
    for (const value of forged) {
      expect([value, await statusOf(`${cookieName}=${value}`)]).toEqual([value, 401]);
      const state = await ask(`${cookieName}=${value}`, '/ops/api/session');
      expect([value, state.json()]).toEqual([value, { isOpen: false }]);
    }
    expect((await ask(undefined)).headers['www-authenticate']).toBe('Bearer');
    expect(await statusOf(undefined, undefined, { headers: { authorization: `Bearer ${admin.token}` } })).toBe(401);
  });

  test('is given to administrators alone, and not for a cookie', async () => {
    const cookie = await signIn();
    const url = '/api/v1/admin/operator-sessions';
    const token = await issuer.issueSession({ clerkId: 'user_alice' });
    const refused = await ask(undefined, url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect([refused.statusCode, cookieOf(refused)]).toEqual([403, undefined]);
    expect(await statusOf(cookie, url, { method: 'POST', headers: page })).toBe(401);
    expect(await sessions()).toHaveLength(1);
  });
});

test('who guesses cookies is refused like who guesses tokens, and whoever has one is counted as themselves', async () => {
  const limited = await startService({ env: { ENABLE_RATE_LIMITING: 'true' } });
  try {
    const operator = await asAdmin(limited);
    const cookie = `${cookieName}=${cookieOf(await open(operator))?.value}`;
    const url = '/ops/api/admin/operations';
    const good = await limited.app.inject({ url, headers: { cookie } });
    expect([good.statusCode, good.headers['ratelimit-limit']]).toEqual([200, '600']);
    const statuses = new Set<number>();
    for (let guesses = 0; guesses < 65; guesses += 1) {
      statuses.add((await limited.app.inject({ url, headers: { cookie: `${cookie}${guesses}` } })).statusCode);
    }
    expect([...statuses]).toEqual([401, 429]);
    expect((await limited.app.inject({ url: '/ops/api/nowhere' })).statusCode).toBe(404);
  } finally {
    await limited.stop();
  }
});

describe('what a session changes', () => {
  test('comes from the page itself, whatever another page sends with it', async () => {
    await service.rows('DELETE FROM webhook_inbox');
    await service.settle({ topic: 'orders/create', body: { id: 801 } });
    const [row] = await service.rows<{ id: string }>(`SELECT id FROM webhook_inbox WHERE status = 'dead'`);
    const cookie = await signIn();
    const replay = `/ops/api/admin/deliveries/${row?.id}/replay`;
    const host = 'pets.example.com';
    const foreign: Record<string, string>[] = [
      { host },
      { host, 'sec-fetch-site': 'same-site', origin: 'https://blog.example.com' },
      { host, 'sec-fetch-site': 'cross-site', origin: 'https://pets.example.com' },
      { host, 'sec-fetch-site': 'none' },
      { host, origin: 'https://evil.example.com' },
      { host, origin: 'https://pets.example.com.evil.example.com' },
      { host, origin: 'null' },
    ];
    for (const headers of foreign) {
      expect([headers, await statusOf(cookie, replay, { method: 'POST', headers })]).toEqual([headers, 403]);
      const payload = { status: 'dead', since: '2000-01-01T00:00:00Z', limit: 10 };
      const range = await ask(cookie, '/ops/api/admin/deliveries/replays', { method: 'POST', headers, payload });
      expect(range.statusCode).toBe(403);
      const left = await ask(cookie, '/ops/api/session', { method: 'DELETE', headers });
      expect(left.statusCode).toBe(403);
    }
    const replays = async () => (await service.rows('SELECT replays FROM webhook_inbox'))[0];
    expect(await replays()).toEqual({ replays: 0 });
    expect(await statusOf(cookie)).toBe(200);

    expect(await statusOf(cookie, replay, { method: 'POST', headers: page })).toBe(200);
    await service.settled();
    expect(await replays()).toEqual({ replays: 1 });
    expect(await audited('delivery.replay')).toContainEqual(expect.objectContaining({ actor: admin.actor }));
  });

  test('no other origin is let in to read, or told that it might', async () => {
    const cookie = await signIn();
    const headers = { origin: 'https://shop.example.com', 'access-control-request-method': 'POST' };
    for (const method of ['GET', 'OPTIONS'] as const) {
      const reply = await ask(cookie, undefined, { method, headers });
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('a session ends', () => {
  test('half an hour after a person last did something; what the page asks by itself does not count', async () => {
    const cookie = await signIn();
    await age('seen_at', '29 minutes');
    expect(await statusOf(cookie, undefined, { headers: { 'x-automatic': '1' } })).toBe(200);
    expect((await sessions())[0]?.seconds).toBeGreaterThan(28 * 60);
    expect(await statusOf(cookie)).toBe(200);
    expect((await sessions())[0]?.seconds).toBeLessThan(60);
    await age('seen_at', '31 minutes');
    expect(await statusOf(cookie)).toBe(401);
    expect((await ask(cookie, '/ops/api/session')).json()).toEqual({ isOpen: false });
  });

  test('eight hours after it began, however busy it is; its row goes when the next one begins', async () => {
    const cookie = await signIn();
    await age('started_at', '8 hours 1 second');
    expect(await statusOf(cookie)).toBe(401);
    await signIn();
    expect(await sessions()).toHaveLength(1);
  });

  test('with signing out, for every copy of the cookie', async () => {
    const [cookie, other] = [await signIn(), await signIn()];
    const reply = await ask(cookie, '/ops/api/session', { method: 'DELETE', headers: page });
    expect([reply.statusCode, cookieOf(reply)]).toMatchObject([204, { value: '', path: '/ops' }]);
    expect([await statusOf(cookie), await statusOf(other)]).toEqual([401, 200]);
    expect(await audited('operator_session.end')).toContainEqual(expect.objectContaining({ actor: admin.actor }));
    expect(await statusOf(cookie, '/ops/api/session', { method: 'DELETE', headers: page })).toBe(204);
  });

  test('at once when the account is deleted, and no token that still lives opens another', async () => {
    const leaving = await asAdmin(service, 'user_leaving');
    const cookie = await signIn(leaving);
    const deleted = await service.app.inject({
      method: 'DELETE',
      url: '/api/v1/me',
      headers: { authorization: `Bearer ${leaving.token}` },
      payload: { confirm: 'delete my account' },
    });
    expect(deleted.statusCode).toBe(204);
    expect(await statusOf(cookie)).toBe(401);
    expect((await open(leaving)).statusCode).toBe(401);
  });

  test('at a new SESSION_SECRET', async () => {
    const cookie = await signIn();
    const next = await startService({ database: service.database });
    try {
      expect(next.server.deps.env.SESSION_SECRET).not.toBe(service.server.deps.env.SESSION_SECRET);
      const reply = await next.app.inject({ url: '/ops/api/admin/operations', headers: { cookie } });
      expect(reply.statusCode).toBe(401);
    } finally {
      await next.stop();
    }
  });
});
