import type { Pool } from 'pg';
import { z } from 'zod';
import type { RedisClient } from '../platform/redis.ts';
import type { ReplicaLag } from '../platform/replica-lag.ts';
import { countInbox, type InboxCounts } from '../webhooks/inbox-counts.ts';

export interface HealthDeps {
  primary: Pool;
  replica: Pool;
  hasReplica: boolean;
  replicaLag: ReplicaLag;
  replicaMaxLagMs: number;
  redis: RedisClient | undefined;
  queueKind: 'redis' | 'postgres' | 'none';
  /** True from the moment the process begins to stop. */
  isStopping: () => boolean;
}

const probeTimeoutMs = 500;
/** A delivery that waits longer than this means that nobody processes. */
const oldestPendingLimitSeconds = 300;

const partStatus = z.enum(['healthy', 'degraded', 'unhealthy']);
const count = z.int().nonnegative().nullable().describe('null while it cannot be counted');
const part = z.object({
  status: partStatus,
  milliseconds: z.number().describe('How long the probe took.'),
  message: z.string().optional(),
});

export const detailedHealth = z
  .object({
    status: partStatus,
    parts: z.object({
      primary: part,
      replica: part.extend({ lagMilliseconds: z.number().nullable() }),
      redis: part,
      queue: part.extend({ kind: z.enum(['redis', 'postgres', 'none']) }),
      inbox: part.extend({
        pending: count,
        dead: count,
        parked: count,
        oldestPendingSeconds: z.number().nullable(),
      }),
    }),
  })
  .meta({
    id: 'DetailedHealth',
    description: 'The parts that the service stands on.',
    examples: [
      {
        status: 'degraded',
        parts: {
          primary: { status: 'healthy', milliseconds: 0.9 },
          replica: {
            status: 'degraded',
            milliseconds: 1.1,
            message: 'behind by more than 2000 ms',
            lagMilliseconds: 5_200,
          },
          redis: { status: 'healthy', milliseconds: 0.3 },
          queue: { status: 'healthy', milliseconds: 0.3, kind: 'redis' },
          inbox: {
            ...{ status: 'healthy', milliseconds: 2.4 },
            ...{ pending: 3, dead: 0, parked: 1, oldestPendingSeconds: 0.4 },
          },
        },
      },
    ],
  });
export type DetailedHealth = z.output<typeof detailedHealth>;

type Part = z.output<typeof part>;

/** Undefined when this process can serve, or else why not. */
export async function findReadinessProblem(deps: HealthDeps): Promise<string | undefined> {
  if (deps.isStopping()) return 'the process is stopping';
  const primary = await probe('unhealthy', () => deps.primary.query('SELECT 1'));
  return primary.status === 'healthy' ? undefined : `PostgreSQL (primary): ${primary.message}`;
}

/**
 * Probes every part at once, each with a deadline. Only the primary is vital: without the replica reads go to the
 * primary, and without Redis the relay delivers.
 */
export async function probeAll(deps: HealthDeps): Promise<DetailedHealth> {
  const [primary, replica, redis, inbox] = await Promise.all([
    probe('unhealthy', () => deps.primary.query('SELECT 1')),
    probeReplica(deps),
    deps.redis ? probe('degraded', () => (deps.redis as RedisClient).ping()) : notUsed(),
    probeInbox(deps),
  ]);
  const queueFrom = { redis, postgres: primary, none: notUsed() }[deps.queueKind];
  const queue = { ...queueFrom, status: worstOf([queueFrom], 'degraded'), kind: deps.queueKind };
  const parts = { primary, replica, redis, queue, inbox };
  return { status: worstOf(Object.values(parts)), parts };
}

async function probeReplica(deps: HealthDeps) {
  if (!deps.hasReplica) return { ...notUsed(), lagMilliseconds: null };
  const reached = await probe('degraded', () => deps.replica.query('SELECT 1'));
  const lag = deps.replicaLag.milliseconds();
  if (reached.status !== 'healthy') return { ...reached, lagMilliseconds: lag };
  if (lag !== null && lag <= deps.replicaMaxLagMs) return { ...reached, lagMilliseconds: lag };
  const message = lag === null ? 'lag is not known yet' : `behind by more than ${deps.replicaMaxLagMs} ms`;
  return { ...reached, status: 'degraded' as const, message, lagMilliseconds: lag };
}

async function probeInbox(deps: HealthDeps) {
  let counts: InboxCounts | undefined;
  const reached = await probe('degraded', async () => {
    counts = await countInbox(deps.primary);
  });
  const { pending = null, dead = null, parked = null, oldestPendingSeconds = null } = counts ?? {};
  const figures = { pending, dead, parked, oldestPendingSeconds };
  if (reached.status === 'healthy' && (oldestPendingSeconds ?? 0) > oldestPendingLimitSeconds) {
    return { ...reached, status: 'degraded' as const, message: 'deliveries wait too long', ...figures };
  }
  return { ...reached, ...figures };
}

async function probe(whenAway: 'degraded' | 'unhealthy', reach: () => Promise<unknown>): Promise<Part> {
  const startedAt = performance.now();
  const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10;
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${probeTimeoutMs} ms`)), probeTimeoutMs);
  });
  try {
    await Promise.race([reach(), deadline]);
    return { status: 'healthy', milliseconds: elapsed() };
  } catch (error) {
    return { status: whenAway, milliseconds: elapsed(), message: describe(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Never the driver's own words: they may name hosts and users. */
function describe(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('no answer')) return error.message;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `away (${code})` : 'away';
}

function notUsed(): Part {
  return { status: 'healthy', milliseconds: 0, message: 'not used' };
}

function worstOf(parts: Pick<Part, 'status'>[], atWorst: Part['status'] = 'unhealthy'): Part['status'] {
  const order: Part['status'][] = ['healthy', 'degraded', 'unhealthy'];
  const worst = Math.max(...parts.map(({ status }) => order.indexOf(status)));
  return order[Math.min(worst, order.indexOf(atWorst))] as Part['status'];
}
