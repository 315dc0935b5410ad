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

/** Everything, or what one facet is shared by, is counted already; of anything narrower, what matches is counted. */
export async function countFacets(reads: Reads, narrowing: Narrowing): Promise<Facets> {
  const { facets, priceMin, priceMax } = narrowing;
  if (facets.length > 1 || priceMin !== undefined || priceMax !== undefined) return countMatching(reads, narrowing);
  const scope = facets[0] ?? '';
  const [counted, everywhere] = await Promise.all([
    reads.select<Counted>({ name: 'facets of a scope', text: countersText, values: [scope] }),
    scope === '' ? reads.select<Bounds>({ name: 'prices', text: boundsText(''), values: [] }) : [],
  ]);
  const total = counted.find(({ facet }) => facet === 'total')?.products ?? 0;
  const [bounds] = scope === '' ? everywhere : await readBounds(reads, scope, total);
  return toFacets(counted, bounds, true);
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
const countersText = `
  WITH changed AS (
    SELECT facet, sum(change) AS change FROM catalogue_count_changes WHERE scope = $1 GROUP BY facet
  ), named AS (
    (SELECT facet FROM catalogue_counts WHERE scope = $1 AND kind = 'type' ORDER BY products DESC, facet LIMIT ${mostTypes + 10})
    UNION (SELECT facet FROM catalogue_counts WHERE scope = $1 AND kind = 'tag' ORDER BY products DESC, facet LIMIT ${mostTags + 10})
    UNION SELECT facet FROM catalogue_counts WHERE scope = $1 AND kind IN ('species', 'available', 'total')
    UNION SELECT facet FROM changed WHERE facet NOT LIKE 'collection:%'
  )
  SELECT named.facet, (coalesce(counted.products, 0) + coalesce(changed.change, 0))::int AS products
  FROM named LEFT JOIN changed USING (facet)
  LEFT JOIN catalogue_counts AS counted ON counted.scope = $1 AND counted.facet = named.facet`;

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
