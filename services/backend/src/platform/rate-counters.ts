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
  /** Undefined: this process counts for itself. An impatient client: one that fails at once while it is not connected. */
  redis: RedisClient | undefined;
  /** Nobody waits longer for Redis than this. */
  timeoutMs: number;
  /** `pet:`; keys of counters need not lie together in a cluster, so there is no hash tag. */
  prefix: string;
  clock: Clock;
  /** Told once when Redis goes away, and once when it is back. */
  onRedis: (state: 'away' | 'back', error?: unknown) => void;
}

/** What this process knows of a key. */
interface Window {
  count: number;
  endsAtMs: number;
  /** Counted here, and not in Redis yet. */
  unsent: number;
}

/** A key without an end would count for ever: should one have lost its end, it gets a new one. */
const script = `
  local count = redis.call('INCRBY', KEYS[1], ARGV[2])
  local ends = redis.call('PTTL', KEYS[1])
  if ends < 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    ends = tonumber(ARGV[1])
  end
  return {count, ends}`;
/** While Redis is away it is tried once in this time. No request waits for that. */
const retryAfterMs = 1_000;
const windowsInMemory = 50_000;

type CountingRedis = RedisClient & {
  countInWindow(key: string, windowMs: number, amount: number): Promise<[count: number, endsInMs: number]>;
};

/**
 * In Redis where there is one. What Redis last said is remembered, so that while it is away each process goes on from
 * there by itself rather than from nothing, and tells Redis of it afterwards: limits must not stop work, and an outage
 * must not lift them.
 */
export function createRateCounters(deps: RateCounterDeps): RateCounters {
  const windowOf = rememberWindows();
  const nowMs = () => deps.clock.now().getTime();
  const { redis } = deps;
  redis?.defineCommand('countInWindow', { numberOfKeys: 1, lua: script });
  let isAway = redis === undefined;
  let retryAtMs = redis === undefined ? Number.POSITIVE_INFINITY : 0;

  /** Undefined when Redis does not say. */
  async function send(key: string, windowMs: number, window: Window): Promise<Counted | undefined> {
    const amount = window.unsent;
    window.unsent = 0;
    try {
      const sent = (redis as CountingRedis).countInWindow(`${deps.prefix}rate:${key}`, windowMs, amount);
      const [count, endsInMs] = await withinDeadline(sent, deps.timeoutMs);
      window.count = count + window.unsent;
      window.endsAtMs = nowMs() + endsInMs;
      if (isAway) deps.onRedis('back');
      isAway = false;
      return { count, endsInMs };
    } catch (error) {
      // What took too long was sent, and is counted when Redis gets to it.
      if (!(error instanceof DeadlineError)) window.unsent += amount;
      if (!isAway) deps.onRedis('away', error);
      isAway = true;
      retryAtMs = nowMs() + retryAfterMs;
      return undefined;
    }
  }

  return {
    async count(key, windowMs) {
      const calledAtMs = nowMs();
      const window = windowOf(key, windowMs, calledAtMs);
      window.count += 1;
      window.unsent += 1;
      const here = { count: window.count, endsInMs: window.endsAtMs - calledAtMs };
      if (!isAway) return (await send(key, windowMs, window)) ?? here;
      if (nowMs() >= retryAtMs) {
        // Set before asking: who comes meanwhile does not ask as well.
        retryAtMs = Number.POSITIVE_INFINITY;
        void send(key, windowMs, window);
      }
      return here;
    },
    close: () => redis?.disconnect(),
  };
}

/** Counts for this process alone, at once. */
export function createMemoryCounter(clock: Clock): (key: string, windowMs: number) => Counted {
  const windowOf = rememberWindows();
  return (key, windowMs) => {
    const nowMs = clock.now().getTime();
    const window = windowOf(key, windowMs, nowMs);
    window.count += 1;
    return { count: window.count, endsInMs: window.endsAtMs - nowMs };
  };
}

function rememberWindows(): (key: string, windowMs: number, nowMs: number) => Window {
  const windows = new LRUCache<string, Window>({ max: windowsInMemory });
  return (key, windowMs, nowMs) => {
    const known = windows.get(key);
    if (known && known.endsAtMs > nowMs) return known;
    const fresh = { count: 0, endsAtMs: nowMs + windowMs, unsent: 0 };
    windows.set(key, fresh);
    return fresh;
  };
}

class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/**
 * Not ioredis' own `commandTimeout`: when this process was too busy to look, an answer that is here already must not
 * count as late. So what has arrived is taken in once more before giving up.
 */
function withinDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new DeadlineError(`Redis did not answer within ${timeoutMs} ms`));
    const timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
