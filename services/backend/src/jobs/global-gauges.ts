import type { Queue } from 'bullmq';
import type { Pool } from 'pg';
import { findLastBackup } from '../platform/backup-log.ts';
import { createLease } from '../platform/lease.ts';
import type { Metrics } from '../platform/metrics.ts';
import { countInbox } from '../webhooks/inbox-counts.ts';
import { countBusiness } from './business-figures.ts';
import { readCompleteTo } from './mirror-figures.ts';
import type { QueueName } from './queues.ts';

export interface GlobalGauges {
  stop(): Promise<void>;
}

const sampleIntervalMs = 5_000;
/** These are counted over whole tables. */
const businessIntervalMs = 60_000;
const leaseSeconds = 15;
const states = ['waiting', 'prioritized', 'active', 'delayed', 'failed'] as const;

/**
 * Inbox, queue, backups, mirror and shop are one thing however many processes look at them. The process that holds the lease exports their
 * gauges and every other exports none, so that a sum over machines counts nothing twice.
 */
export function exportGlobalGauges(deps: {
  pool: Pool;
  queues: ReadonlyMap<QueueName, Queue>;
  metrics: Pick<
    Metrics,
    | 'inboxDepth'
    | 'inboxOldestSeconds'
    | 'queueJobs'
    | 'backupTakenAt'
    | 'backupVerifiedAt'
    | 'mirrorCompleteTo'
    | 'ordersLastHour'
    | 'designs'
    | 'tickets'
  >;
}): GlobalGauges {
  const lease = createLease(deps.pool, 'global-gauges', leaseSeconds);
  const { inboxDepth, inboxOldestSeconds, queueJobs, backupTakenAt, backupVerifiedAt } = deps.metrics;
  const { mirrorCompleteTo, ordersLastHour, designs, tickets } = deps.metrics;
  let businessAt = Number.NEGATIVE_INFINITY;
  let sampling: Promise<void> | undefined;

  async function sample(): Promise<void> {
    try {
      if (!(await lease.hold())) return clear();
      const counts = await countInbox(deps.pool);
      inboxDepth.set({ status: 'pending' }, counts.pending);
      inboxDepth.set({ status: 'dead' }, counts.dead);
      inboxDepth.set({ status: 'parked' }, counts.parked);
      inboxOldestSeconds.set(counts.oldestPendingSeconds ?? 0);
      const backup = await findLastBackup(deps.pool);
      setTime(backupTakenAt, backup?.takenAt);
      setTime(backupVerifiedAt, backup?.verifiedAt);
      for (const { kind, completeTo } of await readCompleteTo(deps.pool)) {
        mirrorCompleteTo.set({ kind }, completeTo.getTime() / 1_000);
      }
      await sampleBusiness();
    } catch {
      // PostgreSQL is away: no figure is better than an old one.
      return clear();
    }
    await sampleQueues();
  }

  async function sampleBusiness(): Promise<void> {
    if (performance.now() - businessAt < businessIntervalMs) return;
    const figures = await countBusiness(deps.pool);
    ordersLastHour.set(figures.ordersLastHour);
    designs.set(figures.designs);
    tickets.reset();
    for (const [stage, count] of Object.entries(figures.tickets)) tickets.set({ stage }, count);
    businessAt = performance.now();
  }

  async function sampleQueues(): Promise<void> {
    for (const [name, queue] of deps.queues) {
      try {
        const counts = await queue.getJobCounts(...states);
        for (const state of states) queueJobs.set({ queue: name, state }, counts[state] ?? 0);
      } catch {
        for (const state of states) queueJobs.remove({ queue: name, state });
      }
    }
  }

  /** prom-client would show a gauge without labels as 0: it is taken out until there is something to say. */
  function clear(): void {
    inboxDepth.reset();
    inboxOldestSeconds.remove();
    queueJobs.reset();
    backupTakenAt.remove();
    backupVerifiedAt.remove();
    mirrorCompleteTo.reset();
    ordersLastHour.remove();
    designs.remove();
    tickets.reset();
    businessAt = Number.NEGATIVE_INFINITY;
  }

  const tick = () => {
    sampling ??= sample().finally(() => {
      sampling = undefined;
    });
  };
  clear();
  tick();
  const timer = setInterval(tick, sampleIntervalMs);
  timer.unref();

  return {
    async stop() {
      clearInterval(timer);
      await sampling;
      await lease.release().catch(() => undefined);
    },
  };
}

function setTime(gauge: Metrics['backupTakenAt'], time: Date | undefined): void {
  if (time) gauge.set(time.getTime() / 1_000);
  else gauge.remove();
}
