import { Client } from 'pg';

/** A transaction that stays open: whoever needs the same row waits in the middle of its work. */
export interface HeldLock {
  release(): Promise<void>;
}

/** Holds the row that serialises all deliveries about a customer. */
export async function holdCustomer(databaseUrl: string, customerId: bigint): Promise<HeldLock> {
  return hold(databaseUrl, `INSERT INTO resource_versions (kind, id) VALUES ('customer', $1)`, [String(customerId)]);
}

/** Holds inbox rows as a worker does that froze after its last statement and before its commit. */
export async function holdInboxRows(databaseUrl: string, webhookIds: readonly string[]): Promise<HeldLock> {
  return hold(databaseUrl, 'DELETE FROM webhook_inbox WHERE webhook_id = ANY ($1)', [webhookIds]);
}

/** Holds the receipt of one delivery, there already or not: a batch with that delivery stops in its middle. */
export async function holdReceipt(databaseUrl: string, webhookId: string): Promise<HeldLock> {
  const statement = `
    INSERT INTO webhook_receipts (source, webhook_id, body_key, inbox_id) VALUES ('shopify', $1, 'held', 0)
    ON CONFLICT (source, webhook_id) DO UPDATE SET duplicates = webhook_receipts.duplicates`;
  return hold(databaseUrl, statement, [webhookId]);
}

async function hold(databaseUrl: string, statement: string, values: unknown[]): Promise<HeldLock> {
  const client = new Client({ connectionString: databaseUrl });
  // The database may be dropped under it when the test fails early.
  client.on('error', () => undefined);
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement, values);
  return {
    async release() {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}
