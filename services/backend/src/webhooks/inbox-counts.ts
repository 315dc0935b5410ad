import type { Pool } from 'pg';

export interface InboxCounts {
  /** Waiting or being worked on. */
  pending: number;
  dead: number;
  parked: number;
  oldestPendingSeconds: number | null;
}

export async function countInbox(pool: Pool): Promise<InboxCounts> {
  const { rows } = await pool.query<InboxCounts>(`
    SELECT count(*) FILTER (WHERE status IN ('pending', 'processing'))::int AS pending,
           count(*) FILTER (WHERE status = 'dead')::int AS dead,
           count(*) FILTER (WHERE status = 'parked')::int AS parked,
           extract(epoch FROM now() - min(received_at) FILTER (WHERE status IN ('pending', 'processing')))::float
             AS "oldestPendingSeconds"
    FROM webhook_inbox`);
  return rows[0] as InboxCounts;
}
