import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { waitForReplica } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Caller;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  alice = await asUser(service);
});
afterAll(() => service?.stop());

interface Listed {
  id: string;
  name: string;
  species: string;
}

interface Given {
  name?: string;
  species?: string;
  createdAt?: string;
  updatedAt?: string;
}

/** Straight into the table: the API would set the times itself. */
async function insert(ownerId: string, { name = 'Pup', species = 'dog', ...at }: Given): Promise<string> {
  const id = randomUUID();
  const createdAt = at.createdAt ?? '2026-01-01T00:00:00Z';
  await service.rows(
    `INSERT INTO pets (id, owner_id, name, species, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, ownerId, name, species, createdAt, at.updatedAt ?? createdAt],
  );
  return id;
}

async function page(caller: Caller, query: string): Promise<{ items: Listed[]; nextCursor: string | null }> {
  const reply = await caller.ask({ url: `/api/v1/pets?${query}` });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json();
}

/** Every page, one after the other. */
async function walk(caller: Caller, query: string, between: () => Promise<unknown> = async () => undefined) {
  const items: Listed[] = [];
  let cursor: string | null = null;
  do {
    const next = await page(caller, cursor ? `${query}&cursor=${cursor}` : query);
    items.push(...next.items);
    cursor = next.nextCursor;
    await between();
  } while (cursor);
  return items;
}

const names = (items: Listed[]) => items.map(({ name }) => name);

describe('orders', () => {
  beforeEach(async () => {
    await insert(alice.ownerId, { name: 'Ari', createdAt: '2026-01-02', updatedAt: '2026-03-01', species: 'cat' });
    await insert(alice.ownerId, { name: 'Zoe', createdAt: '2026-01-03', updatedAt: '2026-01-03' });
    await insert(alice.ownerId, { name: 'Max', createdAt: '2026-01-01', updatedAt: '2026-02-01' });
    await waitForReplica(service.database);
  });

  test.each([
    ['', ['Zoe', 'Ari', 'Max']],
    ['sort=-createdAt', ['Zoe', 'Ari', 'Max']],
    ['sort=-updatedAt', ['Ari', 'Max', 'Zoe']],
    ['sort=name', ['Ari', 'Max', 'Zoe']],
    ['species=dog', ['Zoe', 'Max']],
    ['species=cat&sort=name', ['Ari']],
    ['species=rabbit', []],
  ])('%s', async (query, expected) => {
    expect(names((await page(alice, query)).items)).toEqual(expected);
    expect(names(await walk(alice, `${query}&limit=1`.replace(/^&/, '')))).toEqual(expected);
  });
});

test('the last page says that it is the last, also when it is full', async () => {
  for (const name of ['A', 'B', 'C', 'D']) await insert(alice.ownerId, { name });
  await waitForReplica(service.database);
  const first = await page(alice, 'limit=2&sort=name');
  expect(first.nextCursor).toEqual(expect.any(String));
  const second = await page(alice, `limit=2&sort=name&cursor=${first.nextCursor}`);
  expect([names(second.items), second.nextCursor]).toEqual([['C', 'D'], null]);
});

test('rows of one instant and one name are each listed once, whatever the page', async () => {
  const sameTime = Array.from({ length: 11 }, () => insert(alice.ownerId, {}));
  const ids = (await Promise.all(sameTime)).sort();
  await waitForReplica(service.database);
  for (const sort of ['-createdAt', '-updatedAt', 'name']) {
    for (const limit of [1, 2, 3, 5, 100]) {
      const listed = (await walk(alice, `sort=${sort}&limit=${limit}`)).map(({ id }) => id);
      expect(listed, `${sort} by ${limit}`).toEqual(sort === 'name' ? ids : [...ids].reverse());
    }
  }
});

test('times finer than a millisecond lose no row between two pages', async () => {
  for (let micro = 0; micro < 10; micro += 1) {
    await insert(alice.ownerId, { name: `${micro}`, createdAt: `2026-01-01T00:00:00.1234${micro}0Z` });
  }
  await waitForReplica(service.database);
  expect(names(await walk(alice, 'limit=3')).sort()).toEqual([...'0123456789']);
});

test.each([
  ['-createdAt', { createdAt: '2026-05-01' }],
  ['-updatedAt', { createdAt: '2026-05-01' }],
  ['name', { name: 'Aaa' }],
])('by %s: pages stay as they were while others are added before them', async (sort, added) => {
  const given = Array.from({ length: 9 }, (_, index) => ({
    name: `Pet ${index}`,
    createdAt: `2026-01-0${index + 1}T00:00:00Z`,
  }));
  for (const pet of given) await insert(alice.ownerId, pet);
  await waitForReplica(service.database);
  const before = await walk(alice, `sort=${sort}&limit=2`);
  const during = await walk(alice, `sort=${sort}&limit=2`, async () => {
    await insert(alice.ownerId, added);
    await waitForReplica(service.database);
  });
  expect(before).toHaveLength(9);
  expect(during).toEqual(before);
});

test('pages cover a random list exactly, in the order that PostgreSQL gives it', async () => {
  const pets = fc.array(
    fc.record({
      name: fc.constantFrom('a', 'B', 'Á', 'á', 'z', 'Zs', '犬', '🐕', "O'Neil", '%'),
      minute: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 15 },
  );
  await fc.assert(
    fc.asyncProperty(pets, fc.integer({ min: 1, max: 6 }), async (given, limit) => {
      const caller = await asGuest(service);
      for (const { name, minute } of given) {
        await insert(caller.ownerId, { name, createdAt: `2026-01-01T00:0${minute}:00Z` });
      }
      await waitForReplica(service.database);
      for (const [sort, order] of [
        ['name', 'name, id'],
        ['-createdAt', 'created_at DESC, id DESC'],
      ]) {
        const expected = await service.rows(`SELECT id FROM pets WHERE owner_id = $1 ORDER BY ${order}`, [
          caller.ownerId,
        ]);
        const listed = await walk(caller, `sort=${sort}&limit=${limit}`);
        expect(listed.map(({ id }) => ({ id }))).toEqual(expected);
      }
    }),
    { numRuns: 15 },
  );
});

test('guests and users have lists of their own', async () => {
  const guest = await asGuest(service);
  const bob = await asUser(service);
  for (const [caller, name] of [
    [alice, 'Of Alice'],
    [bob, 'Of Bob'],
    [guest, 'Of a guest'],
  ] as const) {
    await caller.ask({ method: 'POST', url: '/api/v1/pets', payload: { name, species: 'dog' } });
  }
  expect(names((await page(alice, '')).items)).toEqual(['Of Alice']);
  expect(names((await page(bob, '')).items)).toEqual(['Of Bob']);
  expect(names((await page(guest, '')).items)).toEqual(['Of a guest']);
  const alices = (await page(alice, 'limit=1')).items[0] as Listed;
  const cursor = Buffer.from(JSON.stringify(['name', '', alices.id])).toString('base64url');
  expect(names((await page(bob, `sort=name&cursor=${cursor}`)).items)).toEqual(['Of Bob']);
});

test.each([
  ['-createdAt', 'pets_owner_created'],
  ['-updatedAt', 'pets_owner_updated'],
  ['name', 'pets_owner_name'],
])('by %s: served by its index, without sorting', async (sort, index) => {
  const orderBy = {
    '-createdAt': 'created_at DESC, id DESC',
    '-updatedAt': 'updated_at DESC, id DESC',
    name: 'name, id',
  };
  await service.rows(
    `INSERT INTO pets (id, owner_id, name, species) SELECT gen_random_uuid(), $1, 'Pup ' || n, 'dog' FROM generate_series(1, 2000) n`,
    [alice.ownerId],
  );
  await service.rows('ANALYZE pets');
  const plan = await service.rows<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT * FROM pets WHERE owner_id = $1 ORDER BY ${orderBy[sort as keyof typeof orderBy]} LIMIT 21`,
    [alice.ownerId],
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toContain(index);
  expect(text).not.toContain('Sort');
});
