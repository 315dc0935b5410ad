import { join } from 'node:path';
import { applyMigrations } from '../../src/platform/migrations.ts';
import { DevError } from '../dev-error.ts';
import { startPrimary, startReplica } from '../postgres/postgres.ts';
import type { PostgresServer } from '../postgres/server.ts';
import { type Environment, readVariable } from './environment.ts';
import type { Steps } from './steps.ts';

export interface Databases {
  url: string;
  /** Undefined: reads go to the primary. */
  replicaUrl: string | undefined;
  /** The embedded ones, undefined where the environment names others. */
  primary: PostgresServer | undefined;
  replica: PostgresServer | undefined;
}

interface DatabaseOptions {
  environment: Environment;
  dataFolder: string;
  steps: Steps;
  /** Told of every server as soon as it runs, so that a failing start can stop it. */
  onStarted: (server: PostgresServer) => void;
  onUnexpectedExit: (reason: string) => void;
}

/** A migrated and seeded primary with its replica: embedded, unless DATABASE_URL or DATABASE_REPLICA_URL say otherwise. */
export async function startDatabases(options: DatabaseOptions): Promise<Databases> {
  const { environment, steps } = options;
  const givenUrl = readVariable(environment, 'DATABASE_URL');
  const givenReplicaUrl = readVariable(environment, 'DATABASE_REPLICA_URL');

  const primary = givenUrl ? undefined : await startEmbeddedPrimary(options);
  const url = givenUrl ?? primary?.url() ?? '';
  const { applied } = await steps.run('migrations', (onProgress) => applyMigrations({ databaseUrl: url, onProgress }));
  if (applied.length > 0) steps.say(`migrations applied: ${applied.join(', ')}`);
  const { seedCatalogue } = await import('./seed.ts');
  const { products, sizeCharts } = await steps.run('sample catalogue', () => seedCatalogue(url));
  if (products + sizeCharts > 0) {
    steps.say(`sample catalogue: ${products} products and ${sizeCharts} size charts added`);
  }

  const replica = primary && !givenReplicaUrl ? await startEmbeddedReplica(options, primary) : undefined;
  return { url, replicaUrl: givenReplicaUrl ?? replica?.url(), primary, replica };
}

/** What a developer calls a database: where it is, without the password. */
export function describeDatabase(url: string): string {
  if (!URL.canParse(url))
    throw new DevError('DATABASE_URL is not a URL like postgresql://user:password@host:5432/name.');
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

async function startEmbeddedPrimary(options: DatabaseOptions): Promise<PostgresServer> {
  const { dataFolder, steps, onUnexpectedExit } = options;
  return steps.run('PostgreSQL primary', async (onProgress) => {
    const server = await startPrimary({ dataDir: join(dataFolder, 'primary'), onProgress, onUnexpectedExit });
    options.onStarted(server);
    return server;
  });
}

async function startEmbeddedReplica(options: DatabaseOptions, primary: PostgresServer): Promise<PostgresServer> {
  const { dataFolder, steps, onUnexpectedExit } = options;
  return steps.run('PostgreSQL replica', async (onProgress) => {
    const server = await startReplica({ dataDir: join(dataFolder, 'replica'), primary, onProgress, onUnexpectedExit });
    options.onStarted(server);
    return server;
  });
}
