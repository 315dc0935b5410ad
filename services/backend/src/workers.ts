import type { Queue } from 'bullmq';
import type { Env } from './env.ts';
import { scheduleJobs } from './jobs/enqueue.ts';
import type { QueueBackend } from './jobs/queue-backend.ts';
import type { JobHandlers, QueueName } from './jobs/queues.ts';
import { runJobs } from './jobs/run.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/db.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import { makePartitions, pruneDeliveries } from './webhooks/inbox-maintenance.ts';
import type { Processor } from './webhooks/processor.ts';
import { type Dispatch, startRelay } from './webhooks/relay.ts';

export interface WorkersDeps {
  env: Pick<Env, 'WORKER_CONCURRENCY' | 'WEBHOOK_LOG_RETENTION_DAYS' | 'WEBHOOK_RECEIPT_RETENTION_DAYS'>;
  database: Database;
  processor: Processor;
  dispatch: Dispatch;
  metrics: Metrics;
  clock: Clock;
  log: Log;
}

export interface Workers {
  stop(): Promise<void>;
}

/** Every job and who does it. */
export function createJobHandlers(deps: WorkersDeps): JobHandlers {
  const maintenance = { pool: deps.database.primary, clock: deps.clock, log: deps.log };
  const keep = { logDays: deps.env.WEBHOOK_LOG_RETENTION_DAYS, receiptDays: deps.env.WEBHOOK_RECEIPT_RETENTION_DAYS };
  return {
    'process-deliveries': ({ inboxIds }, signal) => deps.processor.process(inboxIds, signal),
    'make-partitions': () => makePartitions(maintenance),
    'prune-deliveries': () => pruneDeliveries(maintenance, keep),
  };
}

/** The job side: workers of every queue, the schedules, and the relay that makes up for what the queue misses. */
export function startWorkers(
  deps: WorkersDeps & { backend: QueueBackend; queues: ReadonlyMap<QueueName, Queue> },
): Workers {
  const jobs = runJobs({ ...deps, handlers: createJobHandlers(deps), concurrency: deps.env.WORKER_CONCURRENCY });
  const relay = startRelay({ pool: deps.database.primary, dispatch: deps.dispatch, log: deps.log });
  const schedules = keepTrying(() => scheduleJobs(deps.queues), deps.log);
  return {
    async stop() {
      schedules.stop();
      await relay.stop();
      await jobs.stop();
    },
  };
}

/** The same without a queue, inside the server: the relay hands deliveries to this process, timers replace schedules. */
export function startInlineWorkers(deps: WorkersDeps): Workers {
  const handlers = createJobHandlers(deps);
  const signal = new AbortController().signal;
  const relay = startRelay({ pool: deps.database.primary, dispatch: deps.dispatch, log: deps.log });
  const maintain = () =>
    Promise.all([handlers['make-partitions']({}, signal), handlers['prune-deliveries']({}, signal)]).catch(
      (error: unknown) => deps.log.warn({ err: error }, 'maintenance failed; it is tried again in an hour'),
    );
  void maintain();
  const timer = setInterval(() => void maintain(), 60 * 60 * 1_000);
  return {
    async stop() {
      clearInterval(timer);
      await relay.stop();
    },
  };
}

function keepTrying(work: () => Promise<void>, log: Log): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const attempt = async () => {
    try {
      await work();
    } catch (error) {
      if (stopped) return;
      log.warn({ err: error }, 'schedules could not be written; tried again in 10 seconds');
      timer = setTimeout(() => void attempt(), 10_000);
    }
  };
  void attempt();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
