import type { Queue } from 'bullmq';
import type { Clerk } from './clients/clerk.ts';
import type { Mailer } from './clients/mail.ts';
import type { ShopifyAdmin } from './clients/shopify.ts';
import type { Storage } from './clients/storage.ts';
import type { Env } from './env-schema.ts';
import { scheduleJobs } from './jobs/enqueue.ts';
import type { QueueBackend } from './jobs/queue-backend.ts';
import type { JobHandlers, QueueName } from './jobs/queues.ts';
import { runJobs } from './jobs/run.ts';
import { startTimers } from './jobs/timers.ts';
import { createMirrorJobs, type MirrorVariable } from './mirror/mirror-jobs.ts';
import { type GatherAccount, makeAccountExports } from './modules/account-exports/account-exports.jobs.ts';
import { countSales, publishDueProducts } from './modules/catalogue/catalogue.jobs.ts';
import { pruneCheckouts } from './modules/checkouts/checkouts.jobs.ts';
import { pruneDesigns } from './modules/designs/designs.jobs.ts';
import { pruneVisitors } from './modules/guests/guests.jobs.ts';
import { sendMails } from './modules/mails/mails.jobs.ts';
import { erasePreviews, renderPreview } from './modules/previews/previews.jobs.ts';
import { announceStock } from './modules/stock-alerts/stock-alerts.jobs.ts';
import { deleteClerkUsers } from './modules/users/users.jobs.ts';
import type { Clock } from './platform/clock.ts';
import type { Crypto } from './platform/crypto.ts';
import type { Database } from './platform/db.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { RenderPng } from './platform/png.ts';
import { gatherAccount } from './webhooks/account-copy.ts';
import { dispatchInline, type InlineDispatch } from './webhooks/dispatch.ts';
import { makePartitions, pruneDeliveries } from './webhooks/inbox-maintenance.ts';
import type { Processor } from './webhooks/processor.ts';
import { type Dispatch, startRelay } from './webhooks/relay.ts';

export interface WorkersDeps {
  env: Pick<
    Env,
    | 'WORKER_CONCURRENCY'
    | 'WEBHOOK_LOG_RETENTION_DAYS'
    | 'WEBHOOK_RECEIPT_RETENTION_DAYS'
    | 'STOREFRONT_URL'
    | MirrorVariable
  >;
  database: Database;
  clerk: Pick<Clerk, 'deleteUser'>;
  shopify: ShopifyAdmin;
  processor: Processor;
  dispatch: Dispatch;
  crypto: Crypto;
  storage: Storage;
  mailer: Mailer;
  renderPng: RenderPng;
  metrics: Metrics;
  clock: Clock;
  log: Log;
}

export interface Workers {
  stop(): Promise<void>;
}

const schedulesIntervalMs = 10_000;

/** Every job and who does it. */
export function createJobHandlers(deps: WorkersDeps): JobHandlers {
  const maintenance = { pool: deps.database.primary, clock: deps.clock, log: deps.log };
  const keep = { logDays: deps.env.WEBHOOK_LOG_RETENTION_DAYS, receiptDays: deps.env.WEBHOOK_RECEIPT_RETENTION_DAYS };
  const previews = { ...deps, writer: deps.database.writer };
  const mail = { ...deps, writer: deps.database.writer, domain: new URL(deps.env.STOREFRONT_URL).hostname };
  const alerts = { ...deps, writer: deps.database.writer, storefrontUrl: deps.env.STOREFRONT_URL };
  const exports = { ...alerts, gatherAccount: accountOf(deps.crypto) };
  const mirror = createMirrorJobs(deps);
  return {
    ...mirror,
    'process-deliveries': ({ inboxIds }, signal) => deps.processor.process(inboxIds, signal),
    'make-partitions': () => makePartitions(maintenance),
    'render-preview': (ref) => renderPreview(previews, ref),
    'erase-previews': (_payload, signal) => erasePreviews(previews, signal),
    'prune-deliveries': () => pruneDeliveries(maintenance, keep),
    'prune-visitors': () => pruneVisitors(maintenance),
    'delete-clerk-users': (_payload, signal) =>
      deleteClerkUsers({ writer: deps.database.writer, clerk: deps.clerk }, signal),
    'prune-designs': () => pruneDesigns(maintenance),
    'publish-due-products': (_payload, signal) => publishDueProducts(maintenance, signal),
    'count-sales': () => countSales(maintenance),
    'prune-checkouts': () => pruneCheckouts(maintenance),
    'make-account-exports': (_payload, signal) => makeAccountExports(exports, signal),
    'announce-stock': (_payload, signal) => announceStock(alerts, signal),
    'send-mails': (_payload, signal) => sendMails(mail, signal),
  };
}

function accountOf(crypto: Crypto): GatherAccount {
  return async (tx, userId) => {
    const content = await gatherAccount(tx, crypto, userId);
    return content && { content, email: content.profile.email, locale: content.profile.locale };
  };
}

/** The job side: workers of every queue, the schedules, and the relay that makes up for what the queue misses. */
export function startWorkers(
  deps: WorkersDeps & { backend: QueueBackend; queues: ReadonlyMap<QueueName, Queue> },
): Workers {
  const jobs = runJobs({ ...deps, handlers: createJobHandlers(deps), concurrency: deps.env.WORKER_CONCURRENCY });
  const here = dispatchInline({ processor: deps.processor, concurrency: deps.env.WORKER_CONCURRENCY, log: deps.log });
  const dispatch = dispatchOrProcess(deps, here);
  const relay = startRelay({ pool: deps.database.primary, dispatch, log: deps.log });
  const schedules = keepScheduled(deps.queues, deps.log);
  return {
    async stop() {
      schedules.stop();
      // At once: a relay that waits for PostgreSQL must not keep the workers from hearing of the end.
      await Promise.all([relay.stop(), jobs.stop(), here.stop()]);
    },
  };
}

/** While the queue takes nothing, the relay's own process does the work: an outage of Redis costs time and no more. */
function dispatchOrProcess({ dispatch, log }: Pick<WorkersDeps, 'dispatch' | 'log'>, here: InlineDispatch): Dispatch {
  let failing = false;
  return async (inboxIds) => {
    try {
      await dispatch(inboxIds);
      if (failing) log.info('the queue takes deliveries again');
      failing = false;
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'the queue takes nothing; deliveries are processed without it');
      failing = true;
      await here.dispatch(inboxIds);
    }
  };
}

/** The same without a queue, inside the server: the relay hands deliveries to this process, timers replace schedules. */
export function startInlineWorkers(deps: WorkersDeps): Workers {
  const relay = startRelay({ pool: deps.database.primary, dispatch: deps.dispatch, log: deps.log });
  const timers = startTimers(createJobHandlers(deps), deps.log);
  return {
    async stop() {
      await Promise.all([timers.stop(), relay.stop()]);
    },
  };
}

/** Schedules lie in the queue, and a Redis that lost its memory lost them too: they are written again. */
function keepScheduled(queues: ReadonlyMap<QueueName, Queue>, log: Log): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let written = false;
  let failing = false;
  const attempt = async () => {
    try {
      await scheduleJobs(queues, written ? 'missing' : 'all');
      written = true;
      failing = false;
    } catch (error) {
      if (!failing && !stopped) log.warn({ err: error }, 'schedules could not be written; they are tried again');
      failing = true;
    }
    if (!stopped) timer = setTimeout(() => void attempt(), schedulesIntervalMs);
  };
  void attempt();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
