import { LRUCache } from 'lru-cache';
import type { Facets } from './catalogue.schemas.ts';
import type { Narrowing } from './catalogue-lists.reads.ts';

const most = 300;
/** As with replies, nothing is told for long though no change was seen. */
const lifetimeMs = 60_000;

/**
 * Facets by what a list is narrowed down to: of one version of the catalogue they are the same on every page, in every
 * order. So they are counted for the first of them. Without a version nothing is kept.
 */
export function createKnownFacets() {
  const known = new LRUCache<string, { version: number; facets: Facets }>({ max: most, ttl: lifetimeMs });
  return {
    recall(narrowing: Narrowing, version: number | undefined): Facets | undefined {
      const found = version === undefined ? undefined : known.get(JSON.stringify(narrowing));
      // Of another version they are wrong, be it a later one: what else is read may be older.
      return found?.version === version ? found?.facets : undefined;
    },
    keep(narrowing: Narrowing, version: number | undefined, facets: Facets): void {
      if (version !== undefined) known.set(JSON.stringify(narrowing), { version, facets });
    },
  };
}
