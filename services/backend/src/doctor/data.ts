import { type SealedColumn, sealedColumns } from '../keys/sealed-columns.ts';
import { findLastBackup } from '../platform/backup-log.ts';
import { type Connection, quoteName } from '../platform/connection.ts';
import { type Crypto, createCrypto } from '../platform/crypto.ts';
import { askDatabase, askOne } from './ask.ts';
import { type Check, type Finding, fail, ok, type Settings, together, warn } from './check.ts';

/** What lies in the database: deliveries, sealed values, the record of backups. */

const oldestPendingSeconds = 300;
const backupHours = 26;
const verifiedDays = 8;
/** Of each column: enough to notice a wrong key without reading a large table. */
const sampleRows = 20;
const needs = ['DATABASE_URL'] as const;

export const dataChecks: readonly Check[] = [
  { name: 'inbox', needs, look: ({ DATABASE_URL: url = '' }) => askDatabase(url, lookAtInbox) },
  { name: 'encryption keys', needs: ['DATABASE_URL', 'ENCRYPTION_KEY'], look: lookAtKeys },
  {
    name: 'backup',
    needs,
    look: ({ DATABASE_URL: url = '', NODE_ENV: mode }) =>
      askDatabase(url, (connection) => lookAtBackup(connection, mode === 'production')),
  },
];

async function lookAtInbox(connection: Connection): Promise<Finding> {
  const { pending, dead, parked, oldest } = await askOne<Record<'pending' | 'dead' | 'parked' | 'oldest', number>>(
    connection,
    `SELECT count(*) FILTER (WHERE status IN ('pending', 'processing'))::int AS pending,
            count(*) FILTER (WHERE status = 'dead')::int AS dead, count(*) FILTER (WHERE status = 'parked')::int AS parked,
            coalesce(extract(epoch FROM now() - min(received_at) FILTER (WHERE status IN ('pending', 'processing'))), 0)::int AS oldest
       FROM webhook_inbox`,
  );
  const waiting = `${pending} waiting`;
  return together([
    oldest > oldestPendingSeconds
      ? fail(`${waiting}, the oldest for ${oldest} s`, 'Nobody works on deliveries: see that a worker runs.')
      : ok(waiting),
    dead > 0
      ? fail(`${dead} dead`, 'See why with npm run inbox -- list --status dead, mend it, and replay them.')
      : ok('none dead'),
    ok(`${parked} parked`),
  ]);
}

async function lookAtKeys(settings: Settings): Promise<Finding> {
  const { DATABASE_URL: url = '', ENCRYPTION_KEY: current = '', ENCRYPTION_KEY_PREVIOUS: previous } = settings;
  const crypto = createCrypto(previous ? [current, previous] : [current]);
  return askDatabase(url, async (connection) => {
    const closed: string[] = [];
    let opened = 0;
    for (const column of sealedColumns) {
      const { opens, all } = await countOpening(connection, crypto, column);
      opened += opens;
      if (opens < all) closed.push(`${column.table}.${column.column}`);
    }
    if (closed.length === 0) return ok(opened === 0 ? 'nothing is sealed yet' : `all ${opened} values tried open`);
    const advice =
      'Give the key that they were sealed with as ENCRYPTION_KEY or, in a rotation, ENCRYPTION_KEY_PREVIOUS.';
    return fail(`values of ${closed.join(', ')} do not open`, advice);
  });
}

async function countOpening(
  connection: Connection,
  crypto: Crypto,
  column: SealedColumn,
): Promise<{ opens: number; all: number }> {
  const texts = [...Object.keys(column.key), ...(column.alsoRead ?? [])].map(
    (name) => `${quoteName(name)}::text AS ${quoteName(name)}`,
  );
  const { rows } = await connection.query<Record<string, string> & { sealed_: Buffer }>(
    `SELECT ${texts.join(', ')}, ${quoteName(column.column)} AS sealed_ FROM ${quoteName(column.table)}
      WHERE ${quoteName(column.column)} IS NOT NULL LIMIT ${sampleRows}`,
  );
  const opening = rows.filter((row) => {
    try {
      crypto.open(column.contextOf(row), row.sealed_);
      return true;
    } catch {
      return false;
    }
  });
  return { opens: opening.length, all: rows.length };
}

async function lookAtBackup(connection: Connection, isProduction: boolean): Promise<Finding> {
  const backup = await findLastBackup(connection);
  const bad = isProduction ? fail : warn;
  if (!backup) return bad('none was ever taken', 'Take one, and let a schedule do so each night: npm run backup.');
  const hours = (Date.now() - backup.takenAt.getTime()) / 3_600_000;
  const { verifiedAt } = backup;
  const isVerified = verifiedAt !== undefined && Date.now() - verifiedAt.getTime() < verifiedDays * 86_400_000;
  const taken = `taken ${hours.toFixed(1)} h ago`;
  return together([
    hours > backupHours ? bad(taken, 'Backups are not being taken: look at their schedule.') : ok(taken),
    isVerified ? ok('verified') : warn('not verified', 'A backup is one when it was restored: npm run verify-backup.'),
  ]);
}
