import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import {
  applyMigrations,
  listPendingMigrations,
  MigrationError,
  markRolledBack,
} from '../../src/platform/migrations.ts';

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

test('a migration that gets no lock in time gives up, leaves nothing behind, and is tried again', async () => {
  await applyMigrations({ databaseUrl, migrationsDir });
  await addMigration('2_second', 'CREATE TABLE second (id int); ALTER TABLE first ADD COLUMN more int;');
  const options = { databaseUrl, migrationsDir, lockTimeoutMs: 200, lockAttempts: 1 };
  await withClient(databaseUrl, async (client) => {
    await client.query('BEGIN; SELECT * FROM first');
    const failure = await applyMigrations(options).catch((error: unknown) => error);
    expect(failure).toMatchObject({ migration: '2_second', retriable: true });
    expect(String(failure)).toContain('canceling statement due to lock timeout');
    expect((await query("SELECT to_regclass('second') AS second")).rows).toEqual([{ second: null }]);

    const progress: string[] = [];
    const waiting = applyMigrations({ ...options, lockAttempts: 5, onProgress: (line) => progress.push(line) });
    await expect.poll(() => progress, { timeout: 10_000 }).toContainEqual(expect.stringContaining('attempt 1 of 5'));
    await client.query('ROLLBACK');
    expect(await waiting).toEqual({ applied: ['2_second'] });
  });
});

test('a statement that takes too long is stopped, and can be tried again', async () => {
  await addMigration('2_slow', 'CREATE TABLE second (id int); SELECT pg_sleep(60);');
  const failure = await applyMigrations({ databaseUrl, migrationsDir, statementTimeoutMs: 300 }).catch(
    (error) => error,
  );
  expect(failure).toMatchObject({ migration: '2_slow', retriable: true });
  await addMigration('2_slow', 'CREATE TABLE second (id int);');
  expect(await applyMigrations({ databaseUrl, migrationsDir })).toEqual({ applied: ['2_slow'] });
});

test('waiting for another process has an end', async () => {
  await withClient(databaseUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(7350116001)');
    await expect(applyMigrations({ databaseUrl, migrationsDir, waitMs: 300 })).rejects.toThrow('nothing was done');
  });
});

test('what is pending can be asked for, and only a part of it applied', async () => {
  await addMigration('2_second', 'CREATE TABLE second (id int);');
  const options = { databaseUrl, migrationsDir };
  expect(await listPendingMigrations(options)).toEqual(['1_first', '2_second']);
  expect(await applyMigrations({ ...options, upTo: '1_first' })).toEqual({ applied: ['1_first'] });
  expect(await listPendingMigrations(options)).toEqual(['2_second']);
  await expect(applyMigrations({ ...options, upTo: '3_third' })).rejects.toThrow('there is no migration 3_third');
});

test('a database that cannot be reached is a sentence, not a stack', async () => {
  const elsewhere = 'postgresql://pet:pet@127.0.0.1:1/pet';
  await expect(applyMigrations({ databaseUrl: elsewhere })).rejects.toThrow('the database cannot be reached');
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(migrationsDir, name), { recursive: true });
  await writeFile(join(migrationsDir, name, 'migration.sql'), sql);
}

function query(sql: string) {
  return withClient(databaseUrl, (client) => client.query<Record<string, unknown>>(sql));
}
