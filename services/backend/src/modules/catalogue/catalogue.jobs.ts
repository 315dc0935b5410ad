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
    if (ids.length > 0) await pool.query('SELECT refresh_catalogue($1::bigint[])', [ids]);
    listed += ids.length;
    if (ids.length < productsPerBatch) break;
  }
  if (listed > 0) log.info({ products: listed }, 'products are published by now');
}

/** Counts what each product sold, for the order of best-selling ones: nothing of it is in the way of an order. */
export async function countSales({ pool, clock, log }: CatalogueJobsDeps): Promise<void> {
  const since = new Date(clock.now().getTime() - salesDays * 24 * 60 * 60 * 1_000);
  const { rowCount } = await pool.query(
    `WITH sales AS (
       SELECT product_id, sum(current_quantity) AS sold
       FROM orders JOIN order_lines ON order_id = orders.id
       WHERE orders.created_at >= $1 AND cancelled_at IS NULL AND NOT test AND product_id IS NOT NULL
       GROUP BY product_id
     ), changed AS (
       SELECT listed.product_id, coalesce(sales.sold, 0) AS sold
       FROM catalogue_products AS listed LEFT JOIN sales USING (product_id)
       WHERE listed.sold <> coalesce(sales.sold, 0)
     ), locked AS MATERIALIZED (
       -- In the order in which refresh_catalogue takes them.
       SELECT product_id FROM catalogue_products WHERE product_id IN (SELECT product_id FROM changed)
       ORDER BY product_id FOR UPDATE
     )
     UPDATE catalogue_products AS listed SET sold = changed.sold
     FROM changed JOIN locked USING (product_id) WHERE listed.product_id = changed.product_id`,
    [since],
  );
  await pool.query('SELECT rank_search()');
  log.info({ products: rowCount ?? 0 }, 'sales counted');
}
