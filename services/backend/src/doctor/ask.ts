import type { QueryResultRow } from 'pg';
import { type Connection, withConnection } from '../platform/connection.ts';

const timeouts = { connectionTimeoutMillis: 3_000, query_timeout: 10_000, application_name: 'pet-backend doctor' };

/** A connection of its own for a check: a pool that is used up must not keep the doctor out. */
export function askDatabase<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  return withConnection(url, work, timeouts);
}

/** The row of a query that has exactly one. */
export async function askOne<Row extends QueryResultRow>(
  connection: Connection,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  const { rows } = await connection.query<Row>(text, [...values]);
  const [row] = rows;
  if (!row) throw new Error('a query that always has a row had none');
  return row;
}
