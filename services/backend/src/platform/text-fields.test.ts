import { describe, expect, it } from 'vitest';
import { cleanText } from './text-fields.ts';

describe('a text that a person types', () => {
  const text = cleanText(10);

  it.each([
    ['Rex', 'Rex'],
    ['  Rex\n', 'Rex'],
    ['Căţel 🐕', 'Căţel 🐕'],
    ['1234567890', '1234567890'],
  ])('%j is taken', (typed, kept) => {
    expect(text.parse(typed)).toBe(kept);
  });

  it.each(['', '   ', '12345678901', 'a\0b', 'a\ud800', '\udc00a', 1, null, ['Rex'], 'x'.repeat(1_000_000)])(
    'what cannot be stored is refused',
    (typed) => {
      expect(text.safeParse(typed).success).toBe(false);
    },
  );
});
