import { toPage } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import { highlight, splitWords } from '../../platform/search-words.ts';
import { fewMatches, findMatches, type Matches, rankAtMost, type SearchTerms, toTerms } from './search.reads.ts';
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

export function createSearchService({ currency }: SearchServiceDeps) {
  return {
    /** @throws AppError `invalid_input` for the cursor */
    async searchProducts(reads: Reads, query: SearchQuery): Promise<SearchReply> {
      const { matches, understood, searchedFor } = await find(
        reads,
        query.q,
        { limit: query.limit, cursor: query.cursor },
        'everywhere',
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
async function find(reads: Reads, query: string, page: Page, where: 'head' | 'everywhere'): Promise<Found> {
  const understood = await findMeanings(reads, splitWords(query));
  if (understood.length === 0) return { matches: { total: 0, rows: [] }, understood, searchedFor: null };
  const matches = await findRanked(reads, understood, page, where);
  if (matches.total > 0) return { matches, understood, searchedFor: null };

  const corrections = await findCorrections(
    reads,
    understood.map(({ word }) => word),
  );
  if (corrections.size === 0) return { matches, understood, searchedFor: null };
  const corrected = await applyCorrections(reads, understood, corrections);
  return {
    matches: await findRanked(reads, corrected, page, where),
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

async function findRanked(
  reads: Reads,
  understood: readonly Understood[],
  page: Page,
  where: 'head' | 'everywhere',
): Promise<Matches> {
  const terms: SearchTerms = toTerms(understood);
  const asked = { ...page, phrase: understood.map(({ word }) => word).join(' ') };
  const inHead = await findMatches(reads, 'head', terms, asked);
  if (inHead.total > rankAtMost) {
    const popular = await findMatches(reads, 'popular', terms, asked);
    return popular.total >= fewMatches ? { ...popular, total: inHead.total } : inHead;
  }
  return where === 'everywhere' && inHead.total < fewMatches ? findMatches(reads, where, terms, asked) : inHead;
}

/** What is marked: words of one or two letters only where they were typed, or they would be found everywhere. */
function beginningsOf(understood: readonly Understood[]): string[] {
  return understood.flatMap(({ word, lexemes, synonyms }) => [
    word,
    ...[...lexemes, ...synonyms].filter((lexeme) => lexeme.length > 2),
  ]);
}
