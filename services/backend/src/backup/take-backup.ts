import { randomBytes } from 'node:crypto';
import type { Storage } from '../clients/storage.ts';
import { forgetBackups, recordBackup } from '../platform/backup-log.ts';
import { type Connection, databaseNameOf, withConnection } from '../platform/connection.ts';
import { listMigrations, listTables, takeFingerprints } from './catalog.ts';
import type { BackupSecrets, Manifest } from './manifest.ts';
import { dumpWithPgDump, findPgTools, findToolProblem, type PgTools } from './pg-tools.ts';
import { deleteBackup, listBackups, storeManifest, storePieces, timeOfId } from './repository.ts';
import { type RetentionPolicy, selectExpired } from './retention.ts';
import { dumpRows } from './rows-dump.ts';
import { newPieceSealing, sealPieces, secretId } from './sealed-pieces.ts';

export type BackupFormat = Manifest['format'];

export interface TakeOptions {
  /** A direct connection, not through a pooler: the snapshot lives as long as its session. */
  databaseUrl: string;
  storage: Storage;
  secrets: BackupSecrets;
  /** Undefined: pg_dump where it can dump this server, else `rows`. */
  format: BackupFormat | undefined;
  /** Where to look for pg_dump. */
  searchPath: string | undefined;
  onProgress: (line: string) => void;
  pieceBytes?: number;
}

/** Held while a backup is taken, so that two do not run at once. */
const lockKey = 7_350_116_002;
const abandonedAfterMs = 24 * 3_600_000;

/** How a backup of this server would be taken. @throws Error when the asked-for format is not possible. */
export async function chooseFormat(
  connection: Connection,
  options: Pick<TakeOptions, 'format' | 'searchPath' | 'onProgress'>,
): Promise<{ format: 'rows' } | { format: 'pg_dump'; tools: PgTools }> {
  if (options.format === 'rows') return { format: 'rows' };
  const tools = await findPgTools(options.searchPath);
  const problem = findToolProblem(tools, Math.floor((await readServerVersion(connection)) / 10_000));
  if (tools && !problem) return { format: 'pg_dump', tools };
  if (options.format === 'pg_dump') throw new Error(problem);
  options.onProgress(`The backup is taken in the format "rows": ${problem}.`);
  return { format: 'rows' };
}

/** Takes a backup of one snapshot, stores it sealed, and notes it in the database. */
export async function takeBackup(options: TakeOptions): Promise<Manifest> {
  const { storage, secrets, onProgress } = options;
  const [secret] = secrets;
  const takenAt = new Date();
  const id = newId(takenAt);
  const begun = performance.now();
  return withConnection(
    options.databaseUrl,
    async (connection) => {
      await takeLock(connection);
      const chosen = await chooseFormat(connection, options);
      await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const tables = await listTables(connection);
      const snapshot = await exportSnapshot(connection);
      const sealing = newPieceSealing(secret, id);
      const dump =
        chosen.format === 'rows'
          ? dumpRows(connection, tables, (name) => onProgress(`reading ${name}`))
          : dumpWithPgDump(chosen.tools, connection, { url: options.databaseUrl, snapshot });
      const stored = await storePieces(storage, id, sealPieces(dump, sealing, options.pieceBytes), (bytes) =>
        onProgress(`${formatBytes(bytes)} stored`),
      );
      const manifest: Manifest = {
        version: 1,
        id,
        format: chosen.format,
        takenAt: takenAt.toISOString(),
        database: databaseNameOf(options.databaseUrl),
        serverVersion: await readServerVersion(connection),
        migrations: await listMigrations(connection),
        tables: await takeFingerprints(connection, tables, (name) => onProgress(`counting ${name}`)),
        seconds: Math.round((performance.now() - begun) / 1_000),
        ...stored,
        salt: sealing.salt,
        keyId: secretId(secret),
      };
      await connection.query('COMMIT');
      await storeManifest(storage, manifest, secret);
      await recordBackup(connection, { ...manifest, takenAt, bytes: BigInt(stored.bytes), rows: countRows(manifest) });
      return manifest;
    },
    // A backup waits for nothing and holds no lock that others wait for: it may take its time.
    { application_name: 'backup', statement_timeout: 0, idle_in_transaction_session_timeout: 0 },
  );
}

/** What retention would delete: expired backups, and interrupted ones that nobody can be writing any more. */
export async function findExpired(storage: Storage, policy: RetentionPolicy, now: Date): Promise<string[]> {
  const { finished, unfinished } = await listBackups(storage);
  const expired = selectExpired(
    finished.map((id) => ({ id, takenAt: timeOfId(id) })),
    policy,
  );
  const abandoned = unfinished.filter((id) => now.getTime() - timeOfId(id).getTime() > abandonedAfterMs);
  return [...expired.map(({ id }) => id), ...abandoned].sort();
}

export async function deleteBackups(storage: Storage, databaseUrl: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await deleteBackup(storage, id);
  if (ids.length > 0) await withConnection(databaseUrl, (connection) => forgetBackups(connection, ids));
}

export function countRows({ tables }: Pick<Manifest, 'tables'>): bigint {
  return tables.reduce((sum, { rows }) => sum + BigInt(rows), 0n);
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [divisor, unit] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return `${(bytes / divisor).toFixed(1)} ${unit}`;
}

export async function readServerVersion(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ version: number }>(
    `SELECT current_setting('server_version_num')::int AS version`,
  );
  return rows[0]?.version ?? 0;
}

async function takeLock(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey]);
  if (!rows[0]?.locked) throw new Error('another backup of this database is being taken');
}

async function exportSnapshot(connection: Connection): Promise<string> {
  const { rows } = await connection.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
  return rows[0]?.snapshot ?? '';
}

function newId(time: Date): string {
  const digits = time.toISOString().replaceAll(/[-:.]/g, '');
  return `${digits.toLowerCase()}-${randomBytes(4).toString('hex')}`;
}
