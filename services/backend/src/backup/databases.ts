import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  type Connection,
  databaseNameOf,
  quoteName,
  withConnection,
  withDatabaseName,
} from '../platform/connection.ts';

/** Making, renaming and dropping whole databases, from beside them: nobody can rename the one they are in. */

/** Every server has it, and nothing of ours is in it. */
const maintenanceDatabase = 'postgres';
const objectInUse = '55006';
const renameAttempts = 20;
const pauseMs = 100;

export async function createDatabase(serverUrl: string, name: string): Promise<void> {
  await beside(serverUrl, async (connection) => {
    await connection.query(`CREATE DATABASE ${quoteName(name)}`);
  });
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
  await beside(serverUrl, async (connection) => {
    await endSessions(connection, name);
    await connection.query(`DROP DATABASE IF EXISTS ${quoteName(name)}`);
  });
}

export async function databaseExists(serverUrl: string, name: string): Promise<boolean> {
  return beside(serverUrl, (connection) => exists(connection, name));
}

/**
 * Puts `fresh` in the place of the database that `liveUrl` names, which stays beside it as `oldName`. Sessions are
 * ended; services connect again by themselves. Repeatable: interrupted in the middle, it goes on where it was.
 */
export async function switchDatabases(
  liveUrl: string,
  fresh: string,
  oldName: string,
  onProgress: (line: string) => void,
): Promise<void> {
  const live = databaseNameOf(liveUrl);
  await beside(liveUrl, async (connection) => {
    if (!(await exists(connection, fresh))) throw new Error(`there is no database ${fresh}: was it switched already?`);
    if (await exists(connection, live)) {
      if (await exists(connection, oldName)) throw new Error(`there is a database ${oldName} already`);
      // Otherwise services would be back before it has another name.
      await connection.query(`ALTER DATABASE ${quoteName(live)} WITH ALLOW_CONNECTIONS false`);
      try {
        await rename(connection, live, oldName);
      } catch (error) {
        await connection.query(`ALTER DATABASE ${quoteName(live)} WITH ALLOW_CONNECTIONS true`);
        throw error;
      }
      onProgress(`${live} is now called ${oldName}`);
    }
    await rename(connection, fresh, live);
    onProgress(`${fresh} is now called ${live}`);
    if (await exists(connection, oldName)) {
      await connection.query(`ALTER DATABASE ${quoteName(oldName)} WITH ALLOW_CONNECTIONS true`);
    }
  });
}

function beside<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  return withConnection(withDatabaseName(url, maintenanceDatabase), work, { application_name: 'backup' });
}

async function exists(connection: Connection, name: string): Promise<boolean> {
  const { rowCount } = await connection.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}

async function endSessions(connection: Connection, name: string): Promise<void> {
  await connection.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = $1 AND usename = current_user AND pid <> pg_backend_pid()`,
    [name],
  );
}

async function rename(connection: Connection, from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await endSessions(connection, from);
    try {
      await connection.query(`ALTER DATABASE ${quoteName(from)} RENAME TO ${quoteName(to)}`);
      return;
    } catch (error) {
      const isInUse = error instanceof pg.DatabaseError && error.code === objectInUse;
      if (!isInUse || attempt === renameAttempts) throw error;
      await sleep(pauseMs);
    }
  }
}
