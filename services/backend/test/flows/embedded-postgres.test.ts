import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { stopLeftovers } from '../../dev/postgres/leftovers.ts';
import { startPrimary, startReplica } from '../../dev/postgres/postgres.ts';
import type { PostgresServer } from '../../dev/postgres/server.ts';
import { isAlive, listProcessesIn, waitUntil } from '../../dev/start/processes.ts';
import { waitForReplica } from '../support/database.ts';

let folder: string;
let primary: PostgresServer;
let replica: PostgresServer;
const unexpected: string[] = [];

const startBoth = async (): Promise<void> => {
  const onUnexpectedExit = (reason: string): unknown => unexpected.push(reason);
  primary = await startPrimary({ dataDir: join(folder, 'primary'), onUnexpectedExit });
  replica = await startReplica({ dataDir: join(folder, 'replica'), primary, onUnexpectedExit });
};
const stopBoth = async (): Promise<void> => {
  await replica.stop('immediate');
  await primary.stop('immediate');
};
const insert = (note: string): Promise<unknown> =>
  withClient(primary.url(), (client) => client.query('INSERT INTO notes VALUES ($1)', [note]));
const notesOn = (server: PostgresServer): Promise<string[]> =>
  withClient(server.url(), async (client) => {
    const { rows } = await client.query<{ note: string }>('SELECT note FROM notes ORDER BY note');
    return rows.map(({ note }) => note);
  });
const caughtUp = (): Promise<void> => waitForReplica({ url: primary.url(), replicaUrl: replica.url() });

beforeAll(async () => {
  folder = await mkdtemp(join(inject('runFolder'), 'embedded-'));
  await startBoth();
  await withClient(primary.url(), (client) => client.query('CREATE TABLE notes (note text)'));
});

afterAll(async () => {
  await stopBoth();
  await rm(folder, { recursive: true, force: true });
});

test('the replica receives what the primary commits, and refuses writes', async () => {
  await insert('a');
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a']);
  const write = withClient(replica.superUrl('pet'), (client) => client.query("INSERT INTO notes VALUES ('no')"));
  await expect(write).rejects.toThrow('read-only transaction');
});

test('the role of the application is no superuser and has the extensions in every database it makes', async () => {
  await withClient(primary.url(), async (client) => {
    const { rows } = await client.query('SELECT usesuper, usecreatedb FROM pg_user WHERE usename = current_user');
    expect(rows).toEqual([{ usesuper: false, usecreatedb: true }]);
    await client.query('CREATE DATABASE another');
  });
  const extensions = await withClient(primary.url('another'), async (client) => {
    const { rows } = await client.query<{ extname: string }>('SELECT extname FROM pg_extension ORDER BY extname');
    return rows.map(({ extname }) => extname);
  });
  expect(extensions).toEqual(['btree_gin', 'pg_stat_statements', 'pg_trgm', 'plpgsql', 'unaccent']);
});

test('only this machine can connect, with a password', async () => {
  const withoutPassword = primary.url().replace(/:[0-9a-f]+@/, ':wrong@');
  await expect(withClient(withoutPassword, async () => undefined)).rejects.toThrow('password authentication failed');
  const { rows } = await withClient(primary.superUrl(), (client) =>
    client.query("SELECT current_setting('listen_addresses') AS address, current_setting('fsync') AS fsync"),
  );
  expect(rows).toEqual([{ address: '127.0.0.1', fsync: 'on' }]);
});

test('a replica that was stopped catches up', async () => {
  await replica.stop();
  await insert('b');
  await replica.start();
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a', 'b']);
});

test('what was committed survives a kill of the primary, and the replica follows it again', async () => {
  await insert('c');
  const { port } = primary;
  await primary.kill();
  expect(primary.isRunning()).toBe(false);
  await expect(notesOn(primary)).rejects.toThrow();
  expect(await notesOn(replica)).toContain('a');
  await primary.start();
  expect(primary.port).toBe(port);
  await insert('d');
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a', 'b', 'c', 'd']);
});

test('a paused server answers nothing until it is resumed', async () => {
  replica.pause();
  const answered = notesOn(replica).then(() => true);
  expect(await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 500, false))])).toBe(false);
  replica.resume();
  expect(await answered).toBe(true);
});

test('a paused server can be stopped', async () => {
  replica.pause();
  await replica.stop();
  expect(replica.isRunning()).toBe(false);
  await replica.start();
  await caughtUp();
});

