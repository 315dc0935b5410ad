import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCrypto } from './crypto.ts';

const [oldKey, newKey, strangeKey] = ['a', 'b', 'c'].map((letter) => letter.repeat(32)) as [string, string, string];
const crypto = createCrypto([newKey, oldKey]);

test('what is sealed opens in its context and nowhere else, whole and unchanged', () => {
  fc.assert(
    fc.property(fc.string(), fc.uint8Array({ maxLength: 300 }), (context, bytes) => {
      const sealed = crypto.seal(context, Buffer.from(bytes));
      expect(crypto.open(context, sealed)).toEqual(Buffer.from(bytes));
      expect(() => crypto.open(`${context}.`, sealed)).toThrow();
    }),
  );
});

test('a flipped bit anywhere is noticed', () => {
  const sealed = crypto.seal('x', Buffer.from('personal'));
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => crypto.open('x', changed)).toThrow();
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => crypto.open('x', sealed.subarray(0, length))).toThrow();
  }
});

test('the same plain text is sealed differently each time', () => {
  const sealed = Array.from({ length: 50 }, () => crypto.seal('x', Buffer.from('same')).toString('hex'));
  expect(new Set(sealed).size).toBe(50);
});

describe('keys', () => {
  test('the current one seals, the previous one still opens, another one does not', () => {
    const before = createCrypto([oldKey]).seal('x', Buffer.from('old'));
    expect(crypto.open('x', before).toString()).toBe('old');
    const after = crypto.seal('x', Buffer.from('new'));
    expect(createCrypto([newKey]).open('x', after).toString()).toBe('new');
    expect(() => createCrypto([oldKey]).open('x', after)).toThrow(/neither ENCRYPTION_KEY nor/);
    expect(() => createCrypto([strangeKey]).open('x', before)).toThrow(/neither ENCRYPTION_KEY nor/);
  });

  test('a lookup hash depends on key, purpose and value', () => {
    const hashes = [
      crypto.lookupHash('email', 'a@b'),
      crypto.lookupHash('phone', 'a@b'),
      crypto.lookupHash('email', 'a@c'),
      createCrypto([oldKey]).lookupHash('email', 'a@b'),
    ].map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(4);
    expect(crypto.lookupHash('email', 'a@b').toString('hex')).toBe(hashes[0]);
    expect(hashes[0]).toHaveLength(64);
  });
});

test('a value that is a part of a larger buffer opens as well', () => {
  const sealed = crypto.seal('x', Buffer.from('part'));
  const larger = Buffer.concat([Buffer.from('before'), sealed, Buffer.from('after')]);
  expect(crypto.open('x', larger.subarray(6, 6 + sealed.length)).toString()).toBe('part');
});
