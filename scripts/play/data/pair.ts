import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startPrimary, startReplica } from '../../../services/backend/dev/postgres/postgres.ts';
import type { PostgresServer } from '../../../services/backend/dev/postgres/server.ts';
import { waitUntil } from '../../../services/backend/dev/start/processes.ts';
import { withConnection } from '../../../services/backend/src/platform/connection.ts';
import { applyMigrations } from '../../../services/backend/src/platform/migrations.ts';

export interface Pair {
  primary: PostgresServer;
  replica: PostgresServer;
}

/** `synchronous`: a commit is acknowledged when the replica has it on its disk as well. */
export type Replication = 'asynchronous' | 'synchronous';

/** A primary with our tables, and a replica that streams from it. */
export async function startPair(folder: string, replication: Replication): Promise<Pair> {
  const primary = await startPrimary({ dataDir: join(folder, `${replication}-primary`) });
  await applyMigrations({ databaseUrl: primary.url() });
  const replica = await startReplica({ dataDir: join(folder, `${replication}-replica`), primary });
  if (replication === 'synchronous') await replicateSynchronously(primary);
  return { primary, replica };
}

async function replicateSynchronously(primary: PostgresServer): Promise<void> {
  await withConnection(primary.superUrl(), async (connection) => {
    // The replica calls itself that.
    await connection.query(`ALTER SYSTEM SET synchronous_standby_names = 'replica'`);
    await connection.query('SELECT pg_reload_conf()');
    const isSynchronous = async () => {
      const { rows } = await connection.query(`SELECT FROM pg_stat_replication WHERE sync_state = 'sync'`);
      return rows.length === 1;
    };
    if (!(await waitUntil(isSynchronous, 10_000))) throw new Error('the replica does not replicate synchronously');
  });
}

/** The operator's command, as it is run. */
export async function promote({ primary, replica }: Pair): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../promote-replica.ts'), '--yes'], {
    env: { PATH: process.env['PATH'], DATABASE_URL: primary.url(), DATABASE_REPLICA_URL: replica.superUrl() },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('the replica was not promoted');
}

/** A delivery is there when its receipt is, and the delivery itself, settled or not. */
export async function findMissing(url: string, webhookIds: readonly string[]): Promise<string[]> {
  return withConnection(url, async (connection) => {
    const { rows } = await connection.query<{ id: string }>(
      `SELECT id FROM unnest($1::text[]) AS sent (id)
        WHERE NOT EXISTS (
          SELECT FROM webhook_receipts r
           WHERE r.webhook_id = sent.id
             AND (EXISTS (SELECT FROM webhook_inbox i WHERE i.id = r.inbox_id)
                  OR EXISTS (SELECT FROM webhook_logs l WHERE l.id = r.inbox_id)))`,
      [webhookIds],
    );
    return rows.map(({ id }) => id);
  });
}
