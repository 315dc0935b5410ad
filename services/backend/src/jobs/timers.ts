import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorReporter } from '../platform/error-reporter.ts';
import type { Log } from '../platform/log.ts';
import { isAbsence } from '../platform/outage.ts';
import { type JobHandlers, type JobName, jobContracts } from './queues.ts';

/** Stands in for the schedules of a queue: runs each scheduled job at once and then at its own pace, never twice at a time. */
export function startTimers(
  handlers: JobHandlers,
  { log, reporter }: { log: Log; reporter: Pick<ErrorReporter, 'report'> },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const runAndWait = async (name: JobName, everyMs: number) => {
    const run = handlers[name] as (payload: object, signal: AbortSignal) => Promise<void>;
    while (!stopping.signal.aborted) {
      try {
        await run({}, stopping.signal);
      } catch (error) {
        log.warn({ err: error, job: name }, 'a scheduled job failed; it runs again at its time');
        if (!isAbsence(error)) reporter.report(error, { operation: name });
      }
      // The only way in which waiting fails is the end.
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const loops = Object.entries(jobContracts).map(([name, contract]) =>
    'everyMs' in contract ? runAndWait(name as JobName, contract.everyMs) : undefined,
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}
