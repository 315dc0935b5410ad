import { listPendingMigrations, MigrationError } from '../platform/migrations.ts';
import { askDatabase, askOne } from './ask.ts';
import { type Check, type Finding, fail, ok, together, warn } from './check.ts';

/** The primary. */

/** What tests run on is newer; older ones are no longer mended by their makers (postgresql.org/support/versioning). */
const oldestMajor = 14;
const extensions = ['pg_trgm', 'unaccent'];
/** Connections of a process beside its pool: two that record webhooks. */
const besidePool = 2;
/** Two servers and two workers. */
const fewestProcesses = 4;
const skewMs = { warn: 1_000, fail: 30_000 };
const needs = ['DATABASE_URL'] as const;

export const postgresChecks: readonly Check[] = [
  {
    name: 'postgresql',
    needs,
    look: ({ DATABASE_URL: url = '' }) =>
      askDatabase(url, async (connection) => {
        const { version, standby, major } = await askOne<{ version: string; standby: boolean; major: number }>(
          connection,
          `SELECT current_setting('server_version') AS version, pg_is_in_recovery() AS standby,
                  current_setting('server_version_num')::int / 10000 AS major`,
        );
        const found = `PostgreSQL ${version.split(' ')[0]}`;
        if (standby) return fail(`${found}, a standby`, 'DATABASE_URL must lead to the primary.');
        if (major < oldestMajor) return fail(found, `Use PostgreSQL ${oldestMajor} or newer.`);
        return ok(found);
      }),
  },
  {
    name: 'extensions',
    needs,
    look: ({ DATABASE_URL: url = '' }) =>
      askDatabase(url, async (connection) => {
        const { installed } = await askOne<{ installed: string[] }>(
          connection,
          'SELECT coalesce(array_agg(extname::text), ARRAY[]::text[]) AS installed FROM pg_extension',
        );
        const missing = extensions.filter((name) => !installed.includes(name));
        if (missing.length === 0) return ok(`${extensions.join(', ')} are there`);
        return fail(`${missing.join(', ')} missing`, 'Apply the migrations with a role that may create extensions.');
      }),
  },
  {
    name: 'migrations',
    needs,
    async look({ DATABASE_URL: url = '', DATABASE_DIRECT_URL: directUrl = url }) {
      try {
        const pending = await listPendingMigrations({ databaseUrl: directUrl });
        if (pending.length === 0) return ok('all are applied');
        return fail(`missing: ${pending.join(', ')}`, 'Apply them: npm run db:migrate.');
      } catch (error) {
        if (error instanceof MigrationError && error.cause) throw error.cause;
        throw error;
      }
    },
  },
  { name: 'role', needs, look: ({ DATABASE_URL: url = '' }) => askDatabase(url, lookAtRole) },
  {
    name: 'durability',
    needs,
    look: ({ DATABASE_URL: url = '', DATABASE_REPLICA_URL: replicaUrl }) =>
      askDatabase(url, (connection) => lookAtDurability(connection, replicaUrl !== undefined)),
  },
  {
    name: 'connections',
    needs: ['DATABASE_URL', 'DATABASE_POOL_MAX'],
    look: ({ DATABASE_URL: url = '', DATABASE_POOL_MAX: poolMax = 0 }) =>
      askDatabase(url, (connection) => lookAtConnections(connection, poolMax + besidePool)),
  },
  {
    name: 'clock',
    needs,
    look: ({ DATABASE_URL: url = '' }) =>
      askDatabase(url, async (connection) => {
        const askedAt = Date.now();
        const { now } = await askOne<{ now: number }>(
          connection,
          'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float AS now',
        );
        // The answer was made somewhere between asking and now: half of that is not known.
        const between = (Date.now() - askedAt) / 2;
        const skew = Math.max(0, Math.abs(now - askedAt - between) - between);
        const found = `${Math.round(skew)} ms away from that of PostgreSQL`;
        const advice = 'Let both keep time by NTP: tokens, leases and schedules go by the clock.';
        if (skew > skewMs.fail) return fail(found, advice);
        return skew > skewMs.warn ? warn(found, advice) : ok(found);
      }),
  },
];

type Connection = Parameters<typeof askOne>[0];

async function lookAtRole(connection: Connection): Promise<Finding> {
  const { superuser, unreadable, owns } = await askOne<{ superuser: boolean; unreadable: string[]; owns: boolean }>(
    connection,
    `SELECT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
            coalesce(array_agg(c.relname::text ORDER BY c.relname)
              FILTER (WHERE NOT has_table_privilege(c.oid, 'SELECT, INSERT')), ARRAY[]::text[]) AS unreadable,
            coalesce(bool_and(pg_has_role(c.relowner, 'USAGE')) FILTER (WHERE c.relkind = 'p'), true) AS owns
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`,
  );
  if (unreadable.length > 0) {
    return fail(
      `may not read and write ${unreadable.join(', ')}`,
      'Use the role that the migrations are applied with.',
    );
  }
  if (!owns) return fail('may not add partitions', 'Make it own the partitioned tables, or next month has none.');
  if (superuser) return warn('is a superuser', 'Use a role of its own that owns the database and nothing else.');
  return ok('may do what it must, and is no superuser');
}

async function lookAtDurability(connection: Connection, hasReplica: boolean): Promise<Finding> {
  const { commit, fsync, names, streaming } = await askOne<
    Record<'commit' | 'fsync' | 'names', string> & { streaming: number }
  >(
    connection,
    `SELECT current_setting('synchronous_commit') AS commit, current_setting('fsync') AS fsync,
            current_setting('synchronous_standby_names') AS names,
            (SELECT count(*)::int FROM pg_stat_replication) AS streaming`,
  );
  const standbys = names === '' ? 'no standby must confirm' : 'standbys confirm';
  const found = `synchronous_commit ${commit}, ${standbys}, ${streaming} streaming`;
  if (fsync === 'off') return fail('fsync is off', 'Turn it on: a crash of the machine would ruin the database.');
  if (commit === 'off') {
    return fail(found, 'Turn synchronous_commit on: a delivery that was acknowledged could be lost in a crash.');
  }
  if (names !== '' && streaming === 0) {
    return fail(found, 'No commit ends while no standby streams: start one, or empty synchronous_standby_names.');
  }
  if (names === '' && hasReplica) {
    return warn(
      found,
      'When the primary is lost, the last deliveries are too: see docs/runbooks/replica-promotion.md.',
    );
  }
  return ok(found);
}

async function lookAtConnections(connection: Connection, perProcess: number): Promise<Finding> {
  const { most, used } = await askOne<{ most: number; used: number }>(
    connection,
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
            (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used`,
  );
  const processes = Math.floor(most / perProcess);
  const room = `${used} of ${most} in use`;
  const fits = `room for ${processes} processes of ${perProcess}`;
  const advice = 'Raise max_connections, lower DATABASE_POOL_MAX, or put a pooler between.';
  const usage = used > most * 0.8 ? warn(room, advice) : ok(room);
  if (processes < 2) return together([usage, fail(fits, advice)]);
  return together([usage, processes < fewestProcesses ? warn(fits, advice) : ok(fits)]);
}
