import { describe, expect, test } from 'vitest';
import { acceptedEncodings, findOwned, tagOf } from './conditional.ts';

describe('Accept-Encoding', () => {
  test.each([
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip', ['gzip', 'identity']],
    ['x-gzip', ['gzip', 'identity']],
    ['GZIP', ['gzip', 'identity']],
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['gzip;q=1.0, br;q=0.5', ['gzip', 'br', 'identity']],
    ['br ; q = 0.5 , gzip;q=0.500', ['br', 'gzip', 'identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0', ['identity']],
    ['br;q=0, *', ['gzip', 'identity']],
    ['gzip;q=0', ['identity']],
    ['identity', ['identity']],
    ['identity;q=0', ['identity']],
    ['identity;q=0, br', ['br']],
    ['gzip, *;q=0', ['gzip']],
    ['identity, gzip;q=0.001', ['identity', 'gzip']],
    ['gzip;q=0.001', ['gzip', 'identity']],
    ['deflate, zstd', ['identity']],
    ['br;q=2', ['identity']],
    ['br;q=', ['identity']],
    ['br;q=0.1234', ['identity']],
    ['br;q=-1, gzip', ['gzip', 'identity']],
    [',,;q=1,', ['identity']],
    ['br;level=5', ['br', 'gzip', 'identity'].filter((name) => name !== 'gzip')],
  ] as const)('%j', (header, expected) => {
    expect(acceptedEncodings(header)).toEqual(expected);
    // From memory.
    expect(acceptedEncodings(header)).toEqual(expected);
  });

  test('ten thousand headers, and long ones, leave nothing behind that grows', () => {
    for (let index = 0; index < 10_000; index += 1) acceptedEncodings(`br;q=0.5, x-${index}`);
    expect(acceptedEncodings(`${'x,'.repeat(4_000)}br`)).toEqual(['br', 'identity']);
  });
});

describe('If-None-Match', () => {
  const digest = 'abc_-123';
  const all = ['br', 'gzip', 'identity'] as const;

  test.each([
    ['"abc_-123"', 'identity'],
    ['W/"abc_-123"', 'identity'],
    ['"abc_-123-br"', 'br'],
    ['W/"abc_-123-gzip"', 'gzip'],
    ['"other", "abc_-123-gzip" , W/"x"', 'gzip'],
    ['"abc_-123", "abc_-123-br"', 'br'],
    ['*', 'br'],
    [' * ', 'br'],
    ['"*"', undefined],
    ['abc_-123', undefined],
    ['"abc_-12"', undefined],
    ['w/"abc_-123"', undefined],
    ['"abc_-123-zstd"', undefined],
    ['', undefined],
    [',,,', undefined],
  ] as const)('%s', (header, expected) => {
    expect(findOwned(header, digest, all)).toBe(expected);
  });

  test('an encoding that the client does not take is none that it has', () => {
    expect(findOwned(tagOf(digest, 'br'), digest, ['gzip', 'identity'])).toBeUndefined();
    expect(findOwned(`${tagOf(digest, 'br')}, ${tagOf(digest, 'identity')}`, digest, ['gzip', 'identity'])).toBe(
      'identity',
    );
  });
});
