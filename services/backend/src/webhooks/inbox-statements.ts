import type { Pool } from 'pg';
import type { Delivery } from './inbox.ts';

/** Without the bytes as they came: they would keep a whole buffer of the network alive until the commit. */
export interface SealedDelivery {
  delivery: Omit<Delivery, 'body'>;
  bodyKey: string;
  body: Buffer[];
  bodyLength: number;
}

export interface InboxStatements {
  /** No two of one webhook id. The rows that are new: what is missing was recorded before. */
  insertBatch(batch: readonly SealedDelivery[]): Promise<{ id: string; source: string; webhook_id: string }[]>;
  countDuplicates(duplicates: readonly SealedDelivery[]): Promise<void>;
}

/** The first wake-up goes straight to the queue; the relay looks after what that missed only then. */
const relayGraceSeconds = 2;

/**
 * Bodies travel as one binary value and are cut apart by PostgreSQL: arrays of bytea would be sent as hex text.
 * A row is inserted only if its receipt is new; receipts have two unique keys, the webhook id and the bytes.
 * Receipts go in by order of their key, so that two batches with copies of each other wait but do not deadlock.
 */
const insertSql = `
  WITH arrived AS MATERIALIZED (
    SELECT nextval('webhook_inbox_id_seq') AS inbox_id, a.*
    FROM json_to_recordset($1) AS a (
      body_from int, body_length int, source text, webhook_id text, topic text, shop_domain text, api_version text,
      event_id text, triggered_at timestamptz, body_key text)
  ), fresh AS (
    INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id)
    SELECT source, webhook_id, body_key, inbox_id FROM arrived ORDER BY body_key
    ON CONFLICT DO NOTHING
    RETURNING inbox_id
  )
  INSERT INTO webhook_inbox (id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, body, relay_at)
  SELECT inbox_id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at,
         substring($2::bytea FROM body_from FOR body_length), now() + interval '${relayGraceSeconds} seconds'
  FROM arrived JOIN fresh USING (inbox_id)
  RETURNING id, source, webhook_id`;

/** A copy is counted on the receipt it met: by webhook id, or else by its bytes. Locked in order, as above. */
const countDuplicatesSql = `
  WITH met AS (
    SELECT coalesce(by_id.source, by_body.source) AS source,
           coalesce(by_id.webhook_id, by_body.webhook_id) AS webhook_id, count(*)::int AS copies
    FROM unnest($1::text[], $2::text[], $3::text[]) AS copy (source, webhook_id, body_key)
      LEFT JOIN webhook_receipts AS by_id ON (by_id.source, by_id.webhook_id) = (copy.source, copy.webhook_id)
      LEFT JOIN webhook_receipts AS by_body ON by_body.body_key = copy.body_key
    GROUP BY 1, 2
  ), locked AS MATERIALIZED (
    SELECT source, webhook_id, met.copies FROM webhook_receipts JOIN met USING (source, webhook_id)
    ORDER BY source, webhook_id FOR UPDATE OF webhook_receipts
  )
  UPDATE webhook_receipts AS receipt SET duplicates = receipt.duplicates + locked.copies
  FROM locked WHERE (receipt.source, receipt.webhook_id) = (locked.source, locked.webhook_id)`;

/** Bodies of a usual batch fit in; a larger batch gets memory of its own. */
const bodiesBytes = 1024 * 1024;

export function createInboxStatements(pool: Pool): InboxStatements {
  // Used again after each commit: bodies come so fast that throwing their memory away keeps the collector busy.
  let spare: Buffer | undefined;

  return {
    async insertBatch(batch) {
      const length = batch.reduce((sum, { bodyLength }) => sum + bodyLength, 0);
      const memory = (length <= bodiesBytes && spare) || Buffer.allocUnsafeSlow(Math.max(length, bodiesBytes));
      spare = undefined;
      const { rows } = await pool.query<{ id: string; source: string; webhook_id: string }>({
        name: 'inbox-insert-batch',
        text: insertSql,
        // Bodies last: the driver's buffer grows by half for what comes after them.
        values: [JSON.stringify(batch.map(toColumns(memory))), memory.subarray(0, length)],
      });
      // Only after success: of a statement that timed out nobody knows whether the driver still holds it.
      if (memory.length === bodiesBytes) spare = memory;
      return rows;
    },
    async countDuplicates(duplicates) {
      await pool.query({
        name: 'inbox-count-duplicates',
        text: countDuplicatesSql,
        values: [
          duplicates.map(({ delivery }) => delivery.source),
          duplicates.map(({ delivery }) => delivery.webhookId),
          duplicates.map(({ bodyKey }) => bodyKey),
        ],
      });
    },
  };
}

/** Puts each body behind the one before, and says where. */
function toColumns(memory: Buffer) {
  let end = 0;
  return ({ delivery, bodyKey, body, bodyLength }: SealedDelivery) => {
    const start = end;
    for (const piece of body) end += piece.copy(memory, end);
    return {
      body_from: start + 1,
      body_length: bodyLength,
      source: delivery.source,
      webhook_id: delivery.webhookId,
      topic: delivery.topic,
      shop_domain: delivery.shopDomain,
      api_version: delivery.apiVersion,
      event_id: delivery.eventId,
      triggered_at: delivery.triggeredAt,
      body_key: bodyKey,
    };
  };
}
