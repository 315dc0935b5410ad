import {
  breaksPreviousRelease,
  findMigrationProblems,
  type MigrationFile,
  type Problem,
  type Released,
  tablesOf,
} from '../../services/backend/dev/contract/migration-safety.ts';
import { CommandError } from '../../services/backend/src/start/command-line.ts';
import { runProgram } from './programs.ts';

/** What git knows of a release: every image is labelled with its commit, so its migrations can be read from there. */

const prisma = 'services/backend/prisma';
const document = 'services/backend/openapi.json';
const git = (...args: string[]) => runProgram('git', args);

export interface Expected {
  version: string;
  paths: string[];
}

/** @throws CommandError unless what would be built is exactly what somebody else can look at. */
export async function requirePushedCommit(): Promise<string> {
  const commit = (await git('rev-parse', 'HEAD')).trim();
  const changed = (await git('status', '--porcelain')).trim();
  if (changed) throw new CommandError(`The tree has changes that are not committed:\n${changed}`);
  const branches = (await git('branch', '--remotes', '--contains', commit)).trim();
  if (!branches) throw new CommandError(`The commit ${commit.slice(0, 12)} is not pushed: no remote branch has it.`);
  return commit;
}

/** Whether this clone has it. */
export function hasCommit(commit: string): Promise<boolean> {
  return git('cat-file', '-e', `${commit}^{commit}`).then(
    () => true,
    () => false,
  );
}

async function readMigrations(commit: string): Promise<MigrationFile[]> {
  const listed = await git('ls-tree', '-r', '--name-only', commit, '--', `${prisma}/migrations`);
  const files = listed.split('\n').filter((path) => path.endsWith('/migration.sql'));
  return Promise.all(
    files
      .sort()
      .map(async (path) => ({ name: path.split('/').at(-2) ?? '', sql: await git('show', `${commit}:${path}`) })),
  );
}

/** What the code of a commit knows of the database. */
async function readReleased(commit: string): Promise<Released> {
  const migrations = (await readMigrations(commit)).map(({ name }) => name);
  return { migrations, tables: tablesOf(await git('show', `${commit}:${prisma}/schema.prisma`)) };
}

export interface Between {
  /** Migrations that the newer commit adds. */
  added: string[];
  /** What applying them would do to a database in use. */
  unsafe: Problem[];
  /** What keeps the older code from working once they are applied. */
  oneWay: Problem[];
}

/** @param older undefined: nothing was ever deployed. */
export async function compareMigrations(older: string | undefined, newer: string): Promise<Between> {
  const files = await readMigrations(newer);
  const released = older ? await readReleased(older) : { migrations: [], tables: {} };
  return {
    added: files.map(({ name }) => name).filter((name) => !released.migrations.includes(name)),
    unsafe: findMigrationProblems(files, released),
    oneWay: breaksPreviousRelease(files, released),
  };
}

export function render(problems: readonly Problem[]): string {
  return problems
    .map(({ migration, line, what, sentence }) => `  ${migration}, line ${line}: ${what}: ${sentence}`)
    .join('\n');
}

/** What the service of a commit says of itself. */
export async function readExpected(commit: string): Promise<Expected> {
  const { info, paths } = JSON.parse(await git('show', `${commit}:${document}`)) as {
    info: { version: string };
    paths: Record<string, unknown>;
  };
  return { version: info.version, paths: Object.keys(paths) };
}
