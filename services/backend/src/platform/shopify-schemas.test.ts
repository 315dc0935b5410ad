import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { absent, gidOf, instant, money, orNull, shopifyId, tags, text } from './shopify-schemas.ts';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('ids', () => {
  test.each([1, 9007199254740991, 9007199254740993n, '820982911946154508', 2n ** 63n - 1n])('%s is one', (id) => {
    expect(shopifyId.parse(id)).toBe(BigInt(id));
  });
  test.each([0, -1, 1.5, 2n ** 63n, '9223372036854775808', '', 'x', '-1', '1.0', null, undefined, {}, true])(
    '%s is none',
    (id) => expect(accepts(shopifyId, id)).toBe(false),
  );
});

describe('money', () => {
  test.each(['0', '19.99', '-3.5', '123456789012345.6789', '1.10000000', 7, 10n ** 14n])(
    '%s is an amount',
    (amount) => {
      expect(money.parse(amount)).toBe(String(amount));
    },
  );
  test.each(['', '1,99', '1e3', '$1', '1.', '.5', '1.23456', '1234567890123456', 1.5, Number.NaN, null])(
    '%s is none',
    (amount) => expect(accepts(money, amount)).toBe(false),
  );
});

test('times are compared as instants, whatever their offset', () => {
  const [local, utc] = [instant.parse('2026-03-01T09:00:00-05:00'), instant.parse('2026-03-01T14:00:00Z')];
  expect(local).toEqual(utc);
  expect(accepts(instant, 'yesterday')).toBe(false);
  expect(accepts(instant, 1_700_000_000)).toBe(false);
});

test('text becomes what PostgreSQL can hold', () => {
  expect(text.parse('a\u0000b\ud800c\u{1f415}')).toBe('ab\ufffdc\u{1f415}');
});

test('tags come as text or as a list, and leave sorted and once each', () => {
  expect(tags.parse('b, a,, a ,\u0000')).toEqual(['a', 'b']);
  expect(tags.parse(['b', ' a', ''])).toEqual(['a', 'b']);
  expect(tags.parse('')).toEqual([]);
});

test('a field may be null or absent; a key that must be absent must be', () => {
  const schema = z.object({ field: orNull(text), updated_at: absent });
  expect(schema.parse({})).toMatchObject({ field: null });
  expect(schema.parse({ field: null })).toMatchObject({ field: null });
  for (const value of [null, '', 'x', 0]) expect(accepts(schema, { updated_at: value })).toBe(false);
});

test('a global id tells the kind of a resource, when there is one', () => {
  const schema = z.object({ gid: gidOf('Order') });
  expect(accepts(schema, {})).toBe(true);
  expect(accepts(schema, { gid: 'gid://shopify/Order/1' })).toBe(true);
  for (const gid of ['gid://shopify/OrderEdit/1', 'gid://shopify/Product/1', '', null]) {
    expect(accepts(schema, { gid })).toBe(false);
  }
});
