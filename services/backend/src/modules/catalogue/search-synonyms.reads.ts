import type { SearchSynonym } from '../../generated/client.ts';
import type { Reader } from '../../platform/db.ts';
import type { SynonymEntry } from './search-synonyms.schemas.ts';

/** One more than `limit`, where there is more, after a word. */
export async function findSynonyms(reader: Reader, page: { after: string; limit: number }): Promise<SynonymEntry[]> {
  const rows = await reader.searchSynonym.findMany({
    where: { word: { gt: page.after } },
    orderBy: { word: 'asc' },
    take: page.limit + 1,
  });
  return rows.map(toEntry);
}

export function toEntry({ word, synonyms, version, updatedAt }: SearchSynonym): SynonymEntry {
  return { word, synonyms, version, updatedAt: updatedAt.toISOString() };
}
