import type { Pool } from 'pg';

/** By kind, until when the mirror of the shop is complete: nothing of what was never reconciled. */
export async function readCompleteTo(pool: Pool): Promise<{ kind: string; completeTo: Date }[]> {
  const { rows } = await pool.query<{ kind: string; completeTo: Date }>(
    'SELECT kind, complete_to AS "completeTo" FROM mirror_watermarks',
  );
  return rows;
}
