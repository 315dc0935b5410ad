import type { Pool } from 'pg';
import type { Drift, DriftKind } from './drift.ts';
import type { RunOutcome } from './runs.ts';
import { type MirrorKind, mirrorKinds } from './snapshots.ts';

export interface MirrorRun {
  endedAt: Date;
  outcome: RunOutcome;
  changed: number;
}

export interface KindState {
  kind: MirrorKind;
  /** Everything that the shop changed before this is in the mirror; null before there was a run. */
  completeTo: Date | null;
  /** A run had more pages than it may read: the next goes on. */
  isUnderway: boolean;
  import: { requestedAt: Date; resources: number; finishedAt: Date | null } | null;
  reconcile: MirrorRun | null;
  sweep: MirrorRun | null;
}

export interface MirrorState {
  kinds: KindState[];
  drift: { kind: DriftKind; drift: Drift; found: number; lastFoundAt: Date }[];
}

/** As the steps of the first import are called. */
const importSteps: Record<MirrorKind, string> = {
  product: 'products',
  collection: 'collections',
  inventory_level: 'inventory',
  customer: 'customers',
  order: 'orders',
};

/** How far the mirror is, and what it was found to lack. */
export async function readMirrorState(pool: Pool): Promise<MirrorState> {
  const [marks, imports, runs, drift] = await Promise.all([
    pool.query<{ kind: string; completeTo: Date; isUnderway: boolean }>(
      'SELECT kind, complete_to AS "completeTo", cursor IS NOT NULL AS "isUnderway" FROM mirror_watermarks',
    ),
    pool.query<{ step: string; requestedAt: Date; resources: number; finishedAt: Date | null }>(
      `SELECT step, requested_at AS "requestedAt", resources::float8 AS resources, finished_at AS "finishedAt"
       FROM mirror_imports`,
    ),
    pool.query<MirrorRun & { kind: string; task: string }>(
      'SELECT kind, task, ended_at AS "endedAt", outcome, changed FROM mirror_runs',
    ),
    pool.query<MirrorState['drift'][number]>(
      `SELECT kind, drift, found::float8 AS found, last_found_at AS "lastFoundAt" FROM mirror_drift
       ORDER BY kind, drift`,
    ),
  ]);
  return {
    kinds: mirrorKinds.map((kind) => {
      const mark = marks.rows.find((row) => row.kind === kind);
      const runOf = (task: string) => runs.rows.find((row) => row.kind === kind && row.task === task) ?? null;
      return {
        kind,
        completeTo: mark?.completeTo ?? null,
        isUnderway: mark?.isUnderway ?? false,
        import: imports.rows.find(({ step }) => step === importSteps[kind]) ?? null,
        reconcile: runOf('reconcile'),
        sweep: runOf('sweep'),
      };
    }),
    drift: drift.rows,
  };
}
