import { randomUUID } from 'node:crypto';
import { DatabaseError } from 'pg';
import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { type Crypto, sha256 } from '../platform/crypto.ts';
import type { Database, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { outlastOutage } from '../platform/outage.ts';
import { bodyContext } from './inbox.ts';
import {
  claimDeliveries,
  type LeasedDelivery,
  LeaseLost,
  leaseSeconds,
  maxAttempts,
  postponeDelivery,
  releaseDelivery,
  type Subject,
  settleDelivery,
  shelveDelivery,
} from './inbox-lease.ts';
import { parsePayload } from './payload.ts';
import { findSubject } from './subject.ts';
import { findHandler, type TopicHandler, topicLabel } from './topics.ts';

export interface Processor {
  /** Works on those of the deliveries that are due and free, one after the other. Never throws because of one of them. */
  process(inboxIds: readonly string[], signal?: AbortSignal): Promise<void>;
}

export interface ProcessorDeps {
  database: Pick<Database, 'writer' | 'primary'>;
  crypto: Crypto;
  metrics: Pick<Metrics, 'settled'>;
  log: Log;
  clock: Clock;
}

interface Outage {
  patienceMs: number;
  signal: AbortSignal | undefined;
}

type Verdict =
  | { end: 'settled'; outcome: 'applied' | 'stale'; unsearchedBodies: number }
  | { end: 'shelved'; status: 'dead' | 'parked'; reason: string; subject: Subject }
  | { end: 'postponed'; reason: string; subject: Subject };

interface Opened {
  handler: TopicHandler;
  payload: unknown;
  subject: Subject;
  body: Buffer;
}

/** Below the lease (see inbox-lease): a transaction must not outlive the right to settle. */
const transactionTimeoutMs = 50_000;

const nobody: Subject = { orderId: null, customerId: null, clerkUserId: null };

export function createProcessor(deps: ProcessorDeps): Processor {
  return {
    async process(inboxIds, signal) {
      const { primary } = deps.database;
      const outage = { patienceMs: leaseSeconds * 1_000, signal };
      const lease = randomUUID();
      // To fail would use up the job and leave the deliveries to the relay, which trusts for a while that jobs run.
      const claimed = await outlastOutage(() => claimDeliveries(primary, inboxIds, lease), outage);
      for (const [index, delivery] of claimed.entries()) {
        try {
          if (signal?.aborted) await releaseDelivery(primary, delivery);
          else await processDelivery(deps, delivery);
        } catch (error) {
          await handBack(deps, delivery, claimed.slice(index + 1), outage, error);
          throw error;
        }
      }
    },
  };
}

/**
 * PostgreSQL went away in the middle. As soon as it is back the deliveries are free again, and not only when their
 * lease ends. The one that was begun keeps its attempt: nobody knows yet whether its transaction is over. After its
 * last attempt it keeps its lease too, at whose end the relay buries it.
 */
async function handBack(
  { database: { primary } }: ProcessorDeps,
  begun: LeasedDelivery,
  untouched: readonly LeasedDelivery[],
  outage: Outage,
  error: unknown,
): Promise<void> {
  for (const delivery of untouched) await outlastOutage(() => releaseDelivery(primary, delivery), outage);
  if (begun.attempt >= maxAttempts) return;
  const { attempt } = begun;
  await outlastOutage(() => postponeDelivery(primary, begun, backoffMs(attempt), describeFailure(error)), outage);
}

async function processDelivery(deps: ProcessorDeps, delivery: LeasedDelivery): Promise<void> {
  const log = deps.log.child({ inboxId: delivery.inboxId, topic: delivery.topic, attempt: delivery.attempt });
  const verdict = await judge(deps, delivery, log);
  if (!verdict) return;
  const outcome = verdict.end === 'settled' ? verdict.outcome : await conclude(deps, delivery, verdict);
  deps.metrics.settled.inc({ topic: topicLabel(delivery), outcome });
  const reason = verdict.end === 'settled' ? undefined : verdict.reason;
  if (verdict.end === 'settled' && verdict.unsearchedBodies > 0) {
    // After the commit: inside the transaction it would be said again by each attempt.
    log.warn({ unsearchedBodies: verdict.unsearchedBodies }, 'erased, but for shelved bodies that do not open');
  }
  log[outcome === 'dead' ? 'error' : 'info']({ outcome, reason }, 'delivery processed');
}

/** Applies the delivery, or says what is to become of it. Undefined when it is somebody else's by now. */
async function judge(deps: ProcessorDeps, delivery: LeasedDelivery, log: Log): Promise<Verdict | undefined> {
  const opened = open(deps.crypto, delivery);
  if ('end' in opened) return opened;
  try {
    return await deps.database.writer.$transaction((tx) => applyAndSettle(deps, tx, delivery, opened), {
      timeout: transactionTimeoutMs,
    });
  } catch (error) {
    if (error instanceof LeaseLost) {
      log.warn('another worker has taken this delivery over');
      return undefined;
    }
    const reason = describeFailure(error);
    log.warn({ err: error }, 'delivery could not be applied');
    const { subject } = opened;
    if (error instanceof Parked) return { end: 'shelved', status: 'parked', reason: error.message, subject };
    if (isHopeless(error)) return { end: 'shelved', status: 'dead', reason, subject };
    return { end: 'postponed', reason, subject };
  }
}

/** Everything that can be known without the database: the topic, the JSON, its shape. */
function open(crypto: Crypto, delivery: LeasedDelivery): Opened | Verdict {
  const shelve = (status: 'dead' | 'parked', reason: string, subject = nobody): Verdict => ({
    end: 'shelved',
    status,
    reason,
    subject,
  });
  if (!delivery.body) return shelve('dead', 'the body was erased on request');
  let body: Buffer;
  try {
    body = crypto.open(bodyContext(delivery.source, delivery.webhookId), delivery.body);
  } catch (error) {
    return { end: 'postponed', reason: `the body does not open: ${(error as Error).message}`, subject: nobody };
  }
  const payload = parsePayload(body);
  if (payload === undefined) return shelve('parked', 'the body is not JSON');
  const subject = findSubject(delivery, payload);
  const handler = findHandler(delivery);
  if (!handler) return shelve('parked', 'no handler for this topic', subject);
  try {
    return { handler, payload: handler.parse(payload), subject, body };
  } catch (error) {
    if (error instanceof z.ZodError) return shelve('dead', describeMismatch(error), subject);
    throw error;
  }
}

async function applyAndSettle(
  deps: ProcessorDeps,
  tx: Tx,
  delivery: LeasedDelivery,
  { handler, payload, subject, body }: Opened,
): Promise<Verdict> {
  if (handler.repeatable && delivery.replays === 0) await parkIfRepeated(tx, delivery, body);
  const context = {
    tx,
    crypto: deps.crypto,
    shopDomain: delivery.shopDomain,
    triggeredAt: delivery.triggeredAt,
  };
  const applied = await handler.apply(context, payload as never);
  const outcome = applied.fresh ? 'applied' : 'stale';
  await settleDelivery(tx, delivery, { outcome, subject, keepBody: !applied.redacted });
  return { end: 'settled', outcome, unsearchedBodies: applied.unsearchedBodies ?? 0 };
}

class Parked extends Error {
  override readonly name = 'Parked';
}

/**
 * The signature covers the body alone. Where the body names no event, the second delivery of the same bytes may be
 * a true one or a replay under new headers: a person decides, by replaying it.
 */
async function parkIfRepeated(tx: Tx, delivery: LeasedDelivery, body: Buffer): Promise<void> {
  const digest = sha256(`${delivery.topic}\0${delivery.shopDomain}\0`, body).toString('hex');
  const first = await tx.$executeRaw`
    INSERT INTO resource_versions (kind, id) VALUES ('signed_body', ${digest}) ON CONFLICT DO NOTHING`;
  if (first === 0) throw new Parked('the same signed bytes came before: replay this one if the event is real');
}

async function conclude(
  deps: ProcessorDeps,
  delivery: LeasedDelivery,
  verdict: Exclude<Verdict, { end: 'settled' }>,
): Promise<'dead' | 'parked' | 'retry'> {
  const { primary } = deps.database;
  if (verdict.end === 'shelved') {
    await shelveDelivery(primary, delivery, verdict);
    return verdict.status;
  }
  if (delivery.attempt >= maxAttempts) {
    const reason = `gave up after ${maxAttempts} attempts: ${verdict.reason}`;
    await shelveDelivery(primary, delivery, { status: 'dead', reason, subject: verdict.subject });
    return 'dead';
  }
  await postponeDelivery(primary, delivery, backoffMs(delivery.attempt), verdict.reason);
  return 'retry';
}

/** 5 s doubling to 21 minutes, a quarter more or less so that what failed together does not return together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return 5_000 * 2 ** (attempt - 1) * (0.75 + random() / 2);
}

/** PostgreSQL refused the data itself (SQLSTATE class 22): the next attempt would meet the same. */
function isHopeless(error: unknown): boolean {
  return sqlStateOf(error)?.startsWith('22') ?? false;
}

/** What is stored and shown: never the message of a driver, which may quote a customer's data. */
function describeFailure(error: unknown): string {
  const sqlState = sqlStateOf(error);
  if (sqlState) return `PostgreSQL refused it with SQLSTATE ${sqlState}`;
  return error instanceof Error ? `${error.name} while applying it` : 'unknown failure';
}

function sqlStateOf(error: unknown): string | undefined {
  if (error instanceof DatabaseError) return error.code;
  const { cause, meta } = (error ?? {}) as { cause?: unknown; meta?: { code?: unknown; driverAdapterError?: unknown } };
  if (typeof meta?.code === 'string' && /^[0-9A-Z]{5}$/.test(meta.code)) return meta.code;
  const { originalCode } = (cause ?? {}) as { originalCode?: unknown };
  if (typeof originalCode === 'string') return originalCode;
  const nested = meta?.driverAdapterError ?? cause;
  return nested && nested !== error ? sqlStateOf(nested) : undefined;
}

function describeMismatch(error: z.ZodError): string {
  const issues = error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'body'}: ${describeIssue(issue)}`);
  return `the payload does not fit its topic: ${issues.join('; ')}`;
}

/** zod never repeats a value, but it does repeat the names of keys that nobody expected. */
function describeIssue(issue: z.core.$ZodIssue): string {
  return issue.code === 'unrecognized_keys' ? 'has fields that this topic does not have' : issue.message;
}
