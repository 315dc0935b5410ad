import { spawn } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { giveTo, type InstanceFolder } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

/** Makes `<folder>/data`, a new and empty database cluster. */
export async function initialiseData(
  folder: InstanceFolder,
  binaries: PostgresBinaries,
  password: string,
): Promise<void> {
  // Made aside and renamed when complete: an interrupted first start simply begins again.
  const unfinished = join(folder.path, 'data.new');
  const passwordFile = join(folder.path, 'initdb-password');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await giveTo(folder.account, passwordFile);
  try {
    await initdb(folder, binaries, [
      ...['-D', `${folder.visiblePath}/data.new`, '--username=postgres', '--encoding=UTF8', '--no-instructions'],
      ...['--auth=scram-sha-256', `--pwfile=${folder.visiblePath}/initdb-password`],
      // Sorts the same on every machine, whatever locales it has.
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-collate=C', '--lc-messages=C'],
    ]);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, join(folder.path, 'data'));
}

/** Writes every file of a copied cluster to disk, as PostgreSQL's own backup tool does. */
export async function syncData(folder: InstanceFolder, binaries: PostgresBinaries, name: string): Promise<void> {
  await run(folder, binaries.initdb, ['--sync-only', '-D', `${folder.visiblePath}/${name}`]);
}

/** The major version that made a data folder; undefined when it is not one. */
export async function readDataVersion(dataDir: string): Promise<number | undefined> {
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => '');
  return Number.parseInt(version, 10) || undefined;
}

async function initdb(folder: InstanceFolder, binaries: PostgresBinaries, args: string[]): Promise<void> {
  let failure = '';
  // pg_trgm asks the operating system what a letter is, and not every system has C.UTF-8.
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    failure = await run(folder, binaries.initdb, [...args, `--lc-ctype=${ctype}`]);
    if (!failure.includes('invalid locale name')) break;
  }
  if (failure) throw new DevError(`The database files could not be made in ${folder.path}: ${failure}`);
}

/** Returns why it failed, or an empty string. */
async function run(folder: InstanceFolder, program: string, args: string[]): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe', ...(folder.descriptor === undefined ? [] : [folder.descriptor])],
      ...folder.account,
    });
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      const errors = output.split('\n').filter((line) => /error:|FATAL|PANIC/.test(line));
      resolve(code === 0 ? '' : errors.join(' / ') || output.trim() || `it ended with code ${code}`);
    });
  });
}
