import { Cluster, Redis, type RedisOptions } from 'ioredis';

export type RedisClient = Redis | Cluster;

export interface RedisTarget {
  url: string | undefined;
  clusterNodes: readonly string[] | undefined;
}

/**
 * A client that fails at once while Redis is away: for callers that have something better to do than to wait, such
 * as answering a webhook. An answer that takes longer than `commandTimeout` (milliseconds) is a failure too.
 */
export function openImpatientRedis(target: RedisTarget, commandTimeout = 2_000): RedisClient {
  return open(target, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout });
}

/** The same, for many small commands at once: those of one turn of the event loop are sent together. */
export function openBatchingRedis(target: RedisTarget, commandTimeout: number): RedisClient {
  return open(target, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout,
    enableAutoPipelining: true,
  });
}

/** A client that waits for Redis to come back, as BullMQ's workers must. */
export function openPatientRedis(target: RedisTarget): RedisClient {
  return open(target, { maxRetriesPerRequest: null });
}

type Patience = Pick<
  RedisOptions,
  'enableOfflineQueue' | 'maxRetriesPerRequest' | 'commandTimeout' | 'enableAutoPipelining'
>;

function open(target: RedisTarget, { enableOfflineQueue = true, ...patience }: Patience): RedisClient {
  const connectTimeout = 2_000;
  const retryStrategy = (tries: number) => Math.min(50 * 2 ** tries, 2_000);
  if (target.clusterNodes) {
    return new Cluster(target.clusterNodes.map(toHostAndPort), {
      enableOfflineQueue,
      redisOptions: { connectTimeout, ...patience },
      clusterRetryStrategy: retryStrategy,
    });
  }
  if (!target.url) throw new Error('neither a Redis URL nor cluster nodes were given');
  return new Redis(target.url, { connectTimeout, retryStrategy, enableOfflineQueue, ...patience });
}

function toHostAndPort(node: string): { host: string; port: number } {
  const [, host = node, port = '6379'] = /^(.*):(\d+)$/.exec(node) ?? [];
  return { host, port: Number(port) };
}

/**
 * What Redis does when it is full. Anything but `noeviction` may drop jobs without a word (docs.bullmq.io, "Going to
 * production"). Asked from INFO, since managed Redis often refuses CONFIG.
 */
export async function readEvictionPolicies(redis: RedisClient): Promise<string[]> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const infos = await Promise.all(nodes.map((node) => node.info('memory')));
  return infos.map((info) => /maxmemory_policy:(\S+)/.exec(info)?.[1] ?? 'unknown');
}

export function evictionProblem(policies: readonly string[]): string | undefined {
  const wrong = policies.find((policy) => policy !== 'noeviction');
  if (!wrong) return undefined;
  return (
    `Redis evicts keys when it is full (maxmemory-policy is ${wrong}), so jobs could vanish. ` +
    'Set maxmemory-policy to noeviction on this Redis, or point REDIS_URL at one that is set so.'
  );
}
