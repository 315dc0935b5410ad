import type { Pool } from 'pg';

export interface ReplicaLag {
  /** Milliseconds since the replica was last seen level with the primary; 0 without a replica; null while unknown. */
  milliseconds(): number | null;
  stop(): void;
}

const sampleIntervalMs = 500;

/**
 * Measures lag by position, not by clocks: the primary's WAL position is read first, then whether the replica has
 * replayed that far. A replica that is cut off thus grows old, where "time since the last replayed transaction"
 * would call an idle one stale and a disconnected one fresh.
 */
export function watchReplicaLag(pools: { primary: Pool; replica: Pool; hasReplica: boolean }): ReplicaLag {
  if (!pools.hasReplica) return { milliseconds: () => 0, stop: () => undefined };
  let levelAt: number | null = null;
  let sampling = false;

  async function sample(): Promise<void> {
    if (sampling) return;
    sampling = true;
    const askedAt = Date.now();
    try {
      const { rows } = await pools.primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
      const position = rows[0]?.lsn;
      const replayed = await pools.replica.query<{ level: boolean }>(
        'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, true) AS level',
        [position],
      );
      if (replayed.rows[0]?.level) levelAt = askedAt;
    } catch {
      // Either end is away: the age of the last good sample goes on growing, and that is the answer.
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
      return age <= 2 * sampleIntervalMs ? 0 : age;
    },
    stop: () => clearInterval(timer),
  };
}
