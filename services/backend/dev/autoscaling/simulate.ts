import type { AutoscalerConfig } from './autoscaler-config.ts';
import { type Minute, minutesOfDay } from './day.ts';
import { createPool, type Pool } from './pool.ts';
import { createSeriesStore, type SeriesStore } from './series.ts';

/** What one machine is taken to be able to do, each second. */
export const capacity = {
  requests: 300,
  deliveries: 200,
  jobs: 10,
};
/** As in fly.prod.toml and with `fly scale count`. */
export const poolSizes = { server: 8, worker: 6 };
const scrapeSeconds = 15;
const daySeconds = minutesOfDay * 60;

export interface SimulatedMinute {
  requestsPerSecond: number;
  /** Requests of what the machines could do; above 1 they wait. The highest of the minute, as what follows. */
  utilisation: number;
  servers: number;
  pendingDeliveries: number;
  oldestPendingSeconds: number;
  waitingJobs: number;
  workers: number;
}

export interface Simulation {
  minutes: SimulatedMinute[];
  /** The longest that a request waited for its turn, in seconds. */
  longestRequestWait: number;
  /** Deliveries and jobs that are left when the day is over. */
  left: { deliveries: number; jobs: number };
  server: Pool;
  worker: Pool;
}

export interface SimulationOptions {
  day: readonly Minute[];
  /** Undefined: as many machines as at first, all day. */
  server: AutoscalerConfig | undefined;
  worker: AutoscalerConfig | undefined;
  /** Seconds of the day during which nobody exports the global gauges, as when the process that did has died. */
  gap?: { from: number; to: number };
}

/**
 * A day in steps of a second: load comes in, the machines that run work on it and count it as src/platform/metrics.ts
 * does, every 15 seconds they are scraped and the autoscalers look. Not simulated: deploys, during which fly-autoscaler
 * does nothing, machines that fail, and Fly's proxy, which starts servers on its own.
 */
export function simulateDay({ day, gap, ...configs }: SimulationOptions): Simulation {
  const store = createSeriesStore(900);
  const pool = (group: 'server' | 'worker') =>
    createPool(configs[group], store, { group, size: poolSizes[group], startWith: 2 });
  const [server, worker] = [pool('server'), pool('worker')];
  const requests = createRequests(server, store);
  const deliveries = createBacklog(() => worker.working(now).length * capacity.deliveries);
  const jobs = createBacklog(() => worker.working(now).length * capacity.jobs);
  const minutes: SimulatedMinute[] = [];
  let now = 0;
  let highest = emptyMinute();
  for (; now < daySeconds; now += 1) {
    const load = day[Math.floor(now / 60)] as Minute;
    requests.step(now, load);
    deliveries.step(now, load.deliveriesPerSecond);
    jobs.step(now, load.jobsPerSecond);
    const isGap = gap !== undefined && now >= gap.from && now < gap.to;
    if (now % scrapeSeconds === 7) exportGlobals(store, now, { deliveries, jobs, isGap });
    if (now % scrapeSeconds === 0 && now > 0) {
      server.reconcile(now);
      worker.reconcile(now);
    }
    highest = highestOf(highest, {
      requestsPerSecond: load.requestsPerSecond,
      utilisation: requests.utilisation(),
      servers: server.started(),
      pendingDeliveries: deliveries.size(),
      oldestPendingSeconds: deliveries.oldestSeconds(now),
      waitingJobs: jobs.size(),
      workers: worker.started(),
    });
    if (now % 60 !== 59) continue;
    minutes.push(highest);
    highest = emptyMinute();
  }
  return {
    minutes,
    longestRequestWait: requests.longestWait(),
    left: { deliveries: deliveries.size(), jobs: jobs.size() },
    server,
    worker,
  };
}

