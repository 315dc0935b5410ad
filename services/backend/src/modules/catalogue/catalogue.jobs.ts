import type { Pool } from 'pg';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

export interface CatalogueJobsDeps {
  pool: Pool;
  clock: Clock;
  log: Log;
}

const productsPerBatch = 500;
/** What sells best is what sold lately. */
const salesDays = 90;

/**
 * Lists the products whose time of publication has come. Nothing else tells: a webhook may say it some seconds ahead,
 * by a clock that is not ours.
 */
export async function publishDueProducts({ pool, log }: CatalogueJobsDeps, signal: AbortSignal): Promise<void> {
  let listed = 0;
  while (!signal.aborted) {
    const { rows } = await pool.query<{ ids: string[] | null }>(
      `WITH due AS (
         SELECT product_id FROM catalogue_products
         WHERE NOT visible AND published_at <= now() ORDER BY published_at LIMIT $1
       ) SELECT array_agg(product_id ORDER BY product_id) AS ids FROM due`,
      [productsPerBatch],
    );
    const ids = rows[0]?.ids ?? [];
    if (ids.length > 0) await changeListing(pool, 'SELECT refresh_catalogue($1::bigint[])', [ids]);
    listed += ids.length;
    if (ids.length < productsPerBatch) break;
  }
  if (listed > 0) log.info({ products: listed }, 'products are published by now');
}

/** Counts what each product sold, for the order of best-selling ones: nothing of it is in the way of an order. */
export async function countSales({ pool, clock, log }: CatalogueJobsDeps): Promise<void> {
  const since = new Date(clock.now().getTime() - salesDays * 24 * 60 * 60 * 1_000);
  const { rows } = await pool.query<{ product_id: string; sold: string }>(
    `WITH sales AS (
       SELECT product_id, sum(current_quantity) AS sold
       FROM orders JOIN order_lines ON order_id = orders.id
       WHERE orders.created_at >= $1 AND cancelled_at IS NULL AND NOT test AND product_id IS NOT NULL
       GROUP BY product_id
     )
     SELECT listed.product_id, coalesce(sales.sold, 0) AS sold
     FROM catalogue_products AS listed LEFT JOIN sales USING (product_id)
     WHERE listed.sold <> coalesce(sales.sold, 0)
     ORDER BY listed.product_id`,
    [since],
  );
  for (let from = 0; from < rows.length; from += productsPerBatch) {
    const batch = rows.slice(from, from + productsPerBatch);
    await changeListing(
      pool,
      `UPDATE catalogue_products AS listed SET sold = changed.sold
       FROM unnest($1::bigint[], $2::bigint[]) AS changed (product_id, sold)
       WHERE listed.product_id = changed.product_id`,
      [batch.map(({ product_id }) => product_id), batch.map(({ sold }) => sold)],
    );
  }
  if (rows.length > 0) await changeListing(pool, 'SELECT rank_search()', []);
  log.info({ products: rows.length }, 'sales counted');
}

/**
 * Changes the listing by itself. The row of the version is locked first, as it is by whoever changes what the listing is
 * made of (their triggers do so at the commit): the other way round, the two could wait for each other.
 */
async function changeListing(pool: Pool, statement: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT FROM catalogue_version FOR UPDATE');
    await client.query(statement, values);
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // The connection may be what failed: it is not used again, and its end undoes what it began.
    client.release(true);
    throw error;
  }
}
