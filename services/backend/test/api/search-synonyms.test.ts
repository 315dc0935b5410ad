import { afterAll, beforeAll, expect, test } from 'vitest';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { addProducts } from '../support/catalogue.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

let service: TestService;
let admin: (
  url: string,
  options?: { method?: 'PUT' | 'DELETE'; payload?: object; version?: number },
) => ReturnType<Caller['ask']>;
let adminId: string;
beforeAll(async () => {
  service = await startService({ env: { DATABASE_REPLICA_URL: '' } });
  adminId = (await asUser(service, 'user_admin')).ownerId;
  const token = await issuer.issueSession({ clerkId: 'user_admin', isAdmin: true });
  admin = (url, { method, payload, version } = {}) =>
    service.app.inject({
      ...{ method: method ?? 'GET', url: `/api/v1/admin/search-synonyms${url}` },
      headers: {
        authorization: `Bearer ${token}`,
        ...(payload ? { 'content-type': 'application/json' } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(payload ? { payload } : {}),
    });
  await addProducts(service, [
    { id: 1, title: 'Snood for winter' },
    { id: 2, title: 'Fular de iarnă' },
  ]);
});
afterAll(() => service?.stop());

const found = async (q: string) => {
  const reply = await service.app.inject({ url: `/api/v1/search?q=${encodeURIComponent(q)}` });
  return reply.json().items.map(({ id }: { id: string }) => Number(id));
};
const audited = () =>
  service.rows(
    `SELECT actor, action, subject, details FROM audit_log WHERE action LIKE 'search_synonyms.%' ORDER BY id`,
  );

test('what an administrator says means the same is found from then on, both ways and in every form', async () => {
  expect([await found('snood'), await found('fulare'), await found('sál')]).toEqual([[1], [2], []]);
  const made = await admin('/snood', { method: 'PUT', payload: { synonyms: ['Fular', 'sál'] } });
  expect([made.statusCode, made.headers.location, made.headers.etag]).toEqual([
    201,
    '/api/v1/admin/search-synonyms/snood',
    '"1"',
  ]);
  expect(made.json()).toEqual({ word: 'snood', synonyms: ['fular', 'sál'], version: 1, updatedAt: expect.any(String) });
  expect(await found('snood')).toEqual([1, 2]);
  expect(await found('FULAR')).toEqual([2, 1]);
  expect(new Set(await found('sál'))).toEqual(new Set([1, 2]));
  expect(await audited()).toEqual([
    {
      actor: `user:${adminId}`,
      action: 'search_synonyms.put',
      subject: 'search_synonym:snood',
      details: { synonyms: ['fular', 'sál'], before: null },
    },
  ]);
});

test('saying it again changes nothing; saying otherwise replaces, on the version that is meant', async () => {
  const again = await admin('/snood', { method: 'PUT', payload: { synonyms: ['fular', 'sál'] } });
  expect([again.statusCode, again.json().version]).toEqual([200, 1]);
  const stale = await admin('/snood', { method: 'PUT', payload: { synonyms: ['x'] }, version: 7 });
  expect([stale.statusCode, stale.json().code]).toEqual([412, 'precondition_failed']);
  const absent = await admin('/absent', { method: 'PUT', payload: { synonyms: ['x'] }, version: 1 });
  expect(absent.statusCode).toBe(404);
  const changed = await admin('/snood', { method: 'PUT', payload: { synonyms: ['sál'] }, version: 1 });
  expect([changed.statusCode, changed.json().version]).toEqual([200, 2]);
  expect(await found('fular')).toEqual([2]);
  expect((await audited()).at(-1)).toMatchObject({ details: { synonyms: ['sál'], before: ['fular', 'sál'] } });
});

test('the list has every entry once, in pages', async () => {
  const words: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { items: { word: string }[]; nextCursor: string | null } = (
      await admin(`?limit=4${cursor && `&cursor=${cursor}`}`)
    ).json();
    words.push(...page.items.map(({ word }) => word));
    cursor = page.nextCursor;
  }
  const rows = await service.rows<{ word: string }>('SELECT word FROM search_synonyms ORDER BY word');
  expect(words).toEqual(rows.map(({ word }) => word));
  expect(words).toContain('leash');
});

test('a deleted entry is gone', async () => {
  expect((await admin('/snood', { method: 'DELETE', version: 1 })).statusCode).toBe(412);
  expect((await admin('/snood', { method: 'DELETE', version: 2 })).statusCode).toBe(204);
  expect((await admin('/snood', { method: 'DELETE' })).statusCode).toBe(404);
  expect(await found('sál')).toEqual([]);
  expect((await audited()).at(-1)).toMatchObject({ action: 'search_synonyms.delete', details: { before: ['sál'] } });
});

test.each([
  ['/two%20words', { synonyms: ['a'] }],
  ['/a%26b', { synonyms: ['a'] }],
  [`/${'x'.repeat(41)}`, { synonyms: ['a'] }],
  ['/good', { synonyms: [] }],
  ['/good', { synonyms: ['a', 'A'] }],
  ['/good', { synonyms: ['a b'] }],
  ['/good', { synonyms: ['a'], more: 1 }],
  ['/good', { synonyms: Array.from({ length: 21 }, (_, index) => `w${index}`) }],
])('%s %j is refused', async (url, payload) => {
  const reply = await admin(url, { method: 'PUT', payload });
  expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
});

test('nobody else may see or change them', async () => {
  const before = await audited();
  for (const caller of [await asUser(service), await asGuest(service)]) {
    for (const options of [
      { url: '/api/v1/admin/search-synonyms' },
      { method: 'PUT' as const, url: '/api/v1/admin/search-synonyms/dog', payload: { synonyms: ['wolf'] } },
      { method: 'DELETE' as const, url: '/api/v1/admin/search-synonyms/dog' },
    ]) {
      expect((await caller.ask(options)).statusCode).toBe(403);
    }
  }
  expect(await audited()).toEqual(before);
});
