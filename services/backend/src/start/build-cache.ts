import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CachedReplies, createCachedReplies } from '../http/cached-replies.ts';
import { limitCachedReads } from '../http/rate-limits.ts';
import { createByteCache } from '../platform/byte-cache.ts';
import { watchCatalogueVersion } from '../platform/catalogue-version.ts';
import { openBatchingRedis, type RedisClient, readEvictionPolicies } from '../platform/redis.ts';
import { createSharedBytes, type SharedBytes } from '../platform/shared-bytes.ts';
import type { Deps } from './deps.ts';

/** A request waits no longer than this: for an answer of Redis, and for another process that fills. */
const patience = { askTimeoutMs: 50, waitMs: 200 };
/** Where nothing is evicted, nothing may stay for long. */
const lifetimeWithoutEvictionMs = 60_000;

/** What answers public reads of the catalogue. */
export function buildCachedReplies(deps: Deps, { askTimeoutMs, waitMs } = patience): CachedReplies {
  const { env, database, router, clock, log, metrics } = deps;
  const openShared = (url: string) =>
    openSharedBytes(deps, openBatchingRedis({ url, clusterNodes: undefined }, askTimeoutMs), waitMs);
  return createCachedReplies({
    cache: createByteCache({
      keeps: env.ENABLE_CACHE,
      versions: watchCatalogueVersion(database.primary),
      router,
      shared: env.ENABLE_CACHE && env.CACHE_REDIS_URL ? openShared(env.CACHE_REDIS_URL) : undefined,
      lifetimeMs: env.REDIS_TTL * 1_000,
      mostBytes: env.CACHE_MEMORY_MB * 1024 * 1024,
      clock,
      log,
      metrics,
    }),
    limit: env.ENABLE_RATE_LIMITING ? limitCachedReads({ metrics, clock }) : undefined,
  });
}

function openSharedBytes({ env, crypto, clock, log, metrics }: Deps, redis: RedisClient, waitMs: number): SharedBytes {
  // Who misses it is told by the command that fails; without a listener the process would end.
  redis.on('error', () => undefined);
  const shared = createSharedBytes({
    redis,
    waitMs,
    prefix: env.REDIS_PREFIX,
    build: digestOfCode(),
    lifetimeMs: env.REDIS_TTL * 1_000,
    crypto,
    clock,
    metrics,
    onRedis: (state, error) => {
      if (state === 'away')
        log.warn({ err: error }, 'the Redis of the cache is away; each process keeps its own replies');
      else log.info('the Redis of the cache is back');
    },
  });
  redis.on('ready', () => {
    readEvictionPolicies(redis).then(
      (policies) => {
        if (!policies.includes('noeviction')) return;
        shared.limitLifetime(lifetimeWithoutEvictionMs);
        log.warn('the Redis of the cache does not evict: replies stay there for a minute at most, and may fill it');
      },
      (error: unknown) => log.warn({ err: error }, 'the Redis of the cache does not say whether it evicts'),
    );
  });
  return shared;
}

/** Names this build: replies that another one made may look different, though the catalogue is the same. */
function digestOfCode(): string {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file) && !file.startsWith('generated'))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('base64url').slice(0, 12);
}
