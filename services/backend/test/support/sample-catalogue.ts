import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { withClient } from '../../dev/postgres/databases.ts';
import { declareAccess } from '../../src/http/access.ts';
import { type CachedReplies, cachedAs, sendCached } from '../../src/http/cached-replies.ts';
import { AppError } from '../../src/platform/app-error.ts';
import type { Reads } from '../../src/platform/read-router.ts';

/** A catalogue of one SELECT: what the cache is tested with, whatever becomes of the shop's own. */

const money = z.string().regex(/^\d+\.\d{2}$/);
const product = z.object({
  id: z.string().max(20),
  handle: z.string().max(255),
  title: z.string().max(255),
  vendor: z.string().max(255).nullable(),
  productType: z.string().max(255).nullable(),
  tags: z.array(z.string().max(255)).max(250),
  variants: z
    .array(z.object({ id: z.string().max(20), title: z.string().max(255), price: money, available: z.int() }))
    .max(2_000),
  images: z
    .array(z.object({ src: z.string().max(2_000), alt: z.string().max(512).nullable(), widthPx: z.int().nullable() }))
    .max(250),
});
type Product = z.output<typeof product>;
const query = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  after: z.coerce.number().int().min(0).default(0),
});

/** The same for whoever is compared. */
export const selectProducts = `
  SELECT p.id::text, p.handle, p.title, p.vendor, p.product_type AS "productType", p.tags,
         (SELECT coalesce(json_agg(json_build_object('id', v.id::text, 'title', v.title, 'price', v.price::numeric(19,2)::text,
                                            'available', coalesce(l.available, 0)) ORDER BY v.position), '[]')
          FROM product_variants v
          LEFT JOIN inventory_levels l ON l.inventory_item_id = v.inventory_item_id
          WHERE v.product_id = p.id) AS variants,
         (SELECT coalesce(json_agg(json_build_object('src', i.src, 'alt', i.alt, 'widthPx', i.width_px)
                                   ORDER BY i.position), '[]')
          FROM product_images i WHERE i.product_id = p.id) AS images
  FROM products p`;
export const selectPage = `${selectProducts} WHERE p.id > $1 ORDER BY p.id LIMIT $2`;

export interface SampleDeps {
  cachedReplies: CachedReplies;
  /** Called before each fill reads: what it throws, and how long it takes, is what the fill does. */
  beforeReading?: (reads: Reads) => Promise<void>;
}

export const sampleRoutes: FastifyPluginAsyncZod<SampleDeps> = async (app, deps) => {
  const { cachedReplies, beforeReading } = deps;
  declareAccess(app, 'public');

  app.get(
    '/products',
    {
      ...cachedAs('list'),
      schema: {
        operationId: 'listSampleProducts',
        querystring: query,
        response: { 200: z.object({ items: z.array(product) }) },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, async (reads) => {
        await beforeReading?.(reads);
        const values = [request.query.after, request.query.limit];
        return { items: await reads.select<Product>({ name: 'sample-products', text: selectPage, values }) };
      }),
  );

  app.get(
    '/products/:handle',
    {
      ...cachedAs('product'),
      schema: {
        operationId: 'getSampleProduct',
        params: z.strictObject({ handle: z.string().max(255) }),
        response: { 200: product },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, async (reads) => {
        await beforeReading?.(reads);
        const text = `${selectProducts} WHERE p.handle = $1`;
        const [found] = await reads.select<Product>({ name: 'sample-product', text, values: [request.params.handle] });
        if (!found) throw new AppError('not_found', 'There is no such product.');
        return found;
      }),
  );
};

/** Products with three variants, stock and two pictures each: about half a kilobyte as JSON. */
export async function fillProducts(databaseUrl: string, products: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO products (id, handle, title, vendor, product_type, status, tags, published_at, updated_at)
       SELECT id, 'harness-' || id, 'Adventure harness no. ' || id, 'Happy Tails', 'Harness', 'active',
              ARRAY['dog', 'harness', 'reflective'], now(), now()
       FROM generate_series(1, $1::int) AS id`,
      [products],
    );
    await client.query(
      `INSERT INTO product_variants (id, product_id, title, price, position, inventory_item_id, source_updated_at,
                                     source_triggered_at, source_digest)
       SELECT p.id * 10 + n, p.id, (ARRAY['Small', 'Medium', 'Large'])[n], 20 + n, n, p.id * 10 + n, now(), now(), ''
       FROM products p, generate_series(1, 3) AS n`,
    );
    await client.query('INSERT INTO inventory_levels SELECT inventory_item_id, 1, 5, now() FROM product_variants');
    await client.query(
      `INSERT INTO product_images (id, product_id, src, alt, width_px, position)
       SELECT p.id * 10 + n, p.id, 'https://cdn.example.com/harness-' || p.id || '-' || n || '.jpg', p.title, 1200, n
       FROM products p, generate_series(1, 2) AS n`,
    );
    await client.query('VACUUM ANALYZE products, product_variants, product_images, inventory_levels');
  });
}
