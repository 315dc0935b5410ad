import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { productList } from '../../src/modules/catalogue/catalogue.schemas.ts';
import { addProducts, compareListing } from '../support/catalogue.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T09:00:00Z`;
beforeAll(async () => {
  service = await startService({ env: { DATABASE_REPLICA_URL: '', SHOP_CURRENCY: 'RON' } });
  await addProducts(service, [
    {
      id: 1,
      title: 'Șa de tracțiune',
      type: 'Harness',
      tags: ['dog', 'sport'],
      prices: ['99.90', '109.90'],
      publishedAt: day(1),
    },
    {
      id: 2,
      title: 'Zgardă',
      type: 'Collar',
      tags: ['Dog'],
      prices: ['10.00'],
      compareAt: '12.50',
      publishedAt: day(2),
    },
    { id: 3, title: 'sable', type: 'Collar', tags: ['cat', 'sport'], prices: ['10.00'], stock: 0, publishedAt: day(3) },
    { id: 4, title: 'Ferret line', type: 'Leash', tags: ['ferret', 'rabbit'], prices: ['0.1250'], publishedAt: day(4) },
    {
      id: 5,
      title: 'Made to order',
      type: 'Harness',
      tags: [],
      prices: ['50'],
      stock: 0,
      policy: 'continue',
      publishedAt: day(5),
    },
    { id: 6, title: 'Voucher', type: '', tags: ['gift'], prices: ['25.00'], stock: null, publishedAt: day(6) },
    { id: 11, title: 'Draft', status: 'draft' },
    { id: 12, title: 'Archived', status: 'archived' },
    { id: 13, title: 'Unpublished', publishedAt: null },
    { id: 14, title: 'Tomorrow', publishedAt: '2999-01-01T00:00:00Z' },
    { id: 15, title: 'Nothing to buy', prices: [] },
  ]);
  await service.rows(`UPDATE catalogue_products SET sold = product_id * 3 % 5`);
  await service.rows(
    `INSERT INTO collections (id, handle, title, body_html, published_at, updated_at)
     VALUES (71, 'sale', 'Sale', '<p>Less</p>', '${day(1)}', '${day(1)}'), (72, 'hidden', 'Hidden', NULL, NULL, '${day(1)}'),
            (73, 'empty', 'Empty', NULL, '${day(1)}', '${day(1)}')`,
  );
  await service.rows(
    `INSERT INTO collection_products (collection_id, product_id, position) VALUES (71, 2, 1), (71, 4, 2), (71, 11, 3), (72, 1, 1)`,
  );
});
afterAll(() => service?.stop());

