import type { Pool } from 'pg';
import { parseWalPosition, type WalPosition } from './wal-position.ts';

/** What is known of the replica, by asking it and the primary a few times a second. */
export interface ReplicaLag {
  /** Milliseconds since the replica was last seen level with the primary; 0 without a replica; null while unknown. */
  milliseconds(): number | null;
  /** How far the replica had replayed when it was last asked; undefined while it does not answer. */
  replayed(): WalPosition | undefined;
  /** Somebody met a replica that does not answer: it counts as away until it answers again. */
  reportAway(): void;
  stop(): void;
}

const sampleIntervalMs = 250;
/** A sample that takes longer than this has failed: a replica that hangs is as good as away. */
const sampleTimeoutMs = 400;
/** Samples this old still say "level": one may come late on a busy machine. */
const levelForMs = 1_000;

/**
 * Measures lag by position, not by clocks: the primary's WAL position is read first, then how far the replica has
 * replayed. A replica that is cut off thus grows old, where "time since the last replayed transaction" would call
 * an idle one stale and a disconnected one fresh.
 */
export function watchReplicaLag(pools: { primary: Pool; replica: Pool; hasReplica: boolean }): ReplicaLag {
  if (!pools.hasReplica) {
    return { milliseconds: () => 0, replayed: () => undefined, reportAway: () => undefined, stop: () => undefined };
  }
  let levelAt: number | null = null;
  let replayed: WalPosition | undefined;
  let sampling = false;

  async function sample(): Promise<void> {
    if (sampling) return;
    sampling = true;
    const askedAt = Date.now();
    try {
      // The replica is asked even while the primary is away: reads can go on.
      const [written, received] = await Promise.allSettled([
        readPosition(pools.primary, 'SELECT pg_current_wal_lsn()::text AS lsn'),
        readPosition(pools.replica, 'SELECT pg_last_wal_replay_lsn()::text AS lsn'),
      ]);
      replayed = received.status === 'fulfilled' ? received.value : undefined;
      if (written.status === 'rejected' || replayed === undefined) return;
      const isLevel = replayed >= written.value || (await hasReached(pools.replica, written.value));
      if (isLevel) levelAt = askedAt;
    } finally {
      sampling = false;
    }
  }

  const timer = setInterval(() => void sample(), sampleIntervalMs);
  timer.unref();
  void sample();
  return {
    milliseconds() {
      if (levelAt === null) return null;
      const age = Date.now() - levelAt;
      return age <= levelForMs ? 0 : age;
    },
    replayed: () => replayed,
    reportAway() {
      replayed = undefined;
    },
    stop: () => clearInterval(timer),
  };
}

/** Asked at the same time as the primary, the replica may have been a moment too early. */
async function hasReached(replica: Pool, position: WalPosition): Promise<boolean> {
  const again = readPosition(replica, 'SELECT pg_last_wal_replay_lsn()::text AS lsn');
  return again.then(
    (replayed) => replayed >= position,
    () => false,
  );
}

/** @throws Error when the database does not answer in time. */
export async function readPosition(pool: Pool, text: string): Promise<WalPosition> {
  const query = { text, query_timeout: sampleTimeoutMs };
  const { rows } = await pool.query<{ lsn: string }>(query);
  return parseWalPosition(rows[0]?.lsn ?? '0/0');
}
