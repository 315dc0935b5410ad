import { createSecretKey, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReplyError } from 'ioredis';
import {
  type CachedBytes,
  packBytes,
  sizeOf,
  storedFormat,
  toVersionText,
  unpackBytes,
  versionDigits,
} from './cached-bytes.ts';
import type { Clock } from './clock.ts';
import { type Crypto, sha256 } from './crypto.ts';
import type { Metrics } from './metrics.ts';
import type { RedisClient } from './redis.ts';

/** Bytes that all processes share, in Redis. Nothing here rejects: what fails is as if it were not there. */
export interface SharedBytes {
  /**
   * Bytes of this version or a later one, when there are any or another process makes them within a moment.
   * Undefined: the caller makes them, and calls `keep` or `giveUp`.
   */
  take(key: string, version: number): Promise<{ bytes: CachedBytes; waited: boolean } | undefined>;
  /** Unless newer ones are there. */
  keep(key: string, bytes: CachedBytes): Promise<void>;
  giveUp(key: string, version: number): Promise<void>;
  /** For a Redis that does not evict: what nobody asks for must be gone soon. */
  limitLifetime(milliseconds: number): void;
  close(): void;
}

export interface SharedBytesDeps {
  /** An impatient client, with a deadline of some tens of milliseconds for each command. */
  redis: RedisClient;
  /** So long one process waits for the fill of another, then it fills itself. */
  waitMs: number;
  /** `pet:` */
  prefix: string;
  /** Bytes of another build may have another shape: each build has names of its own. */
  build: string;
  lifetimeMs: number;
  crypto: Pick<Crypto, 'lookupHash'>;
  clock: Clock;
  metrics: Pick<Metrics, 'cacheRedisFailures'>;
  /** Told once when Redis goes away, and once when it is back. */
  onRedis: (state: 'away' | 'back', error?: unknown) => void;
}

/** Longer than a fill takes; who dies while filling blocks nobody for longer than `waitMs` anyway. */
const lockMs = 2_000;
const firstPauseMs = 5;
/** While Redis is away it is tried once in this time, by one request; the others do not wait. */
const retryAfterMs = 1_000;
const largestValue = 512 * 1024;

const headLength = storedFormat.length + versionDigits;
const isNewEnough = (version: string, comparison: string) => `
  local head = redis.pcall('GETRANGE', KEYS[1], 0, ${headLength - 1})
  local known = type(head) == 'string' and string.sub(head, 1, ${storedFormat.length}) == '${storedFormat}'
    and string.sub(head, ${storedFormat.length + 1}) ${comparison} ${version}`;
const scripts = {
  /** The value, or 1 for whoever shall fill, or 0 where another one does. */
  takeBytes: `${isNewEnough('ARGV[1]', '>=')}
    if known then return redis.call('GET', KEYS[1]) end
    if redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then return 1 end
    return 0`,
  keepBytes: `${isNewEnough('ARGV[1]', '>')}
    if not known then redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4]) end
    if redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end`,
  giveUpBytes: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
};

type ScriptedRedis = RedisClient & {
  takeBytesBuffer(key: string, lock: string, version: string, holder: string, ms: number): Promise<Buffer | 0 | 1>;
  keepBytes(key: string, lock: string, version: string, holder: string, value: Buffer, ms: number): Promise<null>;
  giveUpBytes(lock: string, holder: string): Promise<null>;
};

export function createSharedBytes(deps: SharedBytesDeps): SharedBytes {
  const { clock, metrics } = deps;
  const redis = deps.redis as ScriptedRedis;
  redis.defineCommand('takeBytes', { numberOfKeys: 2, lua: scripts.takeBytes });
  redis.defineCommand('keepBytes', { numberOfKeys: 2, lua: scripts.keepBytes });
  redis.defineCommand('giveUpBytes', { numberOfKeys: 1, lua: scripts.giveUpBytes });
  const sealing = createSecretKey(deps.crypto.lookupHash('byte cache', 'key'));
  const holder = randomUUID();
  let lifetimeMs = deps.lifetimeMs;

  const ask = createPatience(deps);
  /** A search is what somebody typed, so the name tells nothing. The braces keep both on one node of a cluster. */
  const nameOf = (key: string) => `${deps.prefix}cache:${deps.build}:{${sha256(key).toString('base64url')}}`;
  const lockOf = (name: string, version: number) => `${name}:${version}`;

  async function takeOnce(key: string, version: number): Promise<CachedBytes | 'fill' | 'wait'> {
    const name = nameOf(key);
    const found = await ask(() =>
      redis.takeBytesBuffer(name, lockOf(name, version), toVersionText(version), holder, lockMs),
    );
    if (!Buffer.isBuffer(found)) return found === 0 ? 'wait' : 'fill';
    const bytes = unpackBytes(sealing, name, found);
    if (bytes && bytes.version >= version) return bytes;
    metrics.cacheRedisFailures.inc({ reason: 'foreign' });
    // It may claim to be newer than anything that we write.
    await ask(() => redis.unlink(name));
    return 'fill';
  }

  return {
    async take(key, version) {
      const endsAt = performance.now() + deps.waitMs;
      for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
        const found = await takeOnce(key, version);
        if (found === 'fill') return undefined;
        if (found !== 'wait') return { bytes: found, waited: pauseMs > firstPauseMs };
        if (performance.now() + pauseMs > endsAt) return undefined;
        await sleep(pauseMs * (0.5 + Math.random()));
      }
    },
    async keep(key, bytes) {
      const endsInMs = Math.floor(bytes.madeAtMs + lifetimeMs - clock.now().getTime());
      const name = nameOf(key);
      if (endsInMs <= 0 || sizeOf(bytes) > largestValue) return;
      const lock = lockOf(name, bytes.version);
      const version = toVersionText(bytes.version);
      await ask(() => redis.keepBytes(name, lock, version, holder, packBytes(sealing, name, bytes), endsInMs));
    },
    async giveUp(key, version) {
      await ask(() => redis.giveUpBytes(lockOf(nameOf(key), version), holder));
    },
    limitLifetime(milliseconds) {
      lifetimeMs = Math.min(deps.lifetimeMs, milliseconds);
    },
    close: () => redis.disconnect(),
  };
}

/** Runs commands; while Redis is away, all but one a second are not even tried. Undefined stands for no answer. */
function createPatience({ clock, metrics, onRedis }: SharedBytesDeps) {
  let isAway = false;
  let retryAtMs = 0;
  const tellAway = (away: boolean, error?: unknown) => {
    if (away !== isAway) onRedis(away ? 'away' : 'back', error);
    isAway = away;
  };
  return async <T>(command: () => Promise<T>): Promise<T | undefined> => {
    const nowMs = clock.now().getTime();
    if (isAway && nowMs < retryAtMs) return undefined;
    // Set before asking: who comes meanwhile does not wait for the answer.
    retryAtMs = nowMs + retryAfterMs;
    try {
      const answer = await command();
      tellAway(false);
      return answer;
    } catch (error) {
      // A refusal is an answer, that it is full say: no reason to leave it.
      const isRefusal = error instanceof ReplyError;
      metrics.cacheRedisFailures.inc({ reason: isRefusal ? 'refused' : 'away' });
      tellAway(!isRefusal, error);
      return undefined;
    }
  };
}
