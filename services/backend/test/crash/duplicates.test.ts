import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { dataRequestDelivery, nextId, orderDelivery, type SignedDelivery } from './support/delivery.ts';
import { type Answer, createAgent, send } from './support/http-client.ts';
import { queueKinds, startInstallation } from './support/installation.ts';
import { findDifferences, waitUntilSettled } from './support/proof.ts';
import { roundsOf } from './support/random.ts';
import { holdReceipt } from './support/row-lock.ts';
import { createLedger, slowestMs, tally } from './support/senders.ts';

const deliveriesPerRound = 60;
const rounds = roundsOf(5);
/** Well below what a sender waits for recording. */
const gatherMs = 150;

test('two servers and two workers with the same deliveries: one effect each, and every copy is answered 200', {
  timeout: 30_000 + rounds * 15_000,
}, async () => {
  const queue = queueKinds[0] ?? 'none';
  const { databaseUrl, urls } = await startInstallation({ queue, servers: 2, workers: queue === 'none' ? 0 : 2 });
  const agent = createAgent();
  const ledger = createLedger();
  // Against each other's order, and both held up in the middle: each has by then what the other one waits for.
  const sendToBoth = async (deliveries: readonly SignedDelivery[], heldId: string) => {
    const lock = await holdReceipt(databaseUrl, heldId);
    const answers = [deliveries, deliveries.toReversed()].flatMap((order, index) =>
      order.map((delivery) => send(urls[index] as string, delivery, agent)),
    );
    await sleep(gatherMs);
    await lock.release();
    ledger.answers.push(...(await Promise.all(answers)));
  };

  for (let round = 0; round < rounds; round += 1) {
    const deliveries = Array.from({ length: deliveriesPerRound }, (_, index) =>
      index % 3 === 0 ? dataRequestDelivery() : orderDelivery(nextId(), 1),
    );
    for (const delivery of deliveries) ledger.sent.set(delivery.webhookId, delivery);
    const middle = deliveries[deliveriesPerRound / 2]?.webhookId as string;
    await sendToBoth(deliveries, middle);
    await sendToBoth(deliveries, middle);
    await sendToBoth(deliveries.map(underAnotherId), middle);
  }
  agent.destroy();
  for (const webhookId of ledger.sent.keys()) ledger.acknowledged.add(webhookId);
  await waitUntilSettled(databaseUrl, 30_000);
  process.stdout.write(
    `copies: ${ledger.answers.length} sendings of ${ledger.sent.size} deliveries, slowest ${slowestMs(ledger.answers)} ms\n`,
  );
  expect(tally(ledger.answers)).toEqual({ 200: 6 * ledger.sent.size });
  expect(countRecorded(ledger.answers)).toBe(ledger.sent.size);
  expect(await countCopies(databaseUrl)).toBe(5 * ledger.sent.size);
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
});

/** The very same bytes again: headers are not signed, so this is a copy too. */
function underAnotherId(delivery: SignedDelivery): SignedDelivery {
  const webhookId = randomUUID();
  return { ...delivery, webhookId, headers: { ...delivery.headers, 'x-shopify-webhook-id': webhookId } };
}

async function countCopies(databaseUrl: string): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ copies: number }>(
      'SELECT sum(duplicates)::int AS copies FROM webhook_receipts',
    );
    return rows[0]?.copies ?? 0;
  });
}

/** Of all copies of a delivery exactly one is told that it was the first. */
function countRecorded(answers: readonly Answer[]): number {
  return answers.filter(({ text }) => (JSON.parse(text) as { status: string }).status === 'recorded').length;
}
