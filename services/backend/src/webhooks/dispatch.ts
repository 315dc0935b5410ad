import { setTimeout as sleep } from 'node:timers/promises';
import type { Enqueue } from '../jobs/enqueue.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Processor } from './processor.ts';
import type { Dispatch } from './relay.ts';

/** Few enough that a job ends well within its lease, many enough that the queue is no work per delivery. */
const deliveriesPerJob = 32;

/** Hands deliveries to the workers, by way of the queue. */
export function dispatchByQueue(enqueue: Enqueue): Dispatch {
  return (inboxIds) =>
    enqueue(
      'process-deliveries',
      chunk(inboxIds).map((ids) => ({ inboxIds: ids })),
    );
}

export interface InlineDispatch {
  dispatch: Dispatch;
  /** Takes nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/** Processes deliveries in this process: what ENABLE_QUEUE=false means. What is not begun stays in the inbox. */
export function dispatchInline(deps: { processor: Processor; concurrency: number; log: Log }): InlineDispatch {
  const stopping = new AbortController();
  const waiting: string[][] = [];
  const running = new Set<Promise<void>>();
  const waitingLimit = 1_000;

  function startNext(): void {
    if (stopping.signal.aborted) return;
    while (running.size < deps.concurrency && waiting.length > 0) {
      const ids = waiting.shift() as string[];
      const run = deps.processor
        .process(ids, stopping.signal)
        .catch((error: unknown) =>
          deps.log.warn({ err: error }, 'deliveries could not be processed; the relay retries'),
        )
        .finally(() => {
          running.delete(run);
          startNext();
        });
      running.add(run);
    }
  }

  return {
    async dispatch(inboxIds) {
      // More than this can wait in the table: the relay finds it there.
      if (waiting.length < waitingLimit) waiting.push(...chunk(inboxIds));
      startNext();
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** A delivery on its own is dispatched at once; under load this is how long the next ones gather. */
const gatherMs = 20;

/**
 * Wakes the processor up after a commit, without keeping the sender waiting and without being relied upon. While one
 * wake-up is on its way, the next ones gather.
 */
export function createWakeUp(deps: {
  dispatch: Dispatch;
  metrics: Pick<Metrics, 'enqueueFailures'>;
  log: Log;
}): (inboxIds: string[]) => void {
  let gathered: string[] = [];
  let busy = false;
  let failing = false;

  async function send(): Promise<void> {
    busy = true;
    while (gathered.length > 0) {
      const ids = gathered;
      gathered = [];
      try {
        await deps.dispatch(ids);
        failing = false;
      } catch (error) {
        deps.metrics.enqueueFailures.inc(ids.length);
        if (!failing) deps.log.warn({ err: error }, 'the queue takes nothing; the relay will deliver');
        failing = true;
      }
      await sleep(gatherMs);
    }
    busy = false;
  }

  return (inboxIds) => {
    gathered.push(...inboxIds);
    if (!busy) void send();
  };
}

function chunk(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / deliveriesPerJob) }, (_, index) =>
    ids.slice(index * deliveriesPerJob, (index + 1) * deliveriesPerJob),
  );
}
