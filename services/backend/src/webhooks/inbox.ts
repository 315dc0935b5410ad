import { DatabaseError, type Pool } from 'pg';
import { AppError } from '../platform/app-error.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';

/** A verified delivery, on its way into the inbox. */
export interface Delivery {
  source: 'shopify';
  webhookId: string;
  topic: string;
  shopDomain: string;
  apiVersion: string | null;
  eventId: string | null;
  triggeredAt: Date;
  body: Buffer;
  /** Equal for equal bytes: the signature that was checked. By it a copy under other headers is known. */
  signature: string;
  /** A true second event may have the very same bytes (see topics), so only the webhook id tells a copy. */
  repeatable: boolean;
}

export interface Inbox {
  /**
   * Resolves only after commit. `duplicate`: this delivery, or its very bytes for this topic, was recorded before.
   * @throws AppError `unavailable` when it could not be recorded in time; the sender must try again.
   */
  record(delivery: Delivery): Promise<'recorded' | 'duplicate'>;
  drain(): Promise<void>;
}

interface InboxDeps {
  pool: Pool;
  crypto: Crypto;
  metrics: Pick<Metrics, 'groupCommitSize'>;
  /** Told the ids of new rows after their commit. Must not throw. */
  onRecorded: (inboxIds: string[]) => void;
}

/** Without the bytes as they came: they would keep a whole buffer of the network alive until the commit. */
interface Sealed {
  delivery: Omit<Delivery, 'body'>;
  bodyKey: string;
  body: Buffer;
}

type Outcome = 'recorded' | 'duplicate';

/** The first wake-up goes straight to the queue; the relay looks after what that missed only then. */
const relayGraceSeconds = 2;

/**
 * Bodies travel as one binary value and are cut apart by PostgreSQL: arrays of bytea would be sent as hex text.
 * A row is inserted only if its receipt is new; receipts have two unique keys, the webhook id and the bytes.
 * Receipts go in by order of their key, so that two batches with copies of each other wait but do not deadlock.
 */
const insertBatch = `
  WITH arrived AS MATERIALIZED (
    SELECT nextval('webhook_inbox_id_seq') AS inbox_id, a.*
    FROM unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                $10::timestamptz[], $11::text[])
      AS a (body_from, body_length, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, body_key)
  ), fresh AS (
    INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id)
    SELECT source, webhook_id, body_key, inbox_id FROM arrived ORDER BY body_key
    ON CONFLICT DO NOTHING
    RETURNING inbox_id
  )
  INSERT INTO webhook_inbox (id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, body, relay_at)
  SELECT inbox_id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at,
         substring($1::bytea FROM body_from FOR body_length), now() + interval '${relayGraceSeconds} seconds'
  FROM arrived JOIN fresh USING (inbox_id)
  RETURNING id, source, webhook_id`;

/** A copy is counted on the receipt it met: by webhook id, or else by its bytes. Locked in order, as above. */
const countDuplicates = `
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

export function createInbox(deps: InboxDeps): Inbox {
  const group: GroupCommit<Sealed, Outcome> = createGroupCommit({
    commitBatch: (batch) => commitBatch(deps, batch),
    isItemFault,
    sizeOf: ({ body }) => body.length,
    maxBatchItems: 32,
    maxBatchBytes: 4 * 1024 * 1024,
    maxWaitingBytes: 64 * 1024 * 1024,
    // A few small batches rather than one large: while one is flushed to disk, the next are made (one connection each).
    maxBatchesInFlight: 4,
  });

  return {
    async record({ body, ...delivery }) {
      try {
        return await group.commit(seal(deps.crypto, delivery, body));
      } catch (error) {
        throw new AppError('unavailable', 'The delivery could not be recorded. Send it again.', { cause: error });
      }
    },
    drain: () => group.drain(),
  };
}

function seal(crypto: Crypto, delivery: Sealed['delivery'], body: Buffer): Sealed {
  const { source, webhookId, topic, signature, repeatable } = delivery;
  return {
    delivery,
    bodyKey: [source, topic, signature, ...(repeatable ? [webhookId] : [])].join(' '),
    body: crypto.seal(bodyContext(source, webhookId), body),
  };
}

/** What the body of a delivery is sealed for. */
export function bodyContext(source: string, webhookId: string): string {
  return `webhook:${source}:${webhookId}`;
}

async function commitBatch(deps: InboxDeps, batch: readonly Sealed[]): Promise<Outcome[]> {
  // The same webhook id twice in one batch would meet its own receipt: only the first goes in.
  const first = new Map<string, Sealed>();
  for (const sealed of batch) {
    const key = deliveryKey(sealed.delivery.source, sealed.delivery.webhookId);
    if (!first.has(key)) first.set(key, sealed);
  }
  const rows = await insert(deps.pool, [...first.values()]);
  const recorded = new Set(rows.map((row) => deliveryKey(row.source, row.webhook_id)));
  deps.metrics.groupCommitSize.observe(batch.length);
  if (rows.length > 0) deps.onRecorded(rows.map(({ id }) => id));

  const outcomes = batch.map((sealed): Outcome => {
    const key = deliveryKey(sealed.delivery.source, sealed.delivery.webhookId);
    return first.get(key) === sealed && recorded.has(key) ? 'recorded' : 'duplicate';
  });
  const duplicates = batch.filter((_, index) => outcomes[index] === 'duplicate');
  // The figure is for people to look at: without it, what was recorded is recorded all the same.
  if (duplicates.length > 0) await noteDuplicates(deps.pool, duplicates).catch(() => undefined);
  return outcomes;
}

function deliveryKey(source: string, webhookId: string): string {
  return `${source}\0${webhookId}`;
}

async function insert(pool: Pool, batch: readonly Sealed[]) {
  const lengths = batch.map(({ body }) => body.length);
  let offset = 1;
  const offsets = lengths.map((length) => {
    const from = offset;
    offset += length;
    return from;
  });
  const column = <T>(pick: (sealed: Sealed) => T) => batch.map(pick);
  const result = await pool.query<{ id: string; source: string; webhook_id: string }>({
    name: 'inbox-insert-batch',
    text: insertBatch,
    values: [
      Buffer.concat(batch.map(({ body }) => body)),
      offsets,
      lengths,
      column(({ delivery }) => delivery.source),
      column(({ delivery }) => delivery.webhookId),
      column(({ delivery }) => delivery.topic),
      column(({ delivery }) => delivery.shopDomain),
      column(({ delivery }) => delivery.apiVersion),
      column(({ delivery }) => delivery.eventId),
      column(({ delivery }) => delivery.triggeredAt.toISOString()),
      column(({ bodyKey }) => bodyKey),
    ],
  });
  return result.rows;
}

async function noteDuplicates(pool: Pool, duplicates: readonly Sealed[]): Promise<void> {
  await pool.query({
    name: 'inbox-count-duplicates',
    text: countDuplicates,
    values: [
      duplicates.map(({ delivery }) => delivery.source),
      duplicates.map(({ delivery }) => delivery.webhookId),
      duplicates.map(({ bodyKey }) => bodyKey),
    ],
  });
}

/**
 * SQLSTATE classes 22 (data) and 23 (constraint) are about a row; 40 (deadlock between two batches that hold copies
 * of each other's deliveries) goes away one by one.
 */
function isItemFault(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22|23|40)/.test(error.code ?? '');
}
