import type { Pool } from 'pg';

export interface InboxStats {
  /** What lies in the inbox now, however old. */
  unsettled: {
    pending: number;
    processing: number;
    dead: number;
    parked: number;
    /** Of what is pending or processing. */
    oldestPendingSeconds: number | null;
  };
  /** Of what was settled since. */
  settled: {
    applied: number;
    stale: number;
    /** From receipt to settling, of what was not replayed. */
    p50Ms: number | null;
    p95Ms: number | null;
  };
  /** Copies of what was received since. */
  duplicates: number;
  /** Attempts beyond the first, of what was received or settled since. */
  retries: number;
  replays: number;
  topics: TopicStats[];
}

export interface TopicStats {
  topic: string;
  applied: number;
  stale: number;
  dead: number;
  parked: number;
  /** Pending or processing. */
  waiting: number;
}

const unsettled = `
  SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
         count(*) FILTER (WHERE status = 'processing')::int AS processing,
         count(*) FILTER (WHERE status = 'dead')::int AS dead,
         count(*) FILTER (WHERE status = 'parked')::int AS parked,
         extract(epoch FROM now() - min(received_at) FILTER (WHERE status IN ('pending', 'processing')))::float
           AS "oldestPendingSeconds"
  FROM webhook_inbox`;

const settled = `
  SELECT count(*) FILTER (WHERE outcome = 'applied')::int AS applied,
         count(*) FILTER (WHERE outcome = 'stale')::int AS stale,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE replays = 0) AS "p50Ms",
         percentile_cont(0.95) WITHIN GROUP (ORDER BY took) FILTER (WHERE replays = 0) AS "p95Ms"
  FROM (SELECT outcome, replays, extract(epoch FROM settled_at - received_at)::float * 1000 AS took
        FROM webhook_logs WHERE settled_at >= $1) AS log`;

const recent = `
  SELECT topic, status, attempts, replays FROM webhook_inbox WHERE received_at >= $1
  UNION ALL SELECT topic, outcome, attempts, replays FROM webhook_logs WHERE settled_at >= $1`;

const work = `
  SELECT coalesce(sum(greatest(attempts - 1, 0)), 0)::int AS retries, coalesce(sum(replays), 0)::int AS replays,
         (SELECT coalesce(sum(duplicates), 0)::int FROM webhook_receipts WHERE received_at >= $1) AS duplicates
  FROM (${recent}) AS delivery`;

const topics = `
  SELECT topic,
         count(*) FILTER (WHERE status = 'applied')::int AS applied, count(*) FILTER (WHERE status = 'stale')::int AS stale,
         count(*) FILTER (WHERE status = 'dead')::int AS dead, count(*) FILTER (WHERE status = 'parked')::int AS parked,
         count(*) FILTER (WHERE status IN ('pending', 'processing'))::int AS waiting
  FROM (${recent}) AS delivery GROUP BY topic ORDER BY count(*) DESC, topic`;

/** What lies in the inbox now: one scan of it alone. */
export async function countUnsettled(pool: Pool): Promise<InboxStats['unsettled']> {
  return (await pool.query<InboxStats['unsettled']>(unsettled)).rows[0] as InboxStats['unsettled'];
}

/** How the inbox fares. One scan of what came since, so not for a scrape every few seconds. */
export async function readInboxStats(pool: Pool, since: Date): Promise<InboxStats> {
  const [now, log, effort, byTopic] = await Promise.all([
    countUnsettled(pool),
    pool.query<InboxStats['settled']>(settled, [since]),
    pool.query<Pick<InboxStats, 'duplicates' | 'retries' | 'replays'>>(work, [since]),
    pool.query<TopicStats>(topics, [since]),
  ]);
  return {
    unsettled: now,
    settled: log.rows[0] as InboxStats['settled'],
    ...(effort.rows[0] as Pick<InboxStats, 'duplicates' | 'retries' | 'replays'>),
    topics: byTopic.rows,
  };
}
