import { LRUCache } from 'lru-cache';
import { type CachedBytes, compressBytes, type Encoding, makeCachedBytes, sizeOf } from './cached-bytes.ts';
import type { CatalogueVersion, CatalogueVersions } from './catalogue-version.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { ReadRouter, Reads } from './read-router.ts';
import type { SharedBytes } from './shared-bytes.ts';

/**
 * `recent`: as new as what this process knew of the catalogue a quarter of a second ago, and for a moment more the
 * bytes before a change, while one request makes the new ones. `latest`: nothing older than what was committed when
 * the request came.
 */
export type Freshness = 'recent' | 'latest';

/**
 * Makes the bytes of a reply from what it reads. Must read nothing elsewhere.
 * @param version of the catalogue that is read at least; what is right of it may be kept under it. Undefined: keep none.
 */
export type Fill = (reads: Reads, version: number | undefined) => Promise<Buffer>;

/** Replies that depend on nothing but the catalogue and the request, as bytes (docs/decisions/016). */
export interface ByteCache {
  /** Undefined when these have to be asked for with `find`. */
  peek(key: string): CachedBytes | undefined;
  peekLatest(key: string): Promise<CachedBytes | undefined>;
  /**
   * However many ask, one fills.
   * @throws what `fill` throws, for all who waited for it.
   */
  find(key: string, freshness: Freshness, fill: Fill): Promise<CachedBytes>;
  /** The first who asks for an encoding starts the work, and need not wait for it. */
  encode(key: string, bytes: CachedBytes, encoding: Encoding): Buffer | Promise<Buffer | undefined>;
  /** With ENABLE_CACHE=false nothing is kept and whoever wants an encoding waits for it. */
  readonly keeps: boolean;
  close(): void;
}

export interface ByteCacheDeps {
  /** ENABLE_CACHE. */
  keeps: boolean;
  versions: CatalogueVersions;
  router: Pick<ReadRouter, 'readsAt'>;
  /** Undefined: each process keeps its own. */
  shared: SharedBytes | undefined;
  /** REDIS_TTL: nothing is served for longer, though no change was seen. */
  lifetimeMs: number;
  mostBytes: number;
  clock: Clock;
  log: Pick<Log, 'warn'>;
  metrics: Pick<Metrics, 'cacheLookups' | 'cacheFills' | 'cacheStampedes' | 'cacheBytes'>;
  /** From 0 to 1; for tests. */
  random?: () => number;
}

interface Held {
  bytes: CachedBytes;
  /** Between these two, one request makes them anew while the others go on with them. */
  freshUntilMs: number;
  endsAtMs: number;
}

interface Flight {
  version: number;
  done: Promise<CachedBytes>;
}

/** After a change, lists may show what was before for so long while they are made anew. With a look every 250 ms: < 1 s. */
const staleMs = 400;
/** Lifetimes end at different times, or what was made together would be made again together. */
const jitter = 0.2;
/** One reply must not drive out all others. */
const largestShare = 1 / 16;
/** What an entry takes besides its bytes: a kilobyte of objects and texts, and as much of heads it is sent with. */
const overheadBytes = 2_000;

