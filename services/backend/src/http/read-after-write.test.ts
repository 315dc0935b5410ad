import { expect, test } from 'vitest';
import { parseWalPosition } from '../platform/wal-position.ts';
import { openPosition, sealPosition } from './read-after-write.ts';

const secret = 's'.repeat(32);

test('a position that this service sealed opens to itself', () => {
  for (const text of ['0/0', '0/1', '16/B374D848', 'FFFFFFFF/FFFFFFFF']) {
    const position = parseWalPosition(text);
    expect(openPosition(sealPosition(position, secret), secret)).toBe(position);
  }
  expect(parseWalPosition('16/B374D848')).toBe(0x16b374d848n);
});

test('one that it did not is nothing', () => {
  const sealed = sealPosition(0x16b374d848n, secret);
  const [position = '', signature = ''] = sealed.split('.');
  for (const forged of [
    '',
    position,
    `ffffffffffffffff.${signature}`,
    `${position}.${'A'.repeat(22)}`,
    `${position}.${signature}A`,
    `${position.toUpperCase()}.${signature}`,
    sealPosition(0x16b374d848n, 'another secret'),
  ]) {
    expect(openPosition(forged, secret)).toBeUndefined();
  }
});
