import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { customerOf, nextId, orderDelivery, type SignedDelivery } from './support/delivery.ts';
import { createAgent, get, send } from './support/http-client.ts';
import { type Installation, queueKinds, startInstallation } from './support/installation.ts';
import { findDifferences, waitUntilSettled } from './support/proof.ts';
import { chooseSeed, createRandom } from './support/random.ts';
import { requestHead } from './support/raw-request.ts';
import { holdCustomer } from './support/row-lock.ts';
import { createLedger, startSenders } from './support/senders.ts';

const queue = queueKinds[0] ?? 'none';
const workerQueue = queue === 'none' ? 'postgres' : queue;

test('SIGTERM of a server under load: what is under way is answered, the rest refused, the exit code is 0', async () => {
  const { databaseUrl, servers, urls } = await startInstallation({ queue });
  const server = servers[0] as NonNullable<(typeof servers)[0]>;
  const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 4 });
  await sleep(500);
  const slow = orderDelivery(nextId(), 1);
  const half = await sendHalf(urls[0] as string, slow);
  server.signal('SIGTERM');
  const signalledAt = performance.now();
  await sleep(300);
  expect((await get(`${urls[0]}/healthz`)).failure).toBe('ECONNREFUSED');
  expect(await half.sendRest()).toMatch(/^HTTP\/1\.1 200 /);
  expect(await server.ended()).toEqual({ code: 0, signal: null });
  const seconds = (performance.now() - signalledAt) / 1_000;
  expect(seconds).toBeLessThan(5);
  expect(server.output()).not.toContain('phase');

  await server.start();
  await senders.finish();
  const { ledger } = senders;
  ledger.sent.set(slow.webhookId, slow);
  ledger.acknowledged.add(slow.webhookId);
  await waitUntilSettled(databaseUrl, 45_000);
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
  process.stdout.write(`SIGTERM of the server: gone after ${seconds.toFixed(2)} s\n`);
});

test('SIGTERM of a worker in the middle: it finishes what runs, releases the rest at once, another takes it', async () => {
  const installation = await startInstallation({ queue: workerQueue, workers: 2 });
  const { databaseUrl, workers } = installation;
  const [first, second] = workers as [(typeof workers)[0], (typeof workers)[0]];
  await second.kill();
  const { deliveries, lock } = await stopInTheMiddle(installation);

  first.signal('SIGTERM');
  await sleep(500);
  expect(first.isRunning(), 'waits for what runs').toBe(true);
  await lock.release();
  const releasedAt = performance.now();
  expect(await first.ended()).toEqual({ code: 0, signal: null });
  const endSeconds = (performance.now() - releasedAt) / 1_000;
  expect(endSeconds).toBeLessThan(4);
  const states = await countStates(databaseUrl);
  expect(states['processing'] ?? 0, 'leases left behind').toBe(0);
  expect(states['pending'] ?? 0, 'something was left for the other').toBeGreaterThan(0);
  expect(states['settled'] ?? 0, 'what ran was finished').toBeGreaterThan(0);

  await second.start();
  const seconds = await waitUntilSettled(databaseUrl, 10_000);
  const ledger = createLedger();
  for (const delivery of deliveries) {
    ledger.sent.set(delivery.webhookId, delivery);
    ledger.acknowledged.add(delivery.webhookId);
  }
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
  process.stdout.write(
    `SIGTERM of the worker: gone after ${endSeconds.toFixed(2)} s, left ${states['pending']} of ${deliveries.length}, ` +
      `taken over in ${seconds.toFixed(1)} s\n`,
  );
});

test('a second signal ends a worker at once', async () => {
  const installation = await startInstallation({ queue: workerQueue });
  const { lock } = await stopInTheMiddle(installation);
  const worker = installation.workers[0] as NonNullable<Installation['workers'][0]>;
  worker.signal('SIGTERM');
  await sleep(300);
  const signalledAt = performance.now();
  worker.signal('SIGTERM');
  expect(await worker.ended()).toEqual({ code: 1, signal: null });
  expect(performance.now() - signalledAt).toBeLessThan(1_000);
  await lock.release();
});

test.for([
  ['an exception that nobody caught', 'setImmediate(() => { throw new Error("on purpose"); });', 'uncaught exception'],
  ['a rejection that nobody handled', 'void Promise.reject(new Error("on purpose"));', 'unhandled rejection'],
] as const)('%s is logged, the phases run, and the exit code is 1', async ([, failure, reason]) => {
  const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
  const script = `
    import { createShutdown } from ${JSON.stringify(source('start/shutdown.ts'))};
    import { createLog } from ${JSON.stringify(source('platform/log.ts'))};
    const log = createLog({ level: 'info', app: 'crash', role: 'server' });
    const shutdown = createShutdown({ log, onCrash: () => log.info('reported') });
    shutdown.install([
      { name: 'failing', timeoutMs: 500, run: () => Promise.reject(new Error('phase')) },
      { name: 'hanging', timeoutMs: 100, run: () => new Promise(() => undefined) },
      { name: 'crashing', timeoutMs: 100, run: () => new Promise(() => setImmediate(() => { throw new Error('again'); })) },
      { name: 'last', timeoutMs: 500, run: async () => log.info('last phase ran') },
    ]);
    setInterval(() => undefined, 1_000);
    ${failure}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  const messages = output
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  const stopping = ['stopping', 'phase failed', 'phase took too long', 'phase took too long', 'last phase ran'];
  const again = ['uncaught exception', 'reported'];
  expect(messages.sort()).toEqual([reason, 'reported', ...stopping, ...again, 'stopped'].sort());
  expect(output).toContain('on purpose');
});

/** Deliveries about one customer, whose row is held: the worker has claimed many and is at work on the first ones. */
async function stopInTheMiddle({ databaseUrl, urls }: Installation) {
  const deliveries = Array.from({ length: 200 }, () => orderDelivery(nextId() * 4n, 1));
  const lock = await holdCustomer(databaseUrl, customerOf(deliveries[0]?.effect as { orderId: bigint }));
  const agent = createAgent();
  const answers = await Promise.all(deliveries.map((delivery) => send(urls[0] as string, delivery, agent)));
  agent.destroy();
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const isInTheMiddle = async () => ((await countStates(databaseUrl))['processing'] ?? 0) > 8;
  expect(await waitUntil(isInTheMiddle, 10_000), 'the worker is in the middle').toBe(true);
  await sleep(300);
  return { deliveries, lock };
}

async function countStates(databaseUrl: string): Promise<Record<string, number>> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ status: string; count: number }>(
      `SELECT status, count(*)::int FROM webhook_inbox GROUP BY 1
       UNION ALL SELECT 'settled', count(*)::int FROM webhook_logs`,
    );
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  });
}

/** Sends the headers and half of the body, and the rest when asked to; resolves with the answer. */
async function sendHalf(url: string, delivery: SignedDelivery) {
  const { body } = delivery;
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.write(requestHead(delivery));
  socket.write(body.subarray(0, 200));
  await sleep(100);
  return {
    async sendRest(): Promise<string> {
      socket.write(body.subarray(200));
      await waitUntil(() => text.includes('\r\n\r\n'), 5_000);
      socket.destroy();
      return text;
    },
  };
}