/** Requests are shared evenly. As machines fill up they take longer, and what they cannot take waits. */
function createRequests(pool: Pool, store: SeriesStore) {
  const counters = new Map(pool.machines.map(({ id }) => [id, { count: 0, seconds: 0 }]));
  let waiting = 0;
  let utilisation = 0;
  let longestWait = 0;
  return {
    utilisation: () => utilisation,
    longestWait: () => longestWait,
    step(at: number, { requestsPerSecond, requestMs }: Minute) {
      const working = pool.working(at);
      const able = Math.max(1, working.length) * capacity.requests;
      utilisation = (requestsPerSecond + waiting) / able;
      const done = Math.min(requestsPerSecond + waiting, able);
      waiting += requestsPerSecond - done;
      const waitSeconds = waiting / able;
      longestWait = Math.max(longestWait, waitSeconds);
      const seconds = requestMs / 1_000 / (1 - Math.min(utilisation, 0.9)) + waitSeconds;
      for (const { id } of working) {
        const counter = counters.get(id) as { count: number; seconds: number };
        counter.count += done / working.length;
        counter.seconds += (done / working.length) * seconds;
      }
      for (const [index, machine] of pool.machines.entries()) {
        if (at % scrapeSeconds !== (index * 4) % scrapeSeconds) continue;
        const isWorking = working.includes(machine);
        const counter = counters.get(machine.id) as { count: number; seconds: number };
        // A process that is started again counts from zero.
        if (!isWorking) Object.assign(counter, { count: 0, seconds: 0 });
        const labels = { app: 'pet-backend', instance: machine.id, operation: 'listProducts', status_class: '2xx' };
        const record = (name: string, value: number) =>
          store.record(`http_request_duration_seconds_${name}`, labels, { at, value: isWorking ? value : Number.NaN });
        record('count', counter.count);
        record('sum', counter.seconds);
      }
    },
  };
}

/** First in, first out. */
function createBacklog(ablePerSecond: () => number) {
  const arrivedUntil: number[] = [];
  let arrived = 0;
  let done = 0;
  let oldest = 0;
  return {
    size: () => Math.max(0, Math.round(arrived - done)),
    oldestSeconds: (at: number) => (arrived - done >= 1 ? at - oldest : 0),
    step(at: number, perSecond: number) {
      arrived += perSecond;
      arrivedUntil.push(arrived);
      done = Math.min(arrived, done + ablePerSecond());
      while (oldest < at && (arrivedUntil[oldest] as number) <= done) oldest += 1;
    },
  };
}

type Backlog = ReturnType<typeof createBacklog>;

function exportGlobals(
  store: SeriesStore,
  at: number,
  { deliveries, jobs, isGap }: { deliveries: Backlog; jobs: Backlog; isGap: boolean },
): void {
  const labels = { app: 'pet-backend', instance: 'worker-1' };
  const record = (name: string, value: number, more: Record<string, string> = {}) =>
    store.record(name, { ...labels, ...more }, { at, value: isGap ? Number.NaN : value });
  record('webhook_inbox_deliveries_global', deliveries.size(), { status: 'pending' });
  record('webhook_inbox_deliveries_global', 3, { status: 'dead' });
  record('webhook_inbox_oldest_pending_seconds_global', deliveries.oldestSeconds(at));
  record('queue_jobs_global', jobs.size(), { queue: 'previews', state: 'waiting' });
  record('queue_jobs_global', deliveries.size() / 32, { queue: 'inbox', state: 'waiting' });
}

function emptyMinute(): SimulatedMinute {
  return {
    requestsPerSecond: 0,
    utilisation: 0,
    servers: 0,
    pendingDeliveries: 0,
    oldestPendingSeconds: 0,
    waitingJobs: 0,
    workers: 0,
  };
}

function highestOf(a: SimulatedMinute, b: SimulatedMinute): SimulatedMinute {
  const names = Object.keys(a) as (keyof SimulatedMinute)[];
  return Object.fromEntries(names.map((name) => [name, Math.max(a[name], b[name])])) as unknown as SimulatedMinute;
}
