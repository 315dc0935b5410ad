import { Client, type ClientConfig } from 'pg';

/** One connection of its own: for commands that need a session, with its locks and its snapshot, and no pool. */
export type Connection = Client;

const connectTimeoutMs = 10_000;

/** Runs `work` on one connection and closes it. @throws what connecting or `work` throws. */
export async function withConnection<T>(
  url: string,
  work: (connection: Connection) => Promise<T>,
  config: ClientConfig = {},
): Promise<T> {
  const connection = new Client({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    ...config,
  });
  // Without a listener a connection that the server ends would end this process; the next query tells it anyway.
  connection.on('error', () => undefined);
  await connection.connect();
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

/** A name as it may stand in a statement. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The same server and user, another database. */
export function withDatabaseName(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

export function databaseNameOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** A URL as it may be shown: without its password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  if (shown.password) shown.password = '***';
  return shown.href;
}
