import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimDeliveries, maxAttempts } from '../../src/webhooks/inbox-lease.ts';
import { startRelay } from '../../src/webhooks/relay.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample } from '../support/samples.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());
beforeEach(() => emptyTables(pipeline.rows));

const collection = { topic: 'collections/update', body: readSample('collections/update').text };

const logs = () => pipeline.rows('SELECT outcome, attempts FROM webhook_logs');
const expireLease = (id: string) =>
  pipeline.rows(`UPDATE webhook_inbox SET relay_at = now() - interval '1 second' WHERE id = $1`, [id]);
const makeDue = (id: string) =>
  pipeline.rows('UPDATE webhook_inbox SET due_at = now(), relay_at = now() WHERE id = $1', [id]);

async function relayUntil(done: () => Promise<boolean>): Promise<void> {
  const { database, log, processor } = pipeline.deps;
  const relay = startRelay({ pool: database.primary, log, dispatch: (ids) => processor.process(ids) });
  try {
    await expect.poll(done, { timeout: 5_000 }).toBe(true);
  } finally {
    await relay.stop();
  }
}

test('delivers what was never enqueued, after a moment of grace', async () => {
  const id = await pipeline.record(collection);
  const [row] = await pipeline.rows('SELECT relay_at > now() AS graced FROM webhook_inbox');
  expect(row).toEqual({ graced: true });
  await makeDue(id);
  await relayUntil(async () => (await logs()).length === 1);
});

test('delivers again what a worker claimed and never finished', async () => {
  const id = await pipeline.record(collection);
  await claimDeliveries(pipeline.deps.database.primary, [id], randomUUID());
  await expireLease(id);
  await relayUntil(async () => (await logs()).length === 1);
  expect(await logs()).toEqual([{ outcome: 'applied', attempts: 2 }]);
});

test('leaves alone what waits for its next attempt', async () => {
  const later = await pipeline.record(collection);
  await pipeline.rows(
    `UPDATE webhook_inbox SET due_at = now() + interval '1 hour', relay_at = now() + interval '1 hour'`,
  );
  const now = await pipeline.record({ topic: 'customers/update', body: readSample('customers/update').text });
  await makeDue(now);
  await relayUntil(async () => (await logs()).length === 1);
  expect(await pipeline.unsettled(later)).toMatchObject({ status: 'pending', attempts: 0 });
});

test('buries a delivery whose last attempt was abandoned', async () => {
  const id = await pipeline.record(collection);
  await pipeline.rows(`UPDATE webhook_inbox SET status = 'processing', attempts = ${maxAttempts}`);
  await expireLease(id);
  await relayUntil(async () => (await pipeline.unsettled(id))?.['status'] === 'dead');
  expect((await pipeline.unsettled(id))?.['reason']).toBe('the worker stopped during the last attempt');
  expect(await logs()).toEqual([]);
});

test('keeps nothing for itself when the queue refuses: the rows are due again at once', async () => {
  const id = await pipeline.record(collection);
  await makeDue(id);
  const { database, log } = pipeline.deps;
  let refused = 0;
  const relay = startRelay({
    pool: database.primary,
    log,
    async dispatch() {
      refused += 1;
      throw new Error('the queue is away');
    },
  });
  await expect.poll(() => refused, { timeout: 5_000 }).toBeGreaterThanOrEqual(2);
  await relay.stop();
  expect(await pipeline.rows('SELECT attempts, status, relay_at <= now() AS due FROM webhook_inbox')).toEqual([
    { attempts: 0, status: 'pending', due: true },
  ]);
});
