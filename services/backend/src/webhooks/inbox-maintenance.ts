import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';

const monthsAhead = 3;
const pruneBatch = 5_000;
const logsLockTimeoutMs = 1_000;

/**
 * Makes the partitions of webhook_logs for this month and the next ones. Rows that fell into the default partition
 * because a month was missing are moved into it.
 */
export async function makePartitions(deps: { pool: Pool; clock: Clock; log: Log }): Promise<void> {
  for (let ahead = 0; ahead <= monthsAhead; ahead += 1) {
    const month = monthOf(deps.clock.now(), ahead);
    if (await makePartition(deps.pool, month)) deps.log.info({ partition: month.name }, 'partition made');
  }
}

/** Removes settled deliveries older than `logDays`, and the memory of copies older than `receiptDays`. */
export async function pruneDeliveries(
  deps: { pool: Pool; clock: Clock; log: Log },
  keep: { logDays: number; receiptDays: number },
): Promise<void> {
  const now = deps.clock.now();
  const logsBefore = daysBefore(now, keep.logDays);
  const dropped = await dropPartitionsBefore(deps.pool, logsBefore);
  const logs = await deleteInBatches(deps.pool, 'webhook_logs', 'settled_at', logsBefore);
  const receipts = await deleteInBatches(
    deps.pool,
    'webhook_receipts',
    'received_at',
    daysBefore(now, keep.receiptDays),
  );
  if (dropped.length + logs + receipts > 0) deps.log.info({ dropped, logs, receipts }, 'old deliveries pruned');
}

interface Month {
  name: string;
  from: string;
  to: string;
}

function monthOf(now: Date, ahead: number): Month {
  const first = (offset: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)).toISOString();
  const from = first(ahead);
  return { name: `webhook_logs_${from.slice(0, 7).replace('-', '_')}`, from, to: first(ahead + 1) };
}

async function makePartition(pool: Pool, { name, from, to }: Month): Promise<boolean> {
  if (await isMade(pool, name)) return false;
  return aloneWithLogs(pool, async (client) => {
    // Another process may have been here meanwhile.
    if (await isMade(client, name)) return false;
    await client.query(`CREATE TABLE ${name} (LIKE webhook_logs INCLUDING ALL)`);
    await client.query(
      `WITH moved AS (DELETE FROM webhook_logs_default WHERE settled_at >= $1 AND settled_at < $2 RETURNING *)
       INSERT INTO ${name} SELECT * FROM moved`,
      [from, to],
    );
    await client.query(`ALTER TABLE webhook_logs ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`);
    return true;
  });
}

async function isMade(client: Pick<PoolClient, 'query'>, name: string): Promise<boolean> {
  const { rows } = await client.query<{ made: boolean }>('SELECT to_regclass($1) IS NOT NULL AS made', [name]);
  return rows[0]?.made ?? false;
}

/**
 * In a transaction during which nobody writes or reads the logs: a statement that was planned before their partitions
 * changed would look for rows, or put them, where they no longer belong. Behind somebody who reads for long, a backup
 * for example, all others would queue up with us; so this gives up soon, and its job tries again.
 */
async function aloneWithLogs<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '${logsLockTimeoutMs}ms'`);
    await client.query('LOCK TABLE webhook_logs IN ACCESS EXCLUSIVE MODE');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function dropPartitionsBefore(pool: Pool, before: Date): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits
     WHERE inhparent = 'webhook_logs'::regclass AND inhrelid::regclass::text ~ '^webhook_logs_\\d{4}_\\d{2}$'`,
  );
  const old = rows.map(({ name }) => name).filter((name) => endOfMonth(name) <= before);
  if (old.length === 0) return old;
  await aloneWithLogs(pool, async (client) => {
    for (const name of old) await client.query(`DROP TABLE IF EXISTS ${name}`);
  });
  return old;
}

function endOfMonth(partition: string): Date {
  const [year = 0, month = 0] = partition.split('_').slice(-2).map(Number);
  return new Date(Date.UTC(year, month, 1));
}

/** Small transactions, so that nobody waits long for a lock. */
async function deleteInBatches(pool: Pool, table: string, column: string, before: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE (tableoid, ctid) IN (SELECT tableoid, ctid FROM ${table} WHERE ${column} < $1 LIMIT ${pruneBatch})`,
      [before],
    );
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < pruneBatch) return total;
  }
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 24 * 60 * 60 * 1_000);
}
