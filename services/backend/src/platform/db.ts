import { PrismaPg } from '@prisma/adapter-pg';
import { Pool, type PoolConfig } from 'pg';
import { type Prisma, PrismaClient } from '../generated/client.ts';
import { sha256 } from './crypto.ts';
import { timeQueries } from './query-times.ts';

type ModelName = Uncapitalize<Prisma.ModelName>;
type ReadMethod =
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findMany'
  | 'count'
  | 'aggregate'
  | 'groupBy';

/** What a query that only reads may take: no write, no transaction and no raw SQL compiles on it. */
export type Reader = { readonly [Model in ModelName]: Pick<PrismaClient[Model], ReadMethod> };

/** The primary. A Writer is accepted wherever a Reader is: that is how one reads one's own write. */
export type Writer = PrismaClient;

/** Inside `writer.$transaction`. Only this is in scope there: no network call, no enqueue, no wait. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  readonly writer: Writer;
  readonly reader: Reader;
  /** Statements of the hot path (inbox, probes), where an ORM in between costs more than it gives. */
  readonly primary: Pool;
  /** Connections kept for recording deliveries: slow queries elsewhere cannot keep a sender waiting. */
  readonly inbox: Pool;
  /** The replica's pool; the primary's where no replica is configured. */
  readonly replica: Pool;
  readonly hasReplica: boolean;
  close(): Promise<void>;
}

interface DatabaseOptions {
  url: string;
  replicaUrl: string | undefined;
  poolMin: number;
  poolMax: number;
  appName: string;
  /** How long a caller waits for a connection; less than a second unless somebody has the time. */
  connectTimeoutMs?: number;
  /**
   * The writer's statements are planned once for each connection, not each time: for a command that repeats a few of
   * them many thousand times. Not through a pooler that gives every transaction another connection.
   */
  keepsStatements?: boolean;
  /** A connection that broke while nobody used it; the pool replaces it by itself. */
  onIdleError: (error: Error) => void;
  /** Told of every statement, its seconds. */
  onQuery?: (pool: PoolName, seconds: number) => void;
}

export type PoolName = 'primary' | 'inbox' | 'replica';

/** How long a caller waits for a connection before it is told that the database is away. */
const connectTimeoutMs = 800;
/** A database that no longer answers must not keep its callers for ever. Above the longest transaction (processor). */
const queryTimeoutMs = 60_000;
/** Recording answers within a second whatever happens: 400 ms to connect and 500 ms to commit. */
const inboxTimeouts = { connectionTimeoutMillis: 400, query_timeout: 500 };
/** A read that the replica does not answer in this time is done again on the primary. */
const replicaTimeouts = { connectionTimeoutMillis: 400, query_timeout: 800 };
/** Group commit needs one; with a second, nobody waits while one that is old or broken is replaced. */
const inboxConnections = 2;
/** Proxies on the way (Fly Managed Postgres) cut connections that are older than ten minutes. */
const maxLifetimeSeconds = 570;

/** Opens no connection by itself: the first query does. */
export function openDatabase(options: DatabaseOptions): Database {
  const primary = createPool(options, 'primary', options.url);
  const inbox = createPool(options, 'inbox', options.url, { ...inboxTimeouts, min: 1, max: inboxConnections });
  const replica = options.replicaUrl ? createPool(options, 'replica', options.replicaUrl, replicaTimeouts) : primary;
  const writer = createClient(primary, options);
  const reader = replica === primary ? writer : createClient(replica, {});

  return {
    writer,
    reader,
    primary,
    inbox,
    replica,
    hasReplica: replica !== primary,
    async close() {
      await Promise.all([writer.$disconnect(), reader === writer ? undefined : (reader as Writer).$disconnect()]);
      await Promise.all([primary.end(), inbox.end(), replica === primary ? undefined : replica.end()]);
    },
  };
}

function createPool(
  options: DatabaseOptions,
  name: PoolName,
  connectionString: string,
  overrides: PoolConfig = {},
): Pool {
  const pool = new Pool({
    connectionString,
    application_name: options.appName,
    min: options.poolMin,
    max: options.poolMax,
    connectionTimeoutMillis: options.connectTimeoutMs ?? connectTimeoutMs,
    idleTimeoutMillis: 300_000,
    maxLifetimeSeconds,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    ...overrides,
  });
  pool.on('error', options.onIdleError);
  surviveBrokenClients(pool);
  const { onQuery } = options;
  if (onQuery) timeQueries(pool, (seconds) => onQuery(name, seconds));
  return pool;
}

/**
 * A connection that breaks while somebody holds it emits 'error', which ends the process when nobody listens. Whoever
 * holds it learns of the break from its next query.
 */
export function surviveBrokenClients(pool: Pool): void {
  pool.on('connect', (client) => client.on('error', () => undefined));
}

function createClient(
  pool: Pool,
  { keepsStatements, connectTimeoutMs = 0 }: Pick<DatabaseOptions, 'keepsStatements' | 'connectTimeoutMs'>,
): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg(pool, keepsStatements ? { statementNameGenerator: nameStatement } : {}),
    transactionOptions: { maxWait: Math.max(2_000, connectTimeoutMs), timeout: 10_000 },
  });
}

/** Above this it is an INSERT of so many rows, one of many lengths: each would be kept and hardly used again. */
const longestKeptStatement = 4_000;

/** PostgreSQL knows a kept statement by a name of at most 63 bytes. */
function nameStatement({ sql }: { sql: string }): string {
  // The empty name is the one that keeps nothing.
  return sql.length > longestKeptStatement ? '' : `kept_${sha256(sql).toString('hex', 0, 16)}`;
}
