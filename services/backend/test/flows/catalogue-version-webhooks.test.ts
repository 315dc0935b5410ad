import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CatalogueVersions, watchCatalogueVersion } from '../../src/platform/catalogue-version.ts';
import { surviveBrokenClients } from '../../src/platform/db.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { sampleWith } from '../support/samples.ts';

/** Later than any clock: from here each step is exactly one. */
const farFuture = 4_000_000_000_000;
const togetherAtOnce = 16;

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline({ DATABASE_POOL_MAX: String(togetherAtOnce + 4) });
});
afterAll(() => pipeline?.stop());
beforeEach(async () => {
  await emptyTables(pipeline.rows);
  await pipeline.rows('UPDATE catalogue_version SET version = $1', [farFuture]);
});

const product = (id: number, second: number) =>
  sampleWith('products/update', {
    id: String(7_000_000_000_000 + id),
    admin_graphql_api_id: `gid://shopify/Product/${7_000_000_000_000 + id}`,
    title: `Product ${id}, told ${second}`,
    updated_at: new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString(),
    variants: [1, 2, 3].map((position) => ({
      id: String(8_000_000_000_000 + id * 10 + position),
      title: `Size ${position}`,
      price: '19.00',
      position,
      inventory_item_id: String(9_000_000_000_000 + id * 10 + position),
    })),
    variant_gids: null,
    images: [{ id: String(6_000_000_000_000 + id), src: 'https://cdn.example/1.png', position: 1 }],
  });
const level = (id: number, second: number) => ({
  inventory_item_id: String(9_000_000_000_000 + id * 10 + 1),
  location_id: '1',
  admin_graphql_api_id: `gid://shopify/InventoryLevel/1?inventory_item_id=${9_000_000_000_000 + id * 10 + 1}`,
  available: second,
  updated_at: new Date(Date.UTC(2030, 0, 1, 0, 0, second)).toISOString(),
});

const recordAll = async (sent: { topic: string; body: object }[]) =>
  Promise.all(sent.map((one) => pipeline.record(one)));

/** Sixteen workers take deliveries one by one until there are none. */
async function processAll(ids: string[]): Promise<void> {
  const waiting = [...ids];
  await Promise.all(
    Array.from({ length: togetherAtOnce }, async () => {
      for (let id = waiting.shift(); id; id = waiting.shift()) await pipeline.process(id);
    }),
  );
}

const countOf = async (sql: string) => Number((await pipeline.rows<{ count: string }>(sql))[0]?.count);
const steps = async () =>
  Number((await pipeline.rows<{ version: string }>('SELECT version FROM catalogue_version'))[0]?.version) - farFuture;
const deadlocks = () => countOf('SELECT deadlocks AS count FROM pg_stat_database WHERE datname = current_database()');
const appliedAtOnce = () => countOf(`SELECT count(*) FROM webhook_logs WHERE attempts = 1`);

describe('webhooks that are processed at the same time', () => {
  test('each product is one step; nobody meets a deadlock', async () => {
    const sent = Array.from({ length: 200 }, (_, id) => ({ topic: 'products/update', body: product(id, 1) }));
    await processAll(await recordAll(sent));
    expect(await countOf('SELECT count(*) FROM products')).toBe(200);
    expect(await appliedAtOnce()).toBe(200);
    expect(await steps()).toBe(200);
    expect(await deadlocks()).toBe(0);
  });

  test('few products, again and again, with their stock: every delivery ends at its first attempt', async () => {
    const sent = Array.from({ length: 200 }, (_, index) => {
      const [id, second] = [index % 5, Math.floor(index / 5) + 1];
      return index % 2
        ? { topic: 'inventory_levels/update', body: level(id, second) }
        : { topic: 'products/update', body: product(id, second) };
    });
    await processAll(await recordAll(sent));
    expect(await appliedAtOnce()).toBe(200);
    expect(await steps()).toBeGreaterThanOrEqual(5);
    expect(await steps()).toBeLessThanOrEqual(200);
    expect(await deadlocks()).toBe(0);
  });
});

describe('what processes know of the version', () => {
  let watches: CatalogueVersions[] = [];
  let pool: pg.Pool;
  beforeEach(() => {
    pool = new pg.Pool({ connectionString: pipeline.database.url });
    pool.on('error', () => undefined);
    surviveBrokenClients(pool);
    watches = [];
    return async () => {
      for (const watch of watches) watch.stop();
      if (!pool.ended) await pool.end();
    };
  });
  const watch = (asked: Pick<pg.Pool, 'query'> = pool) => {
    const made = watchCatalogueVersion(asked);
    watches.push(made);
    return made;
  };

  test('two learn of a processed webhook within a second, without being asked', async () => {
    const [one, other] = [watch(), watch()];
    await expect.poll(() => [one.known()?.version, other.known()?.version]).toEqual([farFuture, farFuture]);
    for (let second = 1; second <= 5; second += 1) {
      const [id] = await recordAll([{ topic: 'products/update', body: product(1, second) }]);
      await pipeline.process(id as string);
      const processedAt = performance.now();
      await expect
        .poll(() => [one.known()?.version, other.known()?.version], { interval: 10 })
        .toEqual([farFuture + second, farFuture + second]);
      expect(performance.now() - processedAt).toBeLessThan(1_000);
    }
  });

  test('who asks now gets what was committed before, and those who ask together share two looks', async () => {
    let looks = 0;
    const counting = {
      query: (statement: pg.QueryConfig) => {
        looks += 1;
        return pool.query(statement);
      },
    } as unknown as pg.Pool;
    const asked = watch(counting);
    await asked.latest();
    for (let step = 1; step <= 20; step += 1) {
      await pipeline.rows(`INSERT INTO collections (id, handle, title, updated_at) VALUES ($1, 'x', 'X', now())`, [
        step,
      ]);
      expect((await asked.latest())?.version).toBe(farFuture + step);
    }
    await expect.poll(() => asked.known()?.version).toBe(farFuture + 20);
    const before = looks;
    const all = await Promise.all(Array.from({ length: 500 }, () => asked.latest()));
    expect(new Set(all.map((known) => known?.version))).toEqual(new Set([farFuture + 20]));
    // One that runs, one that follows, and the one of the timer that may fall between.
    expect(looks - before).toBeLessThanOrEqual(3);
  });

  test('while the primary is away, the last that was known stands; before, there is none', async () => {
    const asked = watch();
    expect(await asked.latest()).toMatchObject({ version: farFuture });
    await pool.end();
    expect(await asked.latest()).toMatchObject({ version: farFuture });
    expect(await watch().latest()).toBeUndefined();
  });

  test('the position stays that of the change, so that no replica is asked for what others write', async () => {
    const asked = watch();
    const first = await asked.latest();
    await pipeline.rows(`INSERT INTO shops (domain) VALUES ('other.myshopify.com')`);
    expect(await asked.latest()).toEqual(first);
    await pipeline.rows(`INSERT INTO collections (id, handle, title, updated_at) VALUES (77, 'x', 'X', now())`);
    expect((await asked.latest())?.position).toBeGreaterThan(first?.position ?? 0n);
  });
});
