import { listTables, takeFingerprints } from '../../../services/backend/src/backup/catalog.ts';
import { customerContext } from '../../../services/backend/src/modules/customers/customers.writes.ts';
import { type Connection, withConnection } from '../../../services/backend/src/platform/connection.ts';
import type { Crypto } from '../../../services/backend/src/platform/crypto.ts';

const batchRows = 5_000;

/** Sealed customers and, for each, an order: what a shop has most of. Ids begin at `first`. */
export async function addShopRows(connection: Connection, crypto: Crypto, count: number, first = 1): Promise<void> {
  for (let from = first; from < first + count; from += batchRows) {
    const ids = Array.from({ length: Math.min(batchRows, first + count - from) }, (_, index) => from + index);
    const sealed = ids.map((id) => {
      const plain = Buffer.from(JSON.stringify({ email: `customer-${id}@example.com`, first_name: 'Ada' }));
      return crypto.seal(customerContext(BigInt(id)), plain);
    });
    const hashes = ids.map((id) => crypto.lookupHash('email', `customer-${id}@example.com`));
    await connection.query(
      `INSERT INTO customers (id, personal, email_hash, updated_at)
       SELECT id, sealed, hash, now() FROM unnest($1::bigint[], $2::bytea[], $3::bytea[]) AS new (id, sealed, hash)`,
      [ids, sealed, hashes],
    );
    await connection.query(
      `INSERT INTO orders (id, name, customer_id, currency, subtotal_price, total_discounts, total_shipping, total_tax,
                           total_price, created_at, updated_at)
       SELECT id, '#' || id, id, 'RON', id, 0, 0, 0, id, now(), now() FROM unnest($1::bigint[]) AS new (id)`,
      [ids],
    );
  }
}

/** Of all tables, in one snapshot: equal for equal content. */
export function fingerprintsOf(url: string) {
  return withConnection(url, async (connection) => {
    await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return takeFingerprints(connection, await listTables(connection));
  });
}