export function createByteCache(deps: ByteCacheDeps): ByteCache {
  const { versions, router, clock, metrics, shared, random = Math.random } = deps;
  const held = new LRUCache<string, Held>({
    maxSize: deps.mostBytes,
    maxEntrySize: deps.mostBytes * largestShare,
    sizeCalculation: ({ bytes }, key) => sizeOf(bytes) + key.length * 2 + overheadBytes,
  });
  const flights = new Map<string, Flight>();
  const compressing = new WeakMap<CachedBytes, Promise<void>>();
  const count = countersOf(metrics);
  const nowMs = () => clock.now().getTime();

  function hold(key: string, bytes: CachedBytes): CachedBytes {
    // A slow fill may end after one of a later version.
    if ((held.peek(key)?.bytes.version ?? 0) > bytes.version) return bytes;
    const freshForMs = deps.lifetimeMs * (1 - jitter * random());
    const endsAtMs = bytes.madeAtMs + deps.lifetimeMs;
    held.set(key, { bytes, freshUntilMs: bytes.madeAtMs + freshForMs, endsAtMs });
    metrics.cacheBytes.set(held.calculatedSize);
    return bytes;
  }

  async function produce(wanted: CatalogueVersion | undefined, fill: Fill): Promise<CachedBytes> {
    try {
      const reads = await router.readsAt(wanted?.position);
      const identity = await fill(reads, deps.keeps ? wanted?.version : undefined);
      metrics.cacheFills.inc({ outcome: 'done' });
      return makeCachedBytes(identity, wanted?.version ?? 0, nowMs());
    } catch (error) {
      metrics.cacheFills.inc({ outcome: 'failed' });
      throw error;
    }
  }

  async function obtain(key: string, wanted: CatalogueVersion, fill: Fill): Promise<CachedBytes> {
    const found = await shared?.take(key, wanted.version);
    if (found) {
      if (found.waited) metrics.cacheStampedes.inc({ by: 'redis' });
      count.redis.inc();
      return hold(key, found.bytes);
    }
    count.miss.inc();
    try {
      const bytes = hold(key, await produce(wanted, fill));
      void shared?.keep(key, bytes);
      return bytes;
    } catch (error) {
      void shared?.giveUp(key, wanted.version);
      throw error;
    }
  }

  /** One at a time for each key; who wants a later version than the one under way does not join it. */
  function obtainOnce(key: string, wanted: CatalogueVersion, fill: Fill): Promise<CachedBytes> {
    const under = flights.get(key);
    if (under && under.version >= wanted.version) {
      metrics.cacheStampedes.inc({ by: 'process' });
      count.joined.inc();
      return under.done;
    }
    const flight = { version: wanted.version, done: obtain(key, wanted, fill) };
    flights.set(key, flight);
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    flight.done.then(land, land);
    return flight.done;
  }

  function refresh(key: string, wanted: CatalogueVersion, fill: Fill): void {
    const under = flights.get(key);
    if (under && under.version >= wanted.version) return;
    obtainOnce(key, wanted, fill).catch((error: unknown) => {
      deps.log.warn({ err: error }, 'a cached reply was not made anew; it is tried again');
    });
  }

  function fresh(key: string, known: CatalogueVersion | undefined): CachedBytes | undefined {
    const entry = held.get(key);
    if (!entry || !known || entry.bytes.version < known.version || entry.freshUntilMs <= nowMs()) return undefined;
    count.process.inc();
    return entry.bytes;
  }

  return {
    keeps: deps.keeps,
    peek: (key) => fresh(key, versions.known()),
    peekLatest: async (key) => (held.has(key) ? fresh(key, await versions.latest()) : undefined),
    async find(key, freshness, fill) {
      const wanted = freshness === 'latest' ? await versions.latest() : (versions.known() ?? (await versions.latest()));
      // Without a version, what is read now could never be told from what is read later.
      if (!deps.keeps || !wanted) {
        count.off.inc();
        return produce(wanted, fill);
      }
      const current = fresh(key, wanted);
      if (current) return current;
      const entry = held.get(key);
      if (entry && mayServeStale(entry, wanted, freshness, nowMs())) {
        count.stale.inc();
        refresh(key, wanted, fill);
        return entry.bytes;
      }
      return obtainOnce(key, wanted, fill);
    },
    encode(key, bytes, encoding) {
      if (encoding === 'identity') return bytes.identity;
      if (bytes.compressed) return bytes.compressed[encoding] ?? bytes.identity;
      const work =
        compressing.get(bytes) ??
        // What cannot be compressed goes out as it is.
        compressBytes(bytes.identity)
          .catch(() => ({}))
          .then((compressed) => {
            bytes.compressed = compressed;
            const entry = held.peek(key);
            if (entry?.bytes !== bytes) return;
            // Again, for its new size, and for the other processes.
            held.set(key, { ...entry });
            metrics.cacheBytes.set(held.calculatedSize);
            void shared?.keep(key, bytes);
          });
      compressing.set(bytes, work);
      return work.then(() => bytes.compressed?.[encoding]);
    },
    close() {
      versions.stop();
      shared?.close();
    },
  };
}

/** Old bytes, while new ones are made: those from before a change only if that was the last one, and a moment ago. */
function mayServeStale(
  { bytes, endsAtMs }: Held,
  wanted: CatalogueVersion,
  freshness: Freshness,
  nowMs: number,
): boolean {
  if (endsAtMs <= nowMs) return false;
  if (bytes.version >= wanted.version) return true;
  if (freshness === 'latest' || wanted.previous === undefined || bytes.version < wanted.previous) return false;
  return performance.now() - wanted.learnedAtMs < staleMs;
}

/** Looked up once: a hit does nearly nothing else. */
function countersOf({ cacheLookups }: ByteCacheDeps['metrics']) {
  const results = ['process', 'redis', 'stale', 'joined', 'miss', 'off'] as const;
  return Object.fromEntries(results.map((result) => [result, cacheLookups.labels({ result })])) as Record<
    (typeof results)[number],
    ReturnType<typeof cacheLookups.labels>
  >;
}
