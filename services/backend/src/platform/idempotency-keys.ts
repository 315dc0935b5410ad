import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Crypto } from './crypto.ts';
import { fromJson, toJson } from './sealed-json.ts';

/** A reply as it was sent. */
export interface Kept {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Begun =
  | { outcome: 'begun' }
  | { outcome: 'answered'; kept: Kept }
  /** The same request is being answered right now. */
  | { outcome: 'running' }
  /** The key belongs to another request. */
  | { outcome: 'mismatch' };

export interface IdempotencyKeys {
  /** Whose keys they are, of somebody who is known by nothing but an address. The address itself is not kept. */
  actorAt(address: string): string;
  begin(actor: string, key: string, requestHash: Buffer): Promise<Begun>;
  keep(actor: string, key: string, reply: Kept): Promise<void>;
  /** The request may be tried again. */
  abandon(actor: string, key: string): Promise<void>;
}

/** Longer than any request may take; after that, whoever answered has died. */
const lockSeconds = 60;

/** Replies are sealed: they may hold personal data. */
export function createIdempotencyKeys(deps: { pool: Pool; crypto: Crypto }): IdempotencyKeys {
  const { pool, crypto } = deps;

  return {
    actorAt: (address) => `address:${crypto.lookupHash('idempotency', address).toString('base64url', 0, 18)}`,
    async begin(actor, key, requestHash) {
      const taken = await pool.query(
        `INSERT INTO idempotency_keys AS known (actor, key, request_hash, locked_until)
         VALUES ($1, $2, $3, now() + make_interval(secs => $4))
         ON CONFLICT (actor, key) DO UPDATE SET locked_until = excluded.locked_until
           WHERE known.status IS NULL AND known.locked_until < now() AND known.request_hash = excluded.request_hash
         RETURNING key`,
        [actor, key, requestHash, lockSeconds],
      );
      if (taken.rowCount) return { outcome: 'begun' };
      const { rows } = await pool.query<{ request_hash: Buffer; reply: Buffer | null }>(
        'SELECT request_hash, reply FROM idempotency_keys WHERE (actor, key) = ($1, $2)',
        [actor, key],
      );
      const [known] = rows;
      if (known && !timingSafeEqual(known.request_hash, requestHash)) return { outcome: 'mismatch' };
      if (!known?.reply) return { outcome: 'running' };
      return { outcome: 'answered', kept: fromJson(crypto.open(replyContext(actor, key), known.reply)) as Kept };
    },
    async keep(actor, key, reply) {
      await pool.query('UPDATE idempotency_keys SET status = $3, reply = $4 WHERE (actor, key) = ($1, $2)', [
        actor,
        key,
        reply.status,
        crypto.seal(replyContext(actor, key), toJson(reply)),
      ]);
    },
    async abandon(actor, key) {
      await pool.query('DELETE FROM idempotency_keys WHERE (actor, key) = ($1, $2) AND reply IS NULL', [actor, key]);
    },
  };
}

/** What the `reply` column is sealed for. */
export function replyContext(actor: string, key: string): string {
  return `idempotency:${actor}:${key}`;
}
