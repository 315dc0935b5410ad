import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBucket } from '../../dev/shopify-simulator/bucket.ts';
import { type CostLimiter, createCostLimiter } from './shopify-cost-limiter.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new AbortController().signal;
const report = (actualCost: number, currentlyAvailable: number, maximumAvailable = 1_000, restoreRate = 100) => ({
  actualCost,
  throttleStatus: { maximumAvailable, currentlyAvailable, restoreRate },
});

/** Notes when each of the points was given. */
function taker(limiter: CostLimiter) {
  const given: string[] = [];
  const take = (name: string, points: number, options: { again?: boolean; signal?: AbortSignal } = {}) => {
    const taken = limiter.take(points, options.signal ?? never, options);
    taken.then(
      () => given.push(name),
      () => given.push(`${name} left`),
    );
    return taken;
  };
  return { given, take };
}

describe('points', () => {
  test('are given while there are any, then as they come back, to who came first', async () => {
    const { given, take } = taker(createCostLimiter());
    const first = await take('first', 600);
    first.settle(report(600, 400));
    void take('large', 800);
    void take('small', 10);
    await vi.advanceTimersByTimeAsync(3_900);
    expect(given).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(300);
    expect(given).toEqual(['first', 'large', 'small']);
  });

  test('that were not spent are there at once', async () => {
    const { given, take } = taker(createCostLimiter());
    const first = await take('first', 1_000);
    void take('second', 900);
    await vi.advanceTimersByTimeAsync(10);
    expect(given).toEqual(['first']);
    first.settle(report(50, 950));
    await vi.advanceTimersByTimeAsync(1);
    expect(given).toEqual(['first', 'second']);
  });

  test('of a call that was throttled go before those that wait', async () => {
    const { given, take } = taker(createCostLimiter());
    const first = await take('throttled', 100);
    void take('waits', 950);
    void take('throttled again', 100, { again: true });
    first.settle(report(0, 0));
    await vi.advanceTimersByTimeAsync(1_100);
    expect(given).toEqual(['throttled', 'throttled again']);
  });

  test('are not given to who has left, and the next one comes', async () => {
    const { given, take } = taker(createCostLimiter());
    const first = await take('first', 1_000);
    first.settle();
    const leaving = new AbortController();
    void take('leaves', 900, { signal: leaving.signal }).catch(() => undefined);
    void take('stays', 20);
    leaving.abort(new Error('enough'));
    await vi.advanceTimersByTimeAsync(500);
    expect(given).toEqual(['first', 'leaves left', 'stays']);
  });

  test('that are on their way do not come back before their answer', async () => {
    const { given, take } = taker(createCostLimiter());
    const first = await take('first', 990);
    void take('second', 20);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(given).toEqual(['first']);
    first.settle();
    await vi.advanceTimersByTimeAsync(300);
    expect(given).toEqual(['first', 'second']);
  });

  test('more than the bucket holds are given when it is full', async () => {
    const { given, take } = taker(createCostLimiter());
    (await take('first', 10)).settle(report(10, 0, 200));
    void take('too much', 900);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(given).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(200);
    expect(given).toEqual(['first', 'too much']);
  });
});

test('whatever is asked in whatever order, Shopify has what we spend', async () => {
  const call = fc.record({
    points: fc.integer({ min: 1, max: 1_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    leavesAfterMs: fc.integer({ min: 0, max: 3_000 }),
    /** On the way to Shopify, and back: so that answers overtake each other. */
    thereMs: fc.integer({ min: 0, max: 400 }),
    backMs: fc.integer({ min: 0, max: 400 }),
    answered: fc.boolean(),
  });
  const size = fc.record({
    maximumAvailable: fc.integer({ min: 1_000, max: 4_000 }),
    restoreRate: fc.integer({ min: 50, max: 500 }),
  });
  await fc.assert(
    fc.asyncProperty(size, fc.array(call, { minLength: 1, maxLength: 30 }), async (bucketSize, calls) => {
      const shopify = createBucket(bucketSize);
      const limiter = createCostLimiter();
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      let refused = 0;
      const all = calls.map(async (one) => {
        await pause(one.leavesAfterMs);
        const spending = await limiter.take(one.points, never);
        await pause(one.thereMs);
        if (!shopify.take(one.points)) refused += 1;
        const actualCost = Math.floor(one.points * one.share);
        if (one.answered) shopify.giveBack(one.points - actualCost);
        const throttleStatus = shopify.status();
        await pause(one.backMs);
        spending.settle(one.answered ? { actualCost, throttleStatus } : undefined);
      });
      const done = Promise.all(all);
      await vi.runAllTimersAsync();
      await done;
      expect(refused).toBe(0);
    }),
    { numRuns: 150 },
  );
});
