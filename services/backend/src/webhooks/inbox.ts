import { DatabaseError, type Pool } from 'pg';
import { AppError } from '../platform/app-error.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createGroupCommit, type GroupCommit } from './group-commit.ts';
import { createInboxStatements, type InboxStatements, type SealedDelivery } from './inbox-statements.ts';

export type Source = 'shopify' | 'clerk';

/** A verified delivery, on its way into the inbox. */
export interface Delivery {
  source: Source;
  webhookId: string;
  topic: string;
  /** Who sent it: the shop, or the host of the Clerk instance. */
  shopDomain: string;
  apiVersion: string | null;
  eventId: string | null;
  triggeredAt: Date;
  body: Buffer;
  /**
   * Equal for equal bytes: Shopify's signature that was checked, or a digest where the signature covers more than the
   * body. By it a copy under other headers is known.
   */
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
  /** Opens the connection that the first delivery would have to wait for. Never rejects. */
  connect(): Promise<void>;
}

interface InboxDeps {
  pool: Pool;
  crypto: Crypto;
  metrics: Pick<Metrics, 'groupCommitSize'>;
  /** Told the ids of new rows after their commit. Must not throw. */
  onRecorded: (inboxIds: string[]) => void;
}

type Outcome = 'recorded' | 'duplicate';

export function createInbox(deps: InboxDeps): Inbox {
  const statements = createInboxStatements(deps.pool);
  const group: GroupCommit<SealedDelivery, Outcome> = createGroupCommit({
    commitBatch: (batch) => commitBatch(deps, statements, batch),
    isItemFault,
    sizeOf: ({ bodyLength }) => bodyLength,
    maxBatchItems: 128,
    maxBatchBytes: 4 * 1024 * 1024,
    maxWaitingBytes: 64 * 1024 * 1024,
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
    async connect() {
      // Best effort: while PostgreSQL is away a delivery is answered 503, as at any other time.
      await deps.pool.query('SELECT').catch(() => undefined);
    },
  };
}

function seal(crypto: Crypto, delivery: SealedDelivery['delivery'], body: Buffer): SealedDelivery {
  const { source, webhookId, topic, signature, repeatable } = delivery;
  const pieces = crypto.sealInPieces(bodyContext(source, webhookId), body);
  return {
    delivery,
    bodyKey: [source, topic, signature, ...(repeatable ? [webhookId] : [])].join(' '),
    body: pieces,
    bodyLength: pieces.reduce((sum, piece) => sum + piece.length, 0),
  };
}

/** What the body of a delivery is sealed for. */
export function bodyContext(source: string, webhookId: string): string {
  return `webhook:${source}:${webhookId}`;
}

async function commitBatch(
  deps: InboxDeps,
  statements: InboxStatements,
  batch: readonly SealedDelivery[],
): Promise<Outcome[]> {
  // The same webhook id twice in one batch would meet its own receipt: only the first goes in.
  const first = new Map<string, SealedDelivery>();
  for (const sealed of batch) {
    const key = deliveryKey(sealed.delivery.source, sealed.delivery.webhookId);
    if (!first.has(key)) first.set(key, sealed);
  }
  const rows = await statements.insertBatch([...first.values()]);
  const recorded = new Set(rows.map((row) => deliveryKey(row.source, row.webhook_id)));
  deps.metrics.groupCommitSize.observe(batch.length);
  if (rows.length > 0) deps.onRecorded(rows.map(({ id }) => id));

  const outcomes = batch.map((sealed): Outcome => {
    const key = deliveryKey(sealed.delivery.source, sealed.delivery.webhookId);
    return first.get(key) === sealed && recorded.has(key) ? 'recorded' : 'duplicate';
  });
  const duplicates = batch.filter((_, index) => outcomes[index] === 'duplicate');
  // The figure is for people to look at: without it, what was recorded is recorded all the same.
  if (duplicates.length > 0) await statements.countDuplicates(duplicates).catch(() => undefined);
  return outcomes;
}

function deliveryKey(source: string, webhookId: string): string {
  return `${source}\0${webhookId}`;
}

/**
 * SQLSTATE classes 22 (data) and 23 (constraint) are about a row; 40 (deadlock between two batches that hold copies
 * of each other's deliveries) goes away one by one.
 */
function isItemFault(error: unknown): boolean {
  return error instanceof DatabaseError && /^(22|23|40)/.test(error.code ?? '');
}
