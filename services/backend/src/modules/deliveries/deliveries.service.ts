import type { Identity } from '../../http/identity.ts';
import { decodeShopifyCursor, toPage } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import type { DeliveriesQuery, Delivery, DeliveryDetails, NewReplay, ReplayedRange } from './deliveries.schemas.ts';

export type DeliveriesService = ReturnType<typeof createDeliveriesService>;

type Status = Delivery['status'];
/** Rows as the inbox gives them: with times, where replies have text. */
type Row<Reply> = { [Name in keyof Reply]: Timed<Name, Reply[Name]> };
type Timed<Name, Value> = Name extends `${string}At` ? Date | (null extends Value ? null : never) : Value;
type SummaryRow = Row<Delivery>;
type DetailsRow = Row<Omit<DeliveryDetails, 'audit' | 'body'>> & {
  audit: (Omit<DeliveryDetails['audit'][number], 'at'> & { at: Date })[];
};

export interface ReplayRange {
  status: 'dead' | 'parked' | 'done';
  topic?: string | undefined;
  since: Date;
  until?: Date | undefined;
}

interface Preview {
  count: number;
  erased: number;
  topics: { topic: string; count: number }[];
}

/** What of the inbox an administrator works with; each change leaves an audit entry in its own transaction. */
export interface DeliveriesServiceDeps {
  listDeliveries(
    filter: { status?: Status | undefined; topic?: string | undefined },
    window: { limit: number; beforeId?: bigint | undefined },
  ): Promise<SummaryRow[]>;
  findDelivery(id: bigint): Promise<DetailsRow | undefined>;
  /** Null when there is none, or none any more. */
  readDeliveryBody(id: bigint, actor: string): Promise<Buffer | null>;
  /** Returns why not, when it was not. */
  replayDelivery(id: bigint, actor: string): Promise<'unknown' | 'erased' | 'processing' | 'pending' | undefined>;
  previewReplay(range: ReplayRange, limit: number): Promise<Preview>;
  /** Of the range, what lies before the end of a preview. Returns how many. */
  replayRange(range: ReplayRange, limit: number, actor: string): Promise<{ preview: Preview; replayed: number }>;
}

/** The webhook inbox, as administrators see it: the same as `npm run inbox` shows on a terminal. */
export function createDeliveriesService(inbox: DeliveriesServiceDeps) {
  return {
    /** @throws AppError `invalid_input` for the cursor */
    async listDeliveries({ limit, cursor, sort, status, topic }: DeliveriesQuery) {
      const after = decodeShopifyCursor(cursor, sort, /^$/);
      const window = { limit: limit + 1, beforeId: after && BigInt(after.id) };
      const found = await inbox.listDeliveries({ status, topic }, window);
      const { rows, nextCursor } = toPage(found, limit, ({ id }) => ({ sort, after: '', id }));
      return { items: rows.map(toDelivery), nextCursor };
    },

    /** @throws AppError `not_found` */
    async readDelivery(identity: Identity, id: string, options: { withBody: boolean }): Promise<DeliveryDetails> {
      const body = options.withBody ? await inbox.readDeliveryBody(BigInt(id), actorOf(identity)) : undefined;
      // Read after the body, so that the entry about it shows.
      const found = await inbox.findDelivery(BigInt(id));
      if (!found) throw missing();
      return { ...toDetails(found), ...(body === undefined ? {} : { body: body?.toString('utf8') ?? null }) };
    },

    /** @throws AppError `not_found`, or `conflict` for one that cannot be replayed, or need not be */
    async replayDelivery(identity: Identity, id: string): Promise<{ id: string; status: 'pending' }> {
      const refusal = await inbox.replayDelivery(BigInt(id), actorOf(identity));
      if (refusal === 'unknown') throw missing();
      if (refusal) throw new AppError('conflict', refusals[refusal]);
      return { id, status: 'pending' };
    },

    async replayDeliveries(identity: Identity, request: NewReplay): Promise<ReplayedRange> {
      const { status, topic, limit, dryRun } = request;
      const until = request.until === undefined ? undefined : new Date(request.until);
      const range = { status, topic, since: new Date(request.since), until };
      const { preview, replayed } = dryRun
        ? { preview: await inbox.previewReplay(range, limit), replayed: 0 }
        : await inbox.replayRange(range, limit, actorOf(identity));
      const { count, erased, topics } = preview;
      return { dryRun, matching: count, erased, topics, replayed, mayBeMore: count + erased >= limit };
    },
  };
}

const refusals = {
  erased: 'It cannot be replayed: its body was erased on request.',
  processing: 'It is being processed. Wait for what becomes of it.',
  pending: 'It is pending already, and is processed when it is due.',
};

function missing(): AppError {
  return new AppError('not_found', 'There is no such delivery.');
}

function actorOf({ ownerId }: Identity): string {
  return `user:${ownerId}`;
}

function toDelivery(row: SummaryRow): Delivery {
  return { ...row, receivedAt: row.receivedAt.toISOString() };
}

function toDetails(row: DetailsRow): DeliveryDetails {
  return {
    ...row,
    ...toDelivery(row),
    triggeredAt: row.triggeredAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    audit: row.audit.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
  };
}
