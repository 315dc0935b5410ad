import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

export interface Lease {
  /** True while this process holds the lease; taken or renewed by the call. Throws while PostgreSQL is away. */
  hold(): Promise<boolean>;
  /** Lets the next process have it at once. */
  release(): Promise<void>;
}

/** One holder among all processes, for as long as it renews. A row, so that it works behind any connection pooler. */
export function createLease(pool: Pool, name: string, seconds: number): Lease {
  const holder = randomUUID();
  return {
    async hold() {
      const { rowCount } = await pool.query(
        `INSERT INTO leases AS held (name, holder, expires_at) VALUES ($1, $2, now() + $3 * interval '1 second')
         ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
         WHERE held.holder = excluded.holder OR held.expires_at < now()`,
        [name, holder, seconds],
      );
      return rowCount === 1;
    },
    async release() {
      await pool.query('DELETE FROM leases WHERE name = $1 AND holder = $2', [name, holder]);
    },
  };
}
