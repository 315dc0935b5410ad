import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPrimary, startReplica } from '../../dev/postgres.ts';
import { withClient } from '../../dev/postgres-databases.ts';
import type { PostgresServer } from '../../dev/postgres-server.ts';
import { applyMigrations } from '../../src/platform/migrations.ts';
import { findRedisServer, type RedisServer, startRedis } from './redis-server.ts';
import { makeRunFolder, removeRunFolder, removeStaleRunFolders } from './run-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Below the system's temporary folder; gone after the run. */
    runFolder: string;
    /** URLs of the database `pet` on the pair that all test files share. Nobody may stop or kill that pair. */
    primaryUrl: string;
    replicaUrl: string;
    /** null: there is no Redis here. */
    redisUrl: string | null;
  }
}

/** fsync stays on, as everywhere: what a test sees survive must survive. */
const testSettings = { max_connections: '400', max_wal_size: '4GB', checkpoint_timeout: '30min' };

let runFolder: string | undefined;
let redis: RedisServer | undefined;
const servers: PostgresServer[] = [];

/** One PostgreSQL pair, one template database with all migrations, and one Redis for the whole run. */
export async function setup(project: TestProject): Promise<void> {
  await removeStaleRunFolders();
  runFolder = await makeRunFolder();
  try {
    await startServers(project, runFolder);
  } catch (error) {
    await teardown();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  await redis?.stop();
  for (const server of servers.reverse()) await server.stop('immediate');
  if (runFolder) await removeRunFolder(runFolder);
}

async function startServers(project: TestProject, folder: string): Promise<void> {
  const primary = await startPrimary({ dataDir: join(folder, 'primary'), settings: testSettings });
  servers.push(primary);
  await withClient(primary.superUrl(), (client) => client.query('CREATE DATABASE pet_template OWNER pet'));
  await applyMigrations({ databaseUrl: primary.url('pet_template') });
  const replica = await startReplica({ dataDir: join(folder, 'replica'), primary, settings: testSettings });
  servers.push(replica);

  project.provide('runFolder', folder);
  project.provide('primaryUrl', primary.url());
  project.provide('replicaUrl', replica.url());
  project.provide('redisUrl', await provideRedis(folder));
}

async function provideRedis(folder: string): Promise<string | null> {
  const given = process.env['REDIS_URL'];
  if (given) return given;
  if (findRedisServer()) {
    redis = await startRedis({ folder });
    return redis.url;
  }
  const sentence = 'no redis-server on the PATH and no REDIS_URL';
  if (process.env['REQUIRE_REDIS'] === '1') throw new Error(`${sentence}, and REQUIRE_REDIS=1 asks for one`);
  process.stdout.write(`redis: ${sentence}: tests of the Redis queue are not run\n`);
  return null;
}
