import { setTimeout as sleep } from 'node:timers/promises';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { type Connection, withConnection } from './connection.ts';
import { explainFailure, firstLine, MigrationError } from './migration-errors.ts';
import { contentOf, packagedMigrationsDir, readMigrationFiles } from './migration-files.ts';
import { type StatementLimits, withSchemaEngine } from './schema-engine.ts';

export { MigrationError } from './migration-errors.ts';

export interface MigrationOptions extends Partial<StatementLimits> {
  /** Of a role that owns the schema. A direct connection, not through a pooler: a lock lives as long as its session. */
  databaseUrl: string;
  /** prisma/migrations of this package, unless given. */
  migrationsDir?: string;
  /** Applies no migration behind the one of this name. */
  upTo?: string | undefined;
  /** How long to wait for another process that is applying migrations. */
  waitMs?: number;
  /** How often a migration is tried that gets no lock in time. */
  lockAttempts?: number;
  onProgress?: (line: string) => void;
}

/** A number that nothing else in the database takes as an advisory lock; Prisma's own is 72707369. */
const lockKey = 7_350_116_001;
/**
 * Whoever waits for a lock on a table makes everybody behind it wait as well, so a migration gives up early and comes
 * again later.
 */
const defaults = { lockTimeoutMs: 5_000, statementTimeoutMs: 300_000, waitMs: 120_000, lockAttempts: 5 };
const pollMs = 250;
const pauseMs = 2_000;
const lockNotAvailable = '55P03';
const queryCanceled = '57014';

/**
 * Applies the migrations that the database lacks and returns their names. Two at once are safe: the second waits for
 * the first and finds nothing to do. A migration that gets no lock, or takes too long, leaves nothing behind.
 * @throws MigrationError
 */
export async function applyMigrations(options: MigrationOptions): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrationFiles(options.migrationsDir ?? packagedMigrationsDir, options.upTo);
  const attempts = options.lockAttempts ?? defaults.lockAttempts;
  return withLock(options, () =>
    withSchemaEngine(options.databaseUrl, limitsOf(options), async (engine, takeFailure) => {
      const applied: string[] = [];
      for (let attempt = 1; ; attempt += 1) {
        try {
          const filters = { externalTables: [], externalEnums: [] };
          const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
          return { applied: [...applied, ...appliedMigrationNames] };
        } catch (error) {
          const failure = explainFailure(error, takeFailure(), migrationsList);
          await cleanUp(engine, failure, migrationsList);
          if (codeOf(failure) !== lockNotAvailable || attempt === attempts) throw failure;
          options.onProgress?.(`${failure.message}; attempt ${attempt} of ${attempts}`);
          await sleep(pauseMs);
        }
      }
    }),
  );
}

/** The names of the migrations that the database lacks, in order. Changes nothing. @throws MigrationError */
export async function listPendingMigrations(options: MigrationOptions): Promise<string[]> {
  const { migrationDirectories } = await readMigrationFiles(
    options.migrationsDir ?? packagedMigrationsDir,
    options.upTo,
  );
  const done = await connected(options, async (connection) => {
    const { rows: found } = await connection.query("SELECT to_regclass('_prisma_migrations') AS name");
    if (found[0]?.name === null) return [];
    const { rows } = await connection.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return rows.map(({ name }) => name);
  });
  return migrationDirectories.map(({ path }) => path).filter((name) => !done.includes(name));
}

/**
 * Marks a failed migration as rolled back, so that its corrected version is applied next time. A failed migration has
 * left nothing behind, because PostgreSQL runs its file as one transaction, unless the file itself says COMMIT.
 */
export async function markRolledBack(options: MigrationOptions, migrationName: string): Promise<void> {
  await withLock(options, () =>
    withSchemaEngine(options.databaseUrl, limitsOf(options), async (engine) => {
      try {
        await engine.markMigrationRolledBack({ migrationName });
      } catch (cause) {
        throw new MigrationError(firstLine(cause), { cause });
      }
    }),
  );
}

/**
 * A migration that was only too slow needs no correction: it is free to be applied again. Not one that runs outside a
 * transaction, which may have left an invalid index behind for somebody to look at.
 */
async function cleanUp(engine: SchemaEngine, failure: MigrationError, list: MigrationList): Promise<void> {
  const isTimeout = [lockNotAvailable, queryCanceled].includes(codeOf(failure) ?? '');
  const migrationName = failure.migration;
  if (!isTimeout || migrationName === undefined) return;
  if (/\b(CONCURRENTLY|COMMIT)\b/i.test(contentOf(list, migrationName))) return;
  await engine.markMigrationRolledBack({ migrationName });
  failure.retriable = true;
}

function codeOf(failure: MigrationError): string | undefined {
  return failure.cause instanceof pg.DatabaseError ? failure.cause.code : undefined;
}

function limitsOf(options: MigrationOptions): StatementLimits {
  return {
    lockTimeoutMs: options.lockTimeoutMs ?? defaults.lockTimeoutMs,
    statementTimeoutMs: options.statementTimeoutMs ?? defaults.statementTimeoutMs,
  };
}

/** Asked for again and again instead of waited for: a session that waits in PostgreSQL would hold up vacuum. */
async function withLock<T>(options: MigrationOptions, work: () => Promise<T>): Promise<T> {
  return connected(options, async (connection) => {
    const waitMs = options.waitMs ?? defaults.waitMs;
    const deadline = Date.now() + waitMs;
    for (let asked = 0; !(await tryLock(connection)); asked += 1) {
      if (asked === 0) options.onProgress?.('another process is applying migrations: waiting for it');
      if (Date.now() > deadline) {
        throw new MigrationError(
          `another process has been applying migrations for ${waitMs / 1_000} s: nothing was done`,
        );
      }
      await sleep(pollMs);
    }
    // The end of the session ends the lock.
    return work();
  });
}

async function tryLock(connection: Connection): Promise<boolean> {
  const { rows } = await connection.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [lockKey]);
  return rows[0]?.locked === true;
}

async function connected<T>(options: MigrationOptions, work: (connection: Connection) => Promise<T>): Promise<T> {
  let isConnected = false;
  try {
    return await withConnection(
      options.databaseUrl,
      (connection) => {
        isConnected = true;
        return work(connection);
      },
      { application_name: 'migrate' },
    );
  } catch (cause) {
    if (isConnected) throw cause;
    throw new MigrationError(`the database cannot be reached: ${firstLine(cause)}`, { cause });
  }
}
