import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { inject } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { startPrimary, startReplica } from '../../dev/postgres/postgres.ts';
import type { PostgresServer } from '../../dev/postgres/server.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { applyMigrations } from '../../src/platform/migrations.ts';

export interface TestDatabase {
  url: string;
  /** The same database on the streaming replica. */
  replicaUrl: string;
  drop(): Promise<void>;
}

export interface PostgresPair {
  primary: PostgresServer;
  replica: PostgresServer;
  stop(): Promise<void>;
}

const objectInUse = '55006';
const replicaTimeoutMs = 15_000;

/** A database of the test file's own: a clone of the template, so it has every migration and no rows. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const position = await withClient(inject('primaryUrl'), async (client) => {
    await cloneTemplate(client, name);
    const { rows } = await client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
    return rows[0]?.lsn;
  });
  if (!(await waitUntil(() => hasReplayed(inject('replicaUrl'), position), replicaTimeoutMs))) {
    throw new Error(`the replica did not receive the database ${name} in ${replicaTimeoutMs} ms`);
  }
  return {
    url: withDatabase(inject('primaryUrl'), name),
    replicaUrl: withDatabase(inject('replicaUrl'), name),
    // By the superuser: the autovacuum worker that may be looking at it belongs to nobody less.
    drop: () =>
      withClient(inject('superUrl'), async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Resolves when the replica has replayed everything that the primary has written so far. */
export async function waitForReplica(database: Pick<TestDatabase, 'url' | 'replicaUrl'>): Promise<void> {
  const position = await withClient(database.url, async (client) => {
    const { rows } = await client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
    return rows[0]?.lsn;
  });
  if (!(await waitUntil(() => hasReplayed(database.replicaUrl, position), replicaTimeoutMs))) {
    throw new Error(`the replica is still behind ${position} after ${replicaTimeoutMs} ms`);
  }
}

/** A migrated primary and replica of the test's own, for tests that stop, pause or kill them. */
export async function startPair(): Promise<PostgresPair> {
  const folder = await mkdtemp(join(inject('runFolder'), 'pair-'));
  const primary = await startPrimary({ dataDir: join(folder, 'primary') });
  try {
    await applyMigrations({ databaseUrl: primary.url() });
    const replica = await startReplica({ dataDir: join(folder, 'replica'), primary });
    return {
      primary,
      replica,
      async stop() {
        await replica.stop('immediate');
        await primary.stop('immediate');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await primary.stop('immediate');
    throw error;
  }
}

async function cloneTemplate(client: pg.Client, name: string): Promise<void> {
  for (let attemptsLeft = 50; ; attemptsLeft -= 1) {
    try {
      await client.query(`CREATE DATABASE ${name} TEMPLATE pet_template`);
      return;
    } catch (error) {
      // Something, autovacuum for example, is connected to the template for a moment.
      if (attemptsLeft === 0 || !(error instanceof pg.DatabaseError) || error.code !== objectInUse) throw error;
      await sleep(100);
    }
  }
}

async function hasReplayed(replicaUrl: string, position: string | undefined): Promise<boolean> {
  try {
    return await withClient(replicaUrl, async (client) => {
      const { rows } = await client.query<{ replayed: boolean }>(
        'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS replayed',
        [position],
      );
      return rows[0]?.replayed === true;
    });
  } catch {
    return false;
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
