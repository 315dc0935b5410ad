import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { repositoryRoot } from '../guards/source-files.ts';
import { type ComposeServices, startComposeServices } from '../support/compose-services.ts';
import { findDebianPostgres } from '../support/debian-postgres.ts';
import { runToEnd, type StartedProcess, startServerProcess } from '../support/processes.ts';
import { testRecord } from '../support/service.ts';

const binaries = await findDebianPostgres();
const page = readFileSync(join(repositoryRoot, 'docs/runbooks/compose.md'), 'utf8');

/** docs/runbooks/compose.md, as far as it goes without a container engine: everything but the containers is real. */
describe.runIf(binaries && inject('redisUrl'))('the installation of docker-compose.yml', () => {
  let services: ComposeServices;
  let server: StartedProcess;

  beforeAll(async () => {
    services = await startComposeServices(binaries ?? '');
    const environment = testRecord({
      DATABASE_URL: services.primaryUrl,
      DATABASE_REPLICA_URL: services.replicaUrl,
      REDIS_URL: services.redisUrl,
      SHOPIFY_WEBHOOK_SECRET: await services.secret('SHOPIFY_WEBHOOK_SECRET'),
      ENCRYPTION_KEY: await services.secret('ENCRYPTION_KEY'),
    });
    const migrated = await runToEnd('migrate.ts', { DATABASE_URL: services.primaryUrl });
    expect(migrated, migrated.stderr).toMatchObject({ code: 0 });
    server = await startServerProcess(environment);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await services?.stop();
  });

  const parts = async () => {
    const { parts: found } = (await (await fetch(`http://127.0.0.1:${server.opsPort}/healthz/detailed`)).json()) as {
      parts: Record<string, { status: string }>;
    };
    return Object.fromEntries(Object.entries(found).map(([name, { status }]) => [name, status]));
  };
  const healthy = { primary: 'healthy', replica: 'healthy', redis: 'healthy', queue: 'healthy', inbox: 'healthy' };
  const listProducts = async () => (await fetch(`http://127.0.0.1:${server.port}/api/v1/products`)).status;

  test('is healthy in all its parts', async () => {
    await expect.poll(parts, { timeout: 20_000 }).toEqual(healthy);
    expect(await listProducts()).toBe(200);
  });

  test('keeps what was enqueued, and refuses rather than evicts', async () => {
    expect(await services.redis('CONFIG', 'GET', 'appendonly')).toContain('yes');
    expect(await services.redis('CONFIG', 'GET', 'maxmemory-policy')).toContain('noeviction');
  });

  test("the application's role is no superuser, and the replica's reads no table", async () => {
    const roles = await services.psql(
      `SELECT rolname, rolsuper, rolreplication FROM pg_roles WHERE rolname IN ('pet', 'replicator') ORDER BY 1`,
    );
    expect(roles.split('\n')).toEqual(['pet|f|f', 'replicator|f|t']);
  });

  test('the replica goes on where it was when it is started again', async () => {
    await services.stopReplica();
    await expect.poll(async () => (await parts())['replica'], { timeout: 20_000 }).not.toBe('healthy');
    expect(await listProducts()).toBe(200);
    await services.startReplica();
    await expect.poll(parts, { timeout: 20_000 }).toEqual(healthy);
  });

  test('the replica is made anew as the page says, while the service reads from the primary', async () => {
    const statements = [...page.matchAll(/--command "([^"]+)"/g)].map(([, sql = '']) => sql);
    expect(statements).toHaveLength(2);
    await services.stopReplica();
    await services.forgetReplica();
    await services.psql(...statements);
    expect(await listProducts()).toBe(200);
    await services.startReplica();
    await expect.poll(parts, { timeout: 20_000 }).toEqual(healthy);
    expect(await services.psql('SELECT slot_name, active FROM pg_replication_slots')).toBe('replica|t');
  });
});
