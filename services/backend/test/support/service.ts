import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import pg from 'pg';
import { inject } from 'vitest';
import { createIssuer, identityVariables } from '../../dev/identity/issuer.ts';
import type { Checkouts } from '../../src/clients/shopify-checkouts.ts';
import { parseEnv } from '../../src/env.ts';
import type { Env } from '../../src/env-schema.ts';
import { buildServer } from '../../src/start/build-server.ts';
import { buildWorker } from '../../src/start/build-worker.ts';
import { type Deps, openDeps } from '../../src/start/deps.ts';
import type { Phase } from '../../src/start/shutdown.ts';
import { replayDelivery } from '../../src/webhooks/inbox-admin.replay.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { metricOf, parseMetrics } from './metrics.ts';
import { createTestRedis } from './redis.ts';
import { clientSecret, previousSecret, type Sent, shopDomain, signedDelivery, webhookSecret } from './shopify.ts';

export type QueueKind = 'inline' | 'postgres' | 'redis';

/** Every way in which deliveries reach the processor here; Redis only where there is one. */
export const queueKinds: QueueKind[] = ['inline', 'postgres', ...(inject('redisUrl') ? (['redis'] as const) : [])];

export interface RunningProcess {
  deps: Deps;
  opsApp: FastifyInstance;
  /** Runs the phases of a shutdown, in order. */
  stop(): Promise<void>;
}

export interface TestService {
  app: FastifyInstance;
  opsApp: FastifyInstance;
  server: RunningProcess;
  workers: RunningProcess[];
  database: Pick<TestDatabase, 'url' | 'replicaUrl'>;
  /** Sends a signed delivery. */
  deliver(sent: Sent): Promise<LightMyRequestResponse>;
  /** Sends a signed delivery, which must be acknowledged, waits for the end of it, and says how it ended. */
  settle(sent: Omit<Sent, 'webhookId'>): Promise<Ended>;
  /** Waits until nothing is pending or being processed. */
  settled(): Promise<void>;
  /** On a connection of the test's own. */
  rows<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** A metric of the server process, summed over the label sets that have at least these labels; 0 when absent. */
  metric(name: string, labels?: Record<string, string>): Promise<number>;
  /** What an operator's replay does to a delivery. */
  replay(webhookId: string): Promise<void>;
  /** The row of an unsettled delivery, by webhook id. */
  unsettled(webhookId: string): Promise<InboxRow | undefined>;
  /** The row of a settled delivery, by webhook id. */
  log(webhookId: string): Promise<LogRow | undefined>;
  stop(): Promise<void>;
}

export interface InboxRow {
  id: string;
  status: string;
  attempts: number;
  replays: number;
  reason: string | null;
  body: Buffer | null;
}

export interface LogRow {
  id: string;
  outcome: string;
  attempts: number;
  replays: number;
  body: Buffer | null;
}

export interface Ended {
  webhookId: string;
  answered: 'recorded' | 'duplicate';
  /** applied, stale, dead or parked; undefined for a duplicate. */
  ended: string | undefined;
  reason: string | null | undefined;
}

export interface ServiceOptions {
  queue?: QueueKind;
  /** How many worker processes; one, or none where there is no queue. */
  workers?: number;
  env?: Record<string, string>;
  /** One that the test owns; otherwise a fresh one that goes with the service. */
  database?: Pick<TestDatabase, 'url' | 'replicaUrl'>;
  /** Stands for Shopify's checkout. */
  checkouts?: Checkouts;
}

/** Who signs people in here. */
export const issuer = createIssuer();

const settleTimeoutMs = 20_000;

/** The environment of a service under test, parsed as the real one is. */
export function testEnv(record: Record<string, string>): Env {
  const parsed = parseEnv(testRecord(record));
  if ('problems' in parsed)
    throw new Error(parsed.problems.map(({ name, message }) => `${name} ${message}`).join('; '));
  return parsed.env;
}

export function testRecord(record: Record<string, string>): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    SHOPIFY_SHOP_DOMAIN: shopDomain,
    SHOPIFY_WEBHOOK_SECRET: `${webhookSecret},${previousSecret}`,
    SHOPIFY_CLIENT_SECRET: clientSecret,
    ENCRYPTION_KEY: 'tests-encrypt-with-this-32-chars',
    ...identityVariables(issuer),
    // No test asks Clerk itself.
    CLERK_SECRET_KEY: '',
    // Tests ask more often than people do; those of the limits turn them on.
    ENABLE_RATE_LIMITING: 'false',
    STORAGE_DIR: join(inject('runFolder'), 'storage'),
    MAIL_DIR: join(inject('runFolder'), 'mail'),
    DATABASE_POOL_MIN: '0',
    DATABASE_POOL_MAX: '10',
    ...record,
  };
}

