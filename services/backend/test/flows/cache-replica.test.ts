import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { type CachedApi, startCachedApi } from '../support/cached-api.ts';
import { type PostgresPair, startPair, waitForReplica } from '../support/database.ts';
import { fillProducts } from '../support/sample-catalogue.ts';

/** A replica of the test's own, which stops replaying when it is told to. */
let pair: PostgresPair;
let api: CachedApi;
beforeAll(async () => {
  pair = await startPair();
  await fillProducts(pair.primary.url(), 30);
  const database = { url: pair.primary.url(), replicaUrl: pair.replica.url() };
  await waitForReplica(database);
  // A minute: the replica counts as fit for reading all the while.
  api = await startCachedApi({ database, env: { REPLICA_MAX_LAG_MS: '60000' } });
});
afterAll(async () => {
  await api?.stop();
  await pair?.stop();
});

const onReplica = (sql: string) => withClient(pair.replica.superUrl(), (client) => client.query(sql));
const rename = (title: string) =>
  withClient(pair.primary.url(), (client) => client.query('UPDATE products SET title = $1 WHERE id = 1', [title]));
const titleOf = async (limit: number) =>
  (await api.app.inject({ url: `/api/v1/products?limit=${limit}` })).json().items[0].title as string;
const pageTitle = async () => (await api.app.inject({ url: '/api/v1/products/harness-1' })).json().title as string;
const readsOf = (role: string) => api.metric('db_queries_total', { role });

test('bytes are made on the replica once it holds the version, on the primary until then, and never of old rows', async () => {
  await expect
    .poll(async () => {
      await rename(`before ${Math.random()}`);
      const before = await readsOf('replica');
      await expect.poll(() => titleOf(20)).toMatch(/^before/);
      await pageTitle();
      return (await readsOf('replica')) > before;
    })
    .toBe(true);

  await onReplica('SELECT pg_wal_replay_pause()');
  await expect
    .poll(async () => (await onReplica('SELECT pg_get_wal_replay_pause_state() AS state')).rows[0]?.state)
    .toBe('paused');
  await rename('while it was paused');
  const onReplicaBefore = await readsOf('replica');

  // The product page knows at once, lists within a second; from then on, whatever is made is of the new rows.
  expect(await pageTitle()).toBe('while it was paused');
  await expect.poll(() => titleOf(20), { interval: 20, timeout: 2_000 }).toBe('while it was paused');
  const { rows } = await withClient(pair.replica.url(), (client) =>
    client.query<{ title: string }>('SELECT title FROM products WHERE id = 1'),
  );
  expect(rows[0]?.title).not.toBe('while it was paused');
  for (let limit = 1; limit <= 19; limit += 1) expect(await titleOf(limit)).toBe('while it was paused');
  expect(await readsOf('replica')).toBe(onReplicaBefore);

  await onReplica('SELECT pg_wal_replay_resume()');
  await waitForReplica({ url: pair.primary.url(), replicaUrl: pair.replica.url() });
  await expect
    .poll(async () => {
      const before = await readsOf('replica');
      expect(await titleOf(21 + Math.floor(Math.random() * 70))).toBe('while it was paused');
      return (await readsOf('replica')) > before;
    })
    .toBe(true);
});

test('without the replica, bytes are made on the primary', async () => {
  await pair.replica.stop('immediate');
  await rename('without a replica');
  expect(await pageTitle()).toBe('without a replica');
  await expect.poll(() => titleOf(20), { timeout: 3_000 }).toBe('without a replica');
});

test('without the primary, what is kept is served', async () => {
  await titleOf(20);
  await pair.primary.stop('immediate');
  expect(await titleOf(20)).toBe('without a replica');
  expect(await pageTitle()).toBe('without a replica');
});
