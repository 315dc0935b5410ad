import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { openBackupLab } from '../support/backups.ts';
import { type PostgresPair, startPair } from '../support/database.ts';
import { readRunbook } from '../support/runbooks.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/**
 * The runbooks of the alerts, played: each situation is made, the statements and commands are taken from the page and
 * must show it, what the page says to do is done, and "It is over" must come true.
 */
let pair: PostgresPair;
let service: TestService;
beforeAll(async () => {
  pair = await startPair();
  service = await startService({
    database: { url: pair.primary.url(), replicaUrl: pair.replica.url() },
    env: { REPLICA_MAX_LAG_MS: '500', DATABASE_POOL_MAX: '4', APP_NAME: 'pet-backend' },
  });
});
afterAll(async () => {
  await service?.stop();
  await pair?.stop();
});

const pages = {
  database: readRunbook('database'),
  machine: readRunbook('machine'),
  deliveries: readRunbook('deliveries'),
};

/** On-call engineers look as the superuser: others see neither statements nor the replica's position. */
async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  return withClient(pair.primary.superUrl('pet'), async (client) => (await client.query<Row>(sql)).rows);
}

/** Beside other tests everything takes longer. */
const patient = { timeout: 20_000 };

const onReplica = (sql: string) => withClient(pair.replica.superUrl(), (client) => client.query(sql));
const writeSomething = () => service.rows(`INSERT INTO shops (domain) VALUES ('play-' || gen_random_uuid())`);

async function health(): Promise<{ parts: Record<string, { status: string; lagMilliseconds?: number | null }> }> {
  return (await service.opsApp.inject({ url: '/healthz/detailed' })).json();
}

describe('ReplicaLags', () => {
  const replication = pages.database.command('ReplicaLags', 'SELECT application_name');
  const slots = pages.machine.command('DiskFillsUp', 'SELECT slot_name');
  const isHealthy = async () => (await health()).parts['replica']?.status;

  test('replay that is held up shows as a lag that grows, reads go to the primary, and it passes', async () => {
    await expect.poll(isHealthy, patient).toBe('healthy');
    await onReplica('SELECT pg_wal_replay_pause()');
    await writeSomething();
    // A replica that has nothing to replay does not lag.
    const writeAndLook = async () => {
      await writeSomething();
      return isHealthy();
    };
    await expect.poll(writeAndLook, patient).toBe('degraded');
    const [row] = await ask<{ application_name: string; state: string; replay_lsn: string }>(replication);
    expect(row).toMatchObject({ application_name: 'replica', state: 'streaming' });
    const [behind] = await ask<{ behind: boolean }>(
      'SELECT replay_lsn < pg_current_wal_lsn() AS behind FROM pg_stat_replication',
    );
    expect(behind).toEqual({ behind: true });
    await onReplica('SELECT pg_wal_replay_resume()');
    await expect.poll(isHealthy, patient).toBe('healthy');
    await expect.poll(() => service.metric('database_replica_lag_seconds'), patient).toBeLessThan(1);
  });

  test('a replica that is away has no row, and a slot that nobody reads', async () => {
    await pair.replica.stop('immediate');
    await expect.poll(() => ask(replication), patient).toEqual([]);
    expect(await ask(slots)).toEqual([{ slot_name: 'replica', active: false, restart_lsn: expect.any(String) }]);
    await pair.replica.start();
    await expect.poll(() => ask(replication), patient).toHaveLength(1);
    await expect.poll(isHealthy, patient).toBe('healthy');
  });
});

describe('PoolExhausted', () => {
  const activity = pages.database.command('PoolExhausted', 'SELECT pid, state');

  test('whoever holds the lock stands first, and is ended', async () => {
    const holder = new pg.Client({ connectionString: pair.primary.url(), application_name: 'pet-backend' });
    holder.on('error', () => undefined);
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE shops IN ACCESS EXCLUSIVE MODE');
    await sleep(50);
    const readShops = () => service.server.deps.database.writer.shop.findMany({ take: 1 });
    const blocked = Promise.allSettled([readShops(), readShops()]);
    await expect
      .poll(async () => (await ask<{ wait_event_type: string }>(activity)).map((row) => row.wait_event_type), patient)
      .toContain('Lock');
    const [first] = await ask<{ pid: number; state: string }>(activity);
    expect(first).toMatchObject({ state: 'idle in transaction' });
    const { pid } = first as { pid: number };

    // What the page says not to expect anything of: there is no statement to cancel.
    await ask(pages.database.command('PoolExhausted', 'SELECT pg_cancel_backend').replace('<pid>', String(pid)));
    expect((await ask<{ pid: number }>(activity))[0]).toMatchObject({ pid });
    await ask(pages.database.command('PoolExhausted', 'SELECT pg_terminate_backend').replace('<pid>', String(pid)));
    await blocked;
    expect(await readShops()).toEqual(expect.any(Array));
    expect(await service.metric('database_pool_connections', { state: 'waiting' })).toBe(0);
  });
});

