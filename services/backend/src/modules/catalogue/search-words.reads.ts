import type { Reads } from '../../platform/read-router.ts';
import { mayMean, swapNeighbours } from '../../platform/search-words.ts';

/** One word of a search, and every way in which what is meant may be written. */
export interface Understood {
  /** As the database folds it. */
  word: string;
  /** Whether a title, tag, type or synonym has just this word. */
  known: boolean;
  /** The word, and what is left of it without its endings. */
  lexemes: string[];
  /** The same of what means the same. */
  synonyms: string[];
}

/** A stem of two letters, or of less than half the word, is the stem of too much. */
const tellingStems = `char_length(lexeme) > 2 AND char_length(lexeme) * 2 >= char_length(word)`;

/** @param words letters and digits. */
export async function findMeanings(reads: Reads, words: readonly string[]): Promise<Understood[]> {
  if (words.length === 0) return [];
  return reads.select<Understood>({
    name: 'meanings of words',
    text: `
      SELECT word, lexemes, EXISTS (SELECT FROM search_words WHERE search_words.word = asked.word) AS known,
             ARRAY(SELECT DISTINCT unnest(known.lexemes) FROM search_synonyms AS known WHERE known.lexemes && asked.lexemes)
               AS synonyms
      FROM (
        SELECT word, place, ARRAY(SELECT lexeme FROM unnest(search_lexemes(word)) AS lexeme
                                  WHERE lexeme = word OR ${tellingStems}) AS lexemes
        FROM (SELECT btrim(search_text(typed)) AS word, place
              FROM unnest($1::text[]) WITH ORDINALITY AS every (typed, place) OFFSET 0) AS folded
      ) AS asked ORDER BY place`,
    values: [words],
  });
}

const likeliest = 3;

/**
 * What words that no product has may have been meant to be, likeliest first. Nothing for a word that is known, or
 * begins one that is.
 */
export async function findCorrections(reads: Reads, words: readonly string[]): Promise<Map<string, string[]>> {
  const swaps = words.flatMap((typed) => swapNeighbours(typed).map((swapped) => ({ typed, swapped })));
  const rows = await reads.select<{ typed: string; word: string }>({
    name: 'words like these',
    // The last character there is ends every word that begins so.
    text: `
      SELECT asked.typed, likely.word FROM unnest($1::text[]) AS asked (typed), LATERAL (
        SELECT word, 1 AS likeness FROM unnest($2::text[], $3::text[]) AS swap (typed, word)
        JOIN search_words USING (word) WHERE swap.typed = asked.typed
        UNION ALL
        (SELECT word, similarity(word, asked.typed) FROM search_words WHERE word % asked.typed
         ORDER BY 2 DESC, abs(char_length(word) - char_length(asked.typed)), word LIMIT 20)
      ) AS likely
      WHERE NOT EXISTS (SELECT FROM search_words AS known
                        WHERE known.word >= asked.typed AND known.word < asked.typed || U&'\\+10FFFF')
      ORDER BY likeness DESC, likely.word`,
    values: [words, swaps.map(({ typed }) => typed), swaps.map(({ swapped }) => swapped)],
  });
  const corrections = new Map<string, string[]>();
  for (const { typed, word } of rows) {
    const before = corrections.get(typed) ?? [];
    if (before.length < likeliest && !before.includes(word) && mayMean(typed, word))
      corrections.set(typed, [...before, word]);
  }
  return corrections;
}
