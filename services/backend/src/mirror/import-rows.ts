import type { Pool } from 'pg';

/** How far a step of the first import is. */
export interface ImportRow {
  step: string;
  requestedAt: Date;
  query: string;
  operationId: string | null;
  /** Bytes of the result that are applied. */
  position: number;
  resources: number;
  changed: number;
  finishedAt: Date | null;
}

const columns = `step, requested_at AS "requestedAt", query, operation_id AS "operationId", position::float8 AS position,
  resources::float8 AS resources, changed::float8 AS changed, finished_at AS "finishedAt"`;

export async function readImport(pool: Pool, step: string): Promise<ImportRow | undefined> {
  const { rows } = await pool.query<ImportRow>(`SELECT ${columns} FROM mirror_imports WHERE step = $1`, [step]);
  return rows[0];
}

export async function saveImport(pool: Pool, row: ImportRow): Promise<void> {
  await pool.query(
    `INSERT INTO mirror_imports (step, requested_at, query, operation_id, position, resources, changed, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (step) DO UPDATE SET requested_at = excluded.requested_at, query = excluded.query,
       operation_id = excluded.operation_id, position = excluded.position, resources = excluded.resources,
       changed = excluded.changed, finished_at = excluded.finished_at`,
    [row.step, row.requestedAt, row.query, row.operationId, row.position, row.resources, row.changed, row.finishedAt],
  );
}

/** Forgets an import that is whole, or any: what comes next is a new one. */
export async function forgetImport(pool: Pool, options: { whenFinished: boolean; steps: number }): Promise<void> {
  await pool.query(
    `DELETE FROM mirror_imports WHERE NOT $1
       OR (SELECT count(*) FILTER (WHERE finished_at IS NOT NULL) FROM mirror_imports) >= $2`,
    [options.whenFinished, options.steps],
  );
}
