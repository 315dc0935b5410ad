import type { Pool } from 'pg';
import type { Connection } from './connection.ts';

/** What is known of the backups of this database, in its table `backups`. */

export interface BackupRecord {
  id: string;
  format: 'pg_dump' | 'rows';
  /** When it was begun: whatever was committed before is in it. */
  takenAt: Date;
  bytes: bigint;
  rows: bigint;
  /** When it was last restored elsewhere and found equal. */
  verifiedAt: Date | undefined;
}

/** The youngest backup; undefined when none was ever taken. */
export async function findLastBackup(database: Pool | Connection): Promise<BackupRecord | undefined> {
  const { rows } = await database.query<Row>('SELECT * FROM backups ORDER BY taken_at DESC LIMIT 1');
  const [row] = rows;
  return (
    row && {
      id: row.id,
      format: row.format,
      takenAt: row.taken_at,
      bytes: BigInt(row.bytes),
      rows: BigInt(row.rows),
      verifiedAt: row.verified_at ?? undefined,
    }
  );
}

export async function recordBackup(
  database: Connection,
  { id, format, takenAt, bytes, rows }: Omit<BackupRecord, 'verifiedAt'>,
): Promise<void> {
  await database.query(
    `INSERT INTO backups (id, format, taken_at, bytes, rows) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [id, format, takenAt, bytes.toString(), rows.toString()],
  );
}

export async function recordVerification(database: Connection, id: string): Promise<void> {
  await database.query('UPDATE backups SET verified_at = now() WHERE id = $1', [id]);
}

/** Rows of backups that retention has deleted. */
export async function forgetBackups(database: Connection, ids: readonly string[]): Promise<void> {
  await database.query('DELETE FROM backups WHERE id = ANY($1)', [ids]);
}

interface Row {
  id: string;
  format: 'pg_dump' | 'rows';
  taken_at: Date;
  bytes: string;
  rows: string;
  verified_at: Date | null;
}
