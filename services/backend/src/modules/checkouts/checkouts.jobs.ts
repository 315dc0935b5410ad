import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

const dayMs = 24 * 60 * 60 * 1_000;
/** A draft order can be paid for as long as it is there; after this nobody comes back to one. */
const keptDays = 90;
const batchSize = 500;

/**
 * Erases the designs that were frozen for checkouts which nobody has paid, and those that an erased account left with
 * an order which was never paid. The rows stay, so that a late payment is recognised for what it is.
 */
export async function pruneCheckouts(deps: { pool: Pool; clock: Clock; log: Log }): Promise<void> {
  const before = new Date(deps.clock.now().getTime() - keptDays * dayMs);
  let pruned = 0;
  for (;;) {
    const { rowCount } = await deps.pool.query(
      `UPDATE checkouts SET design = NULL, url = NULL, updated_at = now(),
         status = CASE WHEN status IN ('pending', 'open') THEN 'expired' ELSE status END
       WHERE id IN (
         SELECT id FROM checkouts WHERE created_at < $1 AND design IS NOT NULL AND (status <> 'ordered' OR erased_at IS NOT NULL)
           AND (status <> 'ordered' OR (erased_at IS NOT NULL AND NOT EXISTS (
             SELECT FROM tickets WHERE tickets.checkout_id = checkouts.id)))
         ORDER BY created_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)`,
      [before],
    );
    pruned += rowCount ?? 0;
    if ((rowCount ?? 0) < batchSize) break;
  }
  if (pruned > 0) deps.log.info({ pruned }, 'designs of checkouts that nobody paid pruned');
}
