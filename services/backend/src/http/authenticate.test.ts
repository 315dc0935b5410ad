import { expect, test, vi } from 'vitest';
import { createAuthenticate } from './authenticate.ts';

const start = Date.parse('2026-11-21T09:00:00Z');

function open(options: { remembers?: boolean; erased?: boolean } = {}) {
  let now = start;
  const expiresAt = new Date(start + 60_000);
  const deps = {
    verifySession: vi.fn(async (token: string) =>
      token.endsWith('.good') ? { clerkId: 'user_ada', isAdmin: true, expiresAt } : undefined,
    ),
    verifyGuest: vi.fn(async (token: string) =>
      token.endsWith('.good') ? { guestId: 'guest-1', expiresAt } : undefined,
    ),
    ensureUser: vi.fn(async () => (options.erased ? undefined : { id: 'owner-1' })),
    clock: { now: () => new Date(now) },
    ...(options.remembers === undefined ? {} : { remembers: options.remembers }),
  };
  return { deps, authenticate: createAuthenticate(deps), wait: (ms: number) => (now += ms) };
}

const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
const session = `${header({ alg: 'RS256', typ: 'JWT' })}.e30.good`;
const guest = `${header({ alg: 'HS256', typ: 'guest+jwt' })}.e30.good`;
const ada = { kind: 'user', ownerId: 'owner-1', clerkId: 'user_ada', isAdmin: true };

test('a token is verified once, until it expires', async () => {
  const { deps, authenticate, wait } = open();
  expect(await authenticate(session)).toEqual(ada);
  expect(await authenticate(session)).toEqual(ada);
  expect(deps.verifySession).toHaveBeenCalledTimes(1);
  expect(deps.ensureUser).toHaveBeenCalledTimes(1);
  wait(60_000);
  await authenticate(session);
  expect(deps.verifySession).toHaveBeenCalledTimes(2);
});

test('what is not valid is not remembered, and neither is anybody who was erased', async () => {
  const { deps, authenticate } = open({ erased: true });
  for (let times = 0; times < 2; times += 1) {
    expect(await authenticate(`${header({})}.e30.bad`)).toBeUndefined();
    expect(await authenticate(session)).toBeUndefined();
  }
  expect(deps.verifySession).toHaveBeenCalledTimes(4);
});

test('whoever is erased meanwhile is forgotten at once', async () => {
  const { deps } = open();
  const erased = new Set<string>();
  const authenticate = createAuthenticate({ ...deps, isErased: (userId) => erased.has(userId) });
  expect(await authenticate(session)).toEqual(ada);
  erased.add('owner-1');
  deps.ensureUser.mockResolvedValueOnce(undefined as never);
  expect(await authenticate(session)).toBeUndefined();
  expect(deps.ensureUser).toHaveBeenCalledTimes(2);
});

test('guests are told by the type of their token', async () => {
  const { deps, authenticate } = open();
  expect(await authenticate(guest)).toEqual({ kind: 'guest', ownerId: 'guest-1' });
  expect(deps.verifySession).not.toHaveBeenCalled();
});

test.each([
  ['a machine key', 'ak_0123456789abcdef'],
  ['a machine token', 'mt_0123456789abcdef'],
  ['an OAuth token', 'oat_0123456789abcdef'],
  ['nothing', ''],
  ['two parts', 'a.b'],
  ['four parts', 'a.b.c.d'],
  ['other characters', 'a.b.c\n'],
  ['more than a cookie holds', `a.b.${'c'.repeat(4_100)}`],
])('%s is refused before anybody is asked', async (_what, token) => {
  const { deps, authenticate } = open();
  expect(await authenticate(token)).toBeUndefined();
  expect(deps.verifySession).not.toHaveBeenCalled();
  expect(deps.verifyGuest).not.toHaveBeenCalled();
});

test('no more than ten thousand are remembered: the one not used for longest is forgotten', async () => {
  const { deps, authenticate } = open();
  for (let number = 0; number <= 10_000; number += 1) await authenticate(`${header({})}.${number}.good`);
  expect(deps.verifySession).toHaveBeenCalledTimes(10_001);
  await authenticate(`${header({})}.10000.good`);
  expect(deps.verifySession).toHaveBeenCalledTimes(10_001);
  await authenticate(`${header({})}.0.good`);
  expect(deps.verifySession).toHaveBeenCalledTimes(10_002);
});

test('without remembering, each time', async () => {
  const { deps, authenticate } = open({ remembers: false });
  await authenticate(session);
  await authenticate(session);
  expect(deps.verifySession).toHaveBeenCalledTimes(2);
});
