import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  service.app.inject({ method: 'POST', url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });

async function begin(headers: Record<string, string> = {}) {
  const reply = await post('/guest-sessions', undefined, headers);
  expect(reply.statusCode).toBe(201);
  return reply.json() as { accessToken: string; refreshToken: string; refreshExpiresAt: string };
}

const refresh = (refreshToken: string) => post('/guest-sessions/refresh', { refreshToken });
const subjectOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

async function claim(name: string, refreshToken: string) {
  const token = await issuer.issueSession({ clerkId: `user_${name}` });
  return post('/me/claims', { refreshToken }, { authorization: `Bearer ${token}` });
}

/** A pet and a deleted and a living design of a visitor, straight into the tables. */
async function furnish(ownerId: string): Promise<void> {
  await service.rows("INSERT INTO pets (id, owner_id, name, species) VALUES ($1, $2, 'Biscuit', 'dog')", [
    randomUUID(),
    ownerId,
  ]);
  for (const deletedAt of [null, new Date()]) {
    await service.rows(
      `INSERT INTO saved_designs (id, owner_id, product_id, name, schema_version, configuration, deleted_at)
       VALUES ($1, $2, 1, 'Sea', 2, '{}', $3)`,
      [randomUUID(), ownerId, deletedAt],
    );
  }
}

test('a visitor gets tokens, and the next pair for the refresh token', async () => {
  const first = await begin();
  expect(Date.parse(first.refreshExpiresAt)).toBeGreaterThan(Date.now() + 29 * 24 * 3_600_000);
  const reply = await refresh(first.refreshToken);
  expect(reply.statusCode).toBe(200);
  const second = reply.json();
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(subjectOf(second.accessToken)).toBe(subjectOf(first.accessToken));
});

test('no token is kept that could be used by who reads the database', async () => {
  const { refreshToken } = await begin();
  const rows = await service.rows<{ all: string }>('SELECT t::text AS all FROM guest_refresh_tokens AS t');
  expect(rows.length).toBeGreaterThan(0);
  const bytes = [
    refreshToken,
    Buffer.from(refreshToken).toString('hex'),
    Buffer.from(refreshToken, 'base64url').toString('hex'),
  ];
  for (const { all } of rows) for (const text of bytes) expect(all).not.toContain(text);
});

test('a refresh token that comes twice ends every session of that visitor, and nobody else’s', async () => {
  const [first, other] = [await begin(), await begin()];
  const second = (await refresh(first.refreshToken)).json();
  expect((await refresh(first.refreshToken)).statusCode).toBe(401);
  expect((await refresh(second.refreshToken)).statusCode).toBe(401);
  expect((await refresh(other.refreshToken)).statusCode).toBe(200);
});

test('of many who use one token at the same time, one wins at most', async () => {
  const { refreshToken } = await begin();
  const replies = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
  expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect(replies.filter(({ statusCode }) => statusCode === 401)).toHaveLength(7);
});

test('expired, unknown and malformed tokens', async () => {
  const { refreshToken } = await begin();
  await service.rows('UPDATE guest_refresh_tokens SET expires_at = now()');
  expect((await refresh(refreshToken)).json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  expect((await refresh('A'.repeat(43))).statusCode).toBe(401);
  for (const wrong of ['', 'A'.repeat(42), `${'A'.repeat(43)}\n`, 7, null]) {
    expect((await post('/guest-sessions/refresh', { refreshToken: wrong })).statusCode).toBe(400);
  }
});

test('a user takes over pets and designs, once; again by the same user moves nothing; by another is refused', async () => {
  const { accessToken, refreshToken } = await begin();
  const guestId = subjectOf(accessToken);
  await furnish(guestId);
  const reply = await claim('ada', refreshToken);
  expect([reply.statusCode, reply.json()]).toEqual([200, { petsClaimed: 1, designsClaimed: 2 }]);
  const [ada] = await service.rows<{ id: string }>("SELECT id FROM users WHERE clerk_id = 'user_ada'");
  const owners = await service.rows('SELECT DISTINCT owner_id FROM pets UNION SELECT owner_id FROM saved_designs');
  expect(owners).toEqual([{ owner_id: ada?.id }]);
  const audit = await service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1', [
    `guest:${guestId}`,
  ]);
  expect(audit).toEqual([
    { actor: `user:${ada?.id}`, action: 'guest.claim', details: { petsClaimed: 1, designsClaimed: 2 } },
  ]);
  expect((await claim('ada', refreshToken)).json()).toEqual({ petsClaimed: 0, designsClaimed: 0 });
  expect((await claim('eve', refreshToken)).json()).toMatchObject({ status: 409, code: 'conflict' });
  expect((await refresh(refreshToken)).statusCode).toBe(401);
});

