import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  claimDeliveries,
  type LeasedDelivery,
  maxAttempts,
  postponeDelivery,
  releaseDelivery,
  shelveDelivery,
} from '../../src/webhooks/inbox-lease.ts';
import { createProcessor } from '../../src/webhooks/processor.ts';
import { metricOf, parseMetrics } from '../support/metrics.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample, sampleWith } from '../support/samples.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());
beforeEach(() => emptyTables(pipeline.rows));

const collection = { topic: 'collections/update', body: readSample('collections/update').text };
const dataRequest = { topic: 'customers/data_request', body: readSample('customers/data_request').text };
const customerOfRequest = String(readSample('customers/data_request').payload.customer.id);

const audits = async () => {
  const [row] = await pipeline.rows(`SELECT count(*) FROM audit_log WHERE action = 'customer.data_request'`);
  return Number(row?.['count']);
};
const logs = () => pipeline.rows('SELECT outcome, attempts FROM webhook_logs');
const expireLease = (id: string) =>
  pipeline.rows(`UPDATE webhook_inbox SET relay_at = now() - interval '1 second' WHERE id = $1`, [id]);
const makeDue = (id: string) =>
  pipeline.rows('UPDATE webhook_inbox SET due_at = now(), relay_at = now() WHERE id = $1', [id]);

