import { channel } from 'node:diagnostics_channel';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Access } from '../../src/http/access.ts';
import { addresses, type Route, routesOf } from '../support/routes.ts';
import { issuer, startService, type TestService } from '../support/service.ts';
import { inventStrangers, machineKeys, shopOrigin } from '../support/strangers.ts';

let service: TestService;
let routes: Route[];
beforeAll(async () => {
  service = await startService({ env: { CORS_ORIGIN: `https://other.example.com,${shopOrigin}` } });
  routes = routesOf(service.app);
});
afterAll(() => service?.stop());

/** Who may ask for what, said a second time: a route in the wrong scope fails here, and so does one that is not here. */
const intended: [address: RegExp, access: Access][] = [
  [/^\/api\/v1\/(pets|designs|checkouts)(\/|$)/, 'guest'],
  [/^\/api\/v1\/me(\/|$)/, 'user'],
  [/^\/api\/v1\/orders(\/|$)/, 'user'],
  [/^\/api\/v1\/admin(\/|$)/, 'admin'],
  [
    /^\/api\/v1\/(guest-sessions|shared-designs|local-checkouts|products|collections|search|stock-alerts)(\/|$)/,
    'public',
  ],
  [/^\/webhooks\/(shopify|clerk)$/, 'signed'],
  [/^\/(healthz|readyz|metrics)(\/|$)/, 'ops'],
  [/^\/ops(\/page\.(css|js))?$/, 'public'],
  [/^\/ops\/api\/session$/, 'public'],
  [/^\/ops\/(api|queues)(\/|$)/, 'session'],
  [/^\/(openapi\.json|docs)?(\/|$)/, 'public'],
];

type Person = 'guest' | 'user' | 'admin';
type Answer = 'let in' | 401 | 403;

const answers: Record<Access, Record<Person | 'stranger', Answer>> = {
  public: { stranger: 'let in', guest: 'let in', user: 'let in', admin: 'let in' },
  guest: { stranger: 401, guest: 'let in', user: 'let in', admin: 'let in' },
  user: { stranger: 401, guest: 403, user: 'let in', admin: 'let in' },
  admin: { stranger: 401, guest: 403, user: 403, admin: 'let in' },
  // A token opens no page: it is exchanged for a cookie first.
  session: { stranger: 401, guest: 401, user: 401, admin: 401 },
  // Whoever has no signature is nobody, whatever else they have.
  signed: { stranger: 401, guest: 401, user: 401, admin: 401 },
  ops: { stranger: 'let in', guest: 'let in', user: 'let in', admin: 'let in' },
};

async function tokenOf(person: Person): Promise<string> {
  if (person !== 'guest') {
    const isAdmin = person === 'admin';
    return issuer.issueSession({ clerkId: `user_${person}`, isAdmin }, { authorizedParty: shopOrigin });
  }
  return (await service.app.inject({ method: 'POST', url: '/api/v1/guest-sessions' })).json().accessToken;
}

/** The reply in one line, so that all that is wrong is seen at once. */
function judge(route: Route, who: string, reply: LightMyRequestResponse, expected: Answer): string[] {
  const { statusCode, headers } = reply;
  const wrong: string[] = [];
  const isLetIn = statusCode < 500 && statusCode !== 401 && statusCode !== 403;
  if (expected === 'let in' ? !isLetIn : statusCode !== expected) wrong.push(`${statusCode} instead of ${expected}`);
  const leaks = Object.keys(headers).filter((name) => name.startsWith('x-clerk-'));
  if (leaks.length > 0) wrong.push(`tells ${leaks.join(', ')}`);
  if (headers.location?.toString().includes('clerk')) wrong.push('sends to Clerk');
  if (expected !== 'let in') wrong.push(...judgeRefusal(route, reply));
  return wrong.map((what) => `${route.name} for ${who}: ${what}`);
}

const codes: Record<number, string[]> = { 401: ['unauthenticated', 'invalid_signature'], 403: ['forbidden'] };

