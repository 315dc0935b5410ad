import type { Job, Worker } from 'bullmq';
import type { ErrorReporter } from '../platform/error-reporter.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import { isAbsence } from '../platform/outage.ts';
import type { QueueBackend } from './queue-backend.ts';
import { type JobHandlers, type JobName, jobContracts, type QueueName, queueNames } from './queues.ts';

interface RunDeps {
  backend: QueueBackend;
  handlers: JobHandlers;
  concurrency: number;
  metrics: Pick<Metrics, 'jobWaitSeconds' | 'jobRunSeconds'>;
  reporter: Pick<ErrorReporter, 'report'>;
  log: Log;
}

export interface RunningJobs {
  /** Takes no more jobs and waits for those that run; they are told to finish early. */
  stop(): Promise<void>;
}

/** Starts a worker for every queue. Each job is timed, logged with its id, and its payload parsed again. */
export function runJobs(deps: RunDeps): RunningJobs {
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const workers: Worker[] = queueNames.map((queue) =>
    deps.backend.openWorker(queue, (job) => track(running, runJob(deps, queue, job, stopping.signal)), {
      concurrency: deps.concurrency,
    }),
  );
  return {
    async stop() {
      stopping.abort();
      // A worker would wait for its connection to come back before it lets go of it.
      const isCutOff = deps.backend.redis !== undefined && deps.backend.redis.status !== 'ready';
      if (isCutOff) await Promise.allSettled(running);
      await Promise.all(workers.map((worker) => worker.close(isCutOff)));
    },
  };
}

async function track(running: Set<Promise<void>>, job: Promise<void>): Promise<void> {
  running.add(job);
  try {
    await job;
  } finally {
    running.delete(job);
  }
}

async function runJob(deps: RunDeps, queue: QueueName, job: Job, signal: AbortSignal): Promise<void> {
  const log = deps.log.child({ jobId: job.id, job: job.name });
  const name = job.name as JobName;
  if (!Object.hasOwn(jobContracts, name)) throw new Error(`no handler for job ${job.name}`);
  const startedAt = Date.now();
  deps.metrics.jobWaitSeconds.observe({ queue, job_name: name }, Math.max(0, (startedAt - job.timestamp) / 1_000));
  let outcome = 'failed';
  try {
    const handle = deps.handlers[name] as (payload: unknown, signal: AbortSignal) => Promise<void>;
    await handle(jobContracts[name].payload.parse(job.data), signal);
    outcome = 'completed';
  } catch (error) {
    log.error({ err: error }, 'job failed');
    // Once, when it is tried no more. An outage of PostgreSQL is nothing unexpected and has an alert of its own.
    const isLast = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (isLast && !isAbsence(error)) deps.reporter.report(error, { jobId: job.id, operation: name });
    throw error;
  } finally {
    const seconds = (Date.now() - startedAt) / 1_000;
    deps.metrics.jobRunSeconds.observe({ queue, job_name: name, outcome }, seconds);
    log.debug({ outcome, seconds }, 'job ended');
  }
}
