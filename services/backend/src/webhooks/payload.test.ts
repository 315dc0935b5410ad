import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePayload } from './payload.ts';

const parse = (text: string) => parsePayload(Buffer.from(text));

test('integers are exact: as numbers where they fit, as bigint beyond', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (id) => {
      const { found } = parse(`{"found":${id}}`) as { found: number | bigint };
      expect(BigInt(found)).toBe(id);
      expect(typeof found).toBe(Number.isSafeInteger(Number(id)) ? 'number' : 'bigint');
    }),
  );
});

test('fractions stay the text that was sent', () => {
  expect(parse('[19.90, 0.1, 1e3, -0.00, 10000000000000.07]')).toEqual([
    '19.90',
    '0.1',
    '1e3',
    '-0.00',
    '10000000000000.07',
  ]);
});

test('everything else is as JSON.parse has it', () => {
  const withoutNumbers = fc.jsonValue().filter((json) => !/\d/.test(JSON.stringify(json)));
  fc.assert(
    fc.property(withoutNumbers, (json) => {
      expect(parse(JSON.stringify(json))).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});

test.each(['', ' ', '{', '{"a":}', 'undefined', '<a/>', 'a=1', '{"a":1}x', '\u0000'])('%j is no JSON', (text) => {
  expect(parse(text)).toBeUndefined();
});

test('nesting deeper than the stack is no reason to fall over', () => {
  const depth = 200_000;
  expect(() => parse('['.repeat(depth) + ']'.repeat(depth))).not.toThrow();
  expect(() => parse('{"a":'.repeat(depth) + 1 + '}'.repeat(depth))).not.toThrow();
});

test('bytes that are no UTF-8 are read as far as they go', () => {
  expect(parsePayload(Buffer.from([0x22, 0xff, 0x22]))).toBe('\ufffd');
});

test('a key called __proto__ changes no prototype', () => {
  const parsed = parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>;
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
