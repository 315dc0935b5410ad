import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

const hourMs = 60 * 60 * 1_000;
/** How long the reply to an Idempotency-Key can be had again. */
const keyHours = 24;
/** A visitor who made nothing and never came back is forgotten after so long. */
const guestDays = 60;
const batchSize = 5_000;

/**
 * Removes refresh tokens that have expired, visitors older than 60 days who own nothing and have no token left, and
 * Idempotency-Keys older than 24 hours. A used or revoked token stays until it expires: it tells a thief.
 */
export async function pruneVisitors(deps: { pool: Pool; clock: Clock; log: Log }): Promise<void> {
  const now = deps.clock.now().getTime();
  const tokens = await deleteInBatches(deps.pool, 'guest_refresh_tokens', 'expires_at <= $1', new Date(now));
  const guests = await deleteInBatches(
    deps.pool,
    'owners',
    // A visitor with a token, be it revoked, may have an access token that still works and make something.
    `kind = 'guest' AND created_at < $1
     AND NOT EXISTS (SELECT FROM guest_refresh_tokens WHERE guest_id = owners.id)
     AND NOT EXISTS (SELECT FROM pets WHERE owner_id = owners.id)
     AND NOT EXISTS (SELECT FROM saved_designs WHERE owner_id = owners.id)`,
    new Date(now - guestDays * 24 * hourMs),
  );
  const keys = await deleteInBatches(
    deps.pool,
    'idempotency_keys',
    'created_at < $1',
    new Date(now - keyHours * hourMs),
  );
  if (tokens + guests + keys > 0) deps.log.info({ tokens, guests, keys }, 'visitors pruned');
}

/** Small transactions, so that nobody waits long for a lock. */
async function deleteInBatches(pool: Pool, table: string, condition: string, before: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid IN (SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${batchSize})`,
      [before],
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < batchSize) return total;
  }
}