test('BackupOld: the backup that the page asks for is known a moment later', async () => {
  const age = async () => Date.now() / 1_000 - (await service.metric('backup_last_taken_timestamp_seconds_global'));
  expect(await age()).toBeGreaterThan(26 * 3_600);
  const lab = await openBackupLab(service);
  expect(await lab.run('backup --format rows')).toMatchObject({ code: 0 });
  await expect.poll(age, { timeout: 40_000 }).toBeLessThan(120);
}, 60_000);

test('slow statements are named by pg_stat_statements', async () => {
  const statements = pages.database.command('Slow statements', 'SELECT calls');
  await service.rows('SELECT pg_sleep(0.3)');
  const rows = await ask<{ mean_exec_time: number; left: string }>(statements);
  expect(rows.some(({ left, mean_exec_time: mean }) => left.includes('pg_sleep') && mean > 250)).toBe(true);
});

test('DiskFillsUp: every statement of the page answers, and the largest tables come with their size', async () => {
  for (const sql of pages.machine.allSql.filter((one) => one.includes(' FROM '))) {
    expect((await ask(sql)).length, sql).toBeGreaterThan(0);
  }
  const [largest] = await ask<{ relname: string; pg_size_pretty: string }>(
    pages.machine.command('DiskFillsUp', 'SELECT relname'),
  );
  expect(largest).toEqual({ relname: expect.any(String), pg_size_pretty: expect.stringMatching(/^\d+ (kB|MB)$/) });
});

describe('the deliveries', () => {
  const inbox = async (line: string) =>
    runCommand('src/start/inbox.ts', line.split(' '), { DATABASE_URL: pair.primary.url() });

  test('one that fails waits with its reason, is dead at last, and is replayed once the cause is mended', async () => {
    const [waiting = ''] = pages.deliveries.npmRun('DeliveriesWaitTooLong', 'inbox');
    const [dead = '', show = '', replay = '', stats = ''] = pages.deliveries.npmRun('DeliveriesDead', 'inbox');
    // A fault of ours: no product can be written.
    await service.rows('ALTER TABLE products RENAME TO products_away');
    const webhookId = randomUUID();
    const body = sampleWith('products/create', { id: '9007199254740993', admin_graphql_api_id: undefined });
    expect((await service.deliver({ topic: 'products/create', body, webhookId })).statusCode).toBe(200);
    const found = () => service.unsettled(webhookId);
    await expect.poll(async () => (await found())?.reason, patient).toContain('SQLSTATE 42P01');
    const { id } = (await found()) as { id: string };
    expect((await inbox(waiting)).stdout).toContain(id);

    // The last attempt is hours away; here it comes at once.
    await service.rows('UPDATE webhook_inbox SET attempts = 9, due_at = now(), relay_at = now() WHERE id = $1', [id]);
    await expect.poll(async () => (await found())?.status, patient).toBe('dead');
    expect((await inbox(dead)).stdout).toContain(id);
    expect((await inbox(show.replace('<id>', id))).stdout).toMatch(/products\/create[\s\S]*gave up after 10 attempts/);
    expect((await inbox(stats)).stdout).toMatch(/dead +1\b/);

    await service.rows('ALTER TABLE products_away RENAME TO products');
    expect(await inbox(replay.replace('<id>', id))).toMatchObject({ code: 0 });
    await expect.poll(async () => (await service.log(webhookId))?.outcome, patient).toBe('applied');
    expect(await service.rows('SELECT FROM products WHERE id = 9007199254740993')).toHaveLength(1);
    expect((await inbox(stats)).stdout).not.toMatch(/dead +[1-9]/);
  });

  test('NobodyExportsTheGauges: the lease names its holder, and another process has it when that one dies', async () => {
    const lease = pages.deliveries.command('NobodyExportsTheGauges', 'SELECT * FROM leases');
    await expect.poll(() => ask(lease), patient).toHaveLength(1);
    await ask(`UPDATE leases SET holder = 'gone', expires_at = now() WHERE name = 'global-gauges'`);
    await expect.poll(async () => (await ask<{ holder: string }>(lease))[0]?.holder, patient).not.toBe('gone');
  });
});

test('ErrorRateHigh by a PostgreSQL that is away: said by health and by every answer, and over by itself', async () => {
  const ask503 = () => service.app.inject({ url: '/api/v1/collections' });
  const failures = () => service.metric('http_request_duration_seconds_count', { status_class: '5xx' });
  const before = await failures();
  await pair.replica.stop('immediate');
  await pair.primary.stop('immediate');
  const reply = await ask503();
  expect(reply.statusCode).toBe(503);
  expect(reply.json()).toMatchObject({ requestId: reply.headers['x-request-id'] });
  expect(await failures()).toBeGreaterThan(before);
  expect((await health()).parts).toMatchObject({ primary: { status: 'unhealthy' } });
  // NoServer: from outside the process answers, and readiness says that nobody should ask it.
  expect((await service.app.inject({ url: '/healthz' })).statusCode).toBe(200);
  expect((await service.opsApp.inject({ url: '/readyz' })).statusCode).toBe(503);

  await pair.primary.start();
  await pair.replica.start();
  await expect.poll(async () => (await service.opsApp.inject({ url: '/readyz' })).statusCode, patient).toBe(200);
  await expect.poll(async () => (await ask503()).statusCode, patient).toBe(200);
});
