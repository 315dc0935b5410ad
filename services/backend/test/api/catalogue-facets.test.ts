import { afterAll, beforeAll, expect, test } from 'vitest';
import { addProducts } from '../support/catalogue.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let kept: TestService;
let made: TestService;
beforeAll(async () => {
  database = await createTestDatabase();
  made = await startService({ database, env: { DATABASE_REPLICA_URL: '', ENABLE_CACHE: 'false' } });
  await addProducts(
    made,
    Array.from({ length: 12 }, (_, index) => ({
      id: index + 1,
      title: `Product ${12 - index}`,
      type: index % 3 ? 'Harness' : 'Leash',
      tags: [index % 2 ? 'dog' : 'cat', 'sport'],
      prices: [`${10 + index}.00`],
    })),
  );
  // Afterwards, so that the first version it knows of is the last.
  kept = await startService({ database, env: { DATABASE_REPLICA_URL: '' } });
});
afterAll(async () => {
  await kept?.stop();
  await made?.stop();
  await database?.drop();
});

const read = async (service: TestService, query: string) => {
  const reply = await service.app.inject({ url: `/api/v1/products?${query}` });
  if (reply.statusCode !== 200) throw new Error(`${query}: ${reply.body}`);
  return reply.json();
};
const statements = async () => {
  const { values } = await kept.server.deps.metrics.dbQueries.get();
  return values.reduce((sum, { value }) => sum + value, 0);
};

const narrowings = ['', 'type=Leash', 'type=Leash&tag=dog', 'priceMax=15.00', 'tag=sport&priceMin=12.00'];

test.each(narrowings)('facets are counted once for all pages, orders and sizes of "%s"', async (narrowing) => {
  const first = await read(kept, `${narrowing}&limit=2`);
  const before = await statements();
  const others = [`&limit=2&cursor=${first.nextCursor}`, '&limit=3', '&sort=title', '&sort=price&limit=1'];
  for (const other of first.nextCursor ? others : others.slice(1)) {
    const page = await read(kept, narrowing + other);
    expect(page.facets).toEqual(first.facets);
    expect(page).toEqual(await read(made, narrowing + other));
  }
  expect(await statements()).toBe(before + (first.nextCursor ? 4 : 3));
});

test('a change shows in the facets of every page, at the same time as in its products', async () => {
  const changes = [
    `UPDATE products SET product_type = 'Collar', tags = '{dog,new}' WHERE id = 1`,
    `UPDATE product_variants SET price = 500 WHERE product_id = 2`,
    `UPDATE products SET status = 'draft' WHERE id IN (3, 4)`,
    `UPDATE inventory_levels SET available = 0`,
    `DELETE FROM products WHERE id > 8`,
  ];
  for (const change of changes) {
    for (const narrowing of narrowings) await read(kept, `${narrowing}&limit=1`);
    await kept.rows(change);
    for (const [index, narrowing] of narrowings.entries()) {
      for (const sort of ['newest', 'title']) {
        const query = `${narrowing}&limit=${index + 2}&sort=${sort}`;
        const expected = await read(made, query);
        await expect.poll(() => read(kept, query), { timeout: 5_000 }).toEqual(expected);
      }
    }
  }
});
