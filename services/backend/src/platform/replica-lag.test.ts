import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchReplicaLag } from './replica-lag.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pool that answers one query, as far as this module asks. */
function pool(answer: () => unknown): Pool {
  return { query: async () => ({ rows: [answer()] }) } as unknown as Pool;
}

function watch(replica: { level: boolean; away: boolean }) {
  return watchReplicaLag({
    primary: pool(() => ({ lsn: '0/1' })),
    replica: pool(() => {
      if (replica.away) throw new Error('away');
      return { lsn: replica.level ? '0/1' : '0/0' };
    }),
    hasReplica: true,
  });
}

test('unknown at first, zero while the replica keeps up', async () => {
  const lag = watch({ level: true, away: false });
  expect(lag.milliseconds()).toBeNull();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(lag.milliseconds()).toBe(0);
  lag.stop();
});

test.each([
  ['falls behind', { level: false, away: false }],
  ['is away', { level: true, away: true }],
])('grows from when the replica %s, and ends when it is level again', async (_what, state) => {
  const replica = { level: true, away: false };
  const lag = watch(replica);
  await vi.advanceTimersByTimeAsync(2_000);
  Object.assign(replica, state);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lag.milliseconds()).toBeGreaterThanOrEqual(10_000);
  expect(lag.milliseconds()).toBeLessThanOrEqual(10_500);
  Object.assign(replica, { level: true, away: false });
  await vi.advanceTimersByTimeAsync(600);
  expect(lag.milliseconds()).toBe(0);
  lag.stop();
});

test('how far the replica has replayed is unknown while it does not answer, and from when somebody says so', async () => {
  const replica = { level: true, away: false };
  const lag = watch(replica);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(lag.replayed()).toBe(1n);
  lag.reportAway();
  expect(lag.replayed()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(300);
  expect(lag.replayed()).toBe(1n);
  replica.away = true;
  await vi.advanceTimersByTimeAsync(300);
  expect(lag.replayed()).toBeUndefined();
  lag.stop();
});

test('without a replica there is nothing to be behind', () => {
  const nobody = pool(() => undefined);
  expect(watchReplicaLag({ primary: nobody, replica: nobody, hasReplica: false }).milliseconds()).toBe(0);
});
