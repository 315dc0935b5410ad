import type { TestService } from './service.ts';

export interface CatalogueProduct {
  id: number;
  title?: string;
  handle?: string;
  type?: string;
  tags?: string[];
  description?: string;
  status?: string;
  /** Null: a draft that was never published. */
  publishedAt?: string | null;
  /** One variant for each. */
  prices?: string[];
  compareAt?: string;
  /** Of every variant; null is not tracked. */
  stock?: number | null;
  policy?: string;
}

/** Writes products as a mirror would: in the tables, from which the listing follows. */
export async function addProducts(service: Pick<TestService, 'rows'>, products: readonly CatalogueProduct[]) {
  for (const product of products) await addProduct(service, product);
}

async function addProduct({ rows }: Pick<TestService, 'rows'>, product: CatalogueProduct): Promise<void> {
  const { id, prices = ['10.00'], stock = 5, policy = 'deny' } = product;
  const at = '2026-01-05T09:00:00Z';
  await rows(
    `INSERT INTO products (id, handle, title, body_html, vendor, product_type, status, tags, variant_ids, published_at, updated_at)
     VALUES ($1, $2, $3, $4, 'Pet Shop', $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, product.handle ?? `product-${id}`, product.title ?? `Product ${id}`, product.description ?? null],
      ...[product.type ?? 'Harness', product.status ?? 'active', product.tags ?? ['dog']],
      ...[prices.map((_, index) => id * 100 + index), product.publishedAt === undefined ? at : product.publishedAt, at],
    ],
  );
  for (const [index, price] of prices.entries()) {
    const variantId = id * 100 + index;
    await rows(
      `INSERT INTO inventory_levels (inventory_item_id, location_id, available, updated_at) VALUES ($1, 1, $2, $3)`,
      [variantId, stock, at],
    );
    await rows(
      `INSERT INTO product_variants (id, product_id, title, price, compare_at_price, position, option1, inventory_item_id,
         inventory_policy, source_updated_at, source_triggered_at, source_digest)
       VALUES ($1, $2, $3, $4, $5, $6, $3, $1, $7, $8, $8, '')`,
      [variantId, id, `Variant ${index + 1}`, price, product.compareAt ?? null, index + 1, policy, at],
    );
  }
}

/** Every product's listing and every count, as they are and as they would be if made anew from the mirrored tables. */
export async function compareListing({ rows }: Pick<TestService, 'rows'>) {
  const [kept, counted] = await Promise.all([
    rows(`SELECT product_id, visible, published_at, title_key, price, facets, card FROM catalogue_products ORDER BY 1`),
    rows(`SELECT scope, facet, sum(products)::int AS products FROM (
            SELECT scope, facet, products FROM catalogue_counts
            UNION ALL SELECT scope, facet, change FROM catalogue_count_changes
          ) AS every GROUP BY 1, 2 HAVING sum(products) <> 0 ORDER BY 1, 2`),
  ]);
  const [anew, recounted] = await Promise.all([
    rows(`SELECT * FROM catalogue_rows(ARRAY(SELECT id FROM products)) ORDER BY product_id`),
    rows(`SELECT scope, facet, count(*)::int AS products FROM catalogue_products,
            unnest(facets || 'total'::text) AS facet, unnest(facets || ''::text) AS scope
          WHERE visible GROUP BY 1, 2 ORDER BY 1, 2`),
  ]);
  const searched = await rows(`SELECT product_id FROM catalogue_search ORDER BY 1`);
  const visible = await rows(`SELECT product_id FROM catalogue_products WHERE visible ORDER BY 1`);
  return { kept: { kept, counted, searched }, anew: { kept: anew, counted: recounted, searched: visible } };
}
