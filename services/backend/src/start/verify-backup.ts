import { countRows, formatBytes } from '../backup/take-backup.ts';
import { renderTextfile, resolveId, type Verified, verifyBackup } from '../backup/verify-backup.ts';
import { recordVerification } from '../platform/backup-log.ts';
import { withConnection, withoutPassword } from '../platform/connection.ts';
import { writeTextfile } from './backup.ts';
import { runBackupCommand } from './backup-command.ts';
import { openBackupEnvironment } from './backup-environment.ts';
import { readSecret } from './command-environment.ts';
import { CommandError, complain, print, printJson, UsageError } from './command-line.ts';

const help = `Restores a backup into a scratch database, compares every table with the manifest, and says how old it is.

  npm run verify-backup                 the newest backup
  npm run verify-backup -- BACKUP       another one, by its id

  --max-age HOURS    older than this is a problem (26)
  --textfile FILE    also writes the metrics for Prometheus' node exporter
  --dry-run          says what would be done
  --json             one object

BACKUP_SCRATCH_URL names a PostgreSQL where databases may be made and dropped; unset, a checkout of the code starts its
own for the time. With DATABASE_URL the result is noted there, where the operations page reads it.
Exit codes: 0 equal and young enough, 1 a problem, 2 wrong usage.`;

const defaultMaxAgeHours = '26';

export interface Scratch {
  url: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL for the time of a verification. Production has none to start. */
type StartScratch = () => Promise<Scratch>;

if (import.meta.main) process.exitCode = await main();

export function main(startScratch?: StartScratch, args: readonly string[] = process.argv.slice(2)): Promise<number> {
  return runBackupCommand(args, {
    name: 'verify-backup',
    help,
    options: {
      'max-age': { type: 'string', default: defaultMaxAgeHours },
      textfile: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    run: (given) => run(given, startScratch),
  });
}

interface VerifyArguments {
  values: { 'dry-run': boolean; 'max-age': string; textfile?: string | undefined; json: boolean };
  positionals: string[];
}

async function run({ values, positionals }: VerifyArguments, startScratch: StartScratch | undefined): Promise<number> {
  if (positionals.length > 1) throw new UsageError('One backup at a time.');
  const maxAgeHours = parseHours(values['max-age']);
  const { storage, secrets, settings, place } = await openBackupEnvironment();
  const which = await resolveId(storage, positionals[0] ?? 'latest');
  const given = settings.BACKUP_SCRATCH_URL;
  if (!given && !startScratch) throw new CommandError('This needs BACKUP_SCRATCH_URL: a server to restore into.');
  if (values['dry-run']) {
    const where = given ? withoutPassword(given) : 'a server of its own';
    print(`Would restore ${which} from ${place} into a new database on ${where}, compare, and drop it.`);
    return 0;
  }
  const scratch = given ? { url: given, stop: async () => undefined } : await startScratch?.();
  try {
    const verified = await verifyBackup({
      ...{ storage, secrets, which, searchPath: process.env['PATH'], onProgress: complain },
      scratchUrl: scratch?.url ?? '',
    });
    return await report(verified, maxAgeHours, values);
  } finally {
    await scratch?.stop();
  }
}

async function report(
  verified: Verified,
  maxAgeHours: number,
  options: { json: boolean; textfile?: string | undefined },
): Promise<number> {
  const { manifest, ageSeconds, seconds } = verified;
  const databaseUrl = readSecret('DATABASE_URL');
  if (databaseUrl) await withConnection(databaseUrl, (connection) => recordVerification(connection, manifest.id));
  if (options.textfile !== undefined) await writeTextfile(options.textfile, renderTextfile(verified, new Date()));
  const tooOld = ageSeconds > maxAgeHours * 3_600;
  if (options.json) printJson({ id: manifest.id, equal: true, ageSeconds, tooOld, seconds, tables: manifest.tables });
  else {
    const size = `${formatBytes(manifest.bytes)}, ${countRows(manifest)} rows of ${manifest.tables.length} tables`;
    print(`The backup ${manifest.id} (${size}) was restored and is equal. It took ${seconds.toFixed(1)} s.`);
    print(`It is ${(ageSeconds / 3_600).toFixed(1)} h old.`);
  }
  if (tooOld) complain(`That is older than ${maxAgeHours} h: backups are not being taken.`);
  return tooOld ? 1 : 0;
}

function parseHours(text: string): number {
  const hours = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (hours < 1) throw new UsageError(`--max-age takes hours from 1 to 9999, not "${text}".`);
  return hours;
}
