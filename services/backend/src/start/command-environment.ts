import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Crypto, createCrypto } from '../platform/crypto.ts';
import { type Database, openDatabase } from '../platform/db.ts';
import { CommandError, complain } from './command-line.ts';

/**
 * Where the operator's commands find the database and the key: in the environment, and in development, when that
 * says nothing, with the instance that `npm start` runs. Only what a command needs is asked for.
 */

/** The same from src/start and from dist/start. Production has no such folder. */
const repositoryRoot = resolve(import.meta.dirname, '../../../..');

/** Of what dev/start/running-instance.ts writes, the part that is used here. */
interface RunningInstance {
  dataFolder: string;
  databaseUrl: string;
  pids: { start: number };
}

/** Nobody waits for a command's answer within a second, and a database that is busy is not away. */
const connectTimeoutMs = 10_000;

/**
 * @param options.keepsStatements for a command that repeats a few statements many times: past any pooler.
 * @throws CommandError when neither the environment nor a running instance names a database.
 */
export async function withDatabase<T>(
  work: (database: Database) => Promise<T>,
  { keepsStatements = false } = {},
): Promise<T> {
  const database = openDatabase({
    url: keepsStatements ? findDirectDatabaseUrl() : findDatabaseUrl(),
    keepsStatements,
    connectTimeoutMs,
    replicaUrl: undefined,
    poolMin: 0,
    poolMax: 2,
    appName: 'pet-backend operator',
    onIdleError: () => undefined,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Past any pooler where there is one. @throws CommandError as findDatabaseUrl. */
export function findDirectDatabaseUrl(): string {
  return readDatabaseUrl('DATABASE_DIRECT_URL') ?? findDatabaseUrl();
}

/** @throws CommandError when neither the environment nor a running instance names one. */
export function findDatabaseUrl(): string {
  const given = readDatabaseUrl('DATABASE_URL');
  if (given) return given;
  const instance = findRunningInstance();
  if (!instance) {
    throw new CommandError(
      'No database: set DATABASE_URL (or DATABASE_URL_FILE), or start the development instance with npm start.',
    );
  }
  const { host, pathname } = new URL(instance.databaseUrl);
  complain(`DATABASE_URL is not set: using the database of the running npm start (${host}${pathname}).`);
  return instance.databaseUrl;
}

/** @throws CommandError when there is no key. */
export function openCrypto(): Crypto {
  const current = readSecret('ENCRYPTION_KEY') ?? readDevelopmentKey();
  const previous = readSecret('ENCRYPTION_KEY_PREVIOUS');
  if (!current) throw new CommandError('This needs ENCRYPTION_KEY (or ENCRYPTION_KEY_FILE), as the service has it.');
  return createCrypto(previous ? [current, previous] : [current]);
}

function readDevelopmentKey(): string | undefined {
  // Of a database that was named the keys are somebody else's.
  if (readSecret('DATABASE_URL')) return undefined;
  const instance = findRunningInstance();
  const secrets = instance && readJson<Record<string, string>>(join(instance.dataFolder, 'secrets.json'));
  return secrets?.['ENCRYPTION_KEY'];
}

function findRunningInstance(): RunningInstance | undefined {
  const dataFolder = resolve(repositoryRoot, process.env['DATA_DIR'] || '.data');
  const instance = readJson<RunningInstance>(join(dataFolder, 'running.json'));
  return instance && isAlive(instance.pids.start) ? instance : undefined;
}

function readDatabaseUrl(name: string): string | undefined {
  const given = readSecret(name);
  if (given && !URL.canParse(given)) {
    throw new CommandError(`${name} is not a URL like postgresql://user:password@host/db.`);
  }
  return given;
}

/** A variable, or the content of the file that `<NAME>_FILE` names; empty counts as unset, as in the service. */
export function readSecret(name: string): string | undefined {
  const value = process.env[name];
  const file = process.env[`${name}_FILE`];
  if (!file) return value || undefined;
  if (value) throw new CommandError(`${name} is given twice: as ${name} and as ${name}_FILE.`);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '') || undefined;
  } catch (error) {
    throw new CommandError(`${name}_FILE cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function readJson<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (error) {
    // Half written, or another user's: as good as none.
    complain(`${file} cannot be read (${(error as Error).message}).`);
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
