import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { giveTo, type InstanceFolder } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import { withClient } from './databases.ts';
import { readDataVersion, syncData } from './initdb.ts';
import type { PostgresServer } from './server.ts';

const slot = 'replica';
/** Emptied, not copied: made anew by the server or fetched from the primary. As in PostgreSQL's pg_basebackup. */
const contentsSkipped = new Set(
  'pg_wal pg_replslot pg_dynshmem pg_notify pg_serial pg_snapshots pg_stat_tmp pg_subtrans'.split(' '),
);
const entriesSkipped = /^(postmaster\.(pid|opts)|backup_label|tablespace_map|pgsql_tmp.*|pg_internal\.init.*|.*\.tmp)$/;

/** Why the replica's data cannot follow this primary and has to be made anew; undefined when it can. */
export async function findUnusable(
  folder: InstanceFolder,
  binaries: PostgresBinaries,
  primary: PostgresServer,
): Promise<string | undefined> {
  const dataDir = join(folder.path, 'data');
  const version = await readDataVersion(dataDir);
  if (version === undefined) return 'it has no data yet';
  if (version !== binaries.majorVersion) return `its data was made by PostgreSQL ${version}`;
  const isStandby = await lstat(join(dataDir, 'standby.signal')).then(
    () => true,
    () => false,
  );
  if (!isStandby) return 'its data is not that of a replica';
  return withClient(primary.superUrl(), async (client) => {
    const { rows } = await client.query<{ id: string; wal_status: string | null }>(
      `SELECT system_identifier::text AS id, (SELECT wal_status FROM pg_replication_slots WHERE slot_name = $1)
         FROM pg_control_system()`,
      [slot],
    );
    if (rows[0]?.id !== (await readSystemIdentifier(dataDir))) return 'its data is that of another primary';
    if (rows[0].wal_status === null) return 'the primary keeps nothing for it';
    if (rows[0].wal_status === 'lost') return 'it was away for too long';
    return undefined;
  });
}

/** Copies the running primary into `<folder>/data`, as a replica of it. */
export async function copyPrimary(
  folder: InstanceFolder,
  binaries: PostgresBinaries,
  primary: PostgresServer,
): Promise<void> {
  await withClient(primary.superUrl(), recreateSlot);
  await copyRunning(folder, binaries, primary, 'standby.signal');
}

/**
 * A base backup: copies the running server into `<folder>/data`. What it wrote meanwhile is in its write-ahead log,
 * which the copy has to get from somewhere: from the primary as a replica, or from an archive by recovery.
 */
export async function copyRunning(
  folder: InstanceFolder,
  binaries: PostgresBinaries,
  server: PostgresServer,
  signalFile: 'standby.signal' | 'recovery.signal',
): Promise<void> {
  const unfinished = join(folder.path, 'data.new');
  const dataDir = join(folder.path, 'data');
  await rm(unfinished, { recursive: true, force: true });
  await withClient(server.superUrl(), async (client) => {
    await client.query('SELECT pg_backup_start($1, true)', ['copy']);
    await copyFolder(server.dataDir, unfinished, '', folder);
    // With an archive this would wait until the log is in it, which is for whoever recovers to know.
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    await writeFile(join(unfinished, 'backup_label'), rows[0]?.labelfile ?? '', { mode: 0o600 });
  });
  await writeFile(join(unfinished, signalFile), '', { mode: 0o600 });
  await giveTo(folder.account, join(unfinished, 'backup_label'), join(unfinished, signalFile));
  await syncData(folder, binaries, 'data.new');
  await rm(dataDir, { recursive: true, force: true });
  await rename(unfinished, dataDir);
}

/** Tells the replica where its primary listens now; the port is another one at every start. */
export async function writeConnection(folder: InstanceFolder, primary: PostgresServer): Promise<void> {
  const file = join(folder.path, 'data', 'postgresql.auto.conf');
  const { replicator } = primary.credentials;
  const conninfo = `host=127.0.0.1 port=${primary.port} user=replicator password=${replicator} application_name=${slot}`;
  await writeFile(file, `primary_conninfo = '${conninfo}'\nprimary_slot_name = '${slot}'\n`, { mode: 0o600 });
  await giveTo(folder.account, file);
}

/** Waits while the replica gets on; false when it neither streams nor has come closer for `patienceMs`. */
export async function waitForStreaming(
  primary: PostgresServer,
  replica: PostgresServer,
  patienceMs = 20_000,
): Promise<boolean> {
  return withClient(primary.superUrl(), async (client) => {
    let lastPosition: string | null = null;
    let deadline = Date.now() + patienceMs;
    while (replica.isRunning() && Date.now() < deadline) {
      const { rows } = await client.query<{ state: string; position: string | null }>(
        'SELECT state, replay_lsn::text AS position FROM pg_stat_replication WHERE application_name = $1',
        [slot],
      );
      if (rows[0]?.state === 'streaming') return true;
      const position = rows[0]?.position ?? null;
      if (position !== lastPosition) deadline = Date.now() + patienceMs;
      lastPosition = position;
      await sleep(20);
    }
    return false;
  });
}

async function recreateSlot(client: pg.Client): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = $1 AND active_pid IS NOT NULL',
    [slot],
  );
  await client.query('SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1', [
    slot,
  ]);
  // Reserved at once: what the primary writes while it is being copied is kept for the copy.
  await client.query('SELECT pg_create_physical_replication_slot($1, true)', [slot]);
}

async function copyFolder(source: string, target: string, inside: string, folder: InstanceFolder): Promise<void> {
  await mkdir(join(target, inside), { mode: 0o700 });
  await giveTo(folder.account, join(target, inside));
  const entries = await readdir(join(source, inside), { withFileTypes: true });
  const isEmptied = contentsSkipped.has(inside);
  await Promise.all(
    entries.map(async (entry) => {
      const path = join(inside, entry.name);
      if (entry.isDirectory()) {
        if (!isEmptied || inside === 'pg_wal') await copyFolder(source, target, path, folder);
      } else if (!isEmptied && !entriesSkipped.test(entry.name)) {
        await copyEntry(join(source, path), join(target, path), folder);
      }
    }),
  );
}

async function copyEntry(source: string, target: string, folder: InstanceFolder): Promise<void> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await giveTo(folder.account, target);
  } catch (error) {
    // A table dropped meanwhile; the write-ahead log that the replica replays knows of it.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The first field of pg_control, the same in all copies of one cluster. */
async function readSystemIdentifier(dataDir: string): Promise<string> {
  const control = await readFile(join(dataDir, 'global', 'pg_control')).catch(() => Buffer.alloc(8));
  return (endianness() === 'LE' ? control.readBigUInt64LE(0) : control.readBigUInt64BE(0)).toString();
}
