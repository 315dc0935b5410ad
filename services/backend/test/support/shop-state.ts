import type pg from 'pg';
import { openSealed } from './sample-resources.ts';

type Rows = (sql: string) => Promise<pg.QueryResultRow[]>;

const tables = [
  ...['orders', 'order_lines', 'order_edits', 'fulfillments', 'fulfillment_lines', 'refunds', 'refund_lines'],
  ...['products', 'product_variants', 'product_images', 'collections', 'inventory_levels', 'customers', 'shops'],
];

/** Everything the shop data says, with sealed columns opened, in an order that does not depend on how it came about. */
export async function readShopState(rows: Rows): Promise<Record<string, unknown[]>> {
  const state: Record<string, unknown[]> = {};
  for (const table of tables) {
    const found = await rows(`SELECT * FROM ${table} AS t ORDER BY to_jsonb(t)->>'id', to_jsonb(t)::text`);
    state[table] = found.map((row) => openPersonal(table, row)).sort(byText);
  }
  return state;
}

function openPersonal(table: string, row: pg.QueryResultRow): pg.QueryResultRow {
  if (table === 'orders') return { ...row, personal: openSealed(`order:${row['id']}`, row['personal']) };
  if (table === 'customers') return { ...row, personal: openSealed(`customer:${row['id']}`, row['personal']) };
  return row;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
