import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createInbox } from '../../src/webhooks/inbox.ts';
import { metricOf, parseMetrics } from '../support/metrics.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample, sampleWith } from '../support/samples.ts';
import { queueKinds, startService, startWorker, type TestService } from '../support/service.ts';
import { shopDomain } from '../support/shopify.ts';

const collectionWith = (id: number) =>
  sampleWith('collections/update', { id, admin_graphql_api_id: `gid://shopify/Collection/${id}` });

describe.each(queueKinds)('without its wake-up, queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue });
  });
  afterAll(() => service?.stop());

  test('a delivery is found by the relay', async () => {
    const { database, crypto, metrics } = service.server.deps;
    const silent = createInbox({ pool: database.inbox, crypto, metrics, onRecorded: () => undefined });
    const webhookId = 'never-enqueued';
    await silent.record({
      source: 'shopify',
      webhookId,
      topic: 'collections/update',
      shopDomain,
      apiVersion: null,
      eventId: null,
      triggeredAt: new Date(),
      body: Buffer.from(readSample('collections/update').text),
      signature: webhookId,
      repeatable: false,
    });
    await service.rows("UPDATE webhook_inbox SET relay_at = now() WHERE status = 'pending'");
    await service.settled();
    expect(await service.log(webhookId)).toMatchObject({ outcome: 'applied', attempts: 1 });
  });
});

