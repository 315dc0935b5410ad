import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { nextId, orderDelivery, type SignedDelivery } from './support/delivery.ts';
import { startInstallation } from './support/installation.ts';
import { findDifferences, waitUntilSettled } from './support/proof.ts';
import { chooseSeed, createRandom } from './support/random.ts';
import { requestHead } from './support/raw-request.ts';
import { slowestMs, startSenders, tally } from './support/senders.ts';

const idleConnections = 500;
const dribblers = 60;
const answerLimitMs = 1_000;

test('idle, slow and broken connections: whoever sends as usual is answered as usual', async () => {
  const { databaseUrl, servers, urls } = await startInstallation({ queue: 'none' });
  const { hostname, port } = new URL(urls[0] as string);
  const open = async (): Promise<Socket> => {
    const socket = connect(Number(port), hostname);
    // The server cuts these off, as it should.
    socket.on('error', () => undefined);
    onTestFinished(() => {
      socket.destroy();
    });
    await once(socket, 'connect');
    return socket;
  };

  const idle = await Promise.all(Array.from({ length: idleConnections }, open));
  const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 4, pauseMs: 20 });
  const neverComplete: SignedDelivery[] = Array.from({ length: dribblers }, () => orderDelivery(nextId(), 1));
  const slow = await Promise.all(neverComplete.map((delivery) => dribbleBody(open, delivery)));
  const slowHeads = await Promise.all(Array.from({ length: dribblers }, () => dribbleHead(open)));
  const halfClosed = Array.from({ length: 30 }, () => orderDelivery(nextId(), 1));
  await Promise.all(halfClosed.map((delivery) => closeMidBody(open, delivery)));

  // A body may take 4 s, headers 5 s.
  const bodiesEnded = () => slow.every(({ text }) => text().startsWith('HTTP/1.1 408 '));
  expect(await waitUntil(bodiesEnded, 10_000), 'slow bodies end').toBe(true);
  const headsEnded = () => slowHeads.every(({ socket }) => socket.closed);
  expect(await waitUntil(headsEnded, 10_000), 'slow heads end').toBe(true);
  await senders.finish();
  const { ledger } = senders;
  expect(Object.keys(tally(ledger.answers))).toEqual(['200']);
  expect(slowestMs(ledger.answers)).toBeLessThan(answerLimitMs);
  await waitUntilSettled(databaseUrl, 20_000);
  // Also says that nothing was settled that the senders did not send.
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
  expect(servers[0]?.output(), 'what a sender breaks off is no fault of ours').not.toContain('"code":"internal"');
  expect(await countReceipts(databaseUrl, [...neverComplete, ...halfClosed])).toBe(0);
  process.stdout.write(
    `${idle.length} idle, ${2 * dribblers} slow, ${halfClosed.length} broken connections: ` +
      `${ledger.acknowledged.size} deliveries, slowest ${slowestMs(ledger.answers)} ms\n`,
  );
});

/** The head at once, the body one byte at a time and never to its end. */
async function dribbleBody(open: () => Promise<Socket>, delivery: SignedDelivery) {
  const socket = await open();
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.write(requestHead(delivery));
  dribble(socket, delivery.body.toString('utf8'));
  return { socket, text: () => text };
}

async function dribbleHead(open: () => Promise<Socket>) {
  const socket = await open();
  dribble(socket, requestHead(orderDelivery(nextId(), 1)));
  socket.resume();
  return { socket };
}

function dribble(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (socket.writable) socket.write(text[sent] as string);
    sent += 1;
  }, 100);
  socket.once('close', () => clearInterval(timer));
}

/** Everything but the last bytes, and then the end of the stream. */
async function closeMidBody(open: () => Promise<Socket>, delivery: SignedDelivery): Promise<void> {
  const socket = await open();
  socket.resume().write(requestHead(delivery));
  socket.end(delivery.body.subarray(0, delivery.body.length - 3));
  await sleep(50);
}

async function countReceipts(databaseUrl: string, deliveries: readonly SignedDelivery[]): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const ids = deliveries.map(({ webhookId }) => webhookId);
    return (await client.query('SELECT FROM webhook_receipts WHERE webhook_id = ANY ($1)', [ids])).rowCount ?? 0;
  });
}
