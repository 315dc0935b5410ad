import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { surviveBrokenClients } from '../../src/platform/db.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  surviveBrokenClients(pool);
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

/** Later than any clock: from here each step is exactly one. */
const farFuture = 4_000_000_000_000;

beforeEach(async () => {
  await pool.query(`
    TRUNCATE products, collections, inventory_levels CASCADE;
    INSERT INTO products (id, handle, title, status, updated_at)
      SELECT id, 'p' || id, 'Product ' || id, 'active', now() FROM generate_series(1, 3) AS id;
    INSERT INTO product_variants (id, product_id, title, price, position, source_updated_at, source_triggered_at,
                                  source_digest)
      SELECT id * 10, id, 'One', 10, 1, now(), now(), '' FROM generate_series(1, 3) AS id;
    INSERT INTO product_images (id, product_id, src, position) VALUES (1, 1, 'https://cdn.example/1.png', 1);
    INSERT INTO collections (id, handle, title, updated_at) VALUES (1, 'dogs', 'Dogs', now());
    INSERT INTO inventory_levels VALUES (1, 1, 5, now());
    INSERT INTO size_charts (product_id, sizes) VALUES (1, '[]');
  `);
  await pool.query('UPDATE catalogue_version SET version = $1', [farFuture]);
});

async function readVersion(): Promise<number> {
  const { rows } = await pool.query<{ version: string }>('SELECT version FROM catalogue_version');
  return Number(rows[0]?.version);
}

/** How often the version has grown since the test began. */
const steps = async () => (await readVersion()) - farFuture;

test.each([
  ['products', `UPDATE products SET title = 'New' WHERE id = 1`],
  ['products', 'UPDATE products SET published_at = NULL, status = $$draft$$'],
  ['products', `INSERT INTO products (id, handle, title, status, updated_at) VALUES (9, 'n', 'N', 'active', now())`],
  ['products', 'DELETE FROM products WHERE id = 2'],
  ['products, with all that cascades', 'DELETE FROM products'],
  ['product_variants', 'UPDATE product_variants SET price = 11 WHERE id = 10'],
  ['product_variants', 'DELETE FROM product_variants WHERE id = 10'],
  [
    'product_images',
    `INSERT INTO product_images (id, product_id, src, position) VALUES (2, 1, 'https://x.example', 2)`,
  ],
  ['product_images', 'DELETE FROM product_images'],
  ['inventory_levels', 'UPDATE inventory_levels SET available = available - 1'],
  ['inventory_levels', 'INSERT INTO inventory_levels VALUES (1, 2, 5, now())'],
  ['collections', `UPDATE collections SET handle = 'cats'`],
  ['collections', 'DELETE FROM collections'],
  ['size_charts', `UPDATE size_charts SET sizes = '[{}]'`],
  ['size_charts', `INSERT INTO size_charts (product_id, sizes) VALUES (2, '[]')`],
  ['size_charts', 'TRUNCATE size_charts'],
])('one statement on %s is one step: %s', async (_table, sql) => {
  await pool.query(sql);
  expect(await steps()).toBe(1);
});

test.each([
  ['nothing matches', `UPDATE products SET title = 'New' WHERE id = 99`],
  ['nothing is there to delete', 'DELETE FROM collections WHERE id = 99'],
  ['the row stays as it was', 'UPDATE product_variants SET price = 10, title = title'],
  ['the row is there already', 'INSERT INTO inventory_levels VALUES (1, 1, 5, now()) ON CONFLICT DO NOTHING'],
  ['somebody reads', 'SELECT * FROM products FOR UPDATE'],
  ['it is another table', `INSERT INTO shops (domain) VALUES ('other.myshopify.com') ON CONFLICT DO NOTHING`],
])('no step when %s', async (_what, sql) => {
  await pool.query(sql);
  expect(await steps()).toBe(0);
});

describe('in a transaction', () => {
  let client: pg.PoolClient;
  beforeEach(async () => {
    client = await pool.connect();
    await client.query('BEGIN');
    return async () => {
      await client.query('ROLLBACK');
      client.release();
    };
  });
  const change = (title: string) => client.query('UPDATE products SET title = $1', [title]);

  test('many changes of many tables are one step, seen with the changes and not before', async () => {
    await change('First');
    await client.query('DELETE FROM product_images');
    await client.query('UPDATE inventory_levels SET available = 0');
    await change('Second');
    expect(await steps()).toBe(0);
    await client.query('COMMIT');
    expect(await steps()).toBe(1);
  });

  test('what is rolled back is no step', async () => {
    await change('First');
    await client.query('ROLLBACK');
    expect(await steps()).toBe(0);
  });

  test('what a savepoint takes back is no step; what comes after it is', async () => {
    await client.query('SAVEPOINT here');
    await change('First');
    await client.query('ROLLBACK TO here');
    await client.query('COMMIT');
    expect(await steps()).toBe(0);

    await client.query('BEGIN; SAVEPOINT here');
    await change('First');
    await client.query('ROLLBACK TO here');
    await change('Second');
    await client.query('COMMIT');
    expect(await steps()).toBe(1);

    await client.query('BEGIN');
    await change('Third');
    await client.query('SAVEPOINT here');
    await change('Fourth');
    await client.query('ROLLBACK TO here');
    await client.query('COMMIT');
    expect(await steps()).toBe(2);
  });

  test('one after another on one connection: each is a step', async () => {
    for (const title of ['First', 'Second', 'Third']) {
      await change(title);
      await client.query('COMMIT; BEGIN');
    }
    expect(await steps()).toBe(3);
  });

  test('nobody waits for a transaction that has changed something else and is still open', async () => {
    await client.query(`UPDATE products SET title = 'Slow' WHERE id = 1`);
    await pool.query(
      `SET statement_timeout = 1000; UPDATE products SET title = 'Quick' WHERE id = 2; RESET statement_timeout`,
    );
    expect(await steps()).toBe(1);
    await client.query('COMMIT');
    expect(await steps()).toBe(2);
  });

  test('checked early, it is a step all the same, and later changes belong to it', async () => {
    await change('First');
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    await change('Second');
    await client.query('COMMIT');
    expect(await steps()).toBe(1);
  });
});

test('a backup that is restored is never taken for what came after it', async () => {
  await pool.query('UPDATE catalogue_version SET version = 1');
  const before = Date.now();
  await pool.query(`UPDATE products SET title = 'New'`);
  expect(await readVersion()).toBeGreaterThanOrEqual(before - 1);
  expect(await readVersion()).toBeLessThan(Date.now() + 60_000);
});

test('a table that is added later counts from then on, and goes on counting with more columns', async () => {
  await pool.query('CREATE TABLE later (id int PRIMARY KEY, words jsonb)');
  await pool.query(`INSERT INTO later VALUES (1, '{}')`);
  expect(await steps()).toBe(0);
  await pool.query(`SELECT track_catalogue_table('later')`);
  await pool.query('ALTER TABLE later ADD COLUMN position int, ALTER COLUMN id TYPE bigint');
  await pool.query('UPDATE later SET position = 2');
  expect(await steps()).toBe(1);
  await pool.query('DROP TABLE later');
});

test('there is one row', async () => {
  await expect(pool.query('INSERT INTO catalogue_version (version) VALUES (1)')).rejects.toThrow('duplicate key');
  await expect(pool.query('INSERT INTO catalogue_version VALUES (false, 1)')).rejects.toThrow('check constraint');
});
