import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { startOfBin } from './designs.reads.ts';

/** Small transactions, so that nobody waits long for a lock. */
const pruneBatch = 500;

/** Removes for good what can no longer be restored, with its revisions and links. */
export async function pruneDesigns(deps: { pool: Pool; clock: Clock; log: Log }): Promise<void> {
  const before = startOfBin(deps.clock.now());
  let removed = 0;
  for (;;) {
    const { rowCount } = await deps.pool.query(
      `DELETE FROM saved_designs WHERE id IN (
         SELECT id FROM saved_designs WHERE deleted_at <= $1 ORDER BY deleted_at LIMIT ${pruneBatch} FOR UPDATE SKIP LOCKED
       )`,
      [before],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < pruneBatch) break;
  }
  if (removed > 0) deps.log.info({ removed }, 'deleted designs pruned');
}
