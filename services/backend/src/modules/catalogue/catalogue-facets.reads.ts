import type { Reads } from '../../platform/read-router.ts';
import type { Facets } from './catalogue.schemas.ts';
import { filtersOf, gatherAtMost, type Narrowing } from './catalogue-lists.reads.ts';

const mostTypes = 30;
const mostTags = 50;

interface Counted {
  facet: string;
  products: number;
}

interface Bounds {
  min: string | null;
  max: string | null;
}

/** What one facet is shared by is counted already; of anything narrower, what matches is counted. */
export async function countFacets(reads: Reads, narrowing: Narrowing): Promise<Facets> {
  const { facets, priceMin, priceMax } = narrowing;
  const [scope] = facets;
  if (scope === undefined || facets.length > 1 || priceMin !== undefined || priceMax !== undefined) {
    return countMatching(reads, narrowing);
  }
  const counted = await reads.select<Counted>({
    name: 'facets of a scope',
    text: countersText('$1'),
    values: [scope],
  });
  const total = counted.find(({ facet }) => facet === 'total')?.products ?? 0;
  const [bounds] = await readBounds(reads, scope, total);
  return toFacets(counted, bounds, true);
}

export interface CountedWhole extends Bounds {
  /** By facet; null for none. */
  counted: Record<string, number> | null;
}

/** A SELECT of one row: everything is counted already, so this can be a part of the statement that reads a page. */
export const countedWholeText = `
  SELECT (SELECT json_object_agg(facet, products) FROM (${countersText("''")}) AS counter) AS counted,
         min, max FROM (${boundsText('')}) AS bounds`;

export function facetsOfWhole({ counted, ...bounds }: CountedWhole): Facets {
  const counters = Object.entries(counted ?? {}).map(([facet, products]) => ({ facet, products }));
  return toFacets(counters, bounds, true);
}

/** Of few, of each of them; of many, from both ends of the index of prices, where one of them is soon met. */
function readBounds(reads: Reads, scope: string, total: number): Promise<Bounds[]> {
  if (total > gatherAtMost) {
    const text = boundsText('AND (facets @> ARRAY[$1::text]) IS TRUE');
    return reads.select<Bounds>({ name: 'prices of a large scope', text, values: [scope] });
  }
  const text = `
    WITH matching AS MATERIALIZED (
      SELECT price FROM catalogue_products WHERE visible AND facets @> ARRAY[$1::text]
    ) SELECT money_text(min(price)) AS min, money_text(max(price)) AS max FROM matching`;
  return reads.select<Bounds>({ name: 'prices of a scope', text, values: [scope] });
}

/** Totals and the changes that are not yet in them. Of types and tags a few more than are shown, for those changes. */
function countersText(scope: string): string {
  const most = (kind: string, number: number) =>
    `(SELECT facet FROM catalogue_counts WHERE scope = ${scope} AND kind = '${kind}'
      ORDER BY products DESC, facet LIMIT ${number + 10})`;
  return `
  WITH changed AS (
    SELECT facet, sum(change) AS change FROM catalogue_count_changes WHERE scope = ${scope} GROUP BY facet
  ), named AS (
    ${most('type', mostTypes)}
    UNION ${most('tag', mostTags)}
    UNION SELECT facet FROM catalogue_counts WHERE scope = ${scope} AND kind IN ('species', 'available', 'total')
    UNION SELECT facet FROM changed WHERE facet NOT LIKE 'collection:%'
  )
  SELECT named.facet, (coalesce(counted.products, 0) + coalesce(changed.change, 0))::int AS products
  FROM named LEFT JOIN changed USING (facet)
  LEFT JOIN catalogue_counts AS counted ON counted.scope = ${scope} AND counted.facet = named.facet`;
}

function boundsText(filter: string): string {
  const end = (direction: string) =>
    `(SELECT money_text(price) FROM catalogue_products WHERE visible ${filter} ORDER BY price ${direction}, product_id ${direction} LIMIT 1)`;
  return `SELECT ${end('ASC')} AS min, ${end('DESC')} AS max`;
}

async function countMatching(reads: Reads, narrowing: Narrowing): Promise<Facets> {
  const values: unknown[] = [];
  const filters = filtersOf(narrowing, values);
  const rows = await reads.select<Counted & Bounds>({
    name: `facets of what matches ${filters.names.join(' ')}`,
    text: `
      WITH matching AS MATERIALIZED (
        SELECT facets, price FROM catalogue_products WHERE visible ${filters.usable} LIMIT ${gatherAtMost + 1}
      )
      SELECT facet, count(*)::int AS products, NULL AS min, NULL AS max
      FROM matching, unnest(facets) AS facet WHERE facet NOT LIKE 'collection:%' GROUP BY facet
      UNION ALL
      SELECT 'total', count(*)::int, money_text(min(price)), money_text(max(price)) FROM matching`,
    values,
  });
  const total = rows.find(({ facet }) => facet === 'total');
  return toFacets(rows, total, (total?.products ?? 0) <= gatherAtMost);
}

function toFacets(counted: readonly Counted[], bounds: Bounds | undefined, exact: boolean): Facets {
  const some = counted.filter(({ products }) => products > 0);
  some.sort((a, b) => b.products - a.products || (a.facet < b.facet ? -1 : 1));
  const of = (kind: string, most: number) =>
    some
      .filter(({ facet }) => facet.startsWith(`${kind}:`))
      .slice(0, most)
      .map(({ facet, products }) => ({ value: facet.slice(kind.length + 1), products }));
  const { min, max } = bounds ?? { min: null, max: null };
  return {
    total: some.find(({ facet }) => facet === 'total')?.products ?? 0,
    exact,
    types: of('type', mostTypes),
    tags: of('tag', mostTags),
    species: of('species', 4),
    availability: of('available', 2),
    price: min === null || max === null ? null : { min, max },
  };
}
