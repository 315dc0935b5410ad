import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import type { OpsAppDeps } from '../app.ts';
import { type Mailer, openMailer } from '../clients/mail.ts';
import { createShopifyAdmin, type ShopifyAdmin } from '../clients/shopify.ts';
import type { Checkouts } from '../clients/shopify-checkouts.ts';
import { openStorage, type Storage, type StorageOptions } from '../clients/storage.ts';
import type { Env } from '../env-schema.ts';
import { createEnqueue } from '../jobs/enqueue.ts';
import type { GlobalGauges } from '../jobs/global-gauges.ts';
import { createPostgresQueues, createRedisQueues, type QueueBackend } from '../jobs/queue-backend.ts';
import { type QueueName, queueNames } from '../jobs/queues.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { type Crypto, createCrypto } from '../platform/crypto.ts';
import { type Database, openDatabase } from '../platform/db.ts';
import { type ErrorReporter, openErrorReporter } from '../platform/error-reporter.ts';
import { createLog, type Log } from '../platform/log.ts';
import { createMetrics, type Metrics } from '../platform/metrics.ts';
import { createPngRenderer, type RenderPng } from '../platform/png.ts';
import { createReadRouter, type ReadRouter } from '../platform/read-router.ts';
import { evictionProblem, readEvictionPolicies } from '../platform/redis.ts';
import { type ReplicaLag, watchReplicaLag } from '../platform/replica-lag.ts';
import { dispatchByQueue, dispatchInline, type InlineDispatch } from '../webhooks/dispatch.ts';
import { createProcessor, type Processor } from '../webhooks/processor.ts';
import type { Dispatch } from '../webhooks/relay.ts';
import { openCheckouts } from './open-checkouts.ts';
import type { Phase } from './shutdown.ts';

/** What server and worker have in common. */
export interface Deps {
  env: Env;
  log: Log;
  clock: Clock;
  crypto: Crypto;
  metrics: Metrics;
  database: Database;
  replicaLag: ReplicaLag;
  router: ReadRouter;
  reporter: ErrorReporter;
  /** Talks to nobody until it is first asked. */
  shopify: ShopifyAdmin;
  storage: Storage;
  mailer: Mailer;
  renderPng: RenderPng;
  checkouts: Checkouts;
  processor: Processor;
  /** Undefined with ENABLE_QUEUE=false. */
  backend: QueueBackend | undefined;
  queues: ReadonlyMap<QueueName, Queue>;
  /** Set with ENABLE_QUEUE=false. */
  inline: InlineDispatch | undefined;
  dispatch: Dispatch;
}

export async function openDeps(env: Env, role: 'server' | 'worker'): Promise<Deps> {
  const log = createLog({ level: env.LOG_LEVEL, app: env.APP_NAME, role });
  const metrics = createMetrics();
  const crypto = createCrypto(
    env.ENCRYPTION_KEY_PREVIOUS ? [env.ENCRYPTION_KEY, env.ENCRYPTION_KEY_PREVIOUS] : [env.ENCRYPTION_KEY],
  );
  const reporter = await openErrorReporter({
    dsn: env.SENTRY_DSN,
    environment: env.NODE_ENV,
    release: env.RELEASE ?? env.FLY_IMAGE_REF?.split('/').at(-1),
    role,
    traces: env.ENABLE_PERFORMANCE_MONITORING,
  });
  const database = openDatabase({
    url: env.DATABASE_URL,
    replicaUrl: env.DATABASE_REPLICA_URL,
    poolMin: env.DATABASE_POOL_MIN,
    poolMax: env.DATABASE_POOL_MAX,
    appName: `${env.APP_NAME} ${role}`,
    // Nobody waits for a worker; to give up early would use up an attempt of a delivery.
    ...(role === 'worker' ? { connectTimeoutMs: 5_000 } : {}),
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
    onQuery: (pool, seconds) => metrics.databaseQuerySeconds.observe({ pool }, seconds),
  });
  const processor = createProcessor({ database, crypto, metrics, log, clock: systemClock });
  const backend = env.ENABLE_QUEUE ? await openQueueBackend(env, log) : undefined;
  const queues = new Map(backend ? queueNames.map((name) => [name, backend.openQueue(name)]) : []);
  const inline = backend ? undefined : dispatchInline({ processor, concurrency: env.WORKER_CONCURRENCY, log });

  const replicaLag = watchReplicaLag(database);
  const shopify = openShopify(env, metrics);

  return {
    env,
    log,
    clock: systemClock,
    crypto,
    metrics,
    database,
    replicaLag,
    router: createReadRouter({ database, replicaLag, maxLagMs: env.REPLICA_MAX_LAG_MS, metrics }),
    reporter,
    shopify,
    storage: await openStorage(storageOptions(env)),
    mailer: await openMailer({
      smtpUrl: env.SMTP_URL,
      from: env.MAIL_FROM,
      folder: env.MAIL_DIR,
      clock: systemClock,
    }),
    renderPng: createPngRenderer({ concurrent: 2, waiting: 50 }),
    checkouts: openCheckouts(env, shopify),
    processor,
    backend,
    queues,
    inline,
    dispatch: inline?.dispatch ?? dispatchByQueue(createEnqueue(queues)),
  };
}

