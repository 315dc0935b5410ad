import { expect, test } from 'vitest';
import type { ByteCache } from '../platform/byte-cache.ts';
import { createCachedReplies } from './cached-replies.ts';

const megabyte = 1024 * 1024;

/** How many addresses of about this length are remembered of 50,000, and how many characters those are. */
function rememberAddresses(length: number) {
  const { known } = createCachedReplies({ cache: {} as ByteCache, limit: undefined });
  for (let index = 0; index < 20_000; index += 1) {
    const asked = `/api/v1/search?q=${String(index).padEnd(length, 'x')}`;
    known.set(asked, { key: asked, operation: 'searchProducts', route: '/api/v1/search', policy: 'list' });
  }
  const characters = [...known.entries()].reduce((sum, [asked, { key }]) => sum + asked.length + key.length, 0);
  return { count: known.size, characters };
}

test('however long the addresses are that somebody asks for, a few megabytes of them are remembered', () => {
  const usual = rememberAddresses(80);
  expect(usual.count).toBeGreaterThan(10_000);
  expect(usual.characters).toBeLessThan(8 * megabyte);
  const longest = rememberAddresses(1_000);
  expect(longest.count).toBeGreaterThan(1_000);
  expect(longest.characters).toBeLessThan(8 * megabyte);
});
