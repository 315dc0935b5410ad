import { toPage } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import { highlight, splitWords } from '../../platform/search-words.ts';
import {
  fewMatches,
  findMatches,
  type Matches,
  type Place,
  popularProducts,
  rankAtMost,
  type SearchTerms,
  toTerms,
} from './search.reads.ts';
import type { SearchQuery, SearchReply, SuggestReply } from './search.schemas.ts';
import { findCorrections, findMeanings, type Understood } from './search-words.reads.ts';

export type SearchService = ReturnType<typeof createSearchService>;

interface SearchServiceDeps {
  /** SHOP_CURRENCY. */
  currency: string;
}

interface Found {
  matches: Matches;
  understood: Understood[];
  /** Null where what was typed found something, or nothing else did either. */
  searchedFor: string | null;
}

interface Page {
  cursor: string | undefined;
  limit: number;
}

const suggestions = 10;
const snippetWords = 30;
const nothing: Matches = { total: 0, catalogue: 0, rows: [] };
/** With fewer of what sells best, what matches is ranked without regard to it. */
const fewPopular = 20;

export function createSearchService({ currency }: SearchServiceDeps) {
  return {
    /** @throws AppError `invalid_input` for the cursor */
    async searchProducts(reads: Reads, query: SearchQuery): Promise<SearchReply> {
      const { matches, understood, searchedFor } = await find(
        reads,
        query.q,
        { limit: query.limit, cursor: query.cursor },
        'full',
      );
      const page = toPage(matches.rows, query.limit, ({ score, sold, id }) => ({
        sort: 'rank',
        after: `${score}.${sold}`,
        id,
      }));
      const beginnings = beginningsOf(understood);
      const { total } = matches;
      return {
        items: page.rows.map(({ id, card, title, body }) => ({
          id,
          ...card,
          currency,
          highlightedTitle: highlight(title, beginnings),
          snippet: highlight(body, beginnings, snippetWords),
        })),
        nextCursor: page.nextCursor,
        total: Math.min(total, rankAtMost),
        exact: total <= rankAtMost,
        searchedFor,
      };
    },

    /** What somebody who is still typing may be looking for. */
    async suggestProducts(reads: Reads, typed: string): Promise<SuggestReply> {
      const { matches, understood } = await find(reads, typed, { cursor: undefined, limit: suggestions }, 'head');
      const beginnings = beginningsOf(understood);
      const items = matches.rows.slice(0, suggestions).map(({ id, title, card }) => {
        const { handle, price, available, image } = card;
        return { id, handle, title, price, currency, available, image, highlightedTitle: highlight(title, beginnings) };
      });
      return { items };
    },
  };
}

/** As it was typed; where nothing is written so, with the words that may have been meant. */
async function find(reads: Reads, query: string, page: Page, within: Place['in']): Promise<Found> {
  const understood = await findMeanings(reads, splitWords(query));
  if (understood.length === 0) return { matches: nothing, understood, searchedFor: null };
  const matches = await findRanked(reads, understood, page, within);
  if (matches.total > 0) return { matches, understood, searchedFor: null };

  const corrections = await findCorrections(
    reads,
    understood.map(({ word }) => word),
  );
  if (corrections.size === 0) return { matches, understood, searchedFor: null };
  const corrected = await applyCorrections(reads, understood, corrections);
  return {
    matches: await findRanked(reads, corrected, page, within),
    understood: corrected,
    searchedFor: corrected.map(({ word }) => word).join(' '),
  };
}

/** The likeliest correction stands for the word; the others count as if they meant the same. */
async function applyCorrections(
  reads: Reads,
  understood: readonly Understood[],
  corrections: ReadonlyMap<string, string[]>,
): Promise<Understood[]> {
  const meanings = await findMeanings(reads, [...new Set([...corrections.values()].flat())]);
  return understood.map((asked) => {
    const likely = (corrections.get(asked.word) ?? []).flatMap((word) => meanings.filter((one) => one.word === word));
    const [likeliest, ...others] = likely;
    if (!likeliest) return asked;
    const synonyms = new Set([...likeliest.synonyms, ...others.flatMap((one) => [...one.lexemes, ...one.synonyms])]);
    return { ...likeliest, synonyms: [...synonyms] };
  });
}

/**
 * What very many products have would take long to rank, and nobody reads it to its end: then it is what sells best of
 * it. How many have it is told by those that are popular, before the others are looked at.
 */
async function findRanked(
  reads: Reads,
  understood: readonly Understood[],
  page: Page,
  within: Place['in'],
): Promise<Matches> {
  const terms: SearchTerms = toTerms(understood, { typing: within === 'head' });
  const asked = { ...page, phrase: understood.map(({ word }) => word).join(' ') };
  const seek = (place: Place) => findMatches(reads, place, terms, asked);

  const popular = await seek({ in: 'head', of: 'popular' });
  if (tellsOfMany(popular)) return { ...popular, total: rankAtMost + 1 };
  const all = await seek({ in: 'head', of: 'all' });
  if (all.total > rankAtMost && popular.total >= fewPopular) return { ...popular, total: all.total };
  if (within === 'head' || all.total >= fewMatches) return all;

  const popularOfFull = await seek({ in: 'full', of: 'popular' });
  if (tellsOfMany(popularOfFull)) return { ...popularOfFull, total: rankAtMost + 1 };
  return seek({ in: 'full', of: 'all' });
}

/** Whether twice as many must be expected as are ranked, if all are as the popular ones. */
function tellsOfMany({ total, catalogue }: Matches): boolean {
  return total >= fewMatches && total * catalogue > 2 * rankAtMost * popularProducts;
}

/** What is marked: words of one or two letters only where they were typed, or they would be found everywhere. */
function beginningsOf(understood: readonly Understood[]): string[] {
  return understood.flatMap(({ word, lexemes, synonyms }) => [
    word,
    ...[...lexemes, ...synonyms].filter((lexeme) => lexeme.length > 2),
  ]);
}
