import type { Pool } from 'pg';
import { parseWalPosition, type WalPosition } from './wal-position.ts';

/** Which catalogue the primary holds, and how far it had been written when that was read. */
export interface CatalogueVersion {
  version: number;
  /** What was known before it: bytes of that version were right until a moment ago. */
  previous: number | undefined;
  /** Whoever reads at this position or later reads this version or a later one. */
  position: WalPosition;
  /** By `performance.now()`: when this process learned of it. */
  learnedAtMs: number;
}

/** What this process knows of the catalogue's version (docs/decisions/016). */
export interface CatalogueVersions {
  /** As of the last look, a quarter of a second ago at most; undefined until the first. */
  known(): CatalogueVersion | undefined;
  /**
   * Looks now: what was committed before this call is in the result. Callers of one moment share one look. While the
   * primary is away, nothing is committed: the last known version is given, or undefined where there is none.
   */
  latest(): Promise<CatalogueVersion | undefined>;
  stop(): void;
}

const lookEveryMs = 250;
/** A look that takes longer has failed. */
const lookTimeoutMs = 400;
const look = {
  name: 'catalogue-version',
  text: 'SELECT version, pg_current_wal_lsn()::text AS position FROM catalogue_version',
  query_timeout: lookTimeoutMs,
};

/** Looks at the one row four times a second: cheaper than a connection kept for LISTEN, and it needs no fallback. */
export function watchCatalogueVersion(primary: Pick<Pool, 'query'>): CatalogueVersions {
  let known: CatalogueVersion | undefined;
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const { rows } = await primary.query<{ version: string; position: string }>(look);
    const [row] = rows;
    if (!row) throw new Error('catalogue_version has no row');
    const version = Number(row.version);
    const position = parseWalPosition(row.position);
    // Later positions of the same version say nothing new, and replicas would be asked for them. An earlier one is
    // that of another primary, after a failover: no replica will ever reach what is known.
    if (known?.version === version && known.position <= position) return;
    const same = known?.version === version ? known : undefined;
    const previous = same ? same.previous : known?.version;
    known = { version, previous, position, learnedAtMs: same?.learnedAtMs ?? performance.now() };
  }

  function begin(): Promise<void> {
    running = readOnce().finally(() => {
      running = undefined;
    });
    return running;
  }

  /** A look that had begun before may have seen less than was committed by now: the next one is shared. */
  function lookNow(): Promise<void> {
    if (!running) return begin();
    following ??= running
      .catch(() => undefined)
      .then(() => {
        following = undefined;
        // Looks never overlap: the answer of an older one could come last. One that has begun since will do.
        return running ?? begin();
      });
    return following;
  }

  const timer = setInterval(() => {
    if (!running) void begin().catch(() => undefined);
  }, lookEveryMs);
  timer.unref();
  void begin().catch(() => undefined);

  return {
    known: () => known,
    async latest() {
      await lookNow().catch(() => undefined);
      return known;
    },
    stop: () => clearInterval(timer),
  };
}
