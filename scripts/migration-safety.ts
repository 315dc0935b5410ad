import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  breaksPreviousRelease,
  findMigrationProblems,
  type MigrationFile,
  type Problem,
  type Released,
  tablesOf,
} from '../services/backend/dev/contract/migration-safety.ts';
import { print, printJson, runCommand, UsageError } from '../services/backend/src/start/command-line.ts';

const help = `Reads the migrations that are not released yet and says what would hurt a database in use.

  npm run migration-safety                  locks, rewrites, indexes, NOT NULL, what the previous release still uses
  npm run migration-safety -- --rollback    only what keeps the previous release from working afterwards
  npm run migration-safety -- --release     notes this state as released, in prisma/released.json
  npm run migration-safety -- --help

  --dry-run   with --release: says what would be noted
  --json      one object

A statement that somebody has looked at is excused by a comment above it that says of what and why:
  -- safe(index): the table has twenty rows
Exit codes: 0 nothing found, 1 something found, 2 wrong usage.`;

const prisma = join(import.meta.dirname, '..', 'services', 'backend', 'prisma');
const releasedFile = join(prisma, 'released.json');

process.exitCode = await runCommand(main, 'npm run migration-safety -- --help');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      rollback: { type: 'boolean', default: false },
      release: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  if (values.release && values.rollback) throw new UsageError('Say --release or --rollback.');
  const files = await readMigrations();
  const released = JSON.parse(await readFile(releasedFile, 'utf8')) as Released;
  if (values.release) return release(files, released, values['dry-run']);
  const problems = values.rollback ? breaksPreviousRelease(files, released) : findMigrationProblems(files, released);
  const checked = files.filter(({ name }) => !released.migrations.includes(name)).map(({ name }) => name);
  if (values.json) printJson({ checked, problems });
  else print(problems.length === 0 ? `Nothing found in ${checked.length} migrations.` : render(problems));
  return problems.length === 0 ? 0 : 1;
}

async function readMigrations(): Promise<MigrationFile[]> {
  const folder = join(prisma, 'migrations');
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(folder, name, 'migration.sql'), 'utf8') })),
  );
}

async function release(files: readonly MigrationFile[], before: Released, dryRun: boolean): Promise<number> {
  const tables = tablesOf(await readFile(join(prisma, 'schema.prisma'), 'utf8'));
  const fresh = files.map(({ name }) => name).filter((name) => !before.migrations.includes(name));
  const released: Released = { migrations: files.map(({ name }) => name), tables };
  if (!dryRun) await writeFile(releasedFile, `${JSON.stringify(released, null, 2)}\n`);
  print(`${dryRun ? 'Would note' : 'Noted'} as released: ${fresh.join(', ') || 'no further migrations'}.`);
  return 0;
}

function render(problems: readonly Problem[]): string {
  return problems
    .map(({ migration, line, kind, what, sentence }) => `${migration}, line ${line}: ${kind}: ${what}: ${sentence}`)
    .join('\n');
}
