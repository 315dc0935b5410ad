import type { Reads, Select } from '../../platform/read-router.ts';
import type { Facets } from './catalogue.schemas.ts';
import { type CountedWhole, countedWholeText, facetsOfWhole } from './catalogue-facets.reads.ts';
import { type ListedProduct, type ProductsPage, wholePage } from './catalogue-lists.reads.ts';

export type WholeRow = ListedProduct | (CountedWhole & { id: null });

/**
 * One page of everything, and one product more where there is one, with the facets of everything.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export async function findWhole(reads: Reads, page: ProductsPage): Promise<{ rows: ListedProduct[]; facets: Facets }> {
  return readWhole(await reads.select<WholeRow>(selectWhole(page)));
}

/** In one statement: to ask takes longer than to answer, and this is what most of those ask for whom nothing is kept. */
export function selectWhole(page: ProductsPage): Select {
  const { text, columns, order, values } = wholePage(page);
  return {
    name: `whole by ${page.sort}`,
    // Neither has a row of the other: those of the page, and the one that counts.
    text: `
      WITH page AS MATERIALIZED (${text}), whole AS MATERIALIZED (${countedWholeText})
      SELECT ${columns}, counted, min, max FROM page FULL JOIN whole ON false ORDER BY ${order}`,
    values,
  };
}

export function readWhole(rows: readonly WholeRow[]): { rows: ListedProduct[]; facets: Facets } {
  const counted = rows.find((row): row is CountedWhole & { id: null } => row.id === null);
  if (!counted) throw new Error('what is counted of everything is missing');
  return { rows: rows.filter((row): row is ListedProduct => row.id !== null), facets: facetsOfWhole(counted) };
}
