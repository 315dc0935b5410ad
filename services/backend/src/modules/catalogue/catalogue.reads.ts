import { decodeShopifyCursor } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import type { Collection, Product } from './catalogue.schemas.ts';

/** Whoever asks reads what was mirrored last, not what is listed of it: price and stock are those of the tables. */
const productText = `
  SELECT product.id::text AS id, product.handle, product.title, coalesce(product.body_html, '') AS "descriptionHtml",
         product.vendor, product.product_type AS "productType", product.tags, listed.card->'species' AS species,
         product.options, chart.sizes AS "sizeChart", product.published_at AS "publishedAt",
         product.updated_at AS "updatedAt", offers.*,
         coalesce((
           SELECT jsonb_agg(jsonb_build_object('id', id::text, 'src', src, 'alt', alt, 'widthPx', width_px,
                    'heightPx', height_px) ORDER BY position, id)
           FROM product_images WHERE product_id = product.id
         ), '[]') AS images,
         coalesce((
           SELECT jsonb_agg(jsonb_build_object('handle', handle, 'title', title) ORDER BY title, id)
           FROM collection_products JOIN collections ON id = collection_id
           WHERE product_id = product.id AND published_at <= now()
         ), '[]') AS collections
  FROM products AS product
  JOIN catalogue_products AS listed ON listed.product_id = product.id AND listed.visible
  LEFT JOIN size_charts AS chart ON chart.product_id = product.id
  CROSS JOIN LATERAL (
    SELECT money_text(min(price)) AS price, money_text(max(price)) AS "priceMax", bool_or(stock.available) AS available,
           jsonb_agg(jsonb_build_object('id', variant.id::text, 'title', title, 'sku', sku,
             'options', array_remove(ARRAY[option1, option2, option3], NULL), 'price', money_text(price),
             'compareAtPrice', money_text(compare_at_price), 'available', stock.available,
             'quantity', stock.quantity, 'imageId', image_id::text) ORDER BY variant.position, variant.id) AS variants
    FROM product_variants AS variant, variant_stock(inventory_item_id, inventory_policy) AS stock
    WHERE variant.product_id = product.id
  ) AS offers
  WHERE product.handle = $1
  -- Handles are Shopify's to keep unique; while one moves from product to product, two rows may have it.
  ORDER BY product.updated_at DESC, product.id DESC LIMIT 1`;

type ProductRow = Omit<Product, 'currency' | 'options' | 'publishedAt' | 'updatedAt'> & {
  options: { name: string; values: string[] | null }[];
  publishedAt: Date;
  updatedAt: Date;
};

/** A product that can be seen. */
export async function findProduct(reads: Reads, handle: string): Promise<Omit<Product, 'currency'> | undefined> {
  const [row] = await reads.select<ProductRow>({ name: 'product', text: productText, values: [handle] });
  if (!row) return undefined;
  return {
    ...row,
    options: row.options.map(({ name, values }) => ({ name, values: values ?? [] })),
    publishedAt: row.publishedAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

type CollectionRow = Omit<Collection, 'updatedAt'> & { updatedAt: Date };

const collectionColumns = `
  id::text AS id, handle, title, coalesce(body_html, '') AS "descriptionHtml", updated_at AS "updatedAt",
  (coalesce((SELECT products FROM catalogue_counts WHERE scope = '' AND facet = 'collection:' || collections.id), 0) +
   coalesce((SELECT sum(change) FROM catalogue_count_changes WHERE scope = '' AND facet = 'collection:' || collections.id), 0)
  )::int AS products`;

/** A collection that is published. */
export async function findCollection(reads: Reads, handle: string): Promise<Collection | undefined> {
  const [row] = await reads.select<CollectionRow>({
    name: 'collection',
    text: `SELECT ${collectionColumns} FROM collections WHERE handle = $1 AND published_at <= now()
           ORDER BY updated_at DESC, id DESC LIMIT 1`,
    values: [handle],
  });
  return row && toCollection(row);
}

/**
 * One page by title, and one collection more where there is one.
 * @throws AppError `invalid_input` for a cursor of another list.
 */
export async function findCollections(
  reads: Reads,
  page: { cursor: string | undefined; limit: number },
): Promise<Collection[]> {
  const { after, id } = decodeShopifyCursor(page.cursor, 'title', /^.{0,80}$/su) ?? { after: '', id: '0' };
  const rows = await reads.select<CollectionRow>({
    name: 'collections',
    text: `SELECT ${collectionColumns} FROM collections
           WHERE published_at <= now() AND (left(title, 80) COLLATE "C", id) > ($1::text, $2::bigint)
           ORDER BY left(title, 80) COLLATE "C", id LIMIT $3`,
    values: [after, id, page.limit + 1],
  });
  return rows.map(toCollection);
}

function toCollection(row: CollectionRow): Collection {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
