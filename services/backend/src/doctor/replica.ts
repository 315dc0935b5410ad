import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../platform/connection.ts';
import { parseWalPosition } from '../platform/wal-position.ts';
import { askDatabase, askOne } from './ask.ts';
import { type Check, type Finding, fail, ok, type Settings, warn } from './check.ts';

const pollMs = 20;

export const replicaChecks: readonly Check[] = [
  { name: 'replica', needs: ['DATABASE_URL', 'REPLICA_MAX_LAG_MS'], look: lookAtReplica },
];

async function lookAtReplica(settings: Settings): Promise<Finding> {
  const {
    DATABASE_URL: primaryUrl = '',
    DATABASE_REPLICA_URL: replicaUrl,
    REPLICA_MAX_LAG_MS: maxLagMs = 0,
  } = settings;
  if (!replicaUrl) return ok('not used: reads go to the primary');
  return askDatabase(replicaUrl, async (replica) => {
    const { standby } = await askOne<{ standby: boolean }>(replica, 'SELECT pg_is_in_recovery() AS standby');
    if (!standby)
      return fail('it is not a standby', 'DATABASE_REPLICA_URL must lead to a standby: see that it was not promoted.');
    const identity = await readIdentity(replica);
    const primary = await askDatabase(primaryUrl, async (connection) => ({
      identity: await readIdentity(connection),
      written: await readPosition(connection, 'pg_current_wal_lsn()'),
    })).catch(() => undefined);
    if (!primary)
      return warn('a standby; the primary does not answer, so nothing is compared', 'See the line of postgresql.');
    if (primary.identity !== identity) {
      return fail('a standby of another primary', 'DATABASE_REPLICA_URL and DATABASE_URL must be of one cluster.');
    }
    const lagMs = await waitForPosition(replica, primary.written, maxLagMs);
    const advice = 'Reads go to the primary until it has caught up: look at its load, its disk and the network.';
    if (lagMs === undefined) return fail(`behind by more than ${maxLagMs} ms`, advice);
    return ok(`a standby of this primary, level within ${lagMs} ms`);
  });
}

/** The same for a primary and all that were ever copied from it. */
async function readIdentity(connection: Connection): Promise<string> {
  const { id } = await askOne<{ id: string }>(
    connection,
    'SELECT system_identifier::text AS id FROM pg_control_system()',
  );
  return id;
}

async function readPosition(connection: Connection, from: string): Promise<bigint> {
  const { lsn } = await askOne<{ lsn: string | null }>(connection, `SELECT ${from}::text AS lsn`);
  return parseWalPosition(lsn ?? '0/0');
}

/** How long it took to have what the primary had written when it was asked; undefined when that was too long. */
async function waitForPosition(replica: Connection, written: bigint, maxLagMs: number): Promise<number | undefined> {
  const begun = performance.now();
  for (;;) {
    const replayed = await readPosition(replica, 'pg_last_wal_replay_lsn()');
    const elapsed = Math.round(performance.now() - begun);
    if (replayed >= written) return elapsed;
    if (elapsed > maxLagMs) return undefined;
    await sleep(pollMs);
  }
}
