import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fillCatalogue, firstBenchProduct } from '../../dev/bench/catalogue-data.ts';
import { readPagePaths } from '../../dev/bench/catalogue-pages.ts';
import { withClient } from '../../dev/postgres/databases.ts';
import { countSales, publishDueProducts } from '../../src/modules/catalogue/catalogue.jobs.ts';
import { addProducts, compareListing } from '../support/catalogue.ts';
import { emptyTables } from '../support/rows.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { ENABLE_CACHE: 'false', DATABASE_REPLICA_URL: '' } });
});
beforeEach(() => emptyTables(service.rows));
afterAll(() => service?.stop());

const productId = 788032119674292922n;
const gid = (kind: string, id: bigint | number) => `gid://shopify/${kind}/${id}`;
const get = async (path: string) => (await service.app.inject({ url: `/api/v1${path}` })).json();

function product(at: string, price: string, changes: Record<string, unknown> = {}) {
  const variant = { id: 11, title: 'M', price, compare_at_price: null, position: 1, inventory_item_id: 21 };
  return sampleWith('products/update', {
    ...{ id: String(productId), admin_graphql_api_id: gid('Product', productId), handle: 'harness', title: 'Harness' },
    ...{
      status: 'active',
      published_at: '2026-01-01T00:00:00Z',
      updated_at: at,
      tags: 'dog',
      images: [],
      body_html: '',
    },
    variants: [{ ...variant, inventory_policy: 'deny' }],
    variant_gids: [],
    ...changes,
  });
}
const stock = (at: string, available: number | null, locationId = 1) => ({
  ...{ inventory_item_id: 21, location_id: locationId, available, updated_at: at },
  admin_graphql_api_id: `gid://shopify/InventoryLevel/${locationId}?inventory_item_id=21`,
});
const told = async (topic: string, body: unknown) => {
  expect(await service.settle({ topic, body })).toMatchObject({ ended: 'applied' });
};

test('the page and the lists say what the last processed delivery said', async () => {
  await told('products/create', product('2026-03-01T10:00:00Z', '79.90'));
  expect(await get('/products/harness')).toMatchObject({
    available: false,
    variants: [{ price: '79.90', quantity: null }],
  });
  await told('inventory_levels/connect', stock('2026-03-01T10:00:01Z', 3));
  await told('inventory_levels/connect', stock('2026-03-01T10:00:01Z', 4, 2));
  expect(await get('/products/harness')).toMatchObject({
    available: true,
    variants: [{ available: true, quantity: 7 }],
  });
  await told('products/update', product('2026-03-01T10:00:02Z', '69.9'));
  expect(await get('/products/harness')).toMatchObject({ price: '69.90', variants: [{ price: '69.90', quantity: 7 }] });
  expect(await get('/products?available=true')).toMatchObject({ items: [{ price: '69.90', available: true }] });
  await told('inventory_levels/update', stock('2026-03-01T10:00:03Z', 0));
  await told('inventory_levels/update', stock('2026-03-01T10:00:03Z', 0, 2));
  expect(await get('/products/harness')).toMatchObject({
    available: false,
    variants: [{ available: false, quantity: 0 }],
  });
  expect((await get('/products?available=true')).items).toEqual([]);
  expect((await get('/products')).facets).toMatchObject({ total: 1, availability: [{ value: 'false', products: 1 }] });
  await told('inventory_levels/update', stock('2026-03-01T10:00:04Z', null));
  expect(await get('/products/harness')).toMatchObject({
    available: true,
    variants: [{ available: true, quantity: null }],
  });

  await told('products/update', product('2026-03-01T10:00:05Z', '69.90', { status: 'draft' }));
  expect(await get('/products/harness')).toMatchObject({ code: 'not_found' });
  expect(await get('/products')).toMatchObject({ items: [], facets: { total: 0, price: null } });
  expect((await get('/search?q=harness')).items).toEqual([]);
  await told('products/update', product('2026-03-01T10:00:06Z', '69.90', { title: 'Leash' }));
  expect((await get('/search?q=lead')).items).toMatchObject([{ title: 'Leash', price: '69.90' }]);
  await told('products/delete', { id: String(productId) });
  expect(await get('/products')).toMatchObject({ items: [], facets: { total: 0 } });
  const { kept, anew } = await compareListing(service);
  expect(kept).toEqual(anew);
});

