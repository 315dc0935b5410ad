import type { Crypto } from './crypto.ts';
import type { Tx } from './db.ts';
import { queueOrderMails } from './order-mails.ts';

export const timelineSteps = [
  'placed',
  'paid',
  'in_production',
  'workshop',
  'shipped',
  'delivered',
  'refunded',
  'cancelled',
] as const;
export type TimelineStep = (typeof timelineSteps)[number];

/** A step that an order has taken. */
export interface NewStep {
  step: TimelineStep;
  /** Of what: the id of a fulfilment or refund; of `workshop` the ticket and its version; else empty. */
  key: string;
  at: Date;
}

/**
 * Brings the timeline of an order up to date with what its rows say by now, under the order's lock. Every step of
 * every order goes through here, in the transaction that it happens in, and is new once, which is when the customer is
 * told by mail. What its rows no longer say (a fulfilment that was cancelled) goes again, so that the timeline is
 * the same in whatever order the news came.
 * @returns the steps that are new, the earliest first.
 */
export async function recordTimeline(tx: Tx, crypto: Crypto, orderId: bigint): Promise<NewStep[]> {
  const written = await tx.$queryRaw<(NewStep & { isNew: boolean })[]>`
    WITH ordered AS (SELECT * FROM orders WHERE id = ${orderId}),
    moved AS (
      SELECT m.*, t.line_id FROM ticket_moves AS m JOIN tickets AS t ON t.id = m.ticket_id
      WHERE t.order_id = ${orderId} AND m.to_stage <> 'closed'
    ), shipped AS (
      SELECT f.* FROM fulfillments AS f, ordered WHERE f.order_id = ${orderId} AND f.status = 'success'
    ), steps AS MATERIALIZED (
      SELECT 'placed' AS step, '' AS key, created_at AS at, '{}'::jsonb AS details FROM ordered
      UNION ALL
      SELECT 'paid', '', paid_at, '{}' FROM ordered
      WHERE paid_at IS NOT NULL AND financial_status IN ('paid', 'partially_refunded', 'refunded')
      UNION ALL
      SELECT 'cancelled', '', cancelled_at, '{}' FROM ordered WHERE cancelled_at IS NOT NULL
      UNION ALL
      SELECT 'in_production', '', min(moved.at), '{}' FROM moved, ordered WHERE moved.to_stage <> 'queued'
      HAVING count(*) > 0
      UNION ALL
      SELECT 'workshop', ticket_id || '/' || version, moved.at,
        jsonb_build_object('lineId', line_id::text, 'stage', to_stage) FROM moved, ordered
      UNION ALL
      SELECT 'shipped', id::text, coalesce(created_at, updated_at), jsonb_build_object(
        'company', tracking_company, 'numbers', to_jsonb(tracking_numbers), 'urls', to_jsonb(tracking_urls)) FROM shipped
      UNION ALL
      SELECT 'delivered', id::text, updated_at, '{}' FROM shipped WHERE shipment_status = 'delivered'
      UNION ALL
      SELECT 'refunded', r.id::text, coalesce(r.processed_at, r.created_at, ordered.updated_at), jsonb_build_object(
        'amount', coalesce(r.money_total, r.lines_total)::text, 'currency', coalesce(r.currency, ordered.currency))
      FROM refunds AS r, ordered WHERE r.order_id = ${orderId} AND coalesce(r.money_total, r.lines_total) > 0
    ), gone AS (
      DELETE FROM order_timeline WHERE order_id = ${orderId} AND (step, key) NOT IN (SELECT step, key FROM steps)
    )
    INSERT INTO order_timeline AS known (order_id, step, key, at, details)
    SELECT ${orderId}, step, key, at, details FROM steps ORDER BY step, key
    ON CONFLICT (order_id, step, key) DO UPDATE SET at = excluded.at, details = excluded.details
    WHERE (known.at, known.details) <> (excluded.at, excluded.details)
    RETURNING step, key, at, (xmax = 0) AS "isNew"`;
  const steps = written
    .filter(({ isNew }) => isNew)
    .map(({ step, key, at }) => ({ step, key, at }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  await queueOrderMails(tx, crypto, orderId, steps);
  return steps;
}
