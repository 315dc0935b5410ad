import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, foldText, highlight, mayMean, splitWords } from './search-words.ts';

describe('the words of a search', () => {
  test.each([
    ['Ham pentru CÂINI', ['ham', 'caini']],
    ['hám a kutyámnak és a macskának', ['ham', 'kutyamnak', 'macskanak']],
    // Typed with a comma below, a cedilla, and accents of their own.
    ['Lesă lesă leşă leșă lesa\u0306', ['lesa']],
    ['the of to', ['the', 'of', 'to']],
    ['cat & (dog | !bird):*', ['cat', 'dog', 'bird']],
    ['🐕 %% \' "', []],
    ['y-harness 5m', ['y', 'harness', '5m']],
    ['1 2 3 4 5 6 7 8 9 10', ['1', '2', '3', '4', '5', '6', '7', '8']],
    [`${'x'.repeat(200)}`, ['x'.repeat(40)]],
  ])('%j', (query, words) => {
    expect(splitWords(query)).toEqual(words);
  });

  test('are letters and digits, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (query) => {
        expect(splitWords(query).every((word) => /^[\p{L}\p{N}]{1,40}$/u.test(word) || word.length === 40)).toBe(true);
      }),
    );
  });
});

describe('the distance of two words', () => {
  test.each([
    ['harness', 'harness', 0],
    ['hraness', 'harness', 1],
    ['harnes', 'harness', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s and %s: %i', (a, b, distance) => {
    expect([editDistance(a, b), editDistance(b, a)]).toEqual([distance, distance]);
  });

  test('says what may be meant: more may be wrong in a longer word', () => {
    expect([mayMean('lesh', 'leash'), mayMean('lsh', 'leash'), mayMean('haarnes', 'harness')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('highlighting', () => {
  test('marks what begins so, with or without accents', () => {
    expect(highlight('Zgardă, ZGARDA și zgărdiță', ['zgard'])).toBe(
      '<mark>Zgardă</mark>, <mark>ZGARDA</mark> și <mark>zgărdiță</mark>',
    );
  });

  test('leaves no markup but its own', () => {
    expect(highlight('<mark>a</mark> <b onclick="x(\'y\')">dog</b> & cat', ['dog'])).toBe(
      '&lt;mark&gt;a&lt;/mark&gt; &lt;b onclick=&quot;x(&#39;y&#39;)&quot;&gt;<mark>dog</mark>&lt;/b&gt; &amp; cat',
    );
  });

  test('cuts a long text around the first hit', () => {
    const text = Array.from({ length: 100 }, (_, index) => `w${index}`).join(' ');
    expect(highlight(text, ['w50'], 8)).toBe('… w48 w49 <mark>w50</mark> w51 w52 w53 w54 w55 …');
    expect(highlight(text, ['nothing'], 3)).toBe('w0 w1 w2 …');
    expect(highlight(text, ['w99'], 3)).toBe('… w97 w98 <mark>w99</mark>');
    expect(highlight('', ['x'], 3)).toBe('');
  });

  test('shows the text itself, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, beginning) => {
        const back = highlight(text, [foldText(beginning)])
          .replace(/<\/?mark>/g, '')
          .replace(
            /&(lt|gt|quot|#39);/g,
            (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[name] as string,
          )
          .replaceAll('&amp;', '&');
        expect(back).toBe(text.trim());
      }),
    );
  });
});
