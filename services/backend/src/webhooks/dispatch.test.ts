import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { createMetrics } from '../platform/metrics.ts';
import { createWakeUp, dispatchByQueue, dispatchInline } from './dispatch.ts';

const log = pino({ level: 'silent' });
const turn = () => new Promise((resolve) => setImmediate(resolve));
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

/** A promise to be ended by hand. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('by the queue: thirty-two deliveries to a job', async () => {
  const enqueued: string[][] = [];
  const dispatch = dispatchByQueue(async (_name, payloads) => {
    enqueued.push(...payloads.map((payload) => (payload as { inboxIds: string[] }).inboxIds));
  });
  await dispatch(ids(80));
  expect(enqueued.map((chunk) => chunk.length)).toEqual([32, 32, 16]);
  expect(enqueued.flat()).toEqual(ids(80));
});

test('inline: no more at a time than asked for, and stopping waits for what runs and begins nothing', async () => {
  const gates = Array.from({ length: 4 }, gate);
  const begun: (readonly string[])[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const inline = dispatchInline({
    concurrency: 2,
    log,
    processor: {
      async process(inboxIds, signal) {
        signals.push(signal);
        begun.push(inboxIds);
        await gates[begun.length - 1]?.opened;
      },
    },
  });
  await inline.dispatch(ids(128));
  expect(begun).toHaveLength(2);
  gates[0]?.open();
  await turn();
  expect(begun).toHaveLength(3);

  let stopped = false;
  const stopping = inline.stop().then(() => {
    stopped = true;
  });
  expect(signals.every((signal) => signal?.aborted)).toBe(true);
  gates[1]?.open();
  await turn();
  expect([begun.length, stopped]).toEqual([3, false]);
  gates[2]?.open();
  await stopping;
  expect(begun).toHaveLength(3);
});

test('inline: a processor that fails leaves the rest alone', async () => {
  const begun: string[] = [];
  const inline = dispatchInline({
    concurrency: 1,
    log,
    processor: {
      async process([first = '']) {
        begun.push(first);
        if (begun.length === 1) throw new Error('PostgreSQL is away');
      },
    },
  });
  await inline.dispatch(ids(65));
  await turn();
  expect(begun).toEqual(['1', '33', '65']);
});

test('wake-ups gather while one is on its way, and a little longer', async () => {
  const gates = Array.from({ length: 3 }, gate);
  const sent: string[][] = [];
  const wakeUp = createWakeUp({
    log,
    metrics: createMetrics(),
    async dispatch(inboxIds) {
      sent.push(inboxIds);
      await gates[sent.length - 1]?.opened;
    },
  });
  for (const id of ids(5)) wakeUp([id]);
  expect(sent).toEqual([['1']]);
  gates[0]?.open();
  await turn();
  wakeUp(['6']);
  expect(sent).toEqual([['1']]);
  await vi.waitFor(() => expect(sent).toEqual([['1'], ['2', '3', '4', '5', '6']]));
  gates[1]?.open();
  wakeUp(['7']);
  await vi.waitFor(() => expect(sent.at(-1)).toEqual(['7']));
});

test('a queue that takes nothing is counted, delivery by delivery, and does not stop the next wake-up', async () => {
  const metrics = createMetrics();
  let away = true;
  const sent: string[][] = [];
  const wakeUp = createWakeUp({
    log,
    metrics,
    async dispatch(inboxIds) {
      if (away) throw new Error('Redis is away');
      sent.push(inboxIds);
    },
  });
  wakeUp(ids(3));
  await turn();
  expect((await metrics.enqueueFailures.get()).values[0]?.value).toBe(3);
  away = false;
  wakeUp(['4']);
  await vi.waitFor(() => expect(sent).toEqual([['4']]));
});
