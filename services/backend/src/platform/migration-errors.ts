import type { MigrationList } from '@prisma/schema-engine-wasm';
import type pg from 'pg';

/** Migrations were not applied; the message names the migration and repeats what PostgreSQL said. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  /** The migration that failed, now or in an earlier run. */
  readonly migration: string | undefined;
  /** Nothing is left of the attempt, and nothing has to be corrected: it may be made again. */
  retriable = false;

  constructor(message: string, options: { migration?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.migration = options.migration;
  }
}

/** The engine's own messages are a Rust span trace. */
export function explainFailure(
  error: unknown,
  failure: pg.DatabaseError | undefined,
  list: MigrationList,
): MigrationError {
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

export function firstLine(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  // A refused connection is an AggregateError without a message.
  return message?.split('\n')[0] || code || String(error);
}

function findLine(failure: pg.DatabaseError, name: string, list: MigrationList): string {
  const content = list.migrationDirectories.find(({ path }) => path === name)?.migrationFile.content;
  if (content?.tag !== 'ok' || !failure.position) return '';
  return ` at line ${content.value.slice(0, Number(failure.position)).split('\n').length}`;
}
