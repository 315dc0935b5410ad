import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

/** TypeScript knows it from the browser's library only. */
declare const WebAssembly: {
  instantiate(code: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

let loading: Promise<Bindings> | undefined;

/** How long one statement may wait for a lock, and how long it may run. 0: for ever. */
export interface StatementLimits {
  lockTimeoutMs: number;
  statementTimeoutMs: number;
}

/**
 * Runs `work` on Prisma's schema engine as WebAssembly. Unlike Prisma's command line it needs no native engine,
 * which would be downloaded from outside the package registry. `takeFailure` tells what PostgreSQL said to a script.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  limits: StatementLimits,
  work: (engine: SchemaEngine, takeFailure: () => pg.DatabaseError | undefined) => Promise<T>,
): Promise<T> {
  // Once per process: the bindings hold one instance, and a second would pull it away from under the first.
  loading ??= loadBindings();
  const { SchemaEngine } = await loading;
  // One connection: the engine takes Prisma's own lock, which belongs to a session.
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    application_name: 'migrate',
    lock_timeout: limits.lockTimeoutMs,
    statement_timeout: limits.statementTimeoutMs,
  });
  pool.on('error', () => undefined);
  let failure: pg.DatabaseError | undefined;
  const factory = createAdapterFactory(pool, (error) => {
    failure = error;
  });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
    return await work(engine, () => failure).finally(() => engine.free());
  } finally {
    await pool.end();
  }
}

/**
 * adapter-pg cuts a script at every semicolon, which breaks function bodies and leaves half of a failed migration
 * behind. Sent whole, PostgreSQL parses it and runs it as one transaction, as Prisma's native engine does.
 */
function createAdapterFactory(
  pool: pg.Pool,
  onFailure: (error: pg.DatabaseError) => void,
): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg(pool);
  return {
    provider: inner.provider,
    adapterName: inner.adapterName,
    connectToShadowDb: () => inner.connectToShadowDb(),
    async connect() {
      const adapter = await inner.connect();
      adapter.executeScript = async (script) => {
        try {
          await pool.query(script);
        } catch (error) {
          if (!(error instanceof pg.DatabaseError)) throw error;
          onFailure(error);
          const { code = '', severity = 'ERROR', message, detail, column, hint } = error;
          throw new DriverAdapterError({ kind: 'postgres', code, severity, message, detail, column, hint });
        }
      };
      return adapter;
    },
  };
}

async function loadBindings(): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const packageEntry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const code = await readFile(join(dirname(packageEntry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': withoutIdleTimers(bindings) });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/** The engine never clears the ten-second timer of its lock, which would hold up the end of the process. */
function withoutIdleTimers(bindings: Bindings): Record<string, unknown> {
  const entries = Object.entries(bindings).map(([name, binding]: [string, unknown]) =>
    name.startsWith('__wbg_setTimeout')
      ? [name, (callback: () => void, delayMs: number) => setTimeout(callback, delayMs >>> 0).unref()]
      : [name, binding],
  );
  return Object.fromEntries(entries) as Record<string, unknown>;
}
