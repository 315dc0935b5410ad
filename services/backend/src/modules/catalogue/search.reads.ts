import { decodeShopifyCursor } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import type { ListedProduct } from './catalogue-lists.reads.ts';
import type { Understood } from './search-words.reads.ts';

/** Texts of tsquery. */
export interface SearchTerms {
  /** What a product must have: each word, or what means the same. */
  every: string;
  /** What makes it rank higher: the words as they were typed. */
  typed: string;
  /** What makes it rank a little: anything that was looked for. */
  any: string;
}

export interface Match {
  id: string;
  score: number;
  sold: string;
  title: string;
  body: string;
  card: ListedProduct['card'];
}

interface Total {
  total: number;
}

export interface Matches {
  /** All that match, up to one more than are counted; whichever page is read. */
  total: number;
  rows: Match[];
}

/** Up to here all that match are ranked; of more, those of the products that sell best. */
export const rankAtMost = 2_000;
/** So many of the best-selling products are looked through for what matches more than that. */
const popularProducts = 3_000;
/** With fewer in titles, tags and types, descriptions are searched as well. */
export const fewMatches = 100;
const rankOfDescriptionsAtMost = 500;

const quote = (lexeme: string) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`;

/** A word also finds what begins with it; a single letter only as the last word, which may not be typed to its end. */
export function toTerms(understood: readonly Understood[]): SearchTerms {
  const own = understood.map(({ word, lexemes }, index) => {
    const beginning = word.length > 1 || index === understood.length - 1 ? ':*' : '';
    // ts_rank takes a word and its beginning for one, and may keep the one that is not there.
    return [`${quote(word)}${beginning}`, ...lexemes.filter((lexeme) => lexeme !== word).map(quote)];
  });
  const every = understood.map(({ lexemes, synonyms }, index) => [
    ...(own[index] as string[]),
    ...synonyms.filter((synonym) => !lexemes.includes(synonym)).map(quote),
  ]);
  const exact = understood.flatMap(({ word, lexemes }) => [...new Set([word, ...lexemes])].map(quote));
  return {
    every: every.map((ways) => `(${ways.join('|')})`).join('&'),
    typed: exact.join('|'),
    any: every.flat().join('|'),
  };
}

type Where = 'head' | 'everywhere' | 'popular';

/** What matches at all: of titles, tags and types (`head`), of descriptions too, or of best-selling products alone. */
const sources: Record<Where, { name: string; text: string }> = {
  head: {
    name: 'search',
    text: `SELECT product_id, phrase, head AS words FROM catalogue_search WHERE head @@ $1::tsquery LIMIT ${rankAtMost + 1}`,
  },
  everywhere: {
    name: 'search everywhere',
    text: `(SELECT product_id, phrase, "full" AS words FROM catalogue_search
            WHERE "full" @@ $1::tsquery LIMIT ${rankOfDescriptionsAtMost + 1})
           UNION
           (SELECT product_id, phrase, "full" FROM catalogue_search WHERE head @@ $1::tsquery LIMIT ${fewMatches})`,
  },
  popular: {
    name: 'search of what is popular',
    text: `SELECT product_id, phrase, head AS words FROM (
             SELECT product_id FROM catalogue_products WHERE visible
             ORDER BY sold DESC, product_id DESC LIMIT ${popularProducts}
           ) AS popular JOIN catalogue_search USING (product_id) WHERE (head @@ $1::tsquery) IS TRUE`,
  },
};

/** Of description, type or vendor, tags, title. A word in the title outweighs all the others together. */
const weights = `'{0.01, 0.1, 0.3, 1}'`;

/**
 * A page of what matches, best first, and one more where there is one.
 * @param phrase all that was typed, folded: a title that is it comes before all others, then one that begins with it.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export async function findMatches(
  reads: Reads,
  where: Where,
  terms: SearchTerms,
  page: { phrase: string; cursor: string | undefined; limit: number },
): Promise<Matches> {
  const { after, id } = decodeShopifyCursor(page.cursor, 'rank', /^\d{1,9}\.\d{1,15}$/) ?? {
    after: '999999999.999999999999999',
    id: '999999999999999999',
  };
  const [score, sold] = after.split('.');
  const { name, text } = sources[where];
  const rows = await reads.select<(Match | { id: null }) & Total>({
    name,
    text: `
      WITH found AS MATERIALIZED (${text}),
      ranked AS (
        SELECT product_id, (
                 100000 * (ts_rank(${weights}, words, $2::tsquery) + 0.5 * ts_rank(${weights}, words, $3::tsquery))
                 + CASE WHEN phrase = $4 THEN 2000000 WHEN starts_with(phrase, $4 || ' ') THEN 1000000 ELSE 0 END
               )::int AS score
        FROM found
      ), page AS MATERIALIZED (
        SELECT product_id, score, sold, card FROM ranked JOIN catalogue_products USING (product_id)
        WHERE visible AND (score, sold, product_id) < ($5::int, $6::bigint, $7::bigint)
        ORDER BY score DESC, sold DESC, product_id DESC LIMIT $8
      )
      SELECT page.product_id::text AS id, score, sold::text AS sold, title, body, card, counted.total
      FROM (SELECT count(*)::int AS total FROM found) AS counted
      LEFT JOIN (page JOIN catalogue_search USING (product_id)) ON true
      ORDER BY page.score DESC, page.sold DESC, page.product_id DESC`,
    values: [terms.every, terms.typed, terms.any, page.phrase, score, sold, id, page.limit + 1],
  });
  return { total: rows[0]?.total ?? 0, rows: rows.filter((row): row is Match & Total => row.id !== null) };
}
