import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadManifest } from '../../src/backup/repository.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { withDatabaseName } from '../../src/platform/connection.ts';
import { type BackupLab, backupSecret, openBackupLab, quietly } from '../support/backups.ts';
import { addProducts, compareListing } from '../support/catalogue.ts';
import { startService, type TestService } from '../support/service.ts';

/**
 * The listing, its counts, the search and the version of the catalogue are written by triggers. A dump has what they
 * wrote as well as what they wrote it from: a restore that lets them fire writes it a second time.
 */
const name = 'restored_catalogue';
const pages = [
  '/products?limit=50',
  '/products?available=true&sort=price',
  '/products?tag=cat',
  '/products/product-2',
  '/collections',
  '/products?collection=walks',
  '/search?q=nyakorv',
  '/search?q=leash',
];

let original: TestService;
let restored: TestService;
let lab: BackupLab;
let before: Awaited<ReturnType<typeof stateOf>>;

beforeAll(async () => {
  original = await startService({ env: { ENABLE_CACHE: 'false', DATABASE_REPLICA_URL: '' } });
  await fill(original);
  before = await stateOf(original);
  lab = await openBackupLab(original);
  const { id } = await lab.take();
  await original.rows(`CREATE DATABASE ${name}`);
  const url = withDatabaseName(original.database.url, name);
  const opened = await loadManifest(lab.storage, id, [backupSecret]);
  expect(opened.manifest.format).toBe('rows');
  await restoreBackup({ ...opened, ...quietly, storage: lab.storage, targetUrl: url });
  restored = await startService({
    database: { url, replicaUrl: '' },
    env: { ENABLE_CACHE: 'false', DATABASE_REPLICA_URL: '' },
  });
});
afterAll(async () => {
  await restored?.stop();
  await original?.rows(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await original?.stop();
});

/** Listed, sold out, hidden and changed products, so that every trigger has had something to do. */
async function fill(service: TestService): Promise<void> {
  await service.rows(
    `INSERT INTO search_synonyms (word, synonyms, lexemes) VALUES ('nyakörv', '{collar}', '{}') ON CONFLICT DO NOTHING`,
  );
  await addProducts(service, [
    { id: 1, title: 'Collar Mici', prices: ['19.90', '24.90'], tags: ['dog', 'cat'] },
    { id: 2, title: 'Harness Bodri', prices: ['79.90'], stock: 0 },
    { id: 3, title: 'Leash', prices: ['29.90'], tags: ['cat'] },
    { id: 4, title: 'Draft', status: 'draft', publishedAt: null },
  ]);
  await service.rows(
    `INSERT INTO collections (id, handle, title, published_at, updated_at) VALUES (7, 'walks', 'Walks', now(), now())`,
  );
  await service.rows(
    `INSERT INTO collection_products (collection_id, product_id, position) VALUES (7, 3, 1), (7, 1, 2)`,
  );
  await service.rows(`UPDATE products SET title = 'Leash, long' WHERE id = 3`);
  await service.rows(`DELETE FROM products WHERE id = 4`);
  // Some counts are added up, and some are changes that wait to be: a dump has both.
  await service.rows('SELECT fold_catalogue_counts()');
  await service.rows(`UPDATE products SET product_type = 'Collar' WHERE id = 1`);
}

const versionOf = async ({ rows }: TestService) =>
  Number((await rows<{ version: string }>('SELECT version FROM catalogue_version'))[0]?.version);

async function stateOf(service: TestService) {
  const table = (sql: string) => service.rows(sql);
  return {
    version: await versionOf(service),
    listing: await compareListing(service),
    counts: await table('SELECT scope, facet, products FROM catalogue_counts ORDER BY 1, 2'),
    changes: await table('SELECT scope, facet, change FROM catalogue_count_changes ORDER BY 1, 2, 3'),
    search: await table('SELECT product_id, title, phrase, head::text, sold, digest FROM catalogue_search ORDER BY 1'),
    words: await table('SELECT word FROM search_words ORDER BY 1'),
    stale: await table('SELECT * FROM catalogue_stale'),
    triggers: await table(
      `SELECT tgrelid::regclass::text AS "table", tgname AS name, tgenabled AS mode FROM pg_trigger
       WHERE NOT tgisinternal ORDER BY 1, 2`,
    ),
    replies: await Promise.all(
      pages.map(async (path) => {
        const { statusCode, body } = await service.app.inject({ url: `/api/v1${path}` });
        return { path, statusCode, body };
      }),
    ),
  };
}

describe('a catalogue that was restored from rows', () => {
  test('is the one that was backed up, with its version, and no trigger has written a second time', async () => {
    // Otherwise equal would say little.
    expect(before.counts.length).toBeGreaterThan(3);
    expect(before.changes.length).toBeGreaterThan(0);
    expect(before.search).toHaveLength(3);
    expect(before.triggers.filter(({ mode }) => mode === 'A').length).toBeGreaterThan(0);
    expect(before.replies.map(({ statusCode }) => statusCode)).toEqual(pages.map(() => 200));
    expect(await stateOf(restored)).toEqual(before);
  });

  test('is listed as it would be if it were listed anew', async () => {
    const { kept, anew } = await compareListing(restored);
    expect(kept.kept.length).toBeGreaterThan(0);
    expect(kept).toEqual(anew);
  });

  test('lives on: the next change is listed and counted once, under a version that nothing had before', async () => {
    // What the shop went on to do after the backup, and what a cache may still hold under these versions.
    await original.rows(`UPDATE products SET title = 'Lost with the old database' WHERE id = 1`);
    const lost = await versionOf(original);
    expect(lost).toBeGreaterThan(before.version);

    const total = async () => (await restored.app.inject({ url: '/api/v1/products?limit=50' })).json().items.length;
    const had = await total();
    await addProducts(restored, [{ id: 5, title: 'Bowl', type: 'Bowl' }]);
    expect(await total()).toBe(had + 1);
    expect(await versionOf(restored)).toBeGreaterThan(lost);
    const { kept, anew } = await compareListing(restored);
    expect(kept).toEqual(anew);
    expect((await restored.rows('SELECT FROM catalogue_stale')).length).toBe(0);
  });
});
