import type { Pool } from 'pg';
import { recordAudit } from '../platform/audit.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Writer } from '../platform/db.ts';
import { bodyContext } from './inbox.ts';

/**
 * What an operator asks of the inbox. A delivery lies in webhook_inbox until it is settled and in webhook_logs after;
 * here it is one thing with one id, whose status is `done` in the second case.
 */
export const deliveryStatuses = ['pending', 'processing', 'dead', 'parked', 'done'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface DeliverySummary {
  id: string;
  receivedAt: Date;
  status: DeliveryStatus;
  /** Only of what is done. `stale`: newer news was there already. */
  outcome: 'applied' | 'stale' | null;
  attempts: number;
  replays: number;
  topic: string;
  orderId: string | null;
  customerId: string | null;
  reason: string | null;
}

export interface DeliveryDetails extends DeliverySummary {
  source: string;
  webhookId: string;
  eventId: string | null;
  shopDomain: string;
  apiVersion: string | null;
  /** As the sender's header says; not covered by the signature. */
  triggeredAt: Date;
  settledAt: Date | null;
  /** When it is tried next: a pending one when due, a processing one when its lease ends. */
  nextAttemptAt: Date | null;
  /** Size of the sealed body; null once erased. */
  bodyBytes: number | null;
  /** Copies that arrived later and had no effect. */
  duplicates: number;
  audit: { at: Date; actor: string; action: string; details: Record<string, unknown> }[];
}

export interface DeliveryFilter {
  status?: DeliveryStatus | undefined;
  topic?: string | undefined;
  /** Received from here on. */
  since?: Date | undefined;
  /** Received before. */
  until?: Date | undefined;
}

/** Which part of a list: what is older than `beforeId`, if that is given. */
export interface DeliveryWindow {
  limit: number;
  beforeId?: bigint | undefined;
}

/** What the audit log calls a delivery. */
export function auditSubject(id: string | bigint): string {
  return `delivery:${id}`;
}

/** Each half ends after `limit` rows of its primary key, so the size of the tables does not matter. */
const list = `
  SELECT * FROM (
    (SELECT id, received_at AS "receivedAt", status, NULL AS outcome, attempts, replays, topic,
            order_id AS "orderId", customer_id AS "customerId", reason
     FROM webhook_inbox
     WHERE ($1::text IS NULL OR status = $1) AND ($2::text IS NULL OR topic = $2)
       AND ($3::timestamptz IS NULL OR received_at >= $3) AND ($4::timestamptz IS NULL OR received_at < $4)
       AND ($6::bigint IS NULL OR id < $6)
     ORDER BY id DESC LIMIT $5)
    UNION ALL
    (SELECT id, received_at, 'done', outcome, attempts, replays, topic, order_id, customer_id, NULL
     FROM webhook_logs
     WHERE ($1::text IS NULL OR $1 = 'done') AND ($2::text IS NULL OR topic = $2)
       AND ($3::timestamptz IS NULL OR (received_at >= $3 AND settled_at >= $3))
       AND ($4::timestamptz IS NULL OR received_at < $4)
       AND ($6::bigint IS NULL OR id < $6)
     ORDER BY id DESC LIMIT $5)
  ) AS delivery
  ORDER BY id DESC LIMIT $5`;

/** Newest first. */
export async function listDeliveries(
  pool: Pool,
  filter: DeliveryFilter,
  { limit, beforeId }: DeliveryWindow,
): Promise<DeliverySummary[]> {
  const { status, topic, since, until } = filter;
  const values = [...[status, topic, since, until].map((value) => value ?? null), limit, beforeId ?? null];
  return (await pool.query<DeliverySummary>(list, values)).rows;
}

const find = `
  SELECT delivery.*, coalesce(receipt.duplicates, 0) AS duplicates, coalesce(audit.entries, '[]') AS audit
  FROM (
    SELECT id, received_at AS "receivedAt", status, NULL AS outcome, attempts, replays, topic, order_id AS "orderId",
           customer_id AS "customerId", reason, source, webhook_id AS "webhookId", event_id AS "eventId",
           shop_domain AS "shopDomain", api_version AS "apiVersion", triggered_at AS "triggeredAt",
           NULL::timestamptz AS "settledAt", octet_length(body) AS "bodyBytes",
           CASE status WHEN 'pending' THEN due_at WHEN 'processing' THEN relay_at END AS "nextAttemptAt"
    FROM webhook_inbox WHERE id = $1
    UNION ALL
    SELECT id, received_at, 'done', outcome, attempts, replays, topic, order_id, customer_id, NULL, source, webhook_id,
           event_id, shop_domain, api_version, triggered_at, settled_at, octet_length(body), NULL
    FROM webhook_logs WHERE id = $1
  ) AS delivery
  LEFT JOIN webhook_receipts AS receipt ON (receipt.source, receipt.webhook_id) = (delivery.source, delivery."webhookId")
  CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('at', at, 'actor', actor, 'action', action, 'details', details) ORDER BY id) AS entries
    FROM audit_log WHERE subject = $2
  ) AS audit`;

/** Everything known of a delivery but its body. Undefined when there is none of that id. */
export async function findDelivery(pool: Pool, id: bigint): Promise<DeliveryDetails | undefined> {
  const { rows } = await pool.query<DeliveryDetails>(find, [id, auditSubject(id)]);
  const [row] = rows;
  return row && { ...row, audit: row.audit.map((entry) => ({ ...entry, at: new Date(entry.at) })) };
}

/**
 * Opens the body of a delivery, which is personal data, and leaves an audit entry in the same transaction.
 * @returns null when there is no such delivery or its body was erased.
 * @throws Error when no given key opens it.
 */
export async function readDeliveryBody(
  writer: Writer,
  crypto: Crypto,
  id: bigint,
  actor: string,
): Promise<Buffer | null> {
  return writer.$transaction(async (tx) => {
    const select = { source: true, webhookId: true, body: true };
    const delivery =
      (await tx.webhookInbox.findUnique({ where: { id }, select })) ??
      (await tx.webhookLog.findFirst({ where: { id }, select }));
    if (!delivery?.body) return null;
    const body = crypto.open(bodyContext(delivery.source, delivery.webhookId), delivery.body);
    await recordAudit(tx, { actor, action: 'delivery.read_body', subject: auditSubject(id) });
    return body;
  });
}
