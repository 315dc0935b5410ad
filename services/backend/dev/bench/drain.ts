import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createCrypto } from '../../src/platform/crypto.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { createInbox } from '../../src/webhooks/inbox.ts';
import { findFreePort } from '../start/free-port.ts';
import { makeOrder, topic } from './deliveries.ts';
import { type Outcome, renderTable, round, type Say } from './figures.ts';
import { type Environment, encryptionKey, end, endInOrder, type Lab, shopDomain } from './lab.ts';
import { readCpuUs } from './processor-time.ts';

export interface DrainOptions {
  deliveries: number;
  profileFolder: string | undefined;
}

interface Drained {
  deliveriesPerSecond: number;
  /** Of the process under test, while it drains. */
  cpuUsPerDelivery: number;
}

type Queue = 'redis' | 'postgres' | 'inline';

const labels: Record<Queue, string> = {
  redis: 'worker, BullMQ on Redis',
  postgres: 'worker, BullMQ on PostgreSQL',
  inline: 'no queue: the server itself',
};

/** Not measured: what is done before this share has been settled is connecting and warming up. */
const warmUpShare = 0.2;
const stallTimeoutMs = 30_000;

/** An inbox full of orders, and one process that applies them, once for each kind of queue. */
export async function benchDrain(lab: Lab, options: DrainOptions, say: Say): Promise<Outcome> {
  const queues: Queue[] = lab.redisUrl ? ['redis', 'postgres', 'inline'] : ['postgres', 'inline'];
  const results: Partial<Record<Queue, Drained>> = {};
  for (const queue of queues) {
    results[queue] = await drain(lab, queue, options);
    say(`${labels[queue]}: ${results[queue].deliveriesPerSecond} deliveries/s, every one of them an order`);
  }
  if (!lab.redisUrl) say('there is no Redis here: only PostgreSQL and inline were measured');

  const rateOf = (queue: Queue) => results[queue]?.deliveriesPerSecond ?? Number.NaN;
  const ratios = {
    ...(lab.redisUrl ? { postgresOverRedis: round(rateOf('postgres') / rateOf('redis'), 2) } : {}),
    inlineOverPostgres: round(rateOf('inline') / rateOf('postgres'), 2),
  };
  return {
    figures: { ...results, ratios, setting: { cores: lab.cores, deliveries: options.deliveries } },
    table: renderTable(
      ['drain', 'deliveries/s', 'CPU us/delivery'],
      queues.map((queue) => [labels[queue], rateOf(queue), results[queue]?.cpuUsPerDelivery ?? '']),
    ),
    targets: [],
  };
}

async function drain(lab: Lab, queue: Queue, { deliveries, profileFolder }: DrainOptions): Promise<Drained> {
  const databaseUrl = await lab.makeDatabase(`drain_${queue}`);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  // Stopping the lab ends its connections.
  pool.on('error', () => undefined);
  try {
    await fillInbox(pool, deliveries);
    const program = queue === 'inline' ? 'server' : 'worker';
    const child = lab.spawnProgram(fileURLToPath(new URL(`../../src/start/${program}.ts`, import.meta.url)), {
      environment: { ...lab.environment(databaseUrl), ...(await queueEnvironment(queue)) },
      nodeFlags: profileFolder
        ? ['--cpu-prof', '--cpu-prof-dir', profileFolder, '--cpu-prof-name', `drain-${queue}.cpuprofile`]
        : [],
    });
    const drained = await watchDrain(
      pool,
      deliveries,
      () => readCpuUs(child.pid),
      () => child.exitCode !== null,
    );
    if (profileFolder) await endInOrder(child);
    else await end(child);
    await checkEffects(pool, deliveries);
    return drained;
  } finally {
    await pool.end();
  }
}

/** Production wants Redis or no queue at all; the queue on PostgreSQL is for development. */
async function queueEnvironment(queue: Queue): Promise<Environment> {
  const ports = { PORT: String(await findFreePort()), OPS_PORT: String(await findFreePort()) };
  if (queue === 'redis') return ports;
  const settings = queue === 'postgres' ? { NODE_ENV: 'development' } : { ENABLE_QUEUE: 'false' };
  return { ...ports, ...settings, REDIS_URL: undefined };
}

/** Recorded as the server records it, so what is drained is sealed and due; the relay hands it to the queue. */
async function fillInbox(pool: pg.Pool, deliveries: number): Promise<void> {
  const inbox = createInbox({
    pool,
    crypto: createCrypto([encryptionKey]),
    metrics: createMetrics(),
    onRecorded: () => undefined,
  });
  const record = () =>
    inbox.record({
      source: 'shopify',
      webhookId: randomUUID(),
      topic,
      shopDomain,
      apiVersion: '2026-07',
      eventId: randomUUID(),
      triggeredAt: new Date(),
      body: makeOrder(),
      signature: randomUUID(),
      repeatable: false,
    });
  for (let begun = 0; begun < deliveries; begun += 500) {
    await Promise.all(Array.from({ length: Math.min(500, deliveries - begun) }, record));
  }
  await pool.query('UPDATE webhook_inbox SET relay_at = now()');
  await pool.query('VACUUM ANALYZE webhook_inbox');
}

async function watchDrain(
  pool: pg.Pool,
  deliveries: number,
  readCpuUs: () => number,
  hasEnded: () => boolean,
): Promise<Drained> {
  let from: { settled: number; at: number; cpuUs: number } | undefined;
  let lastProgressAt = performance.now();
  for (let before = 0; ; ) {
    const settled = await count(pool, 'webhook_logs');
    const at = performance.now();
    if (settled > before) lastProgressAt = at;
    before = settled;
    if (!from && settled >= deliveries * warmUpShare) from = { settled, at, cpuUs: readCpuUs() };
    if (from && settled >= deliveries) {
      const worked = Math.max(1, settled - from.settled);
      return {
        deliveriesPerSecond: round((worked * 1_000) / (at - from.at)),
        cpuUsPerDelivery: round((readCpuUs() - from.cpuUs) / worked),
      };
    }
    if (hasEnded()) throw new Error(`the process under test ended with ${settled} of ${deliveries} settled`);
    if (at - lastProgressAt > stallTimeoutMs) throw new Error(`only ${settled} of ${deliveries} were settled`);
    await sleep(50);
  }
}

async function checkEffects(pool: pg.Pool, deliveries: number): Promise<void> {
  const orders = await count(pool, 'orders');
  const left = await count(pool, 'webhook_inbox');
  if (orders !== deliveries || left !== 0) {
    throw new Error(`${deliveries} deliveries became ${orders} orders, and ${left} are still in the inbox`);
  }
}

async function count(pool: pg.Pool, table: 'orders' | 'webhook_inbox' | 'webhook_logs'): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
  return rows[0]?.count ?? 0;
}