/** Keeps whoever applies something to the resource waiting inside its transaction. */
async function holdResource(kind: string, id: string): Promise<() => Promise<void>> {
  const client = await pipeline.connect();
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO resource_versions (kind, id) VALUES ($1, $2)
     ON CONFLICT (kind, id) DO UPDATE SET kind = excluded.kind`,
    [kind, id],
  );
  return async () => {
    await client.query('COMMIT');
    client.release();
  };
}

const blocked = (count: number) =>
  expect
    .poll(
      async () =>
        (
          await pipeline.rows(`SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`)
        ).length,
      { timeout: 5_000 },
    )
    .toBe(count);

describe('a lease', () => {
  test('that was lost settles nothing: what its holder did is rolled back, and the effect happens once', async () => {
    const before = await audits();
    const id = await pipeline.record(dataRequest);
    const release = await holdResource('customer', customerOfRequest);
    const first = pipeline.process(id);
    await blocked(1);
    await expireLease(id);
    const [claimed] = await claimDeliveries(pipeline.deps.database.primary, [id], randomUUID());
    expect(claimed).toMatchObject({ inboxId: id, attempt: 2 });

    await release();
    await first;
    expect(await audits()).toBe(before);
    expect(await logs()).toEqual([]);
    expect(await pipeline.rows('SELECT FROM data_exports')).toEqual([]);
    expect(await pipeline.unsettled(id)).toMatchObject({ status: 'processing', attempts: 2 });

    await expireLease(id);
    await pipeline.process(id);
    expect(await logs()).toEqual([{ outcome: 'applied', attempts: 3 }]);
    expect(await audits()).toBe(before + 1);
  });

  test('that two workers believe to hold ends in one effect', async () => {
    const before = await audits();
    const id = await pipeline.record(dataRequest);
    const release = await holdResource('customer', customerOfRequest);
    const second = createProcessor(pipeline.deps);
    const running = [pipeline.process(id)];
    await blocked(1);
    await expireLease(id);
    running.push(second.process([id]));
    await blocked(2);
    await release();
    await Promise.all(running);
    expect(await logs()).toEqual([{ outcome: 'applied', attempts: 2 }]);
    expect(await audits()).toBe(before + 1);
  });

  test('that was lost neither postpones, nor shelves, nor gives back', async () => {
    const { primary } = pipeline.deps.database;
    const id = await pipeline.record(collection);
    const [lost] = await claimDeliveries(primary, [id], randomUUID());
    await expireLease(id);
    const [current] = await claimDeliveries(primary, [id], randomUUID());
    expect([lost?.attempt, current?.attempt]).toEqual([1, 2]);
    const before = await pipeline.unsettled(id);
    const fence = lost as LeasedDelivery;
    await postponeDelivery(primary, fence, 1_000, 'too late');
    await shelveDelivery(primary, fence, {
      status: 'dead',
      reason: 'too late',
      subject: { orderId: 1n, customerId: 1n, clerkUserId: null },
    });
    await releaseDelivery(primary, fence);
    expect(await pipeline.unsettled(id)).toEqual(before);
  });

  test('whose answer was lost on the way is had by asking again, by nobody else', async () => {
    const { primary } = pipeline.deps.database;
    const id = await pipeline.record(collection);
    const lease = randomUUID();
    await claimDeliveries(primary, [id], lease);
    expect(await claimDeliveries(primary, [id], randomUUID())).toEqual([]);
    expect(await claimDeliveries(primary, [id], lease)).toMatchObject([{ inboxId: id, lease }]);
  });

  test('from before a replay is not the current one, although attempts are counted anew', async () => {
    const { primary } = pipeline.deps.database;
    const id = await pipeline.record(collection);
    const [lost] = await claimDeliveries(primary, [id], randomUUID());
    await primary.query(`UPDATE webhook_inbox SET status = 'pending', attempts = 0, replays = 1 WHERE id = $1`, [id]);
    const [current] = await claimDeliveries(primary, [id], randomUUID());
    expect([lost?.attempt, current?.attempt]).toEqual([1, 1]);
    const before = await pipeline.unsettled(id);
    await postponeDelivery(primary, lost as LeasedDelivery, 1_000, 'too late');
    await releaseDelivery(primary, lost as LeasedDelivery);
    expect(await pipeline.unsettled(id)).toEqual(before);
  });

  test('is exclusive: twenty workers at once apply a delivery once', async () => {
    const before = await audits();
    const id = await pipeline.record(dataRequest);
    await Promise.all(Array.from({ length: 20 }, () => pipeline.process(id)));
    expect(await logs()).toEqual([{ outcome: 'applied', attempts: 1 }]);
    expect(await audits()).toBe(before + 1);
  });

  test('is given back when the process stops before it began, and the attempt does not count', async () => {
    const id = await pipeline.record(collection);
    await pipeline.deps.processor.process([id], AbortSignal.abort());
    expect(await pipeline.unsettled(id)).toMatchObject({ status: 'pending', attempts: 0 });
    await pipeline.process(id);
    expect(await logs()).toEqual([{ outcome: 'applied', attempts: 1 }]);
  });
});

describe('failures', () => {
  test('are retried with growing back-off until the tenth attempt, then dead; a replay then succeeds', async () => {
    await pipeline.rows('ALTER TABLE collections RENAME TO collections_away');
    const before = parseMetrics(await pipeline.deps.metrics.registry.metrics());
    const id = await pipeline.record(collection);
    for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
      await pipeline.process(id);
      const row = await pipeline.unsettled(id);
      expect(row).toMatchObject({ status: 'pending', attempts: attempt });
      expect(row?.['reason']).toBe('PostgreSQL refused it with SQLSTATE 42P01');
      const waits = (row?.['due_at'].getTime() - Date.now()) / 1_000;
      const expected = 5 * 2 ** (attempt - 1);
      expect(waits).toBeGreaterThan(expected * 0.75 - 2);
      expect(waits).toBeLessThan(expected * 1.25);
      expect(row?.['relay_at']).toEqual(row?.['due_at']);
      await pipeline.process(id);
      expect(await pipeline.unsettled(id)).toMatchObject({ status: 'pending', attempts: attempt });
      await makeDue(id);
    }
    await pipeline.process(id);
    expect(await pipeline.unsettled(id)).toMatchObject({
      status: 'dead',
      attempts: maxAttempts,
      reason: `gave up after ${maxAttempts} attempts: PostgreSQL refused it with SQLSTATE 42P01`,
    });
    await pipeline.process(id);
    expect(await pipeline.unsettled(id)).toMatchObject({ status: 'dead', attempts: maxAttempts });

    const after = parseMetrics(await pipeline.deps.metrics.registry.metrics());
    const counted = (outcome: string) => {
      const labels = { topic: 'collections/update', outcome };
      const [from = 0, to = 0] = [before, after].map((all) => metricOf(all, 'webhook_settled_total', labels));
      return to - from;
    };
    expect([counted('retry'), counted('dead')]).toEqual([maxAttempts - 1, 1]);

    await pipeline.rows('ALTER TABLE collections_away RENAME TO collections');
    await pipeline.rows(`UPDATE webhook_inbox SET status = 'pending', attempts = 0, replays = 1, due_at = now()`);
    await pipeline.process(id);
    expect(await logs()).toEqual([{ outcome: 'applied', attempts: 1 }]);
  });

  test('that come from the data end at once', async () => {
    const [line] = sampleWith('orders/create', {})['line_items'] as object[];
    const [variant] = sampleWith('products/update', {})['variants'] as object[];
    const hopeless = [
      {
        topic: 'bulk_operations/finish',
        body: { admin_graphql_api_id: 'gid://shopify/BulkOperation/\u0000', status: 'x' },
      },
      { topic: 'orders/create', body: sampleWith('orders/create', { line_items: [{ ...line, quantity: 3e9 }] }) },
      { topic: 'products/update', body: sampleWith('products/update', { variants: [{ ...variant, position: 3e9 }] }) },
      { topic: 'inventory_levels/update', body: sampleWith('inventory_levels/update', { available: -3e9 }) },
      {
        topic: 'collections/update',
        body: sampleWith('collections/update', { published_at: '-200000-01-01T00:00:00Z' }),
      },
      { topic: 'orders/create', body: sampleWith('orders/create', { cancelled_at: '-200000-01-01T00:00:00Z' }) },
    ];
    for (const sent of hopeless) {
      const id = await pipeline.apply(sent);
      const row = await pipeline.unsettled(id);
      expect([sent.topic, row?.['status'], row?.['attempts']]).toEqual([sent.topic, 'dead', 1]);
    }
    expect(await pipeline.rows('SELECT FROM resource_versions')).toEqual([]);
  });

  test('of one delivery do not keep the next ones of the same job waiting', async () => {
    const bad = await pipeline.record({ topic: 'collections/update', body: '{' });
    const dead = await pipeline.record({ topic: 'orders/create', body: {} });
    const good = await pipeline.record(collection);
    await pipeline.process(bad, dead, good, '999999999');
    expect((await pipeline.unsettled(bad))?.['status']).toBe('parked');
    expect((await pipeline.unsettled(dead))?.['status']).toBe('dead');
    expect(await pipeline.unsettled(good)).toBeUndefined();
  });

  test('to open the body, as under a key that is not configured yet, are retried', async () => {
    const id = await pipeline.record(collection);
    await pipeline.rows(`UPDATE webhook_inbox SET body = set_byte(body, 2, (get_byte(body, 2) + 1) % 256)`);
    await pipeline.process(id);
    const row = await pipeline.unsettled(id);
    expect(row).toMatchObject({ status: 'pending', attempts: 1 });
    expect(row?.['reason']).toMatch(/^the body does not open: /);
  });
});
