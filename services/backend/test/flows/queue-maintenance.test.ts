import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../../src/platform/clock.ts';
import { makePartitions, pruneDeliveries } from '../../src/webhooks/inbox-maintenance.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample } from '../support/samples.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());

const at = (time: string): Clock => ({ now: () => new Date(time) });
const maintenance = (time: string) => ({
  pool: pipeline.deps.database.primary,
  log: pipeline.deps.log,
  clock: at(time),
});
const keep = { logDays: 90, receiptDays: 400 };

async function partitions(): Promise<string[]> {
  const rows = await pipeline.rows(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'webhook_logs'::regclass ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const settleAt = (id: number, time: string) =>
  pipeline.rows(
    `INSERT INTO webhook_logs (id, source, webhook_id, topic, shop_domain, triggered_at, received_at, attempts, replays,
                               outcome, settled_at)
     VALUES ($1, 'shopify', $2, 'x/y', 'x', now(), $3, 1, 0, 'applied', $3)`,
    [id, String(id), time],
  );
const whereIs = async (id: number) =>
  (await pipeline.rows('SELECT tableoid::regclass::text AS name FROM webhook_logs WHERE id = $1', [id]))[0]?.['name'];

test('partitions are made three months ahead; what fell into the default one is moved; twice is harmless', async () => {
  await settleAt(1, '2031-12-31T23:59:59.999Z');
  await settleAt(2, '2032-01-01T00:00:00Z');
  await settleAt(3, '2033-06-01T00:00:00Z');
  expect(await whereIs(1)).toBe('webhook_logs_default');

  await Promise.all([
    makePartitions(maintenance('2031-11-15T12:00:00Z')),
    makePartitions(maintenance('2031-11-15T12:00:00Z')),
  ]);
  await makePartitions(maintenance('2031-11-15T12:00:00Z'));
  const made = ['webhook_logs_2031_11', 'webhook_logs_2031_12', 'webhook_logs_2032_01', 'webhook_logs_2032_02'];
  expect(await partitions()).toEqual([...made, 'webhook_logs_default']);
  expect(await Promise.all([1, 2, 3].map(whereIs))).toEqual([
    'webhook_logs_2031_12',
    'webhook_logs_2032_01',
    'webhook_logs_default',
  ]);
});

test('settling works in a month without a partition, and in one with', async () => {
  await pipeline.apply({ topic: 'collections/update', body: readSample('collections/update').text });
  await makePartitions(maintenance(new Date().toISOString()));
  const [row] = await pipeline.rows(
    `SELECT tableoid::regclass::text AS name FROM webhook_logs WHERE topic = 'collections/update'`,
  );
  expect(row?.['name']).toMatch(/^webhook_logs_\d{4}_\d{2}$/);
  const id = await pipeline.apply({ topic: 'customers/update', body: readSample('customers/update').text });
  expect(await whereIs(Number(id))).toMatch(/^webhook_logs_\d{4}_\d{2}$/);
});

test('while a partition is made every row can be written, and none is out of sight', { timeout: 60_000 }, async () => {
  const month = ['2034-05-01T00:00:00Z', '2034-05-31T00:00:00Z'] as const;
  const first = 1_000_000;
  const settled = 20_000;
  await pipeline.rows(
    `INSERT INTO webhook_logs (id, source, webhook_id, topic, shop_domain, triggered_at, received_at, attempts,
                               replays, outcome, settled_at)
     SELECT id, 'shopify', id, 'x/y', 'x', now(), now(), 1, 0, 'applied', $1
     FROM generate_series(${first + 1}, ${first + settled}) AS id`,
    [month[0]],
  );
  let written = first + settled;
  let finished = false;
  const write = async () => {
    while (!finished) {
      written += 1;
      await settleAt(written, month[1]);
    }
  };
  const read = async () => {
    while (!finished) {
      const [row] = await pipeline.rows('SELECT count(*)::int AS count FROM webhook_logs WHERE id > $1', [first]);
      expect(row?.['count']).toBeGreaterThanOrEqual(settled);
    }
  };
  const others = [write(), write(), read()];
  await makePartitions(maintenance('2034-04-15T12:00:00Z')).finally(() => {
    finished = true;
  });
  await Promise.all(others);
  expect(await whereIs(written)).toBe('webhook_logs_2034_05');
  const [count] = await pipeline.rows('SELECT count(*)::int AS count FROM webhook_logs WHERE id > $1', [first]);
  expect(count?.['count']).toBe(written - first);
});

test('a partition has the indexes of its parent', async () => {
  const rows = await pipeline.rows(`SELECT indexdef FROM pg_indexes WHERE tablename = 'webhook_logs_2032_01'`);
  const columns = rows.map(({ indexdef }) => /\(([^)]*)\)/.exec(indexdef)?.[1]);
  expect(columns.sort()).toEqual(['clerk_user_id', 'customer_id', 'id, settled_at', 'order_id']);
});

test('pruning drops whole months, deletes what is too old of the rest, forgets old receipts; twice is harmless', async () => {
  await emptyTables(pipeline.rows);
  const now = '2032-02-20T00:00:00Z';
  await settleAt(11, '2031-11-10T00:00:00Z');
  await settleAt(12, '2031-11-22T00:00:00Z');
  await settleAt(13, '2032-02-01T00:00:00Z');
  await settleAt(14, '2029-01-01T00:00:00Z');
  await pipeline.rows(`INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id, received_at) VALUES
    ('shopify', 'old', '\\x01', 1, '2031-01-01'), ('shopify', 'young', '\\x02', 2, '2031-02-01')`);
  await pruneDeliveries(maintenance(now), keep);
  const ids = async () => (await pipeline.rows('SELECT id FROM webhook_logs ORDER BY id')).map(({ id }) => id);
  expect(await ids()).toEqual(['12', '13']);
  expect(await partitions()).toContain('webhook_logs_2031_11');
  expect(await pipeline.rows('SELECT webhook_id FROM webhook_receipts')).toEqual([{ webhook_id: 'young' }]);

  await pruneDeliveries(maintenance('2032-03-20T00:00:00Z'), keep);
  await pruneDeliveries(maintenance('2032-03-20T00:00:00Z'), keep);
  expect(await partitions()).not.toContain('webhook_logs_2031_11');
  expect(await partitions()).toContain('webhook_logs_2031_12');
  expect(await ids()).toEqual(['13']);
});

test('pruning leaves alone what is not settled, however old', async () => {
  await emptyTables(pipeline.rows);
  await pipeline.rows(`INSERT INTO webhook_inbox (source, webhook_id, topic, shop_domain, triggered_at, received_at, status)
    SELECT 'shopify', status, 'x/y', 'x', now(), '2020-01-01', status FROM unnest(ARRAY['pending', 'dead', 'parked']) AS status`);
  await pruneDeliveries(maintenance('2032-02-20T00:00:00Z'), keep);
  expect(await pipeline.rows('SELECT FROM webhook_inbox')).toHaveLength(3);
});

test('more than one batch of old receipts goes in one run', async () => {
  await emptyTables(pipeline.rows);
  await pipeline.rows(`INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id, received_at)
    SELECT 'shopify', n, int4send(n), n, '2020-01-01' FROM generate_series(1, 5001) AS n`);
  await pruneDeliveries(maintenance('2032-02-20T00:00:00Z'), keep);
  expect(await pipeline.rows('SELECT FROM webhook_receipts')).toEqual([]);
});