test('two users who claim one visitor at the same time: one gets everything', async () => {
  const { accessToken, refreshToken } = await begin();
  await furnish(subjectOf(accessToken));
  const replies = await Promise.all(['bob', 'eve', 'joe'].map((name) => claim(name, refreshToken)));
  expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
});

test('under one Idempotency-Key there is one visitor, and the second answer is the first', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const before = await service.rows('SELECT FROM guests');
  const [first, second] = [await begin(key), await begin(key)];
  expect(second).toEqual(first);
  expect(await service.rows('SELECT FROM guests')).toHaveLength(before.length + 1);
});

test('guests claim nothing: that is for users', async () => {
  const { accessToken, refreshToken } = await begin();
  const reply = await post('/me/claims', { refreshToken }, { authorization: `Bearer ${accessToken}` });
  expect(reply.json()).toMatchObject({ status: 403, code: 'forbidden' });
});

test('a refresh at the same time as a theft is discovered leaves no token behind', async () => {
  const first = await begin();
  const guestId = subjectOf(first.accessToken);
  const second = (await refresh(first.refreshToken)).json();
  const waiting = await withClient(service.database.url, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM guests WHERE id = $1 FOR UPDATE', [guestId]);
    const going = refresh(second.refreshToken);
    await waitForLocks(1);
    const stolen = refresh(first.refreshToken);
    await waitForLocks(2);
    await client.query('COMMIT');
    return [going, stolen];
  });
  const [going, stolen] = await Promise.all(waiting);
  expect([going?.statusCode, stolen?.statusCode]).toEqual([200, 401]);
  expect((await refresh(going?.json().refreshToken)).statusCode).toBe(401);
});

test.each(['used', 'revoked'])('a token that was %s claims nothing', async (which) => {
  const first = await begin();
  const guestId = subjectOf(first.accessToken);
  await furnish(guestId);
  const second = (await refresh(first.refreshToken)).json();
  if (which === 'revoked') await refresh(first.refreshToken);
  const token = which === 'used' ? first.refreshToken : second.refreshToken;
  expect((await claim('mallory', token)).json()).toMatchObject({ status: 404, code: 'not_found' });
  expect((await refresh(second.refreshToken)).statusCode).toBe(401);
  expect(await auditOf(guestId)).toEqual(['guest.token_reused']);
  const owners = await service.rows('SELECT owner_id FROM pets WHERE owner_id = $1', [guestId]);
  expect(owners).toHaveLength(1);
});

test('a key that is sent again after its reply was forgotten begins another visitor', async () => {
  const key = { 'idempotency-key': 'first-visit' };
  const first = await begin(key);
  await service.rows('DELETE FROM idempotency_keys');
  const second = await begin(key);
  expect(subjectOf(second.accessToken)).not.toBe(subjectOf(first.accessToken));
});

test('a refresh whose reply got lost is asked for again with its Idempotency-Key', async () => {
  const { refreshToken } = await begin();
  const key = { 'idempotency-key': randomUUID() };
  const [first, second] = [
    await post('/guest-sessions/refresh', { refreshToken }, key),
    await post('/guest-sessions/refresh', { refreshToken }, key),
  ];
  expect([first.statusCode, second.statusCode, second.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
  expect(second.json()).toEqual(first.json());
  expect((await refresh(second.json().refreshToken)).statusCode).toBe(200);
});

test('tokens are stored by no cache, and a refusal says how to ask', async () => {
  const begun = await post('/guest-sessions');
  const refused = await refresh('A'.repeat(43));
  expect(begun.headers['cache-control']).toBe('no-store');
  expect(refused.headers).toMatchObject({ 'cache-control': 'no-store', 'www-authenticate': 'Bearer' });
  expect(refused.headers['content-type']).toMatch('application/problem+json');
});

test('an address is not kept with its keys', async () => {
  const key = randomUUID();
  await begin({ 'idempotency-key': key });
  const [row] = await service.rows<{ actor: string }>('SELECT actor FROM idempotency_keys WHERE key = $1', [key]);
  expect(row?.actor).toMatch(/^address:[\w-]{24}$/);
});

const auditOf = async (guestId: string) =>
  (await service.rows<{ action: string }>('SELECT action FROM audit_log WHERE subject = $1', [`guest:${guestId}`])).map(
    ({ action }) => action,
  );

/** Until that many queries of the service wait for a lock. */
async function waitForLocks(count: number): Promise<void> {
  await expect
    .poll(
      () =>
        service.rows("SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"),
      { interval: 10, timeout: 5_000 },
    )
    .toHaveLength(count);
}