function openShopify(env: Env, metrics: Metrics): ShopifyAdmin {
  return createShopifyAdmin({
    shopDomain: env.SHOPIFY_SHOP_DOMAIN,
    endpoint: env.SHOPIFY_ADMIN_API_ENDPOINT,
    accessToken: env.SHOPIFY_ADMIN_ACCESS_TOKEN,
    clientId: env.SHOPIFY_CLIENT_ID,
    clientSecret: env.SHOPIFY_CLIENT_SECRET,
    metrics,
  });
}

function storageOptions(env: Env): StorageOptions {
  const { STORAGE_S3_BUCKET: bucket } = env;
  const s3 = bucket && {
    bucket,
    endpoint: env.STORAGE_S3_ENDPOINT,
    region: env.STORAGE_S3_REGION,
    accessKeyId: env.STORAGE_S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.STORAGE_S3_SECRET_ACCESS_KEY ?? '',
  };
  return { folder: env.STORAGE_DIR, s3: s3 || undefined };
}

/** What the private port needs, in both kinds of process. */
export function opsAppDeps(deps: Deps, isStopping: () => boolean): OpsAppDeps {
  return {
    log: deps.log,
    metrics: deps.metrics,
    report: deps.reporter.report,
    collectMetrics: () => collectMetrics(deps),
    health: {
      primary: deps.database.primary,
      replica: deps.database.replica,
      hasReplica: deps.database.hasReplica,
      replicaLag: deps.replicaLag,
      replicaMaxLagMs: deps.env.REPLICA_MAX_LAG_MS,
      redis: deps.backend?.redis,
      queueKind: deps.backend?.kind ?? 'none',
      isStopping,
    },
  };
}

/** How both kinds of process end, after they have finished their own work. */
export function closingPhases(deps: Deps, running: { opsApp: FastifyInstance; gauges: GlobalGauges }): Phase[] {
  return [
    { name: 'close private port', timeoutMs: 1_000, run: () => running.opsApp.close() },
    { name: 'close queues', timeoutMs: 3_000, run: () => closeQueues(deps, running.gauges) },
    { name: 'close database', timeoutMs: 3_000, run: () => deps.database.close() },
    { name: 'send reports', timeoutMs: 2_000, run: () => deps.reporter.flush(2_000) },
  ];
}

async function closeQueues(deps: Deps, gauges: GlobalGauges): Promise<void> {
  deps.replicaLag.stop();
  await gauges.stop();
  await Promise.all([...deps.queues.values()].map((queue) => queue.close()));
  await deps.backend?.close();
}

/** Reads what has no event of its own to count, when somebody scrapes. */
function collectMetrics(deps: Deps): void {
  const { metrics, database, replicaLag } = deps;
  const pools = { primary: database.primary, inbox: database.inbox, replica: database.replica };
  for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) {
    metrics.poolConnections.set({ pool, state: 'used' }, totalCount - idleCount);
    metrics.poolConnections.set({ pool, state: 'idle' }, idleCount);
    metrics.poolConnections.set({ pool, state: 'waiting' }, waitingCount);
  }
  const lag = replicaLag.milliseconds();
  // Unknown is not 0, and not what it was when it was known.
  if (lag === null) metrics.replicaLagSeconds.remove();
  else metrics.replicaLagSeconds.set(lag / 1_000);
}

async function openQueueBackend(env: Env, log: Log): Promise<QueueBackend> {
  let failing = false;
  const onError = (error: Error) => {
    if (!failing) log.warn({ err: error }, 'the queue has lost its connection; it is tried again');
    failing = true;
  };
  if (!env.REDIS_URL && !env.REDIS_CLUSTER_NODES) return createPostgresQueues(env.DATABASE_URL, onError);
  const backend = createRedisQueues(
    { url: env.REDIS_URL, clusterNodes: env.REDIS_CLUSTER_NODES },
    env.REDIS_PREFIX,
    onError,
  );
  await refuseEviction(backend, log);
  backend.redis?.on('ready', () => {
    if (failing) log.info('the queue is connected again');
    failing = false;
    void refuseEviction(backend, log);
  });
  return backend;
}

/** How long a start waits for Redis: deliveries are taken without it, so it may come later. */
const redisPatienceMs = 2_000;

/** Ends the process when Redis may drop jobs. A Redis that is away is checked when it comes back. */
async function refuseEviction({ redis }: QueueBackend, log: Log): Promise<void> {
  if (!redis) return;
  try {
    await waitUntilReady(redis);
    const problem = evictionProblem(await readEvictionPolicies(redis));
    if (!problem) return;
    log.fatal(problem);
    process.stderr.write(`${problem}\n`);
    process.exit(1);
  } catch (error) {
    log.warn({ err: error }, 'Redis does not answer; the queue starts when it does');
  }
}

async function waitUntilReady(redis: NonNullable<QueueBackend['redis']>): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      redis.off('ready', ready);
      reject(new Error(`Redis was not ready within ${redisPatienceMs} ms`));
    }, redisPatienceMs);
    const ready = () => {
      clearTimeout(timer);
      resolve();
    };
    redis.once('ready', ready);
  });
}
