import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AppError } from '../../src/platform/app-error.ts';
import { Overloaded } from '../../src/webhooks/group-commit.ts';
import { createInbox, type Delivery, type Inbox } from '../../src/webhooks/inbox.ts';
import { emptyTables } from '../support/rows.ts';
import { startService, type TestService } from '../support/service.ts';
import { shopDomain } from '../support/shopify.ts';

let service: TestService;
let inbox: Inbox;
beforeAll(async () => {
  service = await startService();
  const { database, crypto, metrics } = service.server.deps;
  inbox = createInbox({ pool: database.inbox, crypto, metrics, onRecorded: () => undefined });
});
afterAll(() => service?.stop());
beforeEach(() => emptyTables(service.rows));

function delivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    source: 'shopify',
    webhookId: randomUUID(),
    topic: 'tests/group-commit',
    shopDomain,
    apiVersion: null,
    eventId: null,
    triggeredAt: new Date(),
    body: Buffer.from(JSON.stringify({ nonce: randomUUID() })),
    signature: randomUUID(),
    repeatable: false,
    ...changes,
  };
}

const send = () => service.deliver({ topic: 'tests/group-commit', body: { nonce: randomUUID() } });
const receipts = () => service.rows<{ webhook_id: string }>('SELECT webhook_id FROM webhook_receipts');

/** Keeps every INSERT of the inbox waiting until the returned function is called. */
async function holdInbox(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: service.database.url });
  await client.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE webhook_receipts IN EXCLUSIVE MODE');
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

test('deliveries that arrive together share INSERTs', async () => {
  const sizes = 'webhook_group_commit_deliveries';
  const before = { count: await service.metric(`${sizes}_count`), sum: await service.metric(`${sizes}_sum`) };
  const replies = await Promise.all(Array.from({ length: 200 }, send));
  expect(replies.every((reply) => reply.json().status === 'recorded')).toBe(true);
  expect((await service.metric(`${sizes}_sum`)) - before.sum).toBe(200);
  expect((await service.metric(`${sizes}_count`)) - before.count).toBeLessThan(100);
  expect(await receipts()).toHaveLength(200);
});

test('a row that PostgreSQL refuses does not fail its neighbours', async () => {
  const faulty = [
    delivery({ webhookId: 'x'.repeat(300) }),
    delivery({ topic: 'x'.repeat(300) }),
    delivery({ webhookId: 'a\u0000b' }),
    delivery({ triggeredAt: new Date(8.64e15) }),
  ];
  const good = Array.from({ length: 40 }, () => delivery());
  const mixed = [...good.slice(0, 20), ...faulty, ...good.slice(20)];
  const outcomes = await Promise.allSettled(mixed.map((one) => inbox.record(one)));
  const byDelivery = new Map(mixed.map((one, index) => [one, outcomes[index]]));
  for (const one of good) expect(byDelivery.get(one)).toEqual({ status: 'fulfilled', value: 'recorded' });
  for (const one of faulty.slice(0, 3)) {
    expect(byDelivery.get(one)).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  }
  const recorded = new Set((await receipts()).map(({ webhook_id }) => webhook_id));
  for (const one of good) expect(recorded).toContain(one.webhookId);
});

test('copies of each other in two batches at once are recorded once each', async () => {
  const deliveries = Array.from({ length: 60 }, () => delivery());
  const other = createInbox({
    pool: service.server.deps.database.primary,
    crypto: service.server.deps.crypto,
    metrics: service.server.deps.metrics,
    onRecorded: () => undefined,
  });
  const outcomes = await Promise.all([
    ...deliveries.map((one) => inbox.record(one)),
    ...deliveries.toReversed().map((one) => other.record({ ...one, webhookId: randomUUID() })),
  ]);
  expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(60);
  expect(await receipts()).toHaveLength(60);
});

test('the answer comes after the commit, and never before', async () => {
  const release = await holdInbox();
  let answered = false;
  const reply = send().finally(() => {
    answered = true;
  });
  await expect
    .poll(async () =>
      service.rows(`SELECT FROM pg_locks WHERE NOT granted AND relation = 'webhook_receipts'::regclass`),
    )
    .toHaveLength(1);
  expect(answered).toBe(false);
  await release();
  expect((await reply).statusCode).toBe(200);
  for (let turn = 0; turn < 30; turn += 1) {
    const webhookId = randomUUID();
    const { statusCode } = await service.deliver({ topic: 'tests/commit', body: { nonce: webhookId }, webhookId });
    expect(statusCode).toBe(200);
    expect((await receipts()).map((row) => row.webhook_id)).toContain(webhookId);
  }
});

test('a database that does not answer: 503 within a second for all who wait, and recorded again afterwards', async () => {
  const release = await holdInbox();
  const startedAt = performance.now();
  const replies = await Promise.all(Array.from({ length: 300 }, send));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await release();
  for (const reply of replies) {
    expect(reply.statusCode).toBe(503);
    expect(reply.headers['retry-after']).toBe('5');
    expect(reply.json()).toMatchObject({ code: 'unavailable' });
  }
  expect((await send()).json()).toEqual({ status: 'recorded' });
  expect(await service.metric('webhook_deliveries_total', { outcome: 'unavailable' })).toBeGreaterThanOrEqual(300);
});

test('more than memory should hold is refused at once', async () => {
  const release = await holdInbox();
  const eightMebibytes = Buffer.alloc(8 * 1024 * 1024, ' ');
  const waiting = Array.from({ length: 12 }, () => inbox.record(delivery({ body: eightMebibytes })));
  const failures = await Promise.all(waiting.map((one) => one.then(() => undefined).catch((error: unknown) => error)));
  await release();
  const causes = failures.map((error) => (error as AppError).cause);
  expect(failures.every((error) => error instanceof AppError && error.code === 'unavailable')).toBe(true);
  expect(causes.filter((cause) => cause instanceof Overloaded).length).toBeGreaterThan(0);
  expect(causes.filter((cause) => cause instanceof Overloaded).length).toBeLessThan(12);
  expect(await inbox.record(delivery())).toBe('recorded');
});

test('the last delivery of a burst is decided before the inbox is drained', async () => {
  const decided: string[] = [];
  const burst = Array.from({ length: 30 }, () => inbox.record(delivery()).then((outcome) => decided.push(outcome)));
  await inbox.drain();
  expect(decided).toHaveLength(30);
  await Promise.all(burst);
});
