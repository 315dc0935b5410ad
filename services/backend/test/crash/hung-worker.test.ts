import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { maxAttempts } from '../../src/webhooks/inbox-lease.ts';
import { customerOf, dataRequestDelivery, nextId, type SignedDelivery } from './support/delivery.ts';
import { createAgent, send } from './support/http-client.ts';
import { type Installation, queueKinds, startInstallation } from './support/installation.ts';
import { endLeases, findDifferences, waitUntilSettled } from './support/proof.ts';
import { holdCustomer, holdInboxRows } from './support/row-lock.ts';
import { createLedger, type Ledger } from './support/senders.ts';

const queue = queueKinds.find((kind) => kind !== 'none') ?? 'postgres';

test('a worker that wakes up after another has taken its deliveries over changes nothing any more', async () => {
  const installation = await startInstallation({ queue, workers: 2 });
  const { databaseUrl, workers } = installation;
  const [hung, other] = workers as [(typeof workers)[0], (typeof workers)[0]];
  await other.kill();

  // All about one customer, whose row is held: the worker stands in the middle of the first ones, with more claimed.
  const deliveries = Array.from({ length: 40 }, () => dataRequestDelivery(nextId() * 4n));
  const lock = await holdCustomer(databaseUrl, customerOf(deliveries[0]?.effect as { requestId: bigint }));
  const ledger = await deliver(installation, deliveries);
  const processing = `SELECT count(*)::int AS count FROM webhook_inbox WHERE status = 'processing'`;
  expect(await waitUntil(async () => (await readCount(databaseUrl, processing)) > 8, 10_000)).toBe(true);
  hung.signal('SIGSTOP');
  onTestFinished(() => hung.signal('SIGCONT'));

  await endLeases(databaseUrl);
  await other.start();
  const takenOver = `SELECT count(*)::int AS count FROM webhook_inbox WHERE status = 'processing' AND attempts > 1`;
  expect(await waitUntil(async () => (await readCount(databaseUrl, takenOver)) > 8, 15_000), 'taken over').toBe(true);
  const overtaken = await readCount(databaseUrl, takenOver);
  await lock.release();
  await sleep(300);
  hung.signal('SIGCONT');
  await waitUntilSettled(databaseUrl, 30_000);
  expect(await waitUntil(() => hung.output().includes('has taken this delivery over'), 5_000)).toBe(true);
  await sleep(500);
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
  process.stdout.write(`hung worker: ${overtaken} deliveries taken over while it hung\n`);
});

test('a worker that hangs before its commit keeps no other delivery waiting', async () => {
  const installation = await startInstallation({ queue });
  const { databaseUrl, workers } = installation;
  await workers[0]?.kill();
  const held = await deliver(installation, [dataRequestDelivery(), dataRequestDelivery()]);
  const free = await deliver(installation, [dataRequestDelivery(), dataRequestDelivery()]);
  // Both were claimed by workers that hang; the lease of the first ends now, that of the second after it.
  await leaveLeased(databaseUrl, held, { attempts: maxAttempts, seconds: 0 });
  await leaveLeased(databaseUrl, free, { attempts: 1, seconds: 60 });
  const lock = await holdInboxRows(databaseUrl, [...held.sent.keys()]);
  await workers[0]?.start();
  await sleep(2_500);
  await leaveLeased(databaseUrl, free, { attempts: 1, seconds: 0 });

  const settled = `SELECT count(*)::int AS count FROM webhook_logs`;
  expect(await waitUntil(async () => (await readCount(databaseUrl, settled)) === 2, 15_000), 'the relay goes on').toBe(
    true,
  );
  await lock.release();
  const buried = `SELECT count(*)::int AS count FROM webhook_inbox WHERE status = 'dead'`;
  expect(await waitUntil(async () => (await readCount(databaseUrl, buried)) === 2, 5_000), 'then buried').toBe(true);
  expect(await findDifferences(databaseUrl, free)).toEqual([]);
});

async function leaveLeased(
  databaseUrl: string,
  { sent }: Ledger,
  lease: { attempts: number; seconds: number },
): Promise<void> {
  await withClient(databaseUrl, (client) =>
    client.query(
      `UPDATE webhook_inbox SET status = 'processing', attempts = $2, relay_at = now() + $3 * interval '1 second'
       WHERE webhook_id = ANY ($1)`,
      [[...sent.keys()], lease.attempts, lease.seconds],
    ),
  );
}

async function deliver({ urls }: Installation, deliveries: readonly SignedDelivery[]): Promise<Ledger> {
  const agent = createAgent();
  const ledger = createLedger();
  const answers = await Promise.all(deliveries.map((delivery) => send(urls[0] as string, delivery, agent)));
  agent.destroy();
  expect(answers.map(({ status }) => status)).toEqual(deliveries.map(() => 200));
  for (const delivery of deliveries) {
    ledger.sent.set(delivery.webhookId, delivery);
    ledger.acknowledged.add(delivery.webhookId);
  }
  return ledger;
}

async function readCount(databaseUrl: string, query: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: number }>(query);
    return rows[0]?.count ?? 0;
  });
}
