import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { seedCatalogue } from '../../dev/start/seed.ts';
import { seedCollections } from '../../dev/start/seed-collections.ts';
import { seedProducts } from '../../dev/start/seed-products.ts';
import { sizeChart } from '../../src/platform/size-chart.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const sized = seedProducts.filter((product) => product.sizeChart);

describe('the size charts of the sample catalogue', () => {
  test('are those of every harness', () => {
    expect(sized.map(({ handle }) => handle)).toEqual(
      seedProducts.filter(({ productType }) => productType === 'Harness').map(({ handle }) => handle),
    );
  });

  test.each(sized)('$handle: a chart, with a row for each variant', ({ sizeChart: chart, variants }) => {
    expect(sizeChart.parse(chart)).toEqual(chart);
    expect(chart?.map(({ size }) => size)).toEqual(variants.map(({ title }) => title));
  });
});

describe('seeding', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const rows = (sql: string) => withClient(database.url, async (client) => (await client.query(sql)).rows);
  const charts = () => rows(`SELECT handle, sizes FROM size_charts JOIN products ON id = product_id ORDER BY id`);
  const expected = sized.map(({ handle, sizeChart: sizes }) => ({ handle, sizes }));

  test('an empty catalogue gets the products and their charts', async () => {
    expect(await seedCatalogue(database.url)).toEqual({ products: seedProducts.length, sizeCharts: sized.length });
    expect(await charts()).toEqual(expected);
  });

  test('and collections, with products that there are', async () => {
    const found = await rows(`SELECT collections.handle, array_agg(products.handle ORDER BY position) AS products
      FROM collections JOIN collection_products ON collection_id = collections.id
      JOIN products ON product_id = products.id GROUP BY collections.id ORDER BY collections.id`);
    expect(found).toEqual(seedCollections.map(({ handle, products }) => ({ handle, products })));
    expect(await rows(`SELECT count(*)::int AS listed FROM catalogue_products WHERE visible`)).toEqual([
      { listed: seedProducts.length },
    ]);
  });

  test('one that is seeded already gets nothing twice', async () => {
    expect(await seedCatalogue(database.url)).toEqual({ products: 0, sizeCharts: 0 });
  });

  test('one that was seeded before there were charts gets those it lacks, and keeps what was changed', async () => {
    await rows(`DELETE FROM size_charts WHERE product_id <> 1001`);
    await rows(`UPDATE size_charts SET sizes = '["mine"]'`);
    expect(await seedCatalogue(database.url)).toEqual({ products: 0, sizeCharts: sized.length - 1 });
    expect(await charts()).toEqual(expected.with(0, { handle: 'custom-y-harness', sizes: ['mine'] as never }));
  });

  test('a catalogue of other products gets none', async () => {
    await rows(`DELETE FROM size_charts`);
    await rows(`UPDATE products SET handle = 'other-' || handle`);
    expect(await seedCatalogue(database.url)).toEqual({ products: 0, sizeCharts: 0 });
  });
});
