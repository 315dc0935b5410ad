import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import type { RedisClient } from './redis.ts';

/** Counts what happens in fixed windows of time, over all processes where they share a Redis. */
export interface RateCounters {
  /**
   * Counts one more under this key.
   * @returns how many there were in the window, this one included, and when the window ends. Never rejects.
   */
  count(key: string, windowMs: number): Promise<Counted>;
  close(): void;
}

export interface Counted {
  count: number;
  endsInMs: number;
}

interface RateCounterDeps {
  /** Undefined: this process counts for itself. An impatient client, with a deadline for each command. */
  redis: RedisClient | undefined;
  /** `pet:`; keys of counters need not lie together in a cluster, so there is no hash tag. */
  prefix: string;
  clock: Clock;
  /** Told once when Redis goes away, and once when it is back. */
  onRedis: (state: 'away' | 'back', error?: unknown) => void;
}

/** A key without an end would count for ever: should one have lost its end, it gets a new one. */
const script = `
  local count = redis.call('INCR', KEYS[1])
  local ends = redis.call('PTTL', KEYS[1])
  if ends < 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    ends = tonumber(ARGV[1])
  end
  return {count, ends}`;
/** While Redis is away it is tried once in this time, by one request; the others do not wait. */
const retryAfterMs = 1_000;
const countersInMemory = 50_000;

type CountingRedis = RedisClient & { countInWindow(key: string, windowMs: number): Promise<[number, number]> };

/** In Redis where there is one; in memory where there is none and while it is away, since limits must not stop work. */
export function createRateCounters(deps: RateCounterDeps): RateCounters {
  const inMemory = createMemoryCounter(deps.clock);
  const { redis } = deps;
  if (!redis) return { count: async (key, windowMs) => inMemory(key, windowMs), close: () => undefined };

  redis.defineCommand('countInWindow', { numberOfKeys: 1, lua: script });
  let isAway = false;
  let retryAtMs = 0;
  const countInRedis = async (key: string, windowMs: number): Promise<Counted> => {
    const [count, endsInMs] = await (redis as CountingRedis).countInWindow(`${deps.prefix}rate:${key}`, windowMs);
    return { count, endsInMs };
  };

  return {
    async count(key, windowMs) {
      const nowMs = deps.clock.now().getTime();
      if (isAway && nowMs < retryAtMs) return inMemory(key, windowMs);
      // Set before asking: who comes meanwhile does not wait for the answer.
      retryAtMs = nowMs + retryAfterMs;
      try {
        const counted = await countInRedis(key, windowMs);
        if (isAway) deps.onRedis('back');
        isAway = false;
        return counted;
      } catch (error) {
        if (!isAway) deps.onRedis('away', error);
        isAway = true;
        return inMemory(key, windowMs);
      }
    },
    close: () => redis.disconnect(),
  };
}

/** Counts for this process alone, at once. */
export function createMemoryCounter(clock: Clock): (key: string, windowMs: number) => Counted {
  const windows = new LRUCache<string, { count: number; endsAtMs: number }>({ max: countersInMemory });
  return (key, windowMs) => {
    const nowMs = clock.now().getTime();
    const known = windows.get(key);
    if (known && known.endsAtMs > nowMs) {
      known.count += 1;
      return { count: known.count, endsInMs: known.endsAtMs - nowMs };
    }
    windows.set(key, { count: 1, endsAtMs: nowMs + windowMs });
    return { count: 1, endsInMs: windowMs };
  };
}