async function get(path: string) {
  const reply = await service.app.inject({ url: `/api/v1${path}` });
  return { status: reply.statusCode, body: reply.json() };
}
const ids = async (query: string): Promise<number[]> => {
  const { status, body } = await get(`/products?${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body.items.map(({ id }: { id: string }) => Number(id));
};

test('a product in a list is just what its schema says', async () => {
  const { body } = await get('/products?type=Collar&available=true');
  expect(productList.strict().parse(body)).toEqual(body);
  expect(body.items).toEqual([
    {
      ...{ id: '2', handle: 'product-2', title: 'Zgardă', vendor: 'Pet Shop', productType: 'Collar', tags: ['Dog'] },
      ...{ species: ['dog'], currency: 'RON', price: '10.00', priceMax: '10.00', compareAtPrice: '12.50' },
      ...{ available: true, image: null, variantCount: 1, publishedAt: '2026-01-02T09:00:00.000Z' },
      variants: [{ id: '200', title: 'Variant 1', price: '10.00', compareAtPrice: '12.50', available: true }],
    },
  ]);
});

test.each([
  ['', [6, 5, 4, 3, 2, 1]],
  ['sort=newest', [6, 5, 4, 3, 2, 1]],
  ['sort=price', [4, 2, 3, 6, 5, 1]],
  ['sort=-price', [1, 5, 6, 3, 2, 4]],
  // Without accents and capitals: Ferret, Made, sable, Șa, Voucher, Zgardă.
  ['sort=title', [4, 5, 1, 3, 6, 2]],
  ['sort=best_selling', [3, 6, 1, 4, 2, 5]],
])('the order of %j, in pages of any size', async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
  for (const limit of [1, 2, 4]) {
    const walked: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await get(`/products?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`);
      walked.push(...body.items.map(({ id }: { id: string }) => Number(id)));
      cursor = body.nextCursor;
    }
    expect(walked).toEqual(expected);
  }
});

test.each([
  ['type=Collar', [3, 2]],
  ['tag=sport', [3, 1]],
  ['tag=Dog', [2]],
  ['species=dog', [2, 1]],
  ['species=rabbit', [4]],
  ['available=true', [6, 5, 4, 2, 1]],
  ['available=false', [3]],
  ['priceMin=10&priceMax=50', [6, 5, 3, 2]],
  ['priceMin=10.01', [6, 5, 1]],
  ['priceMax=0.12', []],
  ['priceMax=0.13', [4]],
  ['collection=sale', [4, 2]],
  ['collection=empty', []],
  ['collection=sale&type=Collar&species=dog&priceMax=10.00', [2]],
  ['type=Harness&sort=price', [5, 1]],
  ['type=nothing%27%3B--', []],
])('narrowed by %s', async (query, expected) => {
  expect(await ids(query)).toEqual(expected);
  expect((await get(`/products?${query}`)).body.facets.total).toBe(expected.length);
});

test('facets count what matches, most first', async () => {
  expect((await get('/products')).body.facets).toEqual({
    ...{ total: 6, exact: true },
    types: [
      { value: 'Collar', products: 2 },
      { value: 'Harness', products: 2 },
      { value: 'Leash', products: 1 },
    ],
    tags: [
      { value: 'sport', products: 2 },
      ...['Dog', 'cat', 'dog', 'ferret', 'gift', 'rabbit'].map((value) => ({ value, products: 1 })),
    ],
    species: [{ value: 'dog', products: 2 }, ...['cat', 'ferret', 'rabbit'].map((value) => ({ value, products: 1 }))],
    availability: [
      { value: 'true', products: 5 },
      { value: 'false', products: 1 },
    ],
    price: { min: '0.125', max: '99.90' },
  });
  const narrowed = {
    ...{ total: 2, exact: true, types: [{ value: 'Collar', products: 2 }] },
    tags: ['Dog', 'cat', 'sport'].map((value) => ({ value, products: 1 })),
    species: ['cat', 'dog'].map((value) => ({ value, products: 1 })),
    availability: ['false', 'true'].map((value) => ({ value, products: 1 })),
    price: { min: '10.00', max: '10.00' },
  };
  expect((await get('/products?type=Collar')).body.facets).toEqual(narrowed);
  // Counted anew where more than one thing is asked, with the same result.
  expect((await get('/products?type=Collar&priceMin=0')).body.facets).toEqual(narrowed);
  expect((await get('/products?collection=empty')).body.facets).toMatchObject({ total: 0, types: [], price: null });
});

test('a list that is read goes on where it was, whatever is added and taken away meanwhile', async () => {
  const first = (await get('/products?limit=2&sort=newest')).body;
  await addProducts(service, [{ id: 99, title: 'Brand new', publishedAt: day(9) }]);
  await service.rows('DELETE FROM products WHERE id = 99');
  await addProducts(service, [{ id: 98, title: 'Newer', publishedAt: day(8) }]);
  const second = (await get(`/products?limit=2&sort=newest&cursor=${first.nextCursor}`)).body;
  expect(second.items.map(({ id }: { id: string }) => id)).toEqual(['4', '3']);
  await service.rows('DELETE FROM products WHERE id = 98');
  expect(await ids('')).toEqual([6, 5, 4, 3, 2, 1]);
});

describe('what is not published', () => {
  test.each(['product-11', 'product-12', 'product-13', 'product-14', 'product-15', 'none', '%27'])(
    '%s cannot be read',
    async (handle) => {
      expect((await get(`/products/${handle}`)).status).toBe(404);
    },
  );

  test('nor are there collections that are not', async () => {
    expect((await get('/collections')).body).toEqual({
      items: [
        {
          ...{ id: '73', handle: 'empty', title: 'Empty', descriptionHtml: '', products: 0 },
          updatedAt: expect.any(String),
        },
        {
          ...{ id: '71', handle: 'sale', title: 'Sale', descriptionHtml: '<p>Less</p>', products: 2 },
          updatedAt: '2026-01-01T09:00:00.000Z',
        },
      ],
      nextCursor: null,
    });
    expect((await get('/collections/hidden')).status).toBe(404);
    expect((await get('/products?collection=hidden')).status).toBe(404);
  });
});

test('a collection is read with its products', async () => {
  const { body } = await get('/collections/sale?sort=title&limit=1');
  expect(body.collection).toMatchObject({ handle: 'sale', products: 2 });
  expect([body.items[0].id, body.facets.total]).toEqual(['4', 2]);
  const next = await get(`/collections/sale?sort=title&limit=1&cursor=${body.nextCursor}`);
  expect([next.body.items[0].id, next.body.nextCursor]).toEqual(['2', null]);
});

test('collections come in pages', async () => {
  const first = (await get('/collections?limit=1')).body;
  expect(first.items[0].handle).toBe('empty');
  expect((await get(`/collections?limit=1&cursor=${first.nextCursor}`)).body).toMatchObject({
    items: [{ handle: 'sale' }],
    nextCursor: null,
  });
});

test.each([
  ['sort=price&cursor=WyJwcmljZSIsIjEwOyBEUk9QIiwiMSJd'],
  ['sort=newest&cursor=WyJuZXdlc3QiLCItMSIsIjEiXQ'],
  ['sort=newest&cursor=WyJwcmljZSIsIjEwIiwiMSJd'],
  ['cursor=nonsense'],
  ['priceMin=1e5'],
  ['priceMin=-1'],
  ['priceMin=1.999'],
  ['available=yes'],
  ['species=dragon'],
  ['tag=%00'],
  ['type='],
  ['limit=101'],
  ['colour=red'],
])('%s is refused', async (query) => {
  const { status, body } = await get(`/products?${query}`);
  expect([status, body.code]).toEqual([400, 'invalid_input']);
});

test('the listing is what it would be if it were made anew', async () => {
  const { kept, anew } = await compareListing(service);
  expect(kept).toEqual(anew);
  expect(kept.searched).toHaveLength(6);
  expect(await service.rows('SELECT * FROM catalogue_stale')).toEqual([]);
});
