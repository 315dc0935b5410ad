import { expect, onTestFinished, test } from 'vitest';
import { openMirroredShop } from '../support/mirror-shop.ts';
import { startService } from '../support/service.ts';
import { startSync } from '../support/sync-command.ts';

/** Longer than this no read may wait for a lock: PostgreSQL ends it then, and the reply is no 200. */
const longestWaitMs = 20;
/** Of a read without the cache, with an import, a simulated shop and PostgreSQL on the same few processors. */
const slowestMs = 1_000;
/** What a SELECT takes (AccessShareLock) waits for nothing but this. */
const blocksReaders = 'AccessExclusiveLock';

function withLockTimeout(url: string): string {
  const limited = new URL(url);
  limited.searchParams.set('options', `-c lock_timeout=${longestWaitMs}`);
  return limited.href;
}

test('who reads the catalogue never waits for an import that is underway', { timeout: 120_000 }, async () => {
  const shop = await openMirroredShop({ products: 100, orders: 40 });
  const { database, rows } = shop.pipeline;
  const limited = { url: withLockTimeout(database.url), replicaUrl: withLockTimeout(database.replicaUrl) };
  // Every read asks PostgreSQL.
  const service = await startService({ database: limited, env: { ENABLE_CACHE: 'false' } });
  onTestFinished(() => service.stop());
  const limits = await service.server.deps.database.replica.query<{ lock_timeout: string }>('SHOW lock_timeout');
  expect(limits.rows).toEqual([{ lock_timeout: `${longestWaitMs}ms` }]);

  let isUnderway = true;
  const importing = startSync(shop).ended.finally(() => (isUnderway = false));
  const latenciesMs: number[] = [];
  const counts = new Set<number>();
  const blocking: unknown[] = [];
  while (isUnderway) {
    const begunAt = performance.now();
    const reply = await service.app.inject({ url: '/api/v1/products?limit=100' });
    latenciesMs.push(performance.now() - begunAt);
    expect(reply.statusCode, reply.body).toBe(200);
    counts.add(reply.json().items.length);
    blocking.push(
      ...(await rows(
        `SELECT relation::regclass::text, mode FROM pg_locks JOIN pg_stat_activity USING (pid)
         WHERE application_name = 'pet-backend operator' AND locktype = 'relation' AND mode = $1`,
        [blocksReaders],
      )),
    );
  }
  const { code, stderr } = await importing;
  expect(code, stderr).toBe(0);
  expect(blocking).toEqual([]);
  // They read while it was written: nothing at first, and then more and more.
  expect(counts.size).toBeGreaterThan(2);
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const p95Ms = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  process.stdout.write(`${sorted.length} reads beside an import: 95 % within ${p95Ms.toFixed(0)} ms\n`);
  expect(p95Ms).toBeLessThan(slowestMs);
});
