import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pruneVisitors } from '../../src/modules/guests/guests.jobs.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());

const now = new Date();
const dayMs = 24 * 3_600_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
const prune = () =>
  pruneVisitors({ pool: pipeline.deps.database.primary, log: pipeline.deps.log, clock: { now: () => now } });

async function addOwner(kind: 'guest' | 'user', madeAt: Date): Promise<string> {
  const id = randomUUID();
  await pipeline.rows('INSERT INTO owners (id, kind, created_at) VALUES ($1, $2, $3)', [id, kind, madeAt]);
  if (kind === 'guest') await pipeline.rows('INSERT INTO guests (id) VALUES ($1)', [id]);
  else await pipeline.rows(`INSERT INTO users (id, clerk_id, personal) VALUES ($1, $2, '')`, [id, `user_${id}`]);
  return id;
}

const addToken = (guestId: string, hash: string, expiresAt: Date) =>
  pipeline.rows('INSERT INTO guest_refresh_tokens (guest_id, token_hash, expires_at) VALUES ($1, $2, $3)', [
    guestId,
    hash,
    expiresAt,
  ]);

const addPet = (ownerId: string) =>
  pipeline.rows(`INSERT INTO pets (id, owner_id, name, species) VALUES ($1, $2, 'Biscuit', 'dog')`, [
    randomUUID(),
    ownerId,
  ]);

const addDesign = (ownerId: string, deletedAt: Date | null) =>
  pipeline.rows(
    `INSERT INTO saved_designs (id, owner_id, product_id, name, schema_version, configuration, deleted_at)
     VALUES ($1, $2, 1, 'Sea', 2, '{}', $3)`,
    [randomUUID(), ownerId, deletedAt],
  );

const addKey = (key: string, madeAt: Date) =>
  pipeline.rows(
    `INSERT INTO idempotency_keys (actor, key, request_hash, created_at, locked_until) VALUES ('x', $1, '', $2, $2)`,
    [key, madeAt],
  );

const column = async (sql: string) => (await pipeline.rows<{ value: string }>(sql)).map(({ value }) => value);

test('visitors who left nothing behind, tokens that expired and old keys go; all else stays', async () => {
  const gone = await addOwner('guest', daysAgo(61));
  const young = await addOwner('guest', daysAgo(59));
  const petOwner = await addOwner('guest', daysAgo(400));
  const designer = await addOwner('guest', daysAgo(400));
  const withDeleted = await addOwner('guest', daysAgo(400));
  const active = await addOwner('guest', daysAgo(400));
  const user = await addOwner('user', daysAgo(400));
  await addPet(petOwner);
  await addDesign(designer, null);
  await addDesign(withDeleted, daysAgo(1));
  await addToken(gone, 'over', now);
  await addToken(active, 'alive', new Date(now.getTime() + 1));
  await addKey('old', new Date(now.getTime() - dayMs - 1));
  await addKey('new', new Date(now.getTime() - dayMs));

  await prune();
  expect(new Set(await column('SELECT id AS value FROM owners'))).toEqual(
    new Set([young, petOwner, designer, withDeleted, active, user]),
  );
  expect(await column('SELECT id AS value FROM guests WHERE id NOT IN (SELECT id FROM owners)')).toEqual([]);
  expect(await column(`SELECT convert_from(token_hash, 'utf8') AS value FROM guest_refresh_tokens`)).toEqual(['alive']);
  expect(await column('SELECT key AS value FROM idempotency_keys')).toEqual(['new']);
  await prune();
  expect(await column('SELECT id AS value FROM owners')).toHaveLength(6);
});

test('more than one batch', async () => {
  await pipeline.rows(
    `WITH made AS (INSERT INTO owners (kind, created_at) SELECT 'guest', $1 FROM generate_series(1, 5001) RETURNING id)
     INSERT INTO guests (id) SELECT id FROM made`,
    [daysAgo(100)],
  );
  await prune();
  expect(await column(`SELECT id AS value FROM owners WHERE created_at = '${daysAgo(100).toISOString()}'`)).toEqual([]);
});