test('a product and its stock that are written at the same time leave a listing that knows of both', async () => {
  await withClient(service.database.url, (first) =>
    withClient(service.database.url, async (second) => {
      await first.query('BEGIN');
      await first.query(`INSERT INTO products (id, handle, title, status, published_at, updated_at)
                         VALUES (1, 'harness', 'Harness', 'active', '2026-01-01', now())`);
      await first.query(`INSERT INTO product_variants (id, product_id, title, price, position, inventory_item_id,
                           source_updated_at, source_triggered_at, source_digest)
                         VALUES (11, 1, 'M', 10, 1, 21, now(), now(), '')`);
      // As at its commit: the listing is made, and nobody else sees any of it yet.
      await first.query('SET CONSTRAINTS ALL IMMEDIATE');
      let isWritten = false;
      const write = `INSERT INTO inventory_levels VALUES (21, 1, 5, now())`;
      const written = second.query(write).then(() => {
        isWritten = true;
      });
      await expect.poll(async () => isWritten || (await isWaiting(write)), { timeout: 10_000 }).toBe(true);
      await first.query('COMMIT');
      await written;
    }),
  );
  expect(await get('/products?available=true')).toMatchObject({ items: [{ handle: 'harness', available: true }] });
});

async function isWaiting(query: string): Promise<boolean> {
  const waiting = await service.rows(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = $1 AND wait_event_type = 'Lock'`,
    [query],
  );
  return waiting.length > 0;
}

test('transactions that change the parts of one product together leave a listing of all the parts', async () => {
  await addProducts(service, [{ id: 1, prices: ['1.00', '2.00', '3.00', '4.00'], stock: 0 }]);
  for (let round = 1; round <= 10; round += 1) {
    await Promise.all(
      [0, 1, 2, 3].map((index) =>
        service.rows('UPDATE inventory_levels SET available = $1 WHERE inventory_item_id = $2', [
          (round + index) % 4 === 0 ? 1 : 0,
          100 + index,
        ]),
      ),
    );
    const { kept, anew } = await compareListing(service);
    expect(kept).toEqual(anew);
  }
});

test('whatever is written, in whatever order, the listing and its counts are those of the tables', async () => {
  await addProducts(
    service,
    Array.from({ length: 8 }, (_, index) => ({
      id: index + 1,
      type: `Type ${index % 3}`,
      tags: ['dog', `t${index % 4}`],
    })),
  );
  await service.rows(`INSERT INTO collections (id, handle, title, published_at, updated_at)
                      VALUES (1, 'a', 'A', now(), now()), (2, 'b', 'B', now(), now())`);
  const changes = [
    `INSERT INTO collection_products SELECT 1, id, 1 FROM products`,
    `INSERT INTO collection_products SELECT 2, id, 1 FROM products WHERE id % 2 = 0`,
    `UPDATE products SET status = 'archived' WHERE id = 3`,
    `UPDATE product_variants SET price = price + 0.01, product_id = 2 WHERE product_id = 1`,
    `UPDATE products SET tags = '{cat}', product_type = NULL WHERE id = 4`,
    `BEGIN; UPDATE products SET status = 'draft'; ROLLBACK`,
    `BEGIN; UPDATE products SET title = 'x' WHERE id = 5; SAVEPOINT s; DELETE FROM products; ROLLBACK TO s; COMMIT`,
    `DELETE FROM collections WHERE id = 1`,
    `INSERT INTO product_images (id, product_id, src, position) VALUES (1, 6, 'https://cdn.example.com/a.jpg', 1)`,
    `DELETE FROM product_variants WHERE product_id = 7`,
    `UPDATE products SET published_at = NULL WHERE id = 8`,
    `SELECT fold_catalogue_counts()`,
    `DELETE FROM products WHERE id IN (2, 5)`,
  ];
  for (const change of changes) {
    await service.rows(change);
    const { kept, anew } = await compareListing(service);
    expect([change, kept]).toEqual([change, anew]);
  }
  expect(await service.rows('SELECT * FROM catalogue_stale')).toEqual([]);
  await service.rows('TRUNCATE products CASCADE');
  expect((await compareListing(service)).kept).toEqual({ kept: [], counted: [], searched: [] });
});

test('a product is listed when its time comes, by a job', async () => {
  await addProducts(service, [{ id: 1, publishedAt: '2999-01-01T00:00:00Z' }]);
  const { database, clock, log } = service.server.deps;
  const deps = { pool: database.primary, clock, log };
  await publishDueProducts(deps, new AbortController().signal);
  expect((await get('/products')).items).toEqual([]);
  await service.rows(`ALTER TABLE products DISABLE TRIGGER USER`);
  await service.rows(`UPDATE products SET published_at = now() - interval '1 second'`);
  await service.rows(`UPDATE catalogue_products SET published_at = now() - interval '1 second'`);
  await service.rows(`ALTER TABLE products ENABLE TRIGGER USER`);
  await publishDueProducts(deps, new AbortController().signal);
  expect((await get('/products')).items).toHaveLength(1);
  expect((await get('/products')).facets.total).toBe(1);
});

test('what sells best is what was sold lately and was not cancelled', async () => {
  await addProducts(service, [{ id: 1 }, { id: 2 }, { id: 3 }]);
  const now = Date.now();
  const order = async (id: number, productId: number, quantity: number, daysAgo: number, cancelled = false) => {
    const at = new Date(now - daysAgo * 86_400_000);
    await service.rows(
      `INSERT INTO orders (id, name, currency, subtotal_price, total_discounts, total_shipping, total_tax, total_price,
                           created_at, updated_at, cancelled_at)
       VALUES ($1, '#', 'EUR', 0, 0, 0, 0, 0, $2, $2, $3)`,
      [id, at, cancelled ? at : null],
    );
    await service.rows(
      `INSERT INTO order_lines (order_id, id, position, product_id, title, quantity, current_quantity, price,
                                total_discount, requires_shipping) VALUES ($1, 1, 1, $2, '', $3, $3, 1, 0, true)`,
      [id, productId, quantity],
    );
  };
  await order(1, 1, 2, 1);
  await order(2, 2, 5, 10);
  await order(3, 3, 50, 200);
  await order(4, 3, 50, 1, true);
  const { database, clock, log } = service.server.deps;
  await countSales({ pool: database.primary, clock, log });
  const ids = (await get('/products?sort=best_selling')).items.map(({ id }: { id: string }) => id);
  expect(ids).toEqual(['2', '1', '3']);
  expect(await service.rows('SELECT product_id, sold, popular FROM catalogue_search ORDER BY 1')).toEqual([
    { product_id: '1', sold: '2', popular: true },
    { product_id: '2', sold: '5', popular: true },
    { product_id: '3', sold: '0', popular: true },
  ]);
});

test('the made-up catalogue of the measurements is listed as a real one would be', async () => {
  await fillCatalogue(service.database.url, 300);
  const { kept, anew } = await compareListing(service);
  expect(kept).toEqual(anew);
  expect(kept.searched).toHaveLength(300);
  const page = await service.app.inject({ url: '/api/v1/products' });
  expect(page.json().items).toHaveLength(20);
  expect(page.body.length).toBeGreaterThan(8_000);
  expect(page.body.length).toBeLessThan(16_000);
  expect(BigInt(page.json().items[0].id)).toBeGreaterThan(BigInt(firstBenchProduct));
  // The pages that are asked for anew each time are those that customers come to.
  const paths = await readPagePaths(service.database.url);
  const second = await service.app.inject({ url: `/api/v1/products?limit=20&cursor=${page.json().nextCursor}` });
  expect(paths).toHaveLength(280);
  expect(paths[19]).toBe(`/api/v1/products?limit=20&cursor=${page.json().nextCursor}`);
  expect(paths[39]).toBe(`/api/v1/products?limit=20&cursor=${second.json().nextCursor}`);
});
