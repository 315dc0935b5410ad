import { parseArgs } from 'node:util';
import { applyMigrations, MigrationError, type MigrationLimits, markRolledBack } from '../platform/migrations.ts';
import { findDirectDatabaseUrl } from './command-environment.ts';

const help = `Applies the migrations that the database lacks.

  npm run db:migrate
  npm run db:migrate -- --rolled-back NAME   a failed migration has been corrected: apply it again next time
      --wait SECONDS                         for another process that applies migrations (120)
      --lock-timeout SECONDS                 for a lock on a table, behind which everything else would wait (5)
      --statement-timeout SECONDS            for one statement (300)

DATABASE_DIRECT_URL or else DATABASE_URL says which database, or DATABASE_URL_FILE with the path of a file that holds
it; unset, in development, it is that of the npm start that runs.`;

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean' },
        'rolled-back': { type: 'string' },
        wait: { type: 'string' },
        'lock-timeout': { type: 'string' },
        'statement-timeout': { type: 'string' },
      },
    });
    if (values.help) return print(help);
    const limits = {
      ...readSeconds('wait', values.wait),
      ...readSeconds('lock', values['lock-timeout']),
      ...readSeconds('statement', values['statement-timeout']),
    };
    const options = { databaseUrl: findDirectDatabaseUrl(), onProgress: print, limits };
    const name = values['rolled-back'];
    if (name !== undefined) {
      await markRolledBack(options, name);
      return print(`${name} is marked as rolled back and will be applied next time`);
    }
    const { applied } = await applyMigrations(options);
    return print(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`);
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), hintFor(error));
  }
}

/** Of the defaults, the one that was given otherwise. */
function readSeconds(name: keyof MigrationLimits, text: string | undefined): Partial<MigrationLimits> {
  if (text === undefined) return {};
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`"${text}" is not a number of seconds from 1 to 99999`);
  return { [name]: Number(text) };
}

function hintFor(error: unknown): string {
  if (error instanceof MigrationError && error.migration) {
    return `Correct it, then run: npm run db:migrate -- --rolled-back ${error.migration}`;
  }
  return 'For more: --help';
}

function print(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}

function complain(sentence: string, hint: string): number {
  process.stderr.write(`${sentence}\n${hint}\n`);
  return 1;
}
