import { inject, onTestFailed, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../support/database.ts';
import { createTestRedis } from '../../support/redis.ts';
import { createServiceProcess, type ServiceProcess } from './service-process.ts';

export type QueueKind = 'redis' | 'postgres' | 'none';

/** Servers and workers on one database, as a deployment has them. All end with the test. */
export interface Installation {
  databaseUrl: string;
  servers: ServiceProcess[];
  workers: ServiceProcess[];
  urls: string[];
}

interface InstallationOptions {
  queue: QueueKind;
  servers?: number;
  workers?: number;
  /** Given by tests that stop a PostgreSQL or a Redis of their own. */
  environment?: Record<string, string>;
}

/** The queues there can be here: Redis only where there is one. */
export const queueKinds: QueueKind[] = inject('redisUrl') ? ['redis', 'postgres', 'none'] : ['postgres', 'none'];

/** Starts servers (one) and workers (one, none without a queue) on a database of the test's own. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const environment = { ...queueEnvironment(options.queue), ...options.environment };
  const databaseUrl = environment['DATABASE_URL'] ?? (await useTestDatabase());
  const all: ServiceProcess[] = [];
  const create = async (role: 'server' | 'worker', howMany: number) => {
    const created = await Promise.all(
      Array.from({ length: howMany }, () => createServiceProcess(role, { ...environment, DATABASE_URL: databaseUrl })),
    );
    all.push(...created);
    return created;
  };
  onTestFinished(async () => {
    await Promise.all(all.map((service) => service.kill()));
  });
  onTestFailed(() => {
    for (const service of all) process.stdout.write(`${service.output().slice(-4_000)}\n`);
  });
  const servers = await create('server', options.servers ?? 1);
  const workers = await create('worker', options.queue === 'none' ? 0 : (options.workers ?? 1));
  await Promise.all(all.map((service) => service.start()));
  return { databaseUrl, servers, workers, urls: servers.map(({ url }) => url) };
}

function queueEnvironment(queue: QueueKind): Record<string, string> {
  if (queue === 'none') return { ENABLE_QUEUE: 'false' };
  if (queue === 'postgres') return {};
  const redis = createTestRedis();
  return redis ? { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix } : {};
}

async function useTestDatabase(): Promise<string> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database.url;
}