test('data and passwords are kept across a restart, with the same replica', async () => {
  const before = { url: new URL(primary.url()).password, replicaVersion: await systemIdentifierOf(replica) };
  await stopBoth();
  const progress: string[] = [];
  primary = await startPrimary({ dataDir: join(folder, 'primary'), onProgress: (line) => progress.push(line) });
  replica = await startReplica({
    dataDir: join(folder, 'replica'),
    primary,
    onProgress: (line) => progress.push(line),
  });
  expect(progress).toEqual([]);
  expect(new URL(primary.url()).password).toBe(before.url);
  expect(await systemIdentifierOf(replica)).toBe(before.replicaVersion);
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a', 'b', 'c', 'd']);
});

test('servers left behind by a killed run, even paused ones, are stopped before the next start', {
  timeout: 120_000,
}, async () => {
  const leftovers = [primary.pid(), replica.pid()];
  primary.pause();
  replica.pause();
  const progress: string[] = [];
  primary = await startPrimary({ dataDir: join(folder, 'primary'), onProgress: (line) => progress.push(line) });
  replica = await startReplica({ dataDir: join(folder, 'replica'), primary });
  expect(progress.join()).toContain('left behind');
  expect(await waitUntil(() => !leftovers.some(isAlive), 5_000)).toBe(true);
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a', 'b', 'c', 'd']);
});

test('one that had to be killed leaves no lock behind, whoever has its number or still waits to be buried', async () => {
  const dataDir = await mkdtemp(join(folder, 'killed-'));
  const program = join(dataDir, 'postgres');
  await copyFile('/bin/sleep', program);
  await chmod(program, 0o755);
  const deaf = spawn('/bin/sh', ['-c', `trap '' INT; exec "${program}" 60`], { cwd: dataDir, stdio: 'ignore' });
  await writeFile(join(dataDir, 'postmaster.pid'), `${deaf.pid}\n`);
  expect(await waitUntil(() => listProcessesIn(dataDir, 'postgres', deaf.pid).length === 1, 5_000)).toBe(true);
  await stopLeftovers(dataDir);
  expect(isAlive(deaf.pid as number)).toBe(false);
  expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
});

test('the replica is made anew when its folder was deleted', { timeout: 120_000 }, async () => {
  await replica.stop();
  await rm(join(folder, 'replica'), { recursive: true });
  replica = await startReplica({ dataDir: join(folder, 'replica'), primary });
  await insert('e');
  await caughtUp();
  expect(await notesOn(replica)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('the replica is made anew when its data is broken or that of another primary', { timeout: 120_000 }, async () => {
  for (const damage of [
    () => rm(join(replica.dataDir, 'global', 'pg_control')),
    () => rm(join(replica.dataDir, 'standby.signal')),
    () => rm(join(replica.dataDir, 'postgresql.conf')),
    () => withClient(primary.superUrl(), (client) => client.query("SELECT pg_drop_replication_slot('replica')")),
  ]) {
    await replica.stop();
    await damage();
    replica = await startReplica({ dataDir: join(folder, 'replica'), primary });
    await caughtUp();
    expect(await notesOn(replica)).toEqual(['a', 'b', 'c', 'd', 'e']);
  }
});

test('a data folder of another PostgreSQL version is refused with a sentence that says so', async () => {
  await stopBoth();
  const file = join(primary.dataDir, 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '17\n');
  await expect(startPrimary({ dataDir: join(folder, 'primary') })).rejects.toThrow('was made by PostgreSQL 17');
  await writeFile(file, version);
  await startBoth();
});

test('an interrupted first start begins again', { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(join(folder, 'interrupted-'));
  const first = await startPrimary({ dataDir });
  await first.stop('immediate');
  await rm(join(dataDir, 'data'), { recursive: true });
  await writeFile(join(dataDir, 'data.new'), 'half of it').catch(() => undefined);
  const second = await startPrimary({ dataDir });
  expect(existsSync(join(dataDir, 'data.new'))).toBe(false);
  await second.stop('immediate');
});

test('a server that ends by itself is reported, one that was stopped is not', async () => {
  unexpected.length = 0;
  process.kill(replica.pid(), 'SIGINT');
  expect(await waitUntil(() => unexpected.length > 0, 10_000)).toBe(true);
  expect(unexpected.join()).toContain('ended unexpectedly');
  await replica.start();
});

async function systemIdentifierOf(server: PostgresServer): Promise<string> {
  return withClient(server.superUrl(), async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'SELECT system_identifier::text AS id FROM pg_control_system()',
    );
    return rows[0]?.id ?? '';
  });
}
