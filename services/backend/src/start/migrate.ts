import { parseArgs } from 'node:util';
import { applyMigrations, listPendingMigrations, MigrationError, markRolledBack } from '../platform/migrations.ts';
import { findDirectDatabaseUrl } from './command-environment.ts';
import { complain, parseSeconds, print, runCommand } from './command-line.ts';

const help = `Applies the migrations that the database lacks. Two at once are safe: one waits for the other.

  npm run db:migrate
  npm run db:migrate -- --rolled-back NAME   a failed migration has been corrected: apply it again next time

  --dry-run              says what would be applied
  --lock-timeout         seconds that a statement waits for a lock on a table before all is rolled back (5); a migration
                         is tried five times, because whoever waits for a lock holds up everybody behind
  --statement-timeout    seconds that a statement may take before all is rolled back (300)
  --wait                 seconds to wait for another process that is applying migrations (120)

DATABASE_DIRECT_URL or else DATABASE_URL says which database, or either with _FILE and the path of a file that holds
it; unset, in development, it is that of the npm start that runs. It must lead to PostgreSQL itself, not to a pooler:
locks belong to a session.
Exit codes: 0 done, 1 a problem, 2 wrong usage.`;

if (import.meta.main) process.exitCode = await runCommand(main, 'npm run db:migrate -- --help');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'dry-run': { type: 'boolean' },
      'rolled-back': { type: 'string' },
      'lock-timeout': { type: 'string', default: '5' },
      'statement-timeout': { type: 'string', default: '300' },
      wait: { type: 'string', default: '120' },
    },
  });
  if (values.help) return say(help);
  const limits = {
    lockTimeoutMs: parseSeconds(values['lock-timeout'], '--lock-timeout') * 1_000,
    statementTimeoutMs: parseSeconds(values['statement-timeout'], '--statement-timeout') * 1_000,
    waitMs: parseSeconds(values.wait, '--wait') * 1_000,
  };
  try {
    return await migrate({ databaseUrl: findDirectDatabaseUrl(), onProgress: print, ...limits }, values);
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error;
    complain(error.message);
    complain(hintFor(error));
    return 1;
  }
}

async function migrate(
  options: Parameters<typeof applyMigrations>[0],
  values: { 'dry-run'?: boolean | undefined; 'rolled-back'?: string | undefined },
): Promise<number> {
  const name = values['rolled-back'];
  if (name !== undefined) {
    if (values['dry-run']) return say(`${name} would be marked as rolled back`);
    await markRolledBack(options, name);
    return say(`${name} is marked as rolled back and will be applied next time`);
  }
  if (values['dry-run']) {
    const pending = await listPendingMigrations(options);
    return say(pending.length === 0 ? 'the database is up to date' : `would apply ${pending.join(', ')}`);
  }
  const { applied } = await applyMigrations(options);
  return say(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`);
}

function hintFor({ migration, retriable }: MigrationError): string {
  if (retriable) return 'Nothing was changed by it: it can be run again, at a quieter time or with other limits.';
  return migration ? `Correct it, then run: npm run db:migrate -- --rolled-back ${migration}` : 'For more: --help';
}

function say(line: string): number {
  print(line);
  return 0;
}
