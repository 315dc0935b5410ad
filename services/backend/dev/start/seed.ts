import { parseArgs } from 'node:util';
import type pg from 'pg';
import { describeError } from '../dev-error.ts';
import { withClient } from '../postgres/databases.ts';
import { findDataFolder } from './data-folder.ts';
import { readVariable } from './environment.ts';
import { readRunningInstance } from './running-instance.ts';
import { seedCollections } from './seed-collections.ts';
import { type SeedProduct, seedProducts } from './seed-products.ts';

/** Shopify's ids have nine digits and more; these stay far below. */
const firstProductId = 1_001;
const firstCollectionId = 2_001;
const variantsPerProduct = 100;
const locationId = 1;
const vendor = 'Pet Shop';
const seededAt = '2026-01-05T09:00:00Z';

/**
 * Fills an empty catalogue with sample products. One that has products keeps them as they are; sample products
 * that lack their size chart, from a time when there were none, get it. Returns how many were added.
 */
export async function seedCatalogue(databaseUrl: string): Promise<{ products: number; sizeCharts: number }> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ has_products: boolean }>(
      'SELECT EXISTS (SELECT FROM products) AS has_products',
    );
    const isEmpty = !rows[0]?.has_products;
    await client.query('BEGIN');
    let [products, sizeCharts] = [0, 0];
    for (const [index, product] of seedProducts.entries()) {
      if (isEmpty) products += await insertProduct(client, product, firstProductId + index);
      sizeCharts += await insertSizeChart(client, product, firstProductId + index);
    }
    if (isEmpty) await insertCollections(client);
    await client.query('COMMIT');
    return { products, sizeCharts };
  });
}

/** Only for the sample product itself, where there still is one. */
async function insertSizeChart(client: pg.Client, { handle, sizeChart }: SeedProduct, id: number): Promise<number> {
  if (!sizeChart) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO size_charts (product_id, sizes)
     SELECT id, $3 FROM products WHERE id = $1 AND handle = $2 ON CONFLICT DO NOTHING`,
    [id, handle, JSON.stringify(sizeChart)],
  );
  return rowCount ?? 0;
}

async function insertProduct(client: pg.Client, product: SeedProduct, id: number): Promise<number> {
  const variants = product.variants.map((variant, index) => ({ ...variant, id: id * variantsPerProduct + index + 1 }));
  const options = [{ name: product.option, position: 1, values: variants.map(({ title }) => title) }];
  const { rowCount } = await client.query(
    `INSERT INTO products (id, handle, title, body_html, vendor, product_type, status, tags, options, variant_ids,
                           published_at, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $8, $9, $10, $10, $10) ON CONFLICT DO NOTHING`,
    [
      ...[id, product.handle, product.title, `<p>${product.description}</p>`, vendor, product.productType],
      ...[product.tags, JSON.stringify(options), variants.map((variant) => variant.id), seededAt],
    ],
  );
  for (const [index, variant] of variants.entries()) {
    await client.query(
      `INSERT INTO product_variants (id, product_id, title, sku, price, position, option1, inventory_item_id,
                                     inventory_policy, source_updated_at, source_triggered_at, source_digest)
       VALUES ($1, $2, $3, $4, $5, $6, $3, $1, 'deny', $7, $7, '') ON CONFLICT DO NOTHING`,
      [variant.id, id, variant.title, variant.sku, variant.price, index + 1, seededAt],
    );
    await client.query(
      `INSERT INTO inventory_levels (inventory_item_id, location_id, available, updated_at)
       VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [variant.id, locationId, variant.available, seededAt],
    );
  }
  return rowCount ?? 0;
}

/** With the sample products in them, in the order in which they are named. */
async function insertCollections(client: pg.Client): Promise<void> {
  for (const [index, { handle, title, description, products }] of seedCollections.entries()) {
    await client.query(
      `INSERT INTO collections (id, handle, title, body_html, sort_order, published_at, updated_at)
       VALUES ($1, $2, $3, $4, 'manual', $5, $5) ON CONFLICT DO NOTHING`,
      [firstCollectionId + index, handle, title, `<p>${description}</p>`, seededAt],
    );
    await client.query(
      `INSERT INTO collection_products (collection_id, product_id, position)
       SELECT $1, products.id, place FROM unnest($2::text[]) WITH ORDINALITY AS named (handle, place)
       JOIN products USING (handle) ON CONFLICT DO NOTHING`,
      [firstCollectionId + index, products],
    );
  }
}

const help = `Adds sample products to a catalogue that has none.

  npm run db:seed

DATABASE_URL says which database; unset, it is that of the npm start that runs.
`;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

/** `npm run db:seed`: the database of DATABASE_URL, else the one of the `npm start` that runs. */
async function main(args: string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', default: false } } });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const running = await readRunningInstance(findDataFolder(process.env));
    const databaseUrl = readVariable(process.env, 'DATABASE_URL') ?? running?.databaseUrl;
    if (!databaseUrl) {
      process.stderr.write('There is no database to seed: run npm start first, or set DATABASE_URL.\n');
      return 1;
    }
    const { products, sizeCharts } = await seedCatalogue(databaseUrl);
    process.stdout.write(
      products + sizeCharts > 0
        ? `${products} sample products and ${sizeCharts} size charts added\n`
        : 'there are products already: nothing added\n',
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    return 1;
  }
}
