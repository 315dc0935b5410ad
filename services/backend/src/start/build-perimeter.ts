import type { PerimeterDeps } from '../http/perimeter.ts';
import { createRateCounters } from '../platform/rate-counters.ts';
import { openImpatientRedis, type RedisClient } from '../platform/redis.ts';
import type { Deps } from './deps.ts';

/** A request waits no longer than this for its count; then this process counts for itself. */
const countTimeoutMs = 100;

/** What stands around the API. */
export function buildPerimeter({ env, crypto, metrics, clock, log }: Deps): PerimeterDeps {
  const onRedis = (state: 'away' | 'back', error?: unknown) => {
    if (state === 'away') log.warn({ err: error }, 'Redis does not count requests; each process counts its own');
    else log.info('Redis counts requests again');
  };
  const openCounters = () =>
    createRateCounters({
      redis: openCountingRedis(env),
      timeoutMs: countTimeoutMs,
      prefix: env.REDIS_PREFIX,
      clock,
      onRedis,
    });
  return {
    origins: env.CORS_ORIGIN,
    addressHeader: env.CLIENT_ADDRESS_HEADER ?? (env.FLY_APP_NAME === undefined ? undefined : 'fly-client-ip'),
    rateLimits: env.ENABLE_RATE_LIMITING ? { counters: openCounters(), crypto, metrics, clock } : undefined,
  };
}

/** A connection of its own: the queue's is busy with larger things, and more patient. */
function openCountingRedis(env: Deps['env']): RedisClient | undefined {
  if (!env.REDIS_URL && !env.REDIS_CLUSTER_NODES) return undefined;
  const redis = openImpatientRedis({ url: env.REDIS_URL, clusterNodes: env.REDIS_CLUSTER_NODES });
  // Who counts is told by the count that fails; without a listener the process would end.
  redis.on('error', () => undefined);
  return redis;
}
