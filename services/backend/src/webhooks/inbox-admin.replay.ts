import type { Pool } from 'pg';
import { recordAudit } from '../platform/audit.ts';
import type { Tx, Writer } from '../platform/db.ts';
import { auditSubject, type DeliveryFilter, type DeliveryStatus } from './inbox-admin.ts';

/**
 * Sending deliveries round again. They become pending and due with all their attempts, and the relay of any running
 * process finds them within about a second: no queue is needed here. Applying twice does no harm, since every
 * handler compares versions.
 */
export type ReplayableStatus = Extract<DeliveryStatus, 'dead' | 'parked' | 'done'>;

export interface ReplayRange extends Omit<DeliveryFilter, 'status'> {
  status: ReplayableStatus;
  since: Date;
}

export type ReplayRefusal = 'unknown' | 'erased' | 'processing' | 'pending';

export interface ReplayPreview {
  /** What would be replayed. */
  count: number;
  /** What matches but cannot be, because its body was erased on request. */
  erased: number;
  firstId: string | null;
  lastId: string | null;
  topics: { topic: string; count: number }[];
}

interface Candidate {
  id: bigint;
  status: DeliveryStatus;
  attempts: number;
  hasBody: boolean;
}

/** Why a delivery cannot be replayed; undefined when it can. */
export function refuseReplay(delivery: { status: DeliveryStatus; hasBody: boolean }): ReplayRefusal | undefined {
  if (delivery.status === 'pending' || delivery.status === 'processing') return delivery.status;
  return delivery.hasBody ? undefined : 'erased';
}

/** Replays one delivery, with its audit entry. Returns why not, when it was not. */
export async function replayDelivery(writer: Writer, id: bigint, actor: string): Promise<ReplayRefusal | undefined> {
  return writer.$transaction(async (tx) => {
    const candidate = await lockCandidate(tx, id);
    const refusal = candidate ? refuseReplay(candidate) : 'unknown';
    if (candidate && !refusal) await moveToPending(tx, [candidate], actor);
    return refusal;
  });
}

/**
 * Replays the next deliveries of the range in the order of their ids, in one transaction. What it touches lies in
 * (afterId, upToId], so that a range comes to its end even when what it replays fails again meanwhile.
 * @returns the ids replayed; fewer than `batchSize` when the range is through.
 */
export async function replayBatch(
  writer: Writer,
  range: ReplayRange,
  window: { afterId: bigint; upToId: bigint; batchSize: number },
  actor: string,
): Promise<bigint[]> {
  return writer.$transaction(async (tx) => {
    const candidates =
      range.status === 'done' ? await lockSettled(tx, range, window) : await lockShelved(tx, range, window);
    await moveToPending(tx, candidates, actor);
    return candidates.map(({ id }) => id);
  });
}

/** Rows of one transaction, so that none is long. */
const batchSize = 200;

/**
 * Replays what a preview showed, batch by batch. What was recorded since is left alone.
 * @param options.signal ends it after the batch under way.
 * @returns the ids replayed.
 */
export async function replayPreviewed(
  writer: Writer,
  range: ReplayRange,
  preview: ReplayPreview,
  options: { actor: string; signal?: AbortSignal; onBatch?: (replayed: number) => void },
): Promise<bigint[]> {
  const replayed: bigint[] = [];
  const upToId = BigInt(preview.lastId ?? 0);
  for (let afterId = 0n; afterId < upToId && !options.signal?.aborted; ) {
    const ids = await replayBatch(writer, range, { afterId, upToId, batchSize }, options.actor);
    replayed.push(...ids);
    options.onBatch?.(replayed.length);
    afterId = ids.length < batchSize ? upToId : (ids.at(-1) as bigint);
  }
  return replayed;
}

const previewOf = (matching: string) => `
  WITH matching AS (${matching} ORDER BY id LIMIT $5), replayable AS (SELECT * FROM matching WHERE "hasBody")
  SELECT (SELECT count(*)::int FROM replayable) AS count,
         (SELECT count(*)::int FROM matching WHERE NOT "hasBody") AS erased,
         (SELECT min(id) FROM replayable) AS "firstId", (SELECT max(id) FROM replayable) AS "lastId",
         (SELECT coalesce(json_agg(by_topic ORDER BY count DESC, topic), '[]')
          FROM (SELECT topic, count(*)::int FROM replayable GROUP BY topic) AS by_topic) AS topics`;

const previewShelved = previewOf(`
  SELECT id, topic, body IS NOT NULL AS "hasBody" FROM webhook_inbox
  WHERE status = $1 AND received_at >= $2 AND ($3::timestamptz IS NULL OR received_at < $3)
    AND ($4::text IS NULL OR topic = $4)`);

