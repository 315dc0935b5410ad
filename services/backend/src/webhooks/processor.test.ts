import { expect, test } from 'vitest';
import { backoffMs } from './processor.ts';

test('the back-off doubles from five seconds to twenty-one minutes, a quarter more or less', () => {
  const middle = Array.from({ length: 9 }, (_, index) => backoffMs(index + 1, () => 0.5) / 1_000);
  expect(middle).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280]);
  expect([backoffMs(1, () => 0), backoffMs(1, () => 1)]).toEqual([3_750, 6_250]);
  const drawn = Array.from({ length: 50 }, () => backoffMs(4));
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(30_000);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(50_000);
  expect(new Set(drawn).size).toBeGreaterThan(1);
});
