import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { type EngineOptions, withSchemaEngine } from './schema-engine.ts';

/** Migrations were not applied; the message names the migration and repeats what PostgreSQL said. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  /** The migration that failed, now or in an earlier run. */
  readonly migration: string | undefined;

  constructor(message: string, options: { migration?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.migration = options.migration;
  }
}

export interface MigrationOptions {
  /** Of a role that owns the schema. A direct connection, not through a pooler: a lock lives as long as its session. */
  databaseUrl: string;
  /** prisma/migrations of this package, unless given. */
  migrationsDir?: string;
  /** Those below, unless given. */
  limits?: Partial<MigrationLimits> | undefined;
  onProgress?: (line: string) => void;
}

/** Seconds. A migration that needs longer says so itself, with `SET LOCAL lock_timeout` or `statement_timeout`. */
export interface MigrationLimits {
  /** For another process that applies migrations. */
  wait: number;
  /** For a lock on a table: while a statement waits for one, everything that comes later waits behind it. */
  lock: number;
  /** For one statement. */
  statement: number;
}

const defaultLimits: MigrationLimits = { wait: 120, lock: 5, statement: 300 };

/** The same from src/platform and from dist/platform. */
const packagedMigrationsDir = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
/** A number that nothing else in the database takes as an advisory lock; Prisma's own is 72707369. */
const lockKey = 7_350_116_001;

/**
 * Applies the migrations that the database lacks and returns their names. Two at once are safe: the second waits for
 * the first and finds nothing to do. Throws MigrationError. One that took too long has changed nothing and is applied
 * next time; one that failed for another reason blocks the rest until somebody says that it has been corrected.
 */
export async function applyMigrations(options: MigrationOptions): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrations(options.migrationsDir ?? packagedMigrationsDir);
  return withLock(options, () =>
    withSchemaEngine(engineOptions(options), async (engine, takeFailure) => {
      try {
        const filters = { externalTables: [], externalEnums: [] };
        const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
        return { applied: appliedMigrationNames };
      } catch (error) {
        const explained = explain(error, takeFailure(), migrationsList);
        const { migration } = explained;
        if (!migration || !isOutOfTime(explained) || !isOneTransaction(migration, migrationsList)) throw explained;
        await engine.markMigrationRolledBack({ migrationName: migration });
        throw new MigrationError(`${explained.message}; nothing has changed, and it is applied next time`, {
          cause: explained,
        });
      }
    }),
  );
}

/**
 * Marks a failed migration as rolled back, so that its corrected version is applied next time. A failed migration has
 * left nothing behind, because PostgreSQL runs its file as one transaction, unless the file itself says COMMIT.
 */
export async function markRolledBack(options: MigrationOptions, migrationName: string): Promise<void> {
  await withLock(options, () =>
    withSchemaEngine(engineOptions(options), async (engine) => {
      try {
        await engine.markMigrationRolledBack({ migrationName });
      } catch (cause) {
        throw new MigrationError(firstLine(cause), { cause });
      }
    }),
  );
}

async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true }).catch((cause: unknown) => {
    throw new MigrationError(`the migrations folder ${baseDir} cannot be read`, { cause });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8').catch(() => null),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => {
        const value = await readFile(join(baseDir, path, 'migration.sql'), 'utf8').catch((cause: unknown) => {
          throw new MigrationError(`migration ${path} has no readable migration.sql`, { migration: path, cause });
        });
        return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
      }),
    ),
  };
}

function engineOptions({ databaseUrl, limits }: MigrationOptions): EngineOptions {
  const { lock, statement } = { ...defaultLimits, ...limits };
  return { databaseUrl, lockTimeoutMs: lock * 1_000, statementTimeoutMs: statement * 1_000 };
}

/** PostgreSQL's codes for lock_timeout and statement_timeout. */
function isOutOfTime({ cause }: MigrationError): boolean {
  return cause instanceof pg.DatabaseError && (cause.code === '55P03' || cause.code === '57014');
}

/** A file is one, unless it ends its transaction itself or does what PostgreSQL does in none. */
function isOneTransaction(name: string, list: MigrationList): boolean {
  const content = list.migrationDirectories.find(({ path }) => path === name)?.migrationFile.content;
  return content?.tag === 'ok' && !/\b(commit|concurrently)\b/i.test(content.value);
}

async function withLock<T>(options: MigrationOptions, work: () => Promise<T>): Promise<T> {
  const { wait } = { ...defaultLimits, ...options.limits };
  const client = new pg.Client({
    connectionString: options.databaseUrl,
    application_name: 'migrate',
    connectionTimeoutMillis: 10_000,
    lock_timeout: wait * 1_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new MigrationError(`the database cannot be reached: ${firstLine(cause)}`, { cause });
  }
  try {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey]);
    if (!rows[0]?.locked) {
      options.onProgress?.('another process is applying migrations: waiting for it');
      await client.query('SELECT pg_advisory_lock($1)', [lockKey]).catch((cause: unknown) => {
        throw new MigrationError(`another process has been applying migrations for more than ${wait} s`, { cause });
      });
    }
    return await work();
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

/** The engine's own messages are a Rust span trace. */
function explain(error: unknown, failure: pg.DatabaseError | undefined, list: MigrationList): MigrationError {
  const text = error instanceof Error ? error.message : String(error);
  const failedNow = /migration_name="([^"]+)"/.exec(text)?.[1];
  if (failedNow) {
    const where = failure ? findLine(failure, failedNow, list) : '';
    return new MigrationError(`migration ${failedNow} failed${where}: ${firstLine(failure ?? error)}`, {
      migration: failedNow,
      cause: failure ?? error,
    });
  }
  const failedBefore = /The `([^`]+)` migration .*failed/.exec(text)?.[1];
  if (failedBefore) {
    return new MigrationError(`migration ${failedBefore} failed earlier; nothing is applied until that is resolved`, {
      migration: failedBefore,
      cause: error,
    });
  }
  return new MigrationError(firstLine(error), { cause: error });
}

function findLine(failure: pg.DatabaseError, name: string, list: MigrationList): string {
  const content = list.migrationDirectories.find(({ path }) => path === name)?.migrationFile.content;
  if (content?.tag !== 'ok' || !failure.position) return '';
  return ` at line ${content.value.slice(0, Number(failure.position)).split('\n').length}`;
}

function firstLine(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  // A refused connection is an AggregateError without a message.
  return message?.split('\n')[0] || code || String(error);
}
