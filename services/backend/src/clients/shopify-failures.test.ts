import { expect, test } from 'vitest';
import { failureOf, secondsOf } from './shopify-failures.ts';
import { countRetries } from './shopify-retries.ts';

const now = new Date('2026-11-20T12:00:00Z');

test.each([
  ['2.0', 2],
  ['30', 30],
  ['0', 0],
  ['Fri, 20 Nov 2026 12:00:09 GMT', 9],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After: %s is %s seconds', (header, seconds) => {
  expect(secondsOf(header, now)).toBe(seconds);
});

const exchange = { status: undefined, retryAfter: undefined, error: undefined };
const broken = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

test.each([
  [
    { ...exchange, status: 401 },
    { outcome: 'unauthorized', mayHaveHappened: false },
  ],
  [
    { ...exchange, status: 429, retryAfter: '2.0' },
    { outcome: 'rate_limited', retryAfterSeconds: 2, mayHaveHappened: false },
  ],
  [
    { ...exchange, status: 503 },
    { outcome: 'server_error', mayHaveHappened: true },
  ],
  [
    { ...exchange, status: 200 },
    { outcome: 'network', mayHaveHappened: true },
  ],
  [
    { ...exchange, error: broken('ECONNREFUSED') },
    { outcome: 'network', mayHaveHappened: false },
  ],
  [
    { ...exchange, error: broken('ECONNRESET') },
    { outcome: 'network', mayHaveHappened: true },
  ],
  [
    { ...exchange, status: 403 },
    { name: 'ShopifyError', kind: 'refused' },
  ],
  [
    { ...exchange, status: 404 },
    { name: 'ShopifyError', kind: 'refused' },
  ],
])('%o means %o', (seen, meaning) => {
  expect(failureOf(seen, now)).toMatchObject(meaning);
});

const failed = (status: number, retryAfter?: string) => {
  const failure = failureOf({ ...exchange, status, retryAfter }, now);
  if (failure.name !== 'ShopifyFailure') throw failure;
  return failure;
};

test('three retries, each later than the one before, never before Shopify says', () => {
  const retries = countRetries(true, 100);
  const waits = [1, 2, 3].map(() => retries.waitMsAfter(failed(503)) ?? 0);
  for (const [index, waitMs] of waits.entries()) {
    expect(waitMs).toBeGreaterThanOrEqual(50 * 2 ** index);
    expect(waitMs).toBeLessThanOrEqual(150 * 2 ** index);
  }
  expect(retries.waitMsAfter(failed(503))).toBeUndefined();
  expect(countRetries(true, 100).waitMsAfter(failed(429, '7'))).toBe(7_000);
  expect(countRetries(true, 100).waitMsAfter(failed(429, '3600'))).toBeUndefined();
});

test('what may have happened is repeated only when it may be', () => {
  expect(countRetries(false, 100).waitMsAfter(failed(503))).toBeUndefined();
  expect(countRetries(false, 100).waitMsAfter(failed(429))).toBeGreaterThan(0);
});

test('a token is renewed once', () => {
  const retries = countRetries(false, 100);
  expect(retries.waitMsAfter(failed(401))).toBe(0);
  expect(retries.waitMsAfter(failed(401))).toBeUndefined();
});
