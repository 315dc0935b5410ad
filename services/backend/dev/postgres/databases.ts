import pg from 'pg';
import type { PostgresServer } from './server.ts';

const extensions = ['pg_trgm', 'unaccent', 'btree_gin', 'pg_stat_statements'];

/**
 * Gives a primary the roles, the database `pet` and the extensions. Repeatable: an interrupted first start is
 * completed by the next one.
 */
export async function prepareDatabases(server: PostgresServer): Promise<void> {
  const { pet, replicator } = server.credentials;
  await withClient(server.superUrl(), async (client) => {
    await ensureRole(client, 'pet', `LOGIN CREATEDB NOSUPERUSER PASSWORD '${pet}'`);
    await ensureRole(client, 'replicator', `LOGIN REPLICATION NOSUPERUSER PASSWORD '${replicator}'`);
  });
  // Before the database is made from it, so that `pet` and every database made later have the extensions.
  await withClient(server.superUrl('template1'), createExtensions);
  await withClient(server.superUrl(), async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'pet'");
    if (rowCount === 0) await client.query('CREATE DATABASE pet OWNER pet');
  });
}

/** Runs `work` on one connection and closes it. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener a connection that the server ends would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, role: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} ${attributes}`);
}

async function createExtensions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM pg_available_extensions');
  const available = new Set(rows.map((row) => row.name));
  for (const extension of extensions.filter((name) => available.has(name))) {
    await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
  }
}
