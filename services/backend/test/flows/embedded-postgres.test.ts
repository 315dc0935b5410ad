import { expect, test } from 'vitest';
import { withClient } from '../../dev/postgres-databases.ts';
import { createTestDatabase, waitForReplica } from '../support/database.ts';

test('streams', async () => {
  const t = performance.now();
  const dbs = await Promise.all(Array.from({ length: 10 }, () => createTestDatabase()));
  process.stdout.write(`10 databases ${performance.now() - t}\n`);
  const database = dbs[0];
  if (!database) throw new Error();
  await withClient(database.url, (client) => client.query('CREATE TABLE t AS SELECT 1 AS i'));
  await waitForReplica(database);
  expect(await withClient(database.replicaUrl, async (client) => (await client.query('SELECT i FROM t')).rows)).toEqual(
    [{ i: 1 }],
  );
  await Promise.all(dbs.map((d) => d.drop()));
});