describe.each(queueKinds.filter((kind) => kind !== 'inline'))('queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue, workers: 2 });
  });
  afterAll(() => service?.stop());
  beforeEach(() => emptyTables(service.rows));

  const queueOf = (name: 'inbox' | 'maintenance') => {
    const found = service.server.deps.queues.get(name);
    if (!found) throw new Error(`the queue ${name} is not open`);
    return found;
  };
  const metricsOf = async (index: number) =>
    parseMetrics((await service.workers[index]?.deps.metrics.registry.metrics()) ?? '');

  test('two workers: each scheduled job is scheduled exactly once, and runs', async () => {
    const schedulers = async () =>
      (await queueOf('maintenance').getJobSchedulers()).map(({ key, every }) => [key, Number(every)]);
    const hour = 3_600_000;
    const expected = [
      ['count-sales', hour],
      ['delete-clerk-users', hour / 6],
      ['erase-previews', hour / 12],
      ['make-partitions', 6 * hour],
      ['prune-deliveries', hour],
      ['prune-designs', 24 * hour],
      ['prune-visitors', hour],
      ['publish-due-products', hour / 120],
    ];
    await expect.poll(async () => (await schedulers()).sort(), { timeout: 10_000 }).toEqual(expected);
    const third = await startWorker(service.server.deps.env);
    await third.stop();
    expect((await schedulers()).sort()).toEqual(expected);
    expect(await queueOf('inbox').getJobSchedulers()).toEqual([]);
    const made = `SELECT FROM pg_inherits WHERE inhparent = 'webhook_logs'::regclass`;
    await expect.poll(async () => (await service.rows(made)).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(5);
  });

  test('jobs carry ids and nothing else', async () => {
    await service.settle({ topic: 'customers/update', body: readSample('customers/update').text });
    // A job that ends is for a moment neither active nor completed.
    const findJobs = () => queueOf('inbox').getJobs(['completed', 'waiting', 'active']);
    await expect.poll(async () => (await findJobs()).length, { timeout: 5_000 }).toBeGreaterThan(0);
    const jobs = await findJobs();
    for (const job of jobs) {
      expect(job.name).toBe('process-deliveries');
      expect(job.data).toEqual({ inboxIds: expect.arrayContaining([expect.stringMatching(/^\d+$/)]) });
    }
  });

  test('many deliveries over two workers: each is applied once', async () => {
    const before = await Promise.all([0, 1].map(metricsOf));
    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        service.deliver({ topic: 'collections/update', body: collectionWith(index + 1) }),
      ),
    );
    await service.settled();
    expect(await service.rows(`SELECT FROM webhook_logs WHERE outcome = 'applied' AND attempts = 1`)).toHaveLength(200);
    expect(await service.rows('SELECT FROM collections')).toHaveLength(200);
    const after = await Promise.all([0, 1].map(metricsOf));
    const applied = { topic: 'collections/update', outcome: 'applied' };
    const sum = (all: typeof after) =>
      all.reduce((total, samples) => total + (metricOf(samples, 'webhook_settled_total', applied) ?? 0), 0);
    expect(sum(after) - sum(before)).toBe(200);
  });

  test('jobs are timed: how long they waited and how long they ran', async () => {
    await service.settle({ topic: 'collections/update', body: collectionWith(999) });
    const labels = { queue: 'inbox', job: 'process-deliveries' };
    const counts = async (name: string, more: Record<string, string> = {}) => {
      const all = await Promise.all([0, 1].map(metricsOf));
      return all.reduce((sum, samples) => sum + (metricOf(samples, `${name}_count`, { ...labels, ...more }) ?? 0), 0);
    };
    expect(await counts('job_wait_seconds')).toBeGreaterThan(0);
    await expect.poll(() => counts('job_run_seconds', { outcome: 'completed' })).toBeGreaterThan(0);
  });

  test('a queue that lost its jobs loses no delivery', async () => {
    await queueOf('inbox').pause();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        service.deliver({ topic: 'collections/update', body: collectionWith(2_000 + index) }),
      ),
    );
    const pending = async () => (await service.rows(`SELECT FROM webhook_inbox WHERE status = 'pending'`)).length;
    expect(await pending()).toBe(20);
    // Wake-ups gather for a moment: the last of them must be in the queue before it is emptied.
    await sleep(200);
    await service.rows(`UPDATE webhook_inbox SET relay_at = now() + interval '1 hour'`);
    await queueOf('inbox').drain();
    await queueOf('inbox').resume();
    // A later job is done, so an earlier one would be too.
    await service.deliver({ topic: 'customers/update', body: readSample('customers/update').text });
    await expect.poll(() => service.rows('SELECT FROM webhook_logs'), { timeout: 5_000 }).toHaveLength(1);
    expect(await pending()).toBe(20);
    await service.rows("UPDATE webhook_inbox SET relay_at = now() WHERE status = 'pending'");
    await service.settled();
    expect(await service.rows('SELECT FROM collections')).toHaveLength(20);
  });

  test('a job with a payload that does not parse fails and does nothing', async () => {
    const failed = async () => (await queueOf('inbox').getJobs(['failed'])).map(({ name }) => name);
    await queueOf('inbox').add('process-deliveries', { inboxIds: ['1; DROP TABLE orders'] });
    await queueOf('inbox').add('no-such-job', {});
    await expect
      .poll(async () => (await failed()).sort(), { timeout: 10_000 })
      .toEqual(['no-such-job', 'process-deliveries']);
  });

  test('figures of the whole installation are exported by exactly one process', async () => {
    const processes = [service.server, ...service.workers];
    const exporting = async (name: string) => {
      const all = await Promise.all(
        processes.map(async ({ deps }) => parseMetrics(await deps.metrics.registry.metrics())),
      );
      return all.filter((samples) => metricOf(samples, name) !== undefined).length;
    };
    for (const name of [
      'webhook_inbox_deliveries_global',
      'webhook_inbox_oldest_pending_seconds_global',
      'queue_jobs_global',
    ]) {
      await expect.poll(() => exporting(name), { timeout: 8_000 }).toBe(1);
    }
  });
});

test('a worker that stops finishes what it began and gives back the rest', async () => {
  const service = await startService({ queue: 'postgres', workers: 0 });
  try {
    await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        service.deliver({ topic: 'collections/update', body: collectionWith(index + 1) }),
      ),
    );
    const worker = await startWorker(service.server.deps.env);
    await expect.poll(() => service.rows('SELECT FROM webhook_logs LIMIT 1'), { interval: 5 }).toHaveLength(1);
    await worker.stop();
    expect(await service.rows(`SELECT FROM webhook_inbox WHERE status = 'processing'`)).toEqual([]);
    expect(await service.rows('SELECT FROM webhook_inbox WHERE attempts > 0')).toEqual([]);
    const next = await startWorker(service.server.deps.env);
    await service.rows("UPDATE webhook_inbox SET relay_at = now() WHERE status = 'pending'");
    await service.settled();
    expect(await service.rows('SELECT FROM webhook_logs WHERE attempts = 1')).toHaveLength(120);
    await next.stop();
  } finally {
    await service.stop();
  }
});
