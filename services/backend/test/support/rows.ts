import type { TestService } from './service.ts';

type Query = TestService['rows'];

const shopTables = [
  ...['ticket_moves', 'tickets', 'order_line_designs', 'order_users', 'order_timeline'],
  ...['order_lines', 'orders', 'order_edits', 'fulfillment_lines', 'fulfillments', 'refund_lines', 'refunds'],
  ...['product_variants', 'product_images', 'products', 'collections', 'inventory_levels', 'customers', 'shops'],
  ...['bulk_operations', 'data_exports'],
];
const inboxTables = ['resource_versions', 'webhook_inbox', 'webhook_logs', 'webhook_receipts'];

/** Forgets everything but the audit log, which cannot be emptied. Cheaper than a new database for each case. */
export async function emptyTables(rows: Query): Promise<void> {
  const statements = [...shopTables, ...inboxTables].map((table) => `DELETE FROM ${table};`);
  await rows(statements.join('\n'));
}
