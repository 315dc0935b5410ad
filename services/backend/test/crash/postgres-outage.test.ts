import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { get } from './support/http-client.ts';
import { type QueueKind, queueKinds, startInstallation } from './support/installation.ts';
import { findDifferences, waitUntilSettled } from './support/proof.ts';
import { chooseSeed, createRandom } from './support/random.ts';
import { answersBetween, slowestMs, startSenders, tally } from './support/senders.ts';

/** Whoever sends must know within a second that nothing was taken. */
const refusalLimitMs = 1_000;
const outageMs = 1_500;
const recoveryLimitSeconds = 5;

let pair: PostgresPair;
beforeAll(async () => {
  pair = await startPair();
});
afterAll(() => pair.stop());

type OutageKind = 'stopped (fast)' | 'stopped (immediate)' | 'killed' | 'paused';

const outages: Record<OutageKind, { begin: () => Promise<void>; end: () => Promise<void> }> = {
  'stopped (fast)': { begin: () => pair.primary.stop('fast'), end: () => pair.primary.start() },
  'stopped (immediate)': { begin: () => pair.primary.stop('immediate'), end: () => pair.primary.start() },
  killed: { begin: () => pair.primary.kill(), end: () => pair.primary.start() },
  paused: { begin: async () => pair.primary.pause(), end: async () => pair.primary.resume() },
};

test.for(queueKinds)(
  'without the primary nothing is acknowledged, with it everything goes on (queue: %s)',
  {
    timeout: 120_000,
  },
  async (queue) => {
    const databaseUrl = await cloneDatabase();
    const { servers, workers, urls } = await startInstallation({ queue, environment: { DATABASE_URL: databaseUrl } });
    const services = [...servers, ...workers];
    const pids = services.map((service) => service.pid());
    const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 4, pauseMs: 25 });
    const { ledger } = senders;
    for (const kind of kindsFor(queue)) {
      const outage = outages[kind];
      await sleep(700);
      await outage.begin();
      const from = performance.now();
      await sleep(outageMs);
      for (const service of services) {
        expect((await get(`${service.opsUrl}/healthz`)).status).toBe(200);
        expect((await get(`${service.opsUrl}/readyz`)).status).toBe(503);
        expect((await get(`${service.opsUrl}/healthz/detailed`)).status).toBe(503);
      }
      const to = performance.now();
      await outage.end();
      const backAt = performance.now();
      const isBack = () => ledger.answers.some(({ status, startedAt }) => status === 200 && startedAt >= backAt);
      expect(await waitUntil(isBack, recoveryLimitSeconds * 1_000), `${kind}: webhooks are taken again`).toBe(true);
      const recoverySeconds = (performance.now() - backAt) / 1_000;
      for (const service of services) {
        const isReady = async () => (await get(`${service.opsUrl}/readyz`)).status === 200;
        expect(await waitUntil(isReady, recoveryLimitSeconds * 1_000), `${kind}: ready again`).toBe(true);
      }

      // A request that spans the end of the outage may succeed: only what was answered during it counts.
      const refused = answersBetween(ledger, from, to).filter((answer) => answer.startedAt + answer.milliseconds < to);
      expect(Object.keys(tally(refused)), kind).toEqual(['503']);
      expect(slowestMs(refused), `${kind}: slowest refusal`).toBeLessThan(refusalLimitMs);
      process.stdout.write(
        `primary ${kind} (${queue}): ${refused.length} refused, slowest ${slowestMs(refused)} ms, ` +
          `back after ${recoverySeconds.toFixed(2)} s\n`,
      );
    }
    await senders.finish();
    const seconds = await waitUntilSettled(databaseUrl, 20_000);
    expect(services.map((service) => service.pid())).toEqual(pids);
    expect(Object.keys(tally(ledger.answers)).sort()).toEqual(['200', '503']);
    expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
    process.stdout.write(
      `primary outages (${queue}): ${ledger.acknowledged.size} deliveries, settled ${seconds.toFixed(1)} s later\n`,
    );
  },
);

test('without the replica deliveries are taken as ever, and the lag tells', { timeout: 60_000 }, async () => {
  const databaseUrl = await cloneDatabase();
  const database = new URL(databaseUrl).pathname.slice(1);
  const { servers, urls } = await startInstallation({
    queue: 'none',
    environment: {
      DATABASE_URL: databaseUrl,
      DATABASE_REPLICA_URL: pair.replica.url(database),
      REPLICA_MAX_LAG_MS: '1000',
    },
  });
  const opsUrl = servers[0]?.opsUrl as string;
  const senders = startSenders({ urls, random: createRandom(chooseSeed()), concurrency: 2, pauseMs: 25 });
  const isHealthy = async () => (await readHealth(opsUrl)).health.status === 'healthy';
  expect(await waitUntil(isHealthy, 10_000), 'healthy at first').toBe(true);

  await pair.replica.kill();
  await sleep(1_500);
  const earlier = await readLagSeconds(opsUrl);
  await sleep(1_000);
  const later = await readLagSeconds(opsUrl);
  expect(later - earlier).toBeGreaterThan(0.5);
  expect((await get(`${opsUrl}/readyz`)).status).toBe(200);
  const { status, health } = await readHealth(opsUrl);
  expect(status).toBe(200);
  expect(health.status).toBe('degraded');
  expect(health.parts.replica.status).toBe('degraded');
  expect(health.parts.primary.status).toBe('healthy');

  await pair.replica.start();
  expect(await waitUntil(isHealthy, 10_000), 'taken back').toBe(true);
  await senders.finish();
  await waitUntilSettled(databaseUrl, 20_000);
  expect(Object.keys(tally(senders.ledger.answers))).toEqual(['200']);
  expect(await findDifferences(databaseUrl, senders.ledger)).toEqual([]);
  process.stdout.write(`replica killed: lag ${earlier.toFixed(1)} s, then ${later.toFixed(1)} s\n`);
});

/** The queue that production has meets them all, the others the two worst. */
function kindsFor(queue: QueueKind): OutageKind[] {
  return queue === queueKinds[0] ? (Object.keys(outages) as OutageKind[]) : ['killed', 'paused'];
}

async function cloneDatabase(): Promise<string> {
  const name = `crash_${randomBytes(4).toString('hex')}`;
  await withClient(pair.primary.superUrl(), (client) => client.query(`CREATE DATABASE ${name} TEMPLATE pet OWNER pet`));
  return pair.primary.url(name);
}

interface Health {
  status: string;
  parts: { primary: { status: string }; replica: { status: string } };
}

async function readHealth(opsUrl: string): Promise<{ status: number | undefined; health: Health }> {
  const { status, text } = await get(`${opsUrl}/healthz/detailed`);
  return { status, health: JSON.parse(text) as Health };
}

async function readLagSeconds(opsUrl: string): Promise<number> {
  const { text } = await get(`${opsUrl}/metrics`);
  return Number(/^\w*replica_lag_seconds(?:\{.*\})? (\S+)$/m.exec(text)?.[1]);
}