/** The whole service in this process, composed as the real processes are. */
export async function startService(options: ServiceOptions = {}): Promise<TestService> {
  const own = options.database ? undefined : await createTestDatabase();
  const database = options.database ?? (own as TestDatabase);
  const kind = options.queue ?? 'inline';
  const env = testEnv({
    DATABASE_URL: database.url,
    DATABASE_REPLICA_URL: database.replicaUrl,
    ...queueVariables(kind),
    ...options.env,
  });
  const server = await startServer(env, options);
  const workerCount = kind === 'inline' ? 0 : (options.workers ?? 1);
  const workers = await Promise.all(Array.from({ length: workerCount }, () => startWorker(env)));
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);

  const rows = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
    (await pool.query<Row>(sql, values)).rows;
  const service: TestService = {
    app: server.app,
    opsApp: server.opsApp,
    server,
    workers,
    database,
    rows,
    deliver: (sent) => server.app.inject({ method: 'POST', url: '/webhooks/shopify', ...signedDelivery(sent) }),
    settle: (sent) => settle(service, sent),
    settled: () => waitUntilSettled(rows),
    async metric(name, labels) {
      return metricOf(parseMetrics(await server.deps.metrics.registry.metrics()), name, labels) ?? 0;
    },
    async replay(webhookId) {
      const [found] = await rows<{ id: string }>('SELECT id FROM webhook_inbox WHERE webhook_id = $1', [webhookId]);
      const refusal = await replayDelivery(server.deps.database.writer, BigInt(found?.id ?? 0), 'tests');
      if (refusal) throw new Error(`the delivery cannot be replayed: ${refusal}`);
    },
    async unsettled(webhookId) {
      return (await rows<InboxRow>('SELECT * FROM webhook_inbox WHERE webhook_id = $1', [webhookId]))[0];
    },
    async log(webhookId) {
      return (await rows<LogRow>('SELECT * FROM webhook_logs WHERE webhook_id = $1', [webhookId]))[0];
    },
    async stop() {
      await server.stop();
      for (const worker of workers) await worker.stop();
      await pool.end();
      await own?.drop();
    },
  };
  return service;
}

/** What is answered 503 is sent again: on a machine that is busy enough, a commit takes longer than a sender may wait. */
async function deliverAsShopifyDoes(service: TestService, sent: Sent): Promise<LightMyRequestResponse> {
  for (let resends = 0; ; resends += 1) {
    const reply = await service.deliver(sent);
    if (reply.statusCode !== 503 || resends === 8) return reply;
    await sleep(100 * 2 ** resends);
  }
}

async function settle(service: TestService, sent: Omit<Sent, 'webhookId'>): Promise<Ended> {
  const webhookId = randomUUID();
  const reply = await deliverAsShopifyDoes(service, { ...sent, webhookId });
  if (reply.statusCode !== 200) throw new Error(`${sent.topic} was answered ${reply.statusCode}: ${reply.body}`);
  await service.settled();
  const [log, shelved] = [await service.log(webhookId), await service.unsettled(webhookId)];
  return { webhookId, answered: reply.json().status, ended: log?.outcome ?? shelved?.status, reason: shelved?.reason };
}

export async function startServer(
  env: Env,
  doubles: Pick<ServiceOptions, 'checkouts'> = {},
): Promise<RunningProcess & { app: FastifyInstance }> {
  const opened = await openDeps(env, 'server');
  const deps = { ...opened, checkouts: doubles.checkouts ?? opened.checkouts };
  let stopping = false;
  const { app, opsApp, phases } = await buildServer(deps, () => stopping);
  await app.ready();
  await opsApp.ready();
  return {
    deps,
    app,
    opsApp,
    stop() {
      stopping = true;
      return runPhases(phases);
    },
  };
}

export async function startWorker(env: Env): Promise<RunningProcess> {
  const deps = await openDeps(env, 'worker');
  let stopping = false;
  const { opsApp, phases } = await buildWorker(deps, () => stopping);
  await opsApp.ready();
  return {
    deps,
    opsApp,
    stop() {
      stopping = true;
      return runPhases(phases);
    },
  };
}

/** Unlike a real shutdown, what fails here fails the test. */
async function runPhases(phases: readonly Phase[]): Promise<void> {
  for (const phase of phases) await phase.run();
}

function queueVariables(kind: QueueKind): Record<string, string> {
  if (kind === 'inline') return { ENABLE_QUEUE: 'false' };
  if (kind === 'postgres') return {};
  const redis = createTestRedis();
  if (!redis) throw new Error('there is no Redis here');
  return { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix };
}

async function waitUntilSettled(rows: TestService['rows']): Promise<void> {
  const deadline = Date.now() + settleTimeoutMs;
  for (;;) {
    const waiting = await rows<{ topic: string; status: string; reason: string | null }>(
      `SELECT topic, status, attempts, reason FROM webhook_inbox WHERE status IN ('pending', 'processing') LIMIT 5`,
    );
    if (waiting.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`not settled after ${settleTimeoutMs} ms: ${JSON.stringify(waiting)}`);
    }
    await sleep(5);
  }
}
