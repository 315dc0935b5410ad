import { Cluster } from 'ioredis';
import { createRedisQueues } from '../jobs/queue-backend.ts';
import { type QueueName, queueNames } from '../jobs/queues.ts';
import {
  evictionProblem,
  openImpatientRedis,
  type RedisClient,
  type RedisTarget,
  readEvictionPolicies,
} from '../platform/redis.ts';
import { askDatabase, askOne } from './ask.ts';
import { type Check, type Finding, fail, ok, type Settings, together, warn } from './check.ts';

/** Redis, the queue in it, and the one of the cache. */

/** What BullMQ recommends; it works from 5 on. */
const oldestVersion = [6, 2] as const;
const oldestWaitingSeconds = 300;
const readyMs = 3_000;

export const redisChecks: readonly Check[] = [
  { name: 'redis', look: (settings) => withQueueRedis(settings, lookAtRedis) },
  { name: 'queue', needs: ['REDIS_PREFIX'], look: lookAtQueue },
  { name: 'cache redis', look: lookAtCacheRedis },
];

async function withQueueRedis(settings: Settings, look: (redis: RedisClient) => Promise<Finding>): Promise<Finding> {
  if (settings.ENABLE_QUEUE === false) return ok('not used: ENABLE_QUEUE is false');
  const target = queueTarget(settings);
  return target ? withRedis(target, look) : ok('not used: the queue lives in PostgreSQL');
}

function queueTarget({ REDIS_URL: url, REDIS_CLUSTER_NODES: clusterNodes }: Settings): RedisTarget | undefined {
  return url || clusterNodes ? { url, clusterNodes } : undefined;
}

async function withRedis<T>(target: RedisTarget, work: (redis: RedisClient) => Promise<T>): Promise<T> {
  const redis = openImpatientRedis(target);
  try {
    await becomeReady(redis);
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

/** @throws the first error of the connection: waiting for it to come back is not the doctor's. */
async function becomeReady(redis: RedisClient): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('timeout')), readyMs);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
    redis.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function lookAtRedis(redis: RedisClient): Promise<Finding> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const info = (await Promise.all(nodes.map((node) => node.info()))).join('\n');
  const version = /redis_version:(\S+)/.exec(info)?.[1] ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
  const findings = [
    isOld ? warn(`Redis ${version}`, `Use ${oldestVersion.join('.')} or newer.`) : ok(`Redis ${version}`),
  ];
  const eviction = evictionProblem(await readEvictionPolicies(redis));
  findings.push(eviction ? fail('keys may be evicted', eviction) : ok('noeviction'));
  findings.push(persistenceOf(info));
  return together(findings);
}

/** Jobs that are lost are made again by the relay from the inbox; mails and previews wait for their schedule. */
function persistenceOf(info: string): Finding {
  if (/aof_last_write_status:err|rdb_last_bgsave_status:err/.test(info)) {
    return fail('it cannot write to its disk', 'Look at its log and its disk.');
  }
  if (/aof_enabled:1/.test(info)) return ok('append-only file');
  return warn('no append-only file', 'Set appendonly yes: after a restart of Redis, work would begin late.');
}

async function lookAtQueue(settings: Settings): Promise<Finding> {
  if (settings.ENABLE_QUEUE === false) return ok('not used: the server works on deliveries itself');
  const target = queueTarget(settings);
  if (!target) return lookAtPostgresQueue(settings);
  // Only to learn that it is there: the queues' own client tells nobody why it is not.
  await withRedis(target, (redis) => redis.ping());
  const backend = createRedisQueues(target, settings.REDIS_PREFIX ?? '', () => undefined);
  try {
    const redis = backend.redis as RedisClient;
    if (redis.status !== 'ready') await becomeReady(redis);
    return together(await Promise.all(queueNames.map((name) => lookAtOne(backend.openQueue(name), name))));
  } finally {
    await backend.close();
  }
}

async function lookAtOne(
  queue: ReturnType<ReturnType<typeof createRedisQueues>['openQueue']>,
  name: QueueName,
): Promise<Finding> {
  const [workers, { waiting = 0 }, [oldest]] = await Promise.all([
    queue.getWorkersCount(),
    queue.getJobCounts('waiting'),
    queue.getJobs(['waiting'], 0, 0, true),
  ]);
  const seconds = oldest ? Math.round((Date.now() - oldest.timestamp) / 1_000) : 0;
  const found = `${name}: ${workers} consuming, ${waiting} waiting`;
  if (workers === 0) return fail(found, 'Start a worker: nobody takes jobs.');
  if (seconds > oldestWaitingSeconds)
    return fail(`${found} for up to ${seconds} s`, 'Start more workers, or see what holds them.');
  return ok(found);
}

/** Who consumes is not to be seen there; how long a job has waited is. */
async function lookAtPostgresQueue({ DATABASE_URL: url, NODE_ENV: mode }: Settings): Promise<Finding> {
  if (!url) return warn('not looked at', 'It needs DATABASE_URL.');
  return askDatabase(url, async (connection) => {
    const { there } = await askOne<{ there: boolean }>(
      connection,
      `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'bullmq') AS there`,
    );
    const found = there ? 'in PostgreSQL' : 'in PostgreSQL, where no worker has been yet';
    if (mode === 'production' || mode === 'staging') return fail(found, 'Set REDIS_URL.');
    return there ? ok(found) : warn(found, 'Start the worker.');
  });
}

async function lookAtCacheRedis({ CACHE_REDIS_URL: url, ENABLE_CACHE: enabled }: Settings): Promise<Finding> {
  if (enabled === false || !url) return ok('not used: each process keeps its own replies');
  return withRedis({ url, clusterNodes: undefined }, async (redis) => {
    const [policy = 'unknown'] = await readEvictionPolicies(redis);
    if (policy.startsWith('allkeys-')) return ok(`reachable, ${policy}`);
    return warn(
      `maxmemory-policy is ${policy}`,
      'Set maxmemory and maxmemory-policy allkeys-lru on the Redis of the cache.',
    );
  });
}
