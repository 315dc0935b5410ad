import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { applyMigrations, MigrationError, markRolledBack } from '../../src/platform/migrations.ts';
import { runCommand } from './command-process.ts';

let databaseUrl: string;
let migrationsDir: string;

beforeEach(async () => {
  const name = `migrations_${randomBytes(6).toString('hex')}`;
  await withClient(inject('primaryUrl'), (client) => client.query(`CREATE DATABASE ${name}`));
  databaseUrl = Object.assign(new URL(inject('primaryUrl')), { pathname: `/${name}` }).href;
  migrationsDir = await mkdtemp(join(inject('runFolder'), 'migrations-'));
  await writeFile(join(migrationsDir, 'migration_lock.toml'), 'provider = "postgresql"\n');
  await addMigration('1_first', 'CREATE TABLE first (id int);');
});

test('the migrations of this package apply once, and leave the ordinary rows of Prisma', async () => {
  const { applied } = await applyMigrations({ databaseUrl });
  expect(applied.length).toBeGreaterThan(0);
  expect(await applyMigrations({ databaseUrl })).toEqual({ applied: [] });
  const { rows } = await query('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL');
  expect(rows.map(({ migration_name }) => migration_name)).toEqual(applied);
});

test('two at once apply every migration once', async () => {
  const results = await Promise.all([1, 2, 3].map(() => applyMigrations({ databaseUrl, migrationsDir })));
  expect(results.flatMap(({ applied }) => applied)).toEqual(['1_first']);
});

test('a function body keeps its semicolons', async () => {
  const body = 'BEGIN PERFORM 1; PERFORM 2; RETURN 3; END';
  await addMigration('2_function', `CREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ ${body} $$;`);
  await applyMigrations({ databaseUrl, migrationsDir });
  expect((await query('SELECT three()')).rows).toEqual([{ three: 3 }]);
});

test('a failing migration is named, leaves nothing behind, blocks the next and can be corrected', async () => {
  await addMigration('2_second', 'CREATE TABLE second (id int);\nCREATE TABEL oops;');
  await addMigration('3_third', 'CREATE TABLE third (id int);');
  const failure = await applyMigrations({ databaseUrl, migrationsDir }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MigrationError);
  expect(failure).toMatchObject({
    message: 'migration 2_second failed at line 2: syntax error at or near "TABEL"',
    migration: '2_second',
  });
  expect((await query("SELECT to_regclass('first') AS first, to_regclass('second') AS second")).rows).toEqual([
    { first: 'first', second: null },
  ]);
  await expect(applyMigrations({ databaseUrl, migrationsDir })).rejects.toThrow('2_second failed earlier');

  await addMigration('2_second', 'CREATE TABLE second (id int);');
  await markRolledBack({ databaseUrl, migrationsDir }, '2_second');
  expect(await applyMigrations({ databaseUrl, migrationsDir })).toEqual({ applied: ['2_second', '3_third'] });
});

test('a database that cannot be reached is a sentence, not a stack', async () => {
  const elsewhere = 'postgresql://pet:pet@127.0.0.1:1/pet';
  await expect(applyMigrations({ databaseUrl: elsewhere })).rejects.toThrow('the database cannot be reached');
});

test('the command goes past the pooler where it is told how, and says what it was told wrongly', async () => {
  const run = (args: string[], urls: Record<string, string>) => runCommand('src/start/migrate.ts', args, urls);
  const pooler = 'postgresql://pet:pet@127.0.0.1:1/pet';
  const direct = await run([], { DATABASE_URL: pooler, DATABASE_DIRECT_URL: databaseUrl });
  expect(direct).toMatchObject({ code: 0, stderr: '' });
  expect(direct.stdout).toMatch(/^applied \d+_/);
  expect(await run(['--wait', '5'], { DATABASE_URL: databaseUrl })).toMatchObject({
    code: 0,
    stdout: 'the database is up to date\n',
  });
  expect(await run([], { DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: 'nonsense' })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('DATABASE_DIRECT_URL is not a URL'),
  });
  expect(await run(['--lock-timeout', 'soon'], { DATABASE_URL: databaseUrl })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('"soon" is not a number of seconds'),
  });
});

describe('limits', () => {
  const table = 'CREATE TABLE busy (id int);';
  const change = 'ALTER TABLE busy ADD COLUMN name text;';

  test('a lock that is not to be had ends the attempt, changes nothing, and the next attempt succeeds', async () => {
    await addMigration('2_busy', table);
    await applyMigrations({ databaseUrl, migrationsDir });
    await addMigration('3_change', `CREATE TABLE third (id int);\n${change}`);
    await withClient(databaseUrl, async (client) => {
      await client.query('BEGIN; LOCK TABLE busy IN ACCESS SHARE MODE');
      const begun = performance.now();
      await expect(applyMigrations({ databaseUrl, migrationsDir, limits: { lock: 1 } })).rejects.toThrow(
        'migration 3_change failed: canceling statement due to lock timeout; nothing has changed, and it is applied next time',
      );
      expect(performance.now() - begun).toBeLessThan(5_000);
      expect((await query("SELECT to_regclass('third') AS third")).rows).toEqual([{ third: null }]);
    });
    expect(await applyMigrations({ databaseUrl, migrationsDir })).toEqual({ applied: ['3_change'] });
  });

  test('so does a statement that takes too long', async () => {
    await addMigration('2_slow', 'CREATE TABLE second (id int);\nSELECT pg_sleep(30);');
    await expect(applyMigrations({ databaseUrl, migrationsDir, limits: { statement: 1 } })).rejects.toThrow(
      'canceling statement due to statement timeout; nothing has changed',
    );
    await addMigration('2_slow', 'CREATE TABLE second (id int);');
    expect(await applyMigrations({ databaseUrl, migrationsDir })).toEqual({ applied: ['2_slow'] });
  });

  test('a file that ends its transaction itself may have left something behind, so a person decides', async () => {
    await addMigration('2_halves', 'BEGIN; CREATE TABLE second (id int); COMMIT; SELECT pg_sleep(30);');
    await expect(applyMigrations({ databaseUrl, migrationsDir, limits: { statement: 1 } })).rejects.toThrow(
      /^migration 2_halves failed: canceling statement due to statement timeout$/,
    );
    await expect(applyMigrations({ databaseUrl, migrationsDir })).rejects.toThrow('2_halves failed earlier');
  });

  test('a process that hangs while it applies migrations does not make every other one hang', async () => {
    await withClient(databaseUrl, async (client) => {
      await client.query('SELECT pg_advisory_lock(7350116001)');
      await expect(applyMigrations({ databaseUrl, migrationsDir, limits: { wait: 1 } })).rejects.toThrow(
        'another process has been applying migrations for more than 1 s',
      );
    });
    expect(await applyMigrations({ databaseUrl, migrationsDir })).toEqual({ applied: ['1_first'] });
  });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDir, name), { recursive: true });
  await writeFile(join(migrationsDir, name, 'migration.sql'), sql);
}

function query(sql: string) {
  return withClient(databaseUrl, (client) => client.query<Record<string, unknown>>(sql));
}