const previewSettled = previewOf(`
  SELECT id, topic, body IS NOT NULL AS "hasBody" FROM webhook_logs
  WHERE $1 = 'done' AND received_at >= $2 AND settled_at >= $2
    AND ($3::timestamptz IS NULL OR received_at < $3) AND ($4::text IS NULL OR topic = $4)`);

/** What replaying the range would do to at most `limit` deliveries, the oldest first. Changes nothing. */
export async function previewReplay(pool: Pool, range: ReplayRange, limit: number): Promise<ReplayPreview> {
  const text = range.status === 'done' ? previewSettled : previewShelved;
  const values = [range.status, range.since, range.until ?? null, range.topic ?? null, limit];
  return (await pool.query<ReplayPreview>(text, values)).rows[0] as ReplayPreview;
}

const replayedStates = `
  SELECT state, count(*)::int AS count FROM (
    SELECT CASE WHEN status IN ('dead', 'parked') THEN status
                WHEN status = 'pending' AND attempts > 0 AND due_at > now() THEN 'retrying'
                ELSE 'waiting' END AS state
    FROM webhook_inbox WHERE id = ANY ($1::bigint[])
    UNION ALL SELECT outcome FROM webhook_logs WHERE id = ANY ($1::bigint[])
  ) AS delivery GROUP BY state ORDER BY state`;

/** How many of the deliveries are applied, stale, dead, parked, retrying (it failed once more) or waiting. */
export async function readReplayedStates(pool: Pool, ids: readonly bigint[]): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ state: string; count: number }>(replayedStates, [ids.map(String)]);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function lockCandidate(tx: Tx, id: bigint): Promise<Candidate | undefined> {
  const [unsettled] = await tx.$queryRaw<Candidate[]>`
    SELECT id, status, attempts, body IS NOT NULL AS "hasBody" FROM webhook_inbox WHERE id = ${id} FOR UPDATE`;
  if (unsettled) return unsettled;
  const [settled] = await tx.$queryRaw<Candidate[]>`
    SELECT id, 'done' AS status, attempts, body IS NOT NULL AS "hasBody" FROM webhook_logs WHERE id = ${id} FOR UPDATE`;
  return settled;
}

type Window = { afterId: bigint; upToId: bigint; batchSize: number };

function lockShelved(tx: Tx, range: ReplayRange, window: Window): Promise<Candidate[]> {
  const { status, since, until = null, topic = null } = range;
  return tx.$queryRaw<Candidate[]>`
    SELECT id, status, attempts, true AS "hasBody" FROM webhook_inbox
    WHERE id > ${window.afterId} AND id <= ${window.upToId} AND status = ${status} AND body IS NOT NULL
      AND received_at >= ${since} AND (${until}::timestamptz IS NULL OR received_at < ${until})
      AND (${topic}::text IS NULL OR topic = ${topic})
    ORDER BY id LIMIT ${window.batchSize} FOR UPDATE`;
}

function lockSettled(tx: Tx, range: ReplayRange, window: Window): Promise<Candidate[]> {
  const { since, until = null, topic = null } = range;
  return tx.$queryRaw<Candidate[]>`
    SELECT id, 'done' AS status, attempts, true AS "hasBody" FROM webhook_logs
    WHERE id > ${window.afterId} AND id <= ${window.upToId} AND body IS NOT NULL
      AND received_at >= ${since} AND settled_at >= ${since}
      AND (${until}::timestamptz IS NULL OR received_at < ${until}) AND (${topic}::text IS NULL OR topic = ${topic})
    ORDER BY id LIMIT ${window.batchSize} FOR UPDATE`;
}

/** The caller holds the locks on the rows. */
async function moveToPending(tx: Tx, candidates: readonly Candidate[], actor: string): Promise<void> {
  const ids = candidates.map(({ id }) => id);
  await tx.$executeRaw`
    UPDATE webhook_inbox SET status = 'pending', attempts = 0, replays = replays + 1, reason = NULL,
                             due_at = now(), relay_at = now()
    WHERE id = ANY (${ids}) AND status IN ('dead', 'parked')`;
  await tx.$executeRaw`
    WITH taken AS (DELETE FROM webhook_logs WHERE id = ANY (${ids}) RETURNING *)
    INSERT INTO webhook_inbox (id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at,
                               received_at, body, replays, order_id, customer_id)
    SELECT id, source, webhook_id, topic, shop_domain, api_version, event_id, triggered_at, received_at, body,
           replays + 1, order_id, customer_id
    FROM taken`;
  for (const { id, status, attempts } of candidates) {
    const details = { from: status, attempts };
    await recordAudit(tx, { actor, action: 'delivery.replay', subject: auditSubject(id), details });
  }
}
