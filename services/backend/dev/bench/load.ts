import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { type Dispatcher, Pool } from 'undici';

/** Requests that are ready to be sent, each once. */
export interface LoadRequests {
  readonly count: number;
  requestOf(index: number): Dispatcher.RequestOptions;
  /** What stands for the request in `acknowledged`. */
  nameOf(index: number): string;
  /** What counts as answered; 200 unless said otherwise. */
  status?: number;
}

export interface LoadOptions {
  port: number;
  requests: LoadRequests;
  /** Load before the clock starts, so that caches and connections are warm. */
  rampSeconds: number;
  seconds: number;
}

export interface LoadResult {
  /** Answered within the measured time. */
  answered: number;
  seconds: number;
  /** From the first byte sent to the answer, in microseconds, within the measured time. */
  latencyUs: RecordableHistogram;
  /** Names of all that was answered so, the ramp included. */
  acknowledged: string[];
  /** Answered otherwise, by status. */
  refused: Map<number, number>;
}

export const connections = 64;

/**
 * Keeps 64 keep-alive connections busy, one request each at a time, for the given time or until there are no more
 * requests.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { requests } = options;
  const latencyUs = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  const result: LoadResult = { answered: 0, seconds: 0, latencyUs, acknowledged: [], refused: new Map() };
  const measureFrom = performance.now() + options.rampSeconds * 1_000;
  let measureUntil = measureFrom + options.seconds * 1_000;
  let next = 0;

  const take = (): number | undefined => {
    const now = performance.now();
    if (next < requests.count && now < measureUntil) {
      next += 1;
      return next - 1;
    }
    // Out of requests: what comes in later is not under full load.
    measureUntil = Math.min(measureUntil, now);
    return undefined;
  };
  const note = (index: number, status: number, sentAt: number): void => {
    const now = performance.now();
    const isAnswer = status === (requests.status ?? 200);
    if (isAnswer) result.acknowledged.push(requests.nameOf(index));
    else result.refused.set(status, (result.refused.get(status) ?? 0) + 1);
    if (!isAnswer || now < measureFrom || now > measureUntil) return;
    result.answered += 1;
    latencyUs.record(Math.max(1, Math.round((now - sentAt) * 1_000)));
  };

  const pool = new Pool(`http://127.0.0.1:${options.port}`, { connections, pipelining: 1 });
  const keepBusy = async (): Promise<void> => {
    for (let index = take(); index !== undefined; index = take()) {
      const sentAt = performance.now();
      const { statusCode, body } = await pool.request(requests.requestOf(index));
      await body.dump();
      note(index, statusCode, sentAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, keepBusy));
  await pool.close();
  result.seconds = Math.max(0, measureUntil - measureFrom) / 1_000;
  if (result.seconds === 0) throw new Error('the requests were used up before the measurement began');
  return result;
}
