import type { Pool } from 'pg';
import type { Tx } from '../platform/db.ts';

/**
 * A delivery while somebody works on it. `lease` is the fence: every claim writes one of its own, and nothing is settled
 * under a lease that is not the current one, so a worker that was declared dead can finish without doing harm.
 */
export interface LeasedDelivery {
  inboxId: string;
  lease: string;
  attempt: number;
  source: string;
  webhookId: string;
  topic: string;
  shopDomain: string;
  triggeredAt: Date;
  receivedAt: Date;
  /** Sealed; null once erased. */
  body: Buffer | null;
  /** How often an operator sent it round again: what was parked for doubt is then vouched for. */
  replays: number;
}

export type Fence = Pick<LeasedDelivery, 'inboxId' | 'lease'>;

/** Whose data a delivery holds, so that it can be found when that person asks for erasure. */
export interface Subject {
  orderId: bigint | null;
  customerId: bigint | null;
  clerkUserId: string | null;
}

export const maxAttempts = 10;
/** Longer than a chunk of deliveries takes; a worker that is silent for this long has lost them. */
export const leaseSeconds = 60;

const claim = `
  UPDATE webhook_inbox SET status = 'processing', lease = $2, attempts = attempts + 1,
                           relay_at = now() + interval '${leaseSeconds} seconds'
  WHERE id IN (
    SELECT id FROM webhook_inbox
    WHERE id = ANY ($1::bigint[]) AND due_at <= now() AND attempts < ${maxAttempts}
      AND (status = 'pending' OR (status = 'processing' AND (relay_at <= now() OR lease = $2)))
    ORDER BY id FOR UPDATE SKIP LOCKED
  )
  RETURNING id AS "inboxId", lease, attempts AS attempt, source, webhook_id AS "webhookId", topic,
            shop_domain AS "shopDomain", triggered_at AS "triggeredAt", received_at AS "receivedAt", body, replays`;

/**
 * Takes those of the deliveries that are due and free.
 * @param lease a new UUID; the same again when the answer to a claim was lost, to get what that one took.
 */
export async function claimDeliveries(
  pool: Pool,
  inboxIds: readonly string[],
  lease: string,
): Promise<LeasedDelivery[]> {
  const { rows } = await pool.query<LeasedDelivery>({ name: 'inbox-claim', text: claim, values: [inboxIds, lease] });
  return rows.sort((a, b) => (BigInt(a.inboxId) < BigInt(b.inboxId) ? -1 : 1));
}

/** Gives back what was claimed and not begun, as when the process stops. The attempt does not count. */
export async function releaseDelivery(pool: Pool, fence: Fence): Promise<void> {
  await pool.query(
    `UPDATE webhook_inbox SET status = 'pending', attempts = attempts - 1, relay_at = now()
     WHERE id = $1 AND lease = $2 AND status = 'processing'`,
    [fence.inboxId, fence.lease],
  );
}

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Settles inside the transaction that holds the effects: both happen or neither does.
 * @param keepBody false when what the body tells has been erased.
 * @throws LeaseLost when somebody else has claimed the delivery meanwhile; the transaction must roll back.
 */
export async function settleDelivery(
  tx: Tx,
  fence: Fence,
  settled: { outcome: 'applied' | 'stale'; subject: Subject; keepBody: boolean },
): Promise<void> {
  const moved = await tx.$executeRaw`
    WITH done AS (
      DELETE FROM webhook_inbox
      WHERE id = ${BigInt(fence.inboxId)} AND lease = ${fence.lease}::uuid AND status = 'processing'
      RETURNING *
    )
    INSERT INTO webhook_logs (id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at,
                              received_at, body, attempts, replays, outcome, order_id, customer_id, clerk_user_id)
    SELECT id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, received_at,
           CASE WHEN ${settled.keepBody} THEN body END, attempts, replays, ${settled.outcome},
           ${settled.subject.orderId}, ${settled.subject.customerId}, ${settled.subject.clerkUserId}
    FROM done`;
  if (moved !== 1) throw new LeaseLost(`delivery ${fence.inboxId} is not ours any more`);
}

/** Waits for its next attempt. */
export async function postponeDelivery(pool: Pool, fence: Fence, delayMs: number, reason: string): Promise<void> {
  await pool.query(
    `UPDATE webhook_inbox SET status = 'pending', reason = $3, due_at = now() + $4 * interval '1 millisecond',
                              relay_at = now() + $4 * interval '1 millisecond'
     WHERE id = $1 AND lease = $2 AND status = 'processing'`,
    [fence.inboxId, fence.lease, reason, delayMs],
  );
}

/** Ends here until somebody looks: `dead` failed, `parked` is nothing we know what to do with. */
export async function shelveDelivery(
  pool: Pool,
  fence: Fence,
  shelved: { status: 'dead' | 'parked'; reason: string; subject: Subject },
): Promise<void> {
  await pool.query(
    `UPDATE webhook_inbox SET status = $3, reason = $4, order_id = $5, customer_id = $6, clerk_user_id = $7,
       body = CASE WHEN EXISTS (
         SELECT FROM resource_versions
         WHERE (redacted AND (kind, id) IN (('order', $5::bigint::text), ('customer', $6::bigint::text)))
            OR (deleted AND (kind, id) = ('clerk_user', $7::text))
       ) THEN NULL ELSE body END
     WHERE id = $1 AND lease = $2 AND status = 'processing'`,
    [
      ...[fence.inboxId, fence.lease, shelved.status, shelved.reason],
      ...[shelved.subject.orderId, shelved.subject.customerId, shelved.subject.clerkUserId],
    ],
  );
}
