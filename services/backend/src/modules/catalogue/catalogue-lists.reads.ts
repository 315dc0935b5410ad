import { type Cursor, decodeShopifyCursor } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import type { ProductCard, ProductSort } from './catalogue.schemas.ts';

/** What a list is narrowed down to. */
export interface Narrowing {
  /** All of them, as `catalogue_products.facets` has them: `type:Harness`. */
  facets: string[];
  priceMin: string | undefined;
  priceMax: string | undefined;
}

export interface ListedProduct {
  id: string;
  /** The sort value, as a cursor holds it. */
  position: string;
  card: Omit<ProductCard, 'id' | 'currency'>;
}

/**
 * Up to here all that match are gathered, by the index of facets, and sorted. Beyond it they are so many that those
 * of a page are soon met by going along the index of the order.
 */
export const gatherAtMost = 2_000;

interface Order {
  column: string;
  direction: 'ASC' | 'DESC';
  position: string;
  /** Turns a cursor's position, $1, back into a sort value. */
  value: string;
  pattern: RegExp;
  /** Before every row, so that the first page is the same statement as the others. */
  start: { after: string; id: string };
}

const lastId = '999999999999999999';
const amount = { column: 'price', position: 'price::text', value: '$1::numeric', pattern: /^\d{1,15}(\.\d{1,4})?$/ };
const orders: Record<ProductSort, Order> = {
  newest: {
    column: 'published_at',
    direction: 'DESC',
    position: '(extract(epoch FROM published_at) * 1000000)::bigint::text',
    value: `(timestamptz 'epoch' + $1::bigint * interval '1 microsecond')`,
    pattern: /^\d{1,16}$/,
    // The year 2286.
    start: { after: '9999999999999999', id: lastId },
  },
  price: { ...amount, direction: 'ASC', start: { after: '0', id: '0' } },
  '-price': { ...amount, direction: 'DESC', start: { after: '999999999999999', id: lastId } },
  title: {
    column: 'title_key',
    direction: 'ASC',
    position: 'title_key',
    value: '$1::text',
    pattern: /^.{0,100}$/su,
    start: { after: '', id: '0' },
  },
  best_selling: {
    column: 'sold',
    direction: 'DESC',
    position: 'sold::text',
    value: '$1::bigint',
    pattern: /^\d{1,15}$/,
    start: { after: '999999999999999', id: lastId },
  },
};

export interface ProductsPage {
  sort: ProductSort;
  cursor: string | undefined;
  limit: number;
}

/**
 * One page of what is narrowed down, and one product more where there is one.
 * @param total how many match, at least.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export function findProducts(
  reads: Reads,
  narrowing: Narrowing,
  page: ProductsPage & { total: number },
): Promise<ListedProduct[]> {
  const order = orders[page.sort];
  const values = valuesOf(page);
  const filters = filtersOf(narrowing, values);
  const gathers = page.total <= gatherAtMost;
  return reads.select<ListedProduct>({
    name: `products by ${page.sort}${gathers ? ' gathered' : ''} ${filters.names.join(' ')}`,
    text: gathers ? gatherText(order, filters.usable) : walkText(order, filters.unusable),
    values,
  });
}

/**
 * A page of everything as a part of a larger statement, which has to put its rows into `order`.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export function wholePage(page: ProductsPage): { text: string; columns: string; order: string; values: unknown[] } {
  const order = orders[page.sort];
  return {
    text: `SELECT * FROM (${walk(order, '')}) AS page LIMIT $3`,
    columns: shownOf(order),
    order: sortOf(order),
    values: valuesOf(page),
  };
}

function valuesOf({ sort, cursor, limit }: ProductsPage): unknown[] {
  const { pattern, start } = orders[sort];
  const { after, id }: Pick<Cursor, 'after' | 'id'> = decodeShopifyCursor(cursor, sort, pattern) ?? start;
  return [after, id, limit + 1];
}

/**
 * The conditions of a narrowing, whose values are added to `values`: as an index can serve them, and as none can. Of
 * facets and price together the index of facets is the one to take, whatever the planner thinks of an unknown value.
 */
export function filtersOf(narrowing: Narrowing, values: unknown[]) {
  const [names, usable, unusable]: [string[], string[], string[]] = [[], [], []];
  const add = (name: string, value: unknown, condition: (parameter: string) => string, servedByIndex: boolean) => {
    values.push(value);
    const text = condition(`$${values.length}`);
    names.push(name);
    usable.push(servedByIndex ? text : `(${text}) IS TRUE`);
    unusable.push(`(${text}) IS TRUE`);
  };
  const { facets, priceMin, priceMax } = narrowing;
  if (facets.length > 0) add('facets', facets, (parameter) => `facets @> ${parameter}::text[]`, true);
  if (priceMin) add('from', priceMin, (parameter) => `price >= ${parameter}::numeric`, facets.length === 0);
  if (priceMax) add('to', priceMax, (parameter) => `price <= ${parameter}::numeric`, facets.length === 0);
  return { names, usable: and(usable), unusable: and(unusable) };
}

/** Along the index of the order, from the cursor until the page is full. */
function walkText(order: Order, filters: string): string {
  return `SELECT ${shownOf(order)} FROM (${walk(order, filters)}) AS page LIMIT $3`;
}

/** The limit is for the planner, who does not know that of the page: the index is worth it. */
function walk(order: Order, filters: string): string {
  const { column, value } = order;
  return `SELECT product_id, ${column}, card FROM catalogue_products
    WHERE visible ${filters} AND (${column}, product_id) ${behind(order)} (${value}, $2::bigint)
    ORDER BY ${sortOf(order)} LIMIT 101`;
}

function shownOf({ position }: Order): string {
  return `product_id::text AS id, ${position} AS position, card`;
}

function sortOf({ column, direction }: Order): string {
  return `${column} ${direction}, product_id ${direction}`;
}

/** Sorts what matches without what is shown of it, which is fetched for the page alone. */
function gatherText(order: Order, filters: string): string {
  const { column, position, value } = order;
  return `WITH matching AS MATERIALIZED (
      SELECT product_id, ${column} FROM catalogue_products WHERE visible ${filters}
    ), page AS MATERIALIZED (
      SELECT product_id, ${column} FROM matching
      WHERE (${column}, product_id) ${behind(order)} (${value}, $2::bigint)
      ORDER BY ${sortOf(order)} LIMIT $3
    )
    SELECT product_id::text AS id, ${position.replace(column, `page.${column}`)} AS position, card
    FROM page JOIN catalogue_products AS listed USING (product_id)
    ORDER BY page.${sortOf(order)}`;
}

function behind({ direction }: Order): string {
  return direction === 'DESC' ? '<' : '>';
}

function and(conditions: string[]): string {
  return conditions.map((condition) => `AND ${condition}`).join(' ');
}
