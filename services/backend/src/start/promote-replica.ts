import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Connection, withConnection, withoutPassword } from '../platform/connection.ts';
import { readSecret } from './command-environment.ts';
import { CommandError, complain, confirm, print, runCommand, UsageError } from './command-line.ts';

const help = `Makes the replica the primary, because the primary is lost. For managed PostgreSQL the provider does this.

  npm run promote-replica                  checks that the primary is gone, asks, promotes
  npm run promote-replica -- --dry-run     says how far the replica has come, and changes nothing

  --replica URL   of a role that may promote (a superuser, or granted EXECUTE ON FUNCTION pg_promote); otherwise
                  DATABASE_REPLICA_URL (or DATABASE_REPLICA_URL_FILE)
  --force         promotes although the primary still answers: two primaries then take writes, so stop it first
  --yes           does not ask

DATABASE_URL says where the primary was. Afterwards DATABASE_URL of the service must name the promoted one:
docs/runbooks/replica-promotion.md goes on from there.
Exit codes: 0 it is the primary now, 1 a problem, 2 wrong usage.`;

const hint = 'npm run promote-replica -- --help';
const probes = 3;
const probePauseMs = 1_000;
const probeTimeoutMs = 2_000;
const promoteTimeoutSeconds = 60;

if (import.meta.main) process.exitCode = await main();

export function main(args: readonly string[] = process.argv.slice(2)): Promise<number> {
  return runCommand(() => run(args), hint);
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      replica: { type: 'string' },
      force: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    print(help);
    return 0;
  }
  const replicaUrl = values.replica ?? readSecret('DATABASE_REPLICA_URL');
  if (!replicaUrl) throw new CommandError('No replica: set DATABASE_REPLICA_URL, or give --replica.');
  if (!URL.canParse(replicaUrl)) throw new UsageError('--replica takes a URL.');
  const primaryUrl = readSecret('DATABASE_URL');
  if (!values.force) await refuseWhileAlive(primaryUrl);
  return withConnection(
    replicaUrl,
    async (connection) => {
      const state = await readReplica(connection);
      if (!state.isReplica) {
        print(`${withoutPassword(replicaUrl)} is a primary already.`);
        return 0;
      }
      print(
        `The replica has replayed up to ${state.replayed}; its last change is from ${state.lastChange ?? 'before'}.`,
      );
      if (values['dry-run']) return 0;
      const question = `Promote ${withoutPassword(replicaUrl)}? The old primary must never come back as one.`;
      if (!(values.yes || (await confirm(question)))) throw new CommandError('Nothing was promoted.');
      const seconds = await promote(connection);
      print(
        `It is the primary now; that took ${seconds.toFixed(1)} s. Set DATABASE_URL to it and restart the service.`,
      );
      await warnOfStandbys(connection);
      return 0;
    },
    { application_name: 'promote-replica' },
  );
}

/** @throws CommandError when the primary answers. One unanswered question may be a hiccup, so it is asked some times. */
async function refuseWhileAlive(primaryUrl: string | undefined): Promise<void> {
  if (!primaryUrl) throw new CommandError('Set DATABASE_URL to where the primary was, or say --force.');
  for (let probe = 1; probe <= probes; probe += 1) {
    if (await answers(primaryUrl)) {
      throw new CommandError(`The primary at ${withoutPassword(primaryUrl)} answers. Stop it first, or say --force.`);
    }
    complain(`the primary does not answer (${probe} of ${probes})`);
    if (probe < probes) await sleep(probePauseMs);
  }
}

async function answers(url: string): Promise<boolean> {
  const limits = { connectionTimeoutMillis: probeTimeoutMs, query_timeout: probeTimeoutMs };
  try {
    return await withConnection(url, async (connection) => !(await readReplica(connection)).isReplica, limits);
  } catch (error) {
    // It is there and does not like us: that is no proof that it is gone.
    const isRefusal = /^(28|3D|53)/.test((error as { code?: string }).code ?? '');
    return isRefusal;
  }
}

async function readReplica(connection: Connection) {
  const { rows } = await connection.query<{ is_replica: boolean; replayed: string; last_change: Date | null }>(
    `SELECT pg_is_in_recovery() AS is_replica, coalesce(pg_last_wal_replay_lsn()::text, '') AS replayed,
            pg_last_xact_replay_timestamp() AS last_change`,
  );
  const [row] = rows;
  return {
    isReplica: row?.is_replica === true,
    replayed: row?.replayed ?? '',
    lastChange: row?.last_change?.toISOString(),
  };
}

async function promote(connection: Connection): Promise<number> {
  const begun = performance.now();
  const { rows } = await connection.query<{ promoted: boolean }>('SELECT pg_promote(true, $1) AS promoted', [
    promoteTimeoutSeconds,
  ]);
  if (!rows[0]?.promoted) throw new CommandError(`It was not promoted within ${promoteTimeoutSeconds} s: see its log.`);
  return (performance.now() - begun) / 1_000;
}

/** A primary that waits for standbys it does not have takes no write at all. */
async function warnOfStandbys(connection: Connection): Promise<void> {
  const { rows } = await connection.query<{ names: string }>(
    `SELECT current_setting('synchronous_standby_names') AS names`,
  );
  if (rows[0]?.names) complain(`synchronous_standby_names is "${rows[0].names}": without them every commit waits.`);
}
