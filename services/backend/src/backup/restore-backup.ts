import type { Storage } from '../clients/storage.ts';
import { type Connection, withConnection } from '../platform/connection.ts';
import { applyMigrations } from '../platform/migrations.ts';
import { compareFingerprints, listMigrations, listTables, takeFingerprints } from './catalog.ts';
import type { Manifest } from './manifest.ts';
import { findPgTools, restoreWithPgRestore } from './pg-tools.ts';
import { loadPieces, type OpenedManifest } from './repository.ts';
import { loadRows } from './rows-dump.ts';
import { openPieces, pieceSealing } from './sealed-pieces.ts';
import { readServerVersion } from './take-backup.ts';

export interface RestoreOptions extends OpenedManifest {
  storage: Storage;
  /** An empty database. */
  targetUrl: string;
  searchPath: string | undefined;
  onProgress: (line: string) => void;
}

/**
 * Restores a backup into an empty database and proves that it is what the manifest says, table by table.
 * @throws Error when the database is not empty, the backup cannot be opened, or the result differs.
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  const { manifest, secret, storage, targetUrl, onProgress } = options;
  await withConnection(targetUrl, (connection) => checkTarget(connection, manifest));
  const sealing = pieceSealing(secret, manifest.id, manifest.salt);
  const dump = openPieces(loadPieces(storage, manifest), sealing);
  if (manifest.format === 'pg_dump') {
    const tools = await findPgTools(options.searchPath);
    const needed = Math.floor(manifest.serverVersion / 10_000);
    if (!tools || tools.majorVersion < needed) {
      throw new Error(`the backup needs pg_restore ${needed} or newer: install postgresql-client-${needed}`);
    }
    onProgress(`restoring with pg_restore ${tools.majorVersion}`);
    await restoreWithPgRestore(tools, dump, targetUrl);
  } else {
    await makeTables(options);
    await withConnection(targetUrl, (connection) =>
      loadRows(connection, dump, (name) => onProgress(`loading ${name}`)),
    );
  }
  const differences = await withConnection(targetUrl, (connection) =>
    findDifferences(connection, manifest, onProgress),
  );
  if (differences.length > 0)
    throw new Error(`the restored database is not what was backed up: ${differences.join('; ')}`);
}

/** How a database differs from what the manifest says, as sentences; empty when it is equal. */
export async function findDifferences(
  connection: Connection,
  manifest: Manifest,
  onProgress: (line: string) => void = () => undefined,
): Promise<string[]> {
  await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
  const tables = await listTables(connection);
  const found = await takeFingerprints(connection, tables, (name) => onProgress(`comparing ${name}`));
  const migrations = await listMigrations(connection);
  await connection.query('COMMIT');
  const sameMigrations = migrations.join() === manifest.migrations.join();
  return [
    ...compareFingerprints(manifest.tables, found),
    ...(sameMigrations ? [] : [`it has the migrations ${migrations.join(', ')}`]),
  ];
}

async function checkTarget(connection: Connection, manifest: Manifest): Promise<void> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') LIMIT 1`,
  );
  if (rows[0])
    throw new Error(`the database is not empty (it has ${rows[0].name}): a backup is restored into an empty one`);
  const [has, needs] = [await readServerVersion(connection), manifest.serverVersion].map((version) =>
    Math.floor(version / 10_000),
  ) as [number, number];
  if (has < needs)
    throw new Error(`the backup is from PostgreSQL ${needs}, this server is ${has}: it must not be older`);
}

/** The tables of the format `rows` come from the migrations that the backup names. */
async function makeTables({ manifest, targetUrl, onProgress }: RestoreOptions): Promise<void> {
  const last = manifest.migrations.at(-1);
  if (last === undefined) throw new Error('the backup names no migrations');
  await applyMigrations({ databaseUrl: targetUrl, upTo: last, onProgress });
  const applied = await withConnection(targetUrl, listMigrations);
  if (applied.join() !== manifest.migrations.join()) {
    throw new Error('the backup was made by a version of the code with other migrations: restore it with that version');
  }
}
