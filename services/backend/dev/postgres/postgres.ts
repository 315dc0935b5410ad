import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { type InstanceFolder, openInstanceFolder } from './account.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';
import { loadCredentials } from './credentials.ts';
import { prepareDatabases } from './databases.ts';
import { initialiseData, readDataVersion } from './initdb.ts';
import { stopLeftovers } from './leftovers.ts';
import { copyPrimary, findUnusable, waitForStreaming, writeConnection } from './replica.ts';
import { createServer, type PostgresServer } from './server.ts';

export interface PrimaryOptions {
  /** Made when missing. Holds the data, the log and the passwords; deleting it starts over. */
  dataDir: string;
  onProgress?: ((line: string) => void) | undefined;
  /** PostgreSQL settings that win over the ones chosen here. */
  settings?: Record<string, string> | undefined;
  /** Called when the server ends without having been asked to. */
  onUnexpectedExit?: ((reason: string) => void) | undefined;
}

export interface ReplicaOptions extends PrimaryOptions {
  /** Must be running. Its settings that limit connections must not be larger than the replica's. */
  primary: PostgresServer;
}

/**
 * Starts the embedded primary. The first start makes its data: the superuser `postgres`, the application's role and
 * database `pet`, the extensions. Throws DevError, with a sentence a developer can act on.
 */
export async function startPrimary(options: PrimaryOptions): Promise<PostgresServer> {
  const folder = await openInstanceFolder(options.dataDir);
  const binaries = await findBinaries(folder.account);
  const dataDir = join(folder.path, 'data');
  const isNew = !existsSync(dataDir);
  if (!isNew) await checkData(folder, binaries);
  const credentials = await loadCredentials(folder);
  if (isNew) {
    options.onProgress?.('making the database files');
    await initialiseData(folder, binaries, credentials.postgres);
  }
  const settings = { ...commonSettings(binaries), ...options.settings };
  const server = createServer({ ...options, folder, binaries, credentials, settings });
  await server.start();
  try {
    await prepareDatabases(server);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * Starts a streaming replica of the primary and resolves when it streams. Its data is made, or made again, whenever
 * it cannot follow: missing, of another primary or version, broken, or away for longer than the primary keeps.
 */
export async function startReplica(options: ReplicaOptions): Promise<PostgresServer> {
  const { primary, onProgress } = options;
  const folder = await openInstanceFolder(options.dataDir);
  const binaries = await findBinaries(folder.account);
  await stopLeftovers(join(folder.path, 'data'), onProgress);
  const copy = async (): Promise<void> => {
    onProgress?.('copying the primary');
    await copyPrimary(folder, binaries, primary);
  };

  const reason = await findUnusable(folder, binaries, primary);
  if (reason) {
    onProgress?.(`the replica is made anew: ${reason}`);
    await copy();
  }
  const settings = { ...commonSettings(binaries), ...options.settings };
  const server = createServer({ ...options, folder, binaries, credentials: primary.credentials, settings });
  const follow = async (): Promise<boolean> => {
    await writeConnection(folder, primary);
    await server.start();
    return waitForStreaming(primary, server);
  };
  const failure = await follow().then(
    (follows) => (follows ? undefined : new DevError('The replica does not follow its primary.')),
    (error: unknown) => error,
  );
  if (failure === undefined) return server;
  await server.stop('immediate');
  if (reason) throw failure;

  onProgress?.('the replica is made anew: it does not follow its primary');
  await copy();
  if (await follow()) return server;
  await server.stop('immediate');
  throw new DevError('The replica does not follow its primary.', `Its log is ${server.logFile}.`);
}

async function checkData(folder: InstanceFolder, binaries: PostgresBinaries): Promise<void> {
  const startOver = `To start over, delete ${folder.path}.`;
  const version = await readDataVersion(join(folder.path, 'data'));
  if (version !== binaries.majorVersion) {
    throw new DevError(
      version === undefined
        ? `${folder.path} does not hold a PostgreSQL database.`
        : `The database in ${folder.path} was made by PostgreSQL ${version}; the embedded one is ${binaries.majorVersion}.`,
      startOver,
    );
  }
  if (!existsSync(join(folder.path, 'credentials.json'))) {
    throw new DevError(`The passwords of the database in ${folder.path} (credentials.json) are missing.`, startOver);
  }
}

function commonSettings(binaries: PostgresBinaries): Record<string, string> {
  return {
    fsync: 'on',
    wal_level: 'replica',
    hot_standby: 'on',
    hot_standby_feedback: 'on',
    // A stopped replica catches up from its slot; the cap keeps one that never comes back from filling the disk.
    max_slot_wal_keep_size: '1GB',
    // With the default of 5 s the replica would lag that long after every restart of the primary.
    wal_retrieve_retry_interval: '200ms',
    // A replica must not have a smaller limit than its primary.
    max_connections: '200',
    shared_buffers: '128MB',
    // In the data folder: a killed server leaves nothing in /dev/shm, and a container's 64 MB there are no limit.
    dynamic_shared_memory_type: 'mmap',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    ...(binaries.hasStatStatements ? { shared_preload_libraries: 'pg_stat_statements' } : {}),
  };
}
