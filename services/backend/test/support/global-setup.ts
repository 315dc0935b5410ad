import type { TestProject } from 'vitest/node';
import { startServices, type TestServices } from './services.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Below the system's temporary folder; gone after the run. */
    runFolder: string;
    /** URLs of the database `pet` on the pair that all test files share. Nobody may stop or kill that pair. */
    primaryUrl: string;
    replicaUrl: string;
    /** The primary, as its superuser. */
    superUrl: string;
    /** null: there is no Redis here. */
    redisUrl: string | null;
    /** The program; null: there is no browser here. */
    chromiumPath: string | null;
  }
}

interface Shared {
  services: Promise<TestServices>;
  users: number;
}

/**
 * Vitest loads this file anew for every project of a run, all in one process: they share one set of services, and the
 * last one out stops it. Two copies of the schema engine in one process would also pull it away from each other.
 */
const shared = globalThis as unknown as { [key: symbol]: Shared | undefined };
const key = Symbol.for('pet-backend test services');

export async function setup(project: TestProject): Promise<void> {
  shared[key] ??= { services: startServices(), users: 0 };
  shared[key].users += 1;
  const { provided } = await shared[key].services;
  project.provide('runFolder', provided.runFolder);
  project.provide('primaryUrl', provided.primaryUrl);
  project.provide('replicaUrl', provided.replicaUrl);
  project.provide('superUrl', provided.superUrl);
  project.provide('redisUrl', provided.redisUrl);
  project.provide('chromiumPath', provided.chromiumPath);
}

export async function teardown(): Promise<void> {
  const used = shared[key];
  if (!used) return;
  used.users -= 1;
  if (used.users > 0) return;
  shared[key] = undefined;
  await (await used.services).stop();
}
