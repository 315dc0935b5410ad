import type { Pool, QueryResultRow } from 'pg';
import type { Database, Reader } from './db.ts';
import type { Metrics } from './metrics.ts';
import { type ReplicaLag, readPosition } from './replica-lag.ts';
import type { WalPosition } from './wal-position.ts';

/** A prepared SELECT: for hot reads, where building the query would cost more than answering it. */
export interface Select {
  /** Prepared once per connection under this name. */
  name: string;
  text: string;
  values: readonly unknown[];
}

/** Where a read goes. Both ask the same database, and both go on with the primary when the replica fails them. */
export interface Reads {
  models: Reader;
  select<Row extends QueryResultRow>(statement: Select): Promise<Row[]>;
}

export interface ReadRouter {
  /** For whoever has seen the database as it was at this position, their own writes say. */
  readsAt(position: WalPosition | undefined): Promise<Reads>;
  /** The primary: what was committed before this call is at or before the result. */
  currentPosition(): Promise<WalPosition>;
}

interface ReadRouterDeps {
  database: Pick<Database, 'reader' | 'writer' | 'primary' | 'replica' | 'hasReplica'>;
  replicaLag: ReplicaLag;
  maxLagMs: number;
  metrics: Pick<Metrics, 'dbQueries'>;
}

export function createReadRouter(deps: ReadRouterDeps): ReadRouter {
  const { database, replicaLag } = deps;
  const onPrimary = readPrimary(deps);
  const onReplica = database.hasReplica ? readReplica(deps, onPrimary) : onPrimary;

  async function hasReplayed(position: WalPosition): Promise<boolean> {
    const known = replicaLag.replayed();
    if (known !== undefined && known >= position) return true;
    // The last sample may be older than the write: ask, rather than send everybody who has just written away.
    return readPosition(database.replica, 'SELECT pg_last_wal_replay_lsn()::text AS lsn').then(
      (replayed) => replayed >= position,
      () => false,
    );
  }

  return {
    async readsAt(position) {
      if (!database.hasReplica || replicaLag.replayed() === undefined) return onPrimary;
      const lagMs = replicaLag.milliseconds();
      if (lagMs === null || lagMs > deps.maxLagMs) return onPrimary;
      return position === undefined || (await hasReplayed(position)) ? onReplica : onPrimary;
    },
    currentPosition: () => readPosition(database.primary, 'SELECT pg_current_wal_lsn()::text AS lsn'),
  };
}

function readPrimary({ database, metrics }: ReadRouterDeps): Reads {
  const count = () => metrics.dbQueries.inc({ role: 'primary' });
  return {
    models: interceptReads(database.writer, (run) => {
      count();
      return run();
    }),
    async select(statement) {
      count();
      return runSelect(database.primary, statement);
    },
  };
}

/**
 * A read that fails on the replica, whatever the reason (gone, hanging, a conflict with what it replays), is done
 * again on the primary: a read can be. A fault of the query shows itself there again.
 */
function readReplica({ database, metrics, replicaLag }: ReadRouterDeps, onPrimary: Reads): Reads {
  const orPrimary = async <T>(read: () => Promise<T>, instead: () => Promise<T>): Promise<T> => {
    try {
      const result = await read();
      metrics.dbQueries.inc({ role: 'replica' });
      return result;
    } catch {
      replicaLag.reportAway();
      return instead();
    }
  };
  return {
    models: interceptReads(database.reader, (run, { model, method, args }) =>
      orPrimary(run, () => callModel(onPrimary.models, model, method, args)),
    ),
    select: (statement) =>
      orPrimary(
        () => runSelect(database.replica, statement),
        () => onPrimary.select(statement),
      ),
  };
}

async function runSelect<Row extends QueryResultRow>(pool: Pool, { name, text, values }: Select): Promise<Row[]> {
  const { rows } = await pool.query<Row>({ name, text, values: [...values] });
  return rows;
}

interface Call {
  model: string;
  method: string;
  args: unknown;
}

/** The same reader, with every call passing through `around`. */
function interceptReads(reader: Reader, around: <T>(run: () => Promise<T>, call: Call) => Promise<T>): Reader {
  const models = new Map<string, unknown>();
  return new Proxy(reader, {
    get(target, model: string) {
      if (!models.has(model)) models.set(model, interceptModel(target, model, around));
      return models.get(model);
    },
  });
}

function interceptModel(
  reader: Reader,
  model: string,
  around: <T>(run: () => Promise<T>, call: Call) => Promise<T>,
): unknown {
  return new Proxy(
    {},
    {
      get: (_target, method: string) => (args: unknown) =>
        around(() => callModel(reader, model, method, args), { model, method, args }),
    },
  );
}

function callModel<T>(reader: Reader, model: string, method: string, args: unknown): Promise<T> {
  const models = reader as unknown as Record<string, Record<string, (args: unknown) => Promise<T>>>;
  return models[model]?.[method]?.(args) as Promise<T>;
}