function judgeRefusal({ method, access }: Route, reply: LightMyRequestResponse): string[] {
  const wrong: string[] = [];
  if (!reply.headers['content-type']?.toString().startsWith('application/problem+json'))
    wrong.push('is no problem+json');
  const asks = reply.headers['www-authenticate'];
  if (reply.statusCode === 401 && access !== 'signed' && asks !== 'Bearer') wrong.push('lacks www-authenticate');
  if (method === 'HEAD') return wrong;
  const { status, code, type, requestId } = reply.json();
  if (status !== reply.statusCode || !codes[status]?.includes(code)) wrong.push(`says ${status} ${code}`);
  if (type !== 'about:blank' || requestId !== reply.headers['x-request-id']) wrong.push('is an odd problem');
  return wrong;
}

const ask = (route: Route, headers: Record<string, string>, payload = '{}') =>
  service.app.inject({
    method: route.method,
    url: addresses.ofNobody(route),
    headers: { ...headers, ...(route.takesBody ? { 'content-type': 'application/json' } : {}) },
    ...(route.takesBody ? { payload } : {}),
  });

test('every route is in the scope that it is meant for', () => {
  const wrong = routes.filter(({ url, access }) => intended.find(([address]) => address.test(url))?.[1] !== access);
  expect(wrong.filter(({ method }) => method !== 'OPTIONS').map(({ name, access }) => `${name}: ${access}`)).toEqual(
    [],
  );
  const found = [...new Set(routes.map(({ access }) => access))].sort();
  expect(found).toEqual(['admin', 'guest', 'ops', 'public', 'session', 'signed', 'user']);
});

test('nobody with a bad token gets further than nobody without one', async () => {
  const wrong: string[] = [];
  for (const [what, headers] of await inventStrangers(service.server.deps.env)) {
    for (const route of routes) {
      wrong.push(...judge(route, what, await ask(route, headers), answers[route.access].stranger));
    }
  }
  expect(wrong).toEqual([]);
  const made = await service.rows(`SELECT clerk_id FROM users WHERE clerk_id NOT IN ('user_user', 'user_admin')`);
  expect(made).toEqual([]);
});

test('a body is read of nobody who may not send it', async () => {
  const wrong: string[] = [];
  for (const route of routes.filter(({ takesBody, access }) => takesBody && answers[access].stranger === 401)) {
    wrong.push(...judge(route, 'nobody', await ask(route, {}, '{"'), 401));
  }
  expect(wrong).toEqual([]);
});

test.each<Person>(['guest', 'user', 'admin'])('a %s is let in where they may be, and nowhere else', async (person) => {
  const headers = { authorization: `Bearer ${await tokenOf(person)}` };
  const wrong: string[] = [];
  for (const route of routes)
    wrong.push(...judge(route, person, await ask(route, headers), answers[route.access][person]));
  expect(wrong).toEqual([]);
});

test('the scheme of a token is written in any case', async () => {
  const reply = await service.app.inject({
    url: '/api/v1/me',
    headers: { authorization: `bearer ${await tokenOf('user')}` },
  });
  expect(reply.statusCode).toBe(200);
});

test('a page is sent to no sign-in, whatever it accepts', async () => {
  const headers = { accept: 'text/html', cookie: '__session=stale; __client_uat=1', 'sec-fetch-dest': 'document' };
  const reply = await service.app.inject({ url: '/api/v1/me', headers });
  expect(reply.statusCode).toBe(401);
});

test('machine keys are refused without asking Clerk, even where its tokens need the network', async () => {
  const asked: unknown[] = [];
  const listen = (message: unknown) => asked.push(message);
  const outgoing = ['undici:request:create', 'http.client.request.start'].map((name) => channel(name));
  for (const one of outgoing) one.subscribe(listen);
  const { database } = service;
  const env = { CLERK_JWT_KEY: '', CLERK_SECRET_KEY: 'sk_test_0123456789abcdef' };
  const other = await startService({ database, env });
  try {
    for (const { url } of routes.filter(({ method, access }) => method === 'GET' && access === 'user')) {
      for (const [what, token] of machineKeys) {
        const reply = await other.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
        expect([what, reply.statusCode]).toEqual([what, 401]);
      }
    }
    expect(asked).toEqual([]);
    await fetch('http://127.0.0.1:40404').catch(() => undefined);
    expect(asked).toHaveLength(1);
  } finally {
    for (const one of outgoing) one.unsubscribe(listen);
    await other.stop();
  }
});
