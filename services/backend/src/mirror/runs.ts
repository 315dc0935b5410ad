import type { Pool } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { MirrorKind } from './snapshots.ts';

export type RunOutcome = 'complete' | 'more' | 'unbelievable' | 'failed';
interface Ended {
  outcome: RunOutcome;
  changed: number;
}

/** Does a run and notes how it ended, for whoever looks at the mirror. One that failed is noted if that can be. */
export async function noteRun<T>(
  { pool, clock }: { pool: Pool; clock: Clock },
  kind: MirrorKind,
  task: 'reconcile' | 'sweep',
  run: () => Promise<{ result: T; ended: Ended | undefined }>,
): Promise<T> {
  const note = ({ outcome, changed }: Ended) =>
    pool.query(
      `INSERT INTO mirror_runs (kind, task, ended_at, outcome, changed) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (kind, task) DO UPDATE SET ended_at = excluded.ended_at, outcome = excluded.outcome,
         changed = excluded.changed`,
      [kind, task, clock.now(), outcome, changed],
    );
  try {
    const { result, ended } = await run();
    if (ended) await note(ended);
    return result;
  } catch (error) {
    await note({ outcome: 'failed', changed: 0 }).catch(() => undefined);
    throw error;
  }
}
