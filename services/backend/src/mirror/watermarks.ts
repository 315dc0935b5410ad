import type { Pool } from 'pg';
import type { MirrorKind } from './snapshots.ts';

export interface Watermark {
  /** Everything that the shop changed before this is in the mirror. */
  completeTo: Date;
  /** A run that had more pages than it was allowed: since when it asks, the page that is next, and the mark it earns. */
  underway?: { since: Date; cursor: string; target: Date };
}

interface Row {
  complete_to: Date;
  since: Date | null;
  cursor: string | null;
  target: Date | null;
}

export async function readWatermark(pool: Pool, kind: MirrorKind): Promise<Watermark | undefined> {
  const { rows } = await pool.query<Row>('SELECT * FROM mirror_watermarks WHERE kind = $1', [kind]);
  const [row] = rows;
  if (!row) return undefined;
  const { complete_to: completeTo, since, cursor, target } = row;
  return since && cursor !== null && target ? { completeTo, underway: { since, cursor, target } } : { completeTo };
}

/** Written when what it tells of is applied, never before. The mark itself only goes forward. */
export async function saveWatermark(pool: Pool, kind: MirrorKind, { completeTo, underway }: Watermark): Promise<void> {
  await pool.query(
    `INSERT INTO mirror_watermarks AS known (kind, complete_to, since, cursor, target) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (kind) DO UPDATE SET complete_to = greatest(known.complete_to, excluded.complete_to),
       since = excluded.since, cursor = excluded.cursor, target = excluded.target`,
    [kind, completeTo, underway?.since, underway?.cursor, underway?.target],
  );
}
