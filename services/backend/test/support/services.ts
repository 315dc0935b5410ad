import { join } from 'node:path';
import type { ProvidedContext } from 'vitest';
import { canStartEdge } from '../../dev/edge/nginx.ts';
import { withClient } from '../../dev/postgres/databases.ts';
import { startPrimary, startReplica } from '../../dev/postgres/postgres.ts';
import { findRedisServer, startRedis } from '../../dev/redis-server.ts';
import { applyMigrations } from '../../src/platform/migrations.ts';
import { findChromium } from './chromium.ts';
import { makeRunFolder, removeRunFolder, removeStaleRunFolders } from './run-folder.ts';

export interface TestServices {
  provided: ProvidedContext;
  stop(): Promise<void>;
}

/** fsync stays on, as everywhere: what a test sees survive must survive. */
const testSettings = { max_connections: '400', max_wal_size: '4GB', checkpoint_timeout: '30min' };

/** One PostgreSQL pair, one template database with all migrations, and one Redis for the whole run. */
export async function startServices(): Promise<TestServices> {
  sayWithoutNginx();
  await removeStaleRunFolders();
  const runFolder = await makeRunFolder();
  const stops: (() => Promise<void>)[] = [() => removeRunFolder(runFolder)];
  const stop = async () => {
    for (const stopOne of stops.reverse()) await stopOne();
  };
  try {
    const primary = await startPrimary({ dataDir: join(runFolder, 'primary'), settings: testSettings });
    stops.push(() => primary.stop('immediate'));
    await withClient(primary.superUrl(), (client) => client.query('CREATE DATABASE pet_template OWNER pet'));
    await applyMigrations({ databaseUrl: primary.url('pet_template') });
    const replica = await startReplica({ dataDir: join(runFolder, 'replica'), primary, settings: testSettings });
    stops.push(() => replica.stop('immediate'));
    const redisUrl = await provideRedis(runFolder, stops);
    const urls = { primaryUrl: primary.url(), replicaUrl: replica.url(), superUrl: primary.superUrl() };
    return { provided: { runFolder, ...urls, redisUrl, chromiumPath: provideChromium() }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function provideChromium(): string | null {
  const found = findChromium();
  if (found) return found;
  const sentence = 'no chromium on the PATH and no CHROMIUM_PATH';
  if (process.env['REQUIRE_CHROMIUM'] === '1') throw new Error(`${sentence}, and REQUIRE_CHROMIUM=1 asks for one`);
  process.stdout.write(`chromium: ${sentence}: tests in a browser are not run\n`);
  return null;
}

/** vitest.config.ts leaves the tests of the edge out where they cannot run. */
function sayWithoutNginx(): void {
  if (canStartEdge()) return;
  const sentence = 'no nginx and openssl on the PATH';
  if (process.env['REQUIRE_NGINX'] === '1') throw new Error(`${sentence}, and REQUIRE_NGINX=1 asks for them`);
  process.stdout.write(`nginx: ${sentence}: tests of the edge are not run\n`);
}

async function provideRedis(folder: string, stops: (() => Promise<void>)[]): Promise<string | null> {
  const given = process.env['REDIS_URL'];
  if (given) return given;
  if (findRedisServer()) {
    const redis = await startRedis({ folder });
    stops.push(() => redis.stop());
    return redis.url;
  }
  const sentence = 'no redis-server on the PATH and no REDIS_URL';
  if (process.env['REQUIRE_REDIS'] === '1') throw new Error(`${sentence}, and REQUIRE_REDIS=1 asks for one`);
  process.stdout.write(`redis: ${sentence}: tests of the Redis queue are not run\n`);
  return null;
}
