/** What is done with the words of a search before PostgreSQL sees them, and with its answers after. */

const mostWords = 8;
const longestWord = 40;

/**
 * Words that say nothing about what is wanted, without accents. A list of our own: those of PostgreSQL have words of
 * one language that mean something in another.
 */
const emptyWords = new Set([
  ...['a', 'an', 'and', 'for', 'in', 'is', 'my', 'of', 'on', 'or', 'the', 'to', 'with', 'your'],
  ...['al', 'cel', 'cu', 'de', 'din', 'in', 'la', 'lui', 'meu', 'mea', 'o', 'pe', 'pentru', 'sau', 'si', 'un', 'unei'],
  ...['az', 'egy', 'es', 'hogy', 'is', 'nekem', 'vagy'],
]);

/** Without accents and capitals, for comparing words; the database's `search_text` folds some letters more. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words that are searched for. Those that say nothing count only where there are no others. */
export function splitWords(query: string): string[] {
  const words = [...new Set(foldText(query).match(/[\p{L}\p{N}]+/gu) ?? [])].map((word) => word.slice(0, longestWord));
  const telling = words.filter((word) => !emptyWords.has(word));
  return (telling.length > 0 ? telling : words).slice(0, mostWords);
}

/**
 * Insertions, deletions, replacements, and neighbours changed round (Damerau and Levenshtein, optimal string
 * alignment) that turn one word into the other.
 */
export function editDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  let [twoBack, back]: [number[], number[]] = [[], right.map((_, index) => index + 1)];
  back.unshift(0);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      const ways = [
        (back[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (back[column - 1] as number) + cost,
      ];
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) ways.push((twoBack[column - 2] as number) + 1);
      current.push(Math.min(...ways));
    }
    [twoBack, back] = [back, current];
  }
  return back.at(-1) as number;
}

/** Whether somebody who typed `typed` may well have meant `word`: letters are wrong, or it has an ending more. */
export function mayMean(typed: string, word: string): boolean {
  if (editDistance(typed, word) <= (typed.length <= 4 ? 1 : 2)) return true;
  return word.length > 2 && typed.startsWith(word) && typed.length - word.length <= 4;
}

/** A word with two neighbours changed round, in every way: trigrams see little likeness in those. */
export function swapNeighbours(word: string): string[] {
  const letters = [...word];
  const swapped = letters.slice(1).map((letter, index) => {
    return [...letters.slice(0, index), letter, letters[index], ...letters.slice(index + 2)].join('');
  });
  return [...new Set(swapped)].filter((one) => one !== word);
}

/**
 * HTML in which nothing is markup but `<mark>`, around the words that begin with one of `beginnings` (folded).
 * @param mostWords shown, around the first that is marked.
 */
export function highlight(
  text: string,
  beginnings: readonly string[],
  mostWordsShown = Number.POSITIVE_INFINITY,
): string {
  const parts = text.split(/([\p{L}\p{N}\p{M}]+)/u);
  const isHit = (part: string) => {
    const folded = foldText(part);
    return beginnings.some((beginning) => folded.startsWith(beginning));
  };
  // Words stand at odd places, what is between them at even ones.
  const hits = parts.map((part, index) => index % 2 === 1 && isHit(part));
  const wordsBefore = Math.max(0, Math.floor((hits.indexOf(true) - 1) / 2));
  const wordCount = Math.floor(parts.length / 2);
  const most = Math.min(mostWordsShown, wordCount);
  const first = Math.min(Math.max(0, wordsBefore - Math.floor(most / 4)), wordCount - most);
  const [from, to] = [first === 0 ? 0 : first * 2 + 1, first + most === wordCount ? parts.length : (first + most) * 2];
  const shown = parts.slice(from, to).map((part, index) => {
    return hits[from + index] ? `<mark>${escapeHtml(part)}</mark>` : escapeHtml(part);
  });
  return `${from > 0 ? '… ' : ''}${shown.join('').trim()}${to < parts.length ? ' …' : ''}`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
