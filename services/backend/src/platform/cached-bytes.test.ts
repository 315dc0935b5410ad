import { createSecretKey, randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type CachedBytes, compressBytes, makeCachedBytes, packBytes, sizeOf, unpackBytes } from './cached-bytes.ts';

const key = createSecretKey(randomBytes(32));
const text = (length: number) => Buffer.from('{"title":"Adventure harness"}'.repeat(length).slice(0, length));

describe('a stored value', () => {
  test.each([0, 1, 2_047, 2_048, 10_000])('of %i bytes comes back as it was', async (length) => {
    const bytes = makeCachedBytes(text(length), 1_763_000_000_123, 1_763_000_000_456.5);
    expect(unpackBytes(key, 'name', packBytes(key, 'name', bytes))).toEqual(bytes);
    bytes.compressed = await compressBytes(bytes.identity);
    const again = unpackBytes(key, 'name', packBytes(key, 'name', bytes));
    expect(again).toEqual(length < 2_048 ? { ...bytes, compressed: undefined } : bytes);
    expect(again && sizeOf(again)).toBe(sizeOf(bytes));
  });

  test('is none with any bit changed, at any length, under another name or key', () => {
    const stored = packBytes(key, 'name', makeCachedBytes(text(300), 7, 8));
    for (let at = 0; at < stored.length; at += 1) {
      const changed = Buffer.from(stored);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(unpackBytes(key, 'name', changed)).toBeUndefined();
      expect(unpackBytes(key, 'name', stored.subarray(0, at))).toBeUndefined();
    }
    expect(unpackBytes(key, 'name', Buffer.concat([stored, Buffer.alloc(1)]))).toBeUndefined();
    expect(unpackBytes(key, 'other', stored)).toBeUndefined();
    expect(unpackBytes(createSecretKey(randomBytes(32)), 'name', stored)).toBeUndefined();
    expect(unpackBytes(key, 'name', stored)).toBeDefined();
  });
});

describe('compressing', () => {
  test('gives the same bytes for the same bytes, which open to them', async () => {
    const identity = text(10_000);
    const [one, other] = await Promise.all([compressBytes(identity), compressBytes(Buffer.from(identity))]);
    expect(one).toEqual(other);
    expect(gunzipSync(one.gzip as Buffer).equals(identity)).toBe(true);
    expect(brotliDecompressSync(one.br as Buffer).equals(identity)).toBe(true);
  });

  test('leaves what it does not make smaller', async () => {
    expect(await compressBytes(randomBytes(5_000))).toEqual({});
  });
});

describe('what is kept takes as much memory as is counted', () => {
  const heldBy = ({ identity, compressed }: CachedBytes) =>
    [identity, compressed?.br, compressed?.gzip]
      .filter((part) => part !== undefined)
      .reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

  test.each([10, 3_000, 60_000])('of %i bytes, made from a string and compressed', async (length) => {
    const bytes = makeCachedBytes(text(length), 1, 1);
    bytes.compressed = await compressBytes(bytes.identity);
    expect(heldBy(bytes)).toBe(sizeOf(bytes));
  });

  test('out of what a socket brought together with much else', async () => {
    const bytes = makeCachedBytes(text(3_000), 1, 1);
    bytes.compressed = await compressBytes(bytes.identity);
    const stored = packBytes(key, 'name', bytes);
    const chunk = Buffer.concat([Buffer.alloc(20_000), stored, Buffer.alloc(20_000)]);
    const again = unpackBytes(key, 'name', chunk.subarray(20_000, 20_000 + stored.length)) as CachedBytes;
    expect(again).toEqual(bytes);
    expect(heldBy(again)).toBe(sizeOf(bytes));
  });
});
