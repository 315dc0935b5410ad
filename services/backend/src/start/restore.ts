import { createDatabase, databaseExists, dropDatabase, switchDatabases } from '../backup/databases.ts';
import { loadManifest } from '../backup/repository.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { countRows, formatBytes } from '../backup/take-backup.ts';
import { ageOf, resolveId } from '../backup/verify-backup.ts';
import { databaseNameOf, withDatabaseName, withoutPassword } from '../platform/connection.ts';
import { runBackupCommand } from './backup-command.ts';
import { openBackupEnvironment } from './backup-environment.ts';
import { findDatabaseUrl } from './command-environment.ts';
import { CommandError, complain, confirm, print, UsageError } from './command-line.ts';

const help = `Restores a backup into a new database, proves that it is equal, and puts it into place if asked to.

  npm run restore -- latest                  into a new database beside the one of DATABASE_URL; prints its URL
  npm run restore -- BACKUP --switch         the same, then renames: the new one takes the place, the old one stays
  npm run restore -- BACKUP --into URL       into an empty database elsewhere, where none can be made (managed servers)
  npm run restore -- --switch-to DATABASE    only the renaming, of a database that was restored before

  --name DATABASE   what the new database is called (otherwise <name>_restored_<backup>)
  --yes             does not ask before it switches
  --dry-run         says what would be done

Never writes into a database that has anything in it. DATABASE_URL need not exist any more: only its server is asked.
BACKUP_ENCRYPTION_KEY opens; BACKUP_S3_* or BACKUP_DIR say where from. To undo a switch: --switch-to the old database.
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

if (import.meta.main) process.exitCode = await main();

export function main(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  return runBackupCommand(args, {
    name: 'restore',
    help,
    options: {
      switch: { type: 'boolean', default: false },
      'switch-to': { type: 'string' },
      into: { type: 'string' },
      name: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
    run,
  });
}

interface RestoreArguments {
  values: RestoreOptions & { 'dry-run': boolean; 'switch-to'?: string | undefined };
  positionals: string[];
}

async function run({ values, positionals }: RestoreArguments): Promise<number> {
  const options = { ...values, dryRun: values['dry-run'] };
  const fresh = values['switch-to'];
  if (fresh !== undefined) {
    if (positionals.length > 0) throw new UsageError('--switch-to takes no backup.');
    return switchTo(findDatabaseUrl(), fresh, options);
  }
  const [which, ...rest] = positionals;
  if (which === undefined || rest.length > 0) throw new UsageError('Say which backup: an id, or latest.');
  if (values.into !== undefined && (values.switch || values.name !== undefined)) {
    throw new UsageError('--into is a database of its own: it takes neither --switch nor --name.');
  }
  if (values.into !== undefined && !URL.canParse(values.into)) throw new UsageError('--into takes a URL.');
  return restore(which, options);
}

interface RestoreOptions {
  switch: boolean;
  into?: string | undefined;
  name?: string | undefined;
  yes: boolean;
}

async function restore(which: string, options: RestoreOptions & { dryRun: boolean }): Promise<number> {
  const { storage, secrets, place } = await openBackupEnvironment();
  const opened = await loadManifest(storage, await resolveId(storage, which), secrets);
  const { manifest } = opened;
  const liveUrl = options.into ?? findDatabaseUrl();
  const name = options.name ?? `${databaseNameOf(liveUrl).slice(0, 28)}_restored_${manifest.id.replace('-', '_')}`;
  const targetUrl = options.into ?? withDatabaseName(liveUrl, name);
  const what = `${manifest.id} of ${manifest.database} (${formatBytes(manifest.bytes)}, ${countRows(manifest)} rows, ${formatAge(ageOf(manifest, new Date()))} old)`;
  if (options.into === undefined && (await databaseExists(liveUrl, name))) {
    throw new CommandError(
      `There is a database ${name} already. If it was restored before: npm run restore -- --switch-to ${name}. Otherwise give another --name.`,
    );
  }
  if (options.dryRun) {
    print(
      `Would restore ${what} from ${place} into ${withoutPassword(targetUrl)}${options.switch ? ' and switch' : ''}.`,
    );
    return 0;
  }
  complain(`Restoring ${what} from ${place}.`);
  if (options.into === undefined) await createDatabase(liveUrl, name);
  try {
    await restoreBackup({ ...opened, storage, targetUrl, searchPath: process.env['PATH'], onProgress: complain });
  } catch (error) {
    if (options.into === undefined) await dropDatabase(liveUrl, name);
    throw error;
  }
  print(`Restored and found equal, table by table: ${withoutPassword(targetUrl)}`);
  if (options.switch) return switchTo(liveUrl, name, options);
  if (options.into === undefined) print(`To put it into place: npm run restore -- --switch-to ${name}`);
  else print('To put it into place: set DATABASE_URL to it and restart the service.');
  return 0;
}

async function switchTo(liveUrl: string, fresh: string, options: { yes: boolean; dryRun: boolean }): Promise<number> {
  const live = databaseNameOf(liveUrl);
  const oldName = `${live.slice(0, 40)}_until_${new Date()
    .toISOString()
    .replaceAll(/[-:.Z]/g, '')
    .toLowerCase()}`;
  const sentence = `${fresh} takes the place of ${live}, which stays as ${oldName}; sessions are ended`;
  if (options.dryRun) {
    print(`Would switch: ${sentence}.`);
    return 0;
  }
  if (!(options.yes || (await confirm(`${sentence}. Go on?`)))) throw new CommandError('Nothing was switched.');
  try {
    await switchDatabases(liveUrl, fresh, oldName, complain);
  } catch (error) {
    complain(`The switch did not finish. To go on: npm run restore -- --switch-to ${fresh}`);
    throw error;
  }
  print(`${live} is what was restored. The old one, if there was any, is ${oldName}: drop it when nobody misses it.`);
  return 0;
}

function formatAge(seconds: number): string {
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
