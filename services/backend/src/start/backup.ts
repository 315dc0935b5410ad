import { rename, writeFile } from 'node:fs/promises';
import { listBackups, loadManifest } from '../backup/repository.ts';
import {
  chooseFormat,
  countRows,
  deleteBackups,
  findExpired,
  formatBytes,
  type TakeOptions,
  takeBackup,
} from '../backup/take-backup.ts';
import { renderTextfile } from '../backup/verify-backup.ts';
import { withConnection, withoutPassword } from '../platform/connection.ts';
import { runBackupCommand } from './backup-command.ts';
import { type BackupEnvironment, openBackupEnvironment } from './backup-environment.ts';
import { findDatabaseUrl } from './command-environment.ts';
import { complain, print, printJson, UsageError } from './command-line.ts';
import { renderTable } from './inbox-rendering.ts';

const help = `Takes a backup of the database: one snapshot, sealed, with a manifest of what is in it.

  npm run backup                take one, then delete what retention no longer keeps
  npm run backup -- list        the backups in the storage

  --format pg_dump|rows   pg_dump (custom format) needs postgresql-client of the server's version; rows needs nothing, and
                          takes the tables from the migrations when it is restored. Unset: pg_dump where it is possible
  --keep-expired          deletes nothing
  --textfile FILE         also writes the metrics for Prometheus' node exporter
  --dry-run               says what would be done
  --json                  one object

DATABASE_URL says which database (to PostgreSQL itself, not to a pooler; unset in development, that of the running npm
start). BACKUP_ENCRYPTION_KEY seals; BACKUP_S3_* or BACKUP_DIR say where to; BACKUP_KEEP_* how long. See env.template.
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

if (import.meta.main) process.exitCode = await main();

export function main(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  return runBackupCommand(args, {
    name: 'backup',
    help,
    options: {
      format: { type: 'string' },
      'keep-expired': { type: 'boolean', default: false },
      textfile: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    run,
  });
}

interface BackupArguments {
  values: {
    'dry-run': boolean;
    format?: string | undefined;
    'keep-expired': boolean;
    textfile?: string | undefined;
    json: boolean;
  };
  positionals: string[];
}

async function run({ values, positionals }: BackupArguments): Promise<number> {
  const [command, ...rest] = positionals;
  if (rest.length > 0 || (command !== undefined && command !== 'list')) throw new UsageError('Say list, or nothing.');
  const format = parseFormat(values.format);
  const environment = await openBackupEnvironment();
  if (command === 'list') return runList(environment, values.json);
  const options: TakeOptions = {
    databaseUrl: findDatabaseUrl(),
    storage: environment.storage,
    secrets: environment.secrets,
    format,
    searchPath: process.env['PATH'],
    onProgress: complain,
  };
  return values['dry-run'] ? dryRun(environment, options) : runBackup(environment, options, values);
}

async function runBackup(
  { settings, storage, place }: BackupEnvironment,
  options: TakeOptions,
  values: BackupArguments['values'],
): Promise<number> {
  const manifest = await takeBackup(options);
  const expired = values['keep-expired'] ? [] : await findExpired(storage, policyOf(settings), new Date());
  await deleteBackups(storage, options.databaseUrl, expired);
  if (values.textfile !== undefined) await writeTextfile(values.textfile, renderTextfile({ manifest }, undefined));
  if (values.json) printJson({ ...manifest, deleted: expired });
  else {
    const size = `${formatBytes(manifest.bytes)}, ${countRows(manifest)} rows of ${manifest.tables.length} tables`;
    print(`The backup ${manifest.id} (${manifest.format}, ${size}) is in ${place}. It took ${manifest.seconds} s.`);
    if (expired.length > 0) print(`Deleted as expired: ${expired.join(', ')}.`);
  }
  return 0;
}

async function dryRun({ settings, storage, place }: BackupEnvironment, options: TakeOptions): Promise<number> {
  const { format } = await withConnection(options.databaseUrl, (connection) => chooseFormat(connection, options));
  const expired = await findExpired(storage, policyOf(settings), new Date());
  print(`Would back up ${withoutPassword(options.databaseUrl)} in the format ${format} to ${place}.`);
  print(expired.length === 0 ? 'Nothing there has expired.' : `Already expired there: ${expired.join(', ')}.`);
  return 0;
}

async function runList({ storage, secrets }: BackupEnvironment, json: boolean): Promise<number> {
  const { finished, unfinished } = await listBackups(storage);
  const backups = [];
  for (const id of finished) backups.push((await loadManifest(storage, id, secrets)).manifest);
  if (json) {
    printJson({ backups, unfinished });
    return 0;
  }
  if (finished.length === 0) print('No backups.');
  else {
    const rows = backups.map((one) => [
      one.id,
      one.takenAt.slice(0, 16).replace('T', ' '),
      one.format,
      formatBytes(one.bytes),
      String(countRows(one)),
      one.migrations.at(-1) ?? '',
    ]);
    print(renderTable({ header: ['backup', 'taken (UTC)', 'format', 'size', 'rows', 'schema'], rows, right: [3, 4] }));
  }
  if (unfinished.length > 0) print(`Unfinished: ${unfinished.join(', ')}.`);
  return 0;
}

function policyOf(settings: BackupEnvironment['settings']) {
  return {
    daily: settings.BACKUP_KEEP_DAILY,
    weekly: settings.BACKUP_KEEP_WEEKLY,
    monthly: settings.BACKUP_KEEP_MONTHLY,
  };
}

function parseFormat(text: string | undefined): TakeOptions['format'] {
  if (text === undefined || text === 'pg_dump' || text === 'rows') return text;
  throw new UsageError(`--format takes pg_dump or rows, not "${text}".`);
}

/** Moved into place: the exporter never reads half of it. */
export async function writeTextfile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
