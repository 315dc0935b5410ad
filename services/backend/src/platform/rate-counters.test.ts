import { expect, test } from 'vitest';
import { createRateCounters } from './rate-counters.ts';
import type { RedisClient } from './redis.ts';

const windowMs = 60_000;

/** Counts as Redis does, when it is asked to; stands for what is behind the wire, and for its trouble. */
function standIn() {
  const counts = new Map<string, number>();
  let trouble: 'none' | 'refuses' | 'silent' = 'none';
  let answer: (() => void)[] = [];
  const redis = {
    defineCommand: () => undefined,
    disconnect: () => undefined,
    countInWindow: (key: string, ms: number, amount: number) => {
      if (trouble === 'refuses') return Promise.reject(new Error('not connected'));
      return new Promise<[number, number]>((resolve) => {
        const count = () => {
          const next = (counts.get(key) ?? 0) + amount;
          counts.set(key, next);
          resolve([next, ms]);
        };
        if (trouble === 'none') count();
        else answer.push(count);
      });
    },
  };
  return {
    redis: redis as unknown as RedisClient,
    countOf: (key: string) => counts.get(key),
    trouble: (kind: typeof trouble) => {
      trouble = kind;
      for (const one of kind === 'none' ? answer : []) one();
      answer = kind === 'none' ? [] : answer;
    },
  };
}

function start(behind = standIn()) {
  let nowMs = 0;
  const told: string[] = [];
  const counters = createRateCounters({
    redis: behind.redis,
    timeoutMs: 20,
    prefix: 'p:',
    clock: { now: () => new Date(nowMs) },
    onRedis: (state) => told.push(state),
  });
  const count = async (key = 'a') => (await counters.count(key, windowMs)).count;
  return { count, told, behind, pass: (ms: number) => (nowMs += ms), counters };
}

test('who asks at the same time gets a number each', async () => {
  const { count } = start();
  expect(await Promise.all([count(), count(), count('b'), count()])).toEqual([1, 2, 1, 3]);
});

test('while Redis refuses, counting goes on from what it last said, and it is told afterwards', async () => {
  const { count, told, behind, pass } = start();
  const other = start(behind);
  expect([await count(), await other.count(), await count()]).toEqual([1, 2, 3]);
  behind.trouble('refuses');
  expect([await count(), await count(), await count('b')]).toEqual([4, 5, 1]);
  behind.trouble('none');
  expect(await count()).toBe(6);
  expect([behind.countOf('p:rate:a'), told]).toEqual([3, ['away']]);
  pass(1_000);
  // Tries Redis without waiting for it.
  expect(await count()).toBe(7);
  expect([behind.countOf('p:rate:a'), behind.countOf('p:rate:b'), told]).toEqual([7, undefined, ['away', 'back']]);
  expect([await other.count(), await count(), await count('b')]).toEqual([8, 9, 2]);
});

test('what Redis took too long for is not told twice', async () => {
  const { count, behind, pass } = start();
  expect(await count()).toBe(1);
  behind.trouble('silent');
  expect(await Promise.all([count(), count()])).toEqual([2, 3]);
  expect(await count()).toBe(4);
  behind.trouble('none');
  expect(behind.countOf('p:rate:a')).toBe(3);
  pass(1_000);
  await count();
  expect(await count()).toBe(6);
});

test('an answer that is here already is not late because this process was busy', async () => {
  const { told, behind, counters } = start();
  behind.trouble('silent');
  const counted = counters.count('a', windowMs);
  setImmediate(() => {
    const until = performance.now() + 60;
    while (performance.now() < until);
    // As the answer of a socket does, it comes after timers have had their turn.
    setImmediate(() => behind.trouble('none'));
  });
  expect((await counted).count).toBe(1);
  expect(told).toEqual([]);
});

test('a window ends, here as in Redis', async () => {
  const { count, behind, pass, counters } = start();
  behind.trouble('refuses');
  expect([await count(), await count()]).toEqual([1, 2]);
  pass(windowMs - 1_000);
  expect(await counters.count('a', windowMs)).toEqual({ count: 3, endsInMs: 1_000 });
  pass(1_000);
  expect(await counters.count('a', windowMs)).toEqual({ count: 1, endsInMs: windowMs });
});

test('without a Redis a process counts for itself', async () => {
  const counters = createRateCounters({
    redis: undefined,
    timeoutMs: 20,
    prefix: '',
    clock: { now: () => new Date(0) },
    onRedis: () => expect.unreachable(),
  });
  expect(await counters.count('a', windowMs)).toEqual({ count: 1, endsInMs: windowMs });
  expect(await counters.count('a', windowMs)).toEqual({ count: 2, endsInMs: windowMs });
});
