import { connect, type Socket } from 'node:net';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import type { PreparedRequests } from './deliveries.ts';

export interface LoadOptions {
  port: number;
  requests: PreparedRequests;
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
  /** Webhook ids of all that was answered 200, the ramp included. */
  acknowledged: string[];
  /** Answered otherwise, by status. */
  refused: Map<number, number>;
}

export const connections = 64;

/**
 * Keeps 64 keep-alive connections busy, one request each at a time, for the given time or until there are no more
 * requests. A plain socket and no HTTP client: what the generator does not need, the database has.
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
    if (status === 200) result.acknowledged.push(requests.webhookIdOf(index));
    else result.refused.set(status, (result.refused.get(status) ?? 0) + 1);
    if (status !== 200 || now < measureFrom || now > measureUntil) return;
    result.answered += 1;
    latencyUs.record(Math.max(1, Math.round((now - sentAt) * 1_000)));
  };

  const users = Array.from({ length: connections }, () => keepBusy(options.port, requests, take, note));
  await Promise.all(users);
  result.seconds = Math.max(0, measureUntil - measureFrom) / 1_000;
  if (result.seconds === 0) throw new Error('the requests were used up before the measurement began');
  return result;
}

function keepBusy(
  port: number,
  requests: PreparedRequests,
  take: () => number | undefined,
  note: (index: number, status: number, sentAt: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let index: number | undefined;
    let sentAt = 0;
    let received = '';
    const send = (): void => {
      index = take();
      if (index === undefined) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(requests.bytesOf(index));
    };
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const status = readWholeAnswer(received);
      if (status === undefined || index === undefined) return;
      received = '';
      note(index, status, sentAt);
      send();
    });
    socket.once('connect', send);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed a connection under load')));
  });
}

/** The status of an answer once all of it is there. */
function readWholeAnswer(text: string): number | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const lengthAt = text.search(/content-length: /i);
  const length = lengthAt < 0 ? 0 : Number.parseInt(text.slice(lengthAt + 16), 10);
  return text.length >= headEnd + 4 + length ? Number(text.slice(9, 12)) : undefined;
}
