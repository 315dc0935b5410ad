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
  /** As text; null while nothing is counted yet. */
  catalogue: string | null;
}

export interface Matches {
  /** All that match, up to one more than are counted; whichever page is read. */
  total: number;
  /** How many products there are, nearly. */
  catalogue: number;
  rows: Match[];
}

/** So many products are popular (rank_search). */
export const popularProducts = 2_000;
/** Up to here all that match are ranked; of more, those of the products that sell best. */
export const rankAtMost = 1_000;
const rankOfDescriptionsAtMost = 300;
/** With fewer in titles, tags and types, descriptions are searched as well. */
export const fewMatches = 100;

const quote = (lexeme: string) => `'${lexeme.replace(/['\\]/g, '$&$&')}'`;

/**
 * A word that is not known finds what begins with it. While somebody types, the last one does whether it is known or
 * not; only a single letter elsewhere is too little.
 */
export function toTerms(understood: readonly Understood[], { typing }: { typing: boolean }): SearchTerms {
  const own = understood.map(({ word, known, lexemes }, index) => {
    const isLast = index === understood.length - 1;
    const beginning = (isLast && typing) || (!known && (isLast || word.length > 1)) ? ':*' : '';
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

/** In titles, tags and types, or in descriptions too; of every product, or of those that sell best. */
export interface Place {
  in: 'head' | 'full';
  of: 'all' | 'popular';
}

function sourceOf(place: Place): string {
  const columns = `product_id, phrase, sold, "${place.in}" AS words`;
  const of = place.of === 'popular' ? 'popular AND' : '';
  const head = (most: number) =>
    `SELECT ${columns} FROM catalogue_search WHERE ${of} head @@ $1::tsquery LIMIT ${most}`;
  if (place.in === 'head') return head(rankAtMost + 1);
  // What has it in the title is not lost among what has it in the description.
  return `(SELECT ${columns} FROM catalogue_search
      WHERE ${of} "full" @@ $1::tsquery LIMIT ${rankOfDescriptionsAtMost + 1})
    UNION (${head(fewMatches).replace(of, '')})`;
}

/** Of description, type, tags, title. A word in the title outweighs all the others together. */
const weights = `'{0.01, 0.1, 0.3, 1}'`;

/**
 * A page of what matches, best first, and one more where there is one.
 * @param phrase all that was typed, folded: a title that is it comes before all others, then one that begins with it.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export async function findMatches(
  reads: Reads,
  place: Place,
  terms: SearchTerms,
  page: { phrase: string; cursor: string | undefined; limit: number },
): Promise<Matches> {
  const { after, id } = decodeShopifyCursor(page.cursor, 'rank', /^\d{1,9}\.\d{1,15}$/) ?? {
    after: '999999999.999999999999999',
    id: '999999999999999999',
  };
  const [score, sold] = after.split('.');
  const rows = await reads.select<(Match | { id: null }) & Total>({
    name: `search ${place.in} of ${place.of}`,
    text: `
      WITH found AS MATERIALIZED (${sourceOf(place)}),
      counted AS MATERIALIZED (SELECT count(*)::int AS total FROM found),
      ranked AS (
        SELECT product_id, sold, (
                 100000 * (ts_rank(${weights}, words, $2::tsquery) + 0.5 * ts_rank(${weights}, words, $3::tsquery))
                 + CASE WHEN phrase = $4 THEN 2000000 WHEN starts_with(phrase, $4 || ' ') THEN 1000000 ELSE 0 END
               )::int AS score
        FROM found
      ), page AS MATERIALIZED (
        SELECT product_id, score, sold FROM ranked WHERE (score, sold, product_id) < ($5::int, $6::bigint, $7::bigint)
        ORDER BY score DESC, sold DESC, product_id DESC LIMIT $8
      )
      SELECT page.product_id::text AS id, score, sold::text AS sold, title, body, card, counted.total,
             (SELECT products FROM catalogue_counts WHERE scope = '' AND facet = 'total') AS catalogue
      FROM counted LEFT JOIN (
        SELECT page.*, title, body, card FROM page JOIN catalogue_search USING (product_id)
        JOIN catalogue_products USING (product_id)
      ) AS page ON true
      ORDER BY page.score DESC, page.sold DESC, page.product_id DESC`,
    values: [terms.every, terms.typed, terms.any, page.phrase, score, sold, id, page.limit + 1],
  });
  const [first] = rows;
  return {
    total: first?.total ?? 0,
    catalogue: Number(first?.catalogue ?? 0),
    rows: rows.filter((row): row is Match & Total => row.id !== null),
  };
}
