import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import type { WalPosition } from '../../src/platform/wal-position.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { startService, type TestService } from '../support/service.ts';

const maxLagMs = 2_000;
/** A replica that is lost is left within this time. */
const leaveWithinMs = 1_000;

let pair: PostgresPair;
let service: TestService;
beforeAll(async () => {
  pair = await startPair();
  service = await startService({
    database: { url: pair.primary.url(), replicaUrl: pair.replica.url() },
    env: { REPLICA_MAX_LAG_MS: String(maxLagMs) },
  });
});
afterAll(async () => {
  await service?.stop();
  await pair?.stop();
});
beforeEach(() => usesReplica());

type Role = 'primary' | 'replica';

/** Reads a shop by both ways (model and prepared statement), which must agree, and tells which database answered. */
async function read(domain: string, after?: WalPosition): Promise<{ found: boolean; roles: Role[]; ms: number }> {
  const before = await Promise.all([countOf('primary'), countOf('replica')]);
  const startedAt = performance.now();
  const reads = await service.server.deps.router.readsAt(after);
  const row = await reads.models.shop.findUnique({ where: { domain } });
  const rows = await reads.select<{ domain: string }>({
    name: 'test-shop',
    text: 'SELECT domain FROM shops WHERE domain = $1',
    values: [domain],
  });
  const ms = performance.now() - startedAt;
  expect(rows.length).toBe(row ? 1 : 0);
  const changed = await Promise.all([countOf('primary'), countOf('replica')]);
  const roles = (['primary', 'replica'] as const).filter((_, index) => changed[index] !== before[index]);
  return { found: row !== null, roles, ms };
}

const countOf = (role: Role) => service.metric('db_queries_total', { role });

async function write(domain: string): Promise<WalPosition> {
  await service.server.deps.database.writer.shop.create({ data: { domain } });
  return service.server.deps.router.currentPosition();
}

const usesReplica = () =>
  expect.poll(async () => (await read('nobody')).roles, { timeout: 15_000, interval: 100 }).toEqual(['replica']);

const onReplica = (sql: string) => withClient(pair.replica.superUrl(), (client) => client.query(sql));

/** Reads all the while, so that no moment of an outage goes unseen. None may fail. */
function keepReading(): { stop: () => Promise<{ reads: number; slowestMs: number }> } {
  let going = true;
  let reads = 0;
  let slowestMs = 0;
  const readers = Array.from({ length: 4 }, async () => {
    while (going) {
      const startedAt = performance.now();
      const { models } = await service.server.deps.router.readsAt(undefined);
      await models.shop.findMany({ take: 1 });
      reads += 1;
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      await sleep(5);
    }
  });
  return {
    async stop() {
      going = false;
      await Promise.all(readers);
      return { reads, slowestMs };
    },
  };
}

test('an ordinary read is answered by the replica', async () => {
  await write('ordinary');
  await expect.poll(async () => (await read('ordinary')).found).toBe(true);
  expect((await read('ordinary')).roles).toEqual(['replica']);
});

test('who has written reads their write at once, whatever the replica has replayed; others read the replica', async () => {
  await onReplica('SELECT pg_wal_replay_pause()');
  const position = await write('own');
  expect(await read('own', position)).toMatchObject({ found: true, roles: ['primary'] });
  expect(await read('own')).toMatchObject({ found: false, roles: ['replica'] });
  await onReplica('SELECT pg_wal_replay_resume()');
  await expect.poll(async () => (await read('own', position)).roles).toEqual(['replica']);
  expect((await read('own', position)).found).toBe(true);
});

test('the position of a write is reached by the replica within moments, and asked for rather than waited for', async () => {
  let fromReplica = 0;
  for (let number = 0; number < 40; number += 1) {
    const position = await write(`moment-${number}`);
    await sleep(20);
    const { found, roles } = await read(`moment-${number}`, position);
    expect(found).toBe(true);
    if (roles.includes('replica')) fromReplica += 1;
  }
  // A sample is taken every 250 ms: without asking, hardly any of these would have come from the replica.
  expect(fromReplica).toBeGreaterThan(20);
});

test('a replica that lags too much is left, and taken back when it has caught up', async () => {
  await onReplica('SELECT pg_wal_replay_pause()');
  await write('lagging');
  await sleep(maxLagMs + leaveWithinMs);
  expect((await read('lagging')).roles).toEqual(['primary']);
  await onReplica('SELECT pg_wal_replay_resume()');
  await usesReplica();
});

const losses = {
  stopped: { begin: () => pair.replica.stop('immediate'), end: () => pair.replica.start() },
  killed: { begin: () => pair.replica.kill(), end: () => pair.replica.start() },
  paused: { begin: async () => pair.replica.pause(), end: async () => pair.replica.resume() },
} as const;

test.each(['stopped', 'killed', 'paused'] as const)(
  'the replica %s: left within a second without a failed read, and taken back afterwards',
  async (kind) => {
    const readers = keepReading();
    await sleep(300);
    await losses[kind].begin();
    await sleep(leaveWithinMs);
    const { roles, ms } = await read('nobody');
    expect(roles).toEqual(['primary']);
    expect(ms).toBeLessThan(200);
    await losses[kind].end();
    await usesReplica();
    const { reads, slowestMs } = await readers.stop();
    expect(reads).toBeGreaterThan(100);
    expect(slowestMs).toBeLessThan(2_000);
  },
);
