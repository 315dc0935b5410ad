import type pg from 'pg';
import { customerContext } from '../../src/modules/customers/customers.writes.ts';
import { noteContext } from '../../src/modules/tickets/tickets.reads.ts';
import { userContext } from '../../src/modules/users/users.reads.ts';
import { createCrypto } from '../../src/platform/crypto.ts';
import { orderContext } from '../../src/platform/order-mails.ts';
import { checkoutContext, ticketContext } from '../../src/platform/ordered-design.ts';
import { exportContext } from '../../src/webhooks/compliance.ts';
import { bodyContext } from '../../src/webhooks/inbox.ts';
import { testEnv } from './service.ts';

type Rows = (sql: string) => Promise<pg.QueryResultRow[]>;

const crypto = createCrypto([testEnv({ DATABASE_URL: 'postgresql://nobody@localhost/nothing' }).ENCRYPTION_KEY]);

/**
 * Where in the whole database one of the texts can be found: every table of every schema, bytes in every reading.
 * @param reading `clear` looks at what lies on the disk, `opened` also at what our own keys open.
 */
export async function findTraces(rows: Rows, texts: readonly string[], reading: 'clear' | 'opened'): Promise<string[]> {
  const tables = await rows(`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`);
  const traces: string[] = [];
  for (const { name } of tables) {
    for (const row of await rows(`SELECT * FROM ${name}`)) {
      for (const [column, value] of Object.entries(row)) {
        const readings = [...textsOf(value), ...(reading === 'opened' ? open(row, value) : [])];
        const found = texts.filter((text) => readings.some((one) => one.toLowerCase().includes(text.toLowerCase())));
        if (found.length > 0) traces.push(`${name}.${column}: ${found.join(', ')}`);
      }
    }
  }
  return traces;
}

function textsOf(value: unknown): string[] {
  if (Buffer.isBuffer(value)) return [value.toString('utf8'), value.toString('latin1'), value.toString('utf16le')];
  return [typeof value === 'string' ? value : (JSON.stringify(value) ?? '')];
}

/** Tries every context that this service seals under. */
function open(row: pg.QueryResultRow, value: unknown): string[] {
  if (!Buffer.isBuffer(value)) return [];
  const key = String(row['id'] ?? row['request_id']);
  const id = BigInt(/^\d+$/.test(key) ? key : 0);
  const contexts = [
    bodyContext(row['source'], row['webhook_id']),
    customerContext(id),
    orderContext(id),
    exportContext(id),
    userContext(key),
    `pet:${key}:notes`,
    checkoutContext(key),
    ticketContext(key),
    noteContext(String(row['ticket_id']), Number(row['version'])),
  ];
  return contexts.flatMap((context) => {
    try {
      return [crypto.open(context, value).toString('utf8')];
    } catch {
      return [];
    }
  });
}
