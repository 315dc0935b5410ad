import { accountExportContext } from '../modules/account-exports/account-exports.reads.ts';
import { customerContext } from '../modules/customers/customers.writes.ts';
import { alertContext } from '../modules/stock-alerts/stock-alerts.service.ts';
import { noteContext } from '../modules/tickets/tickets.reads.ts';
import { userContext } from '../modules/users/users.reads.ts';
import { replyContext } from '../platform/idempotency-keys.ts';
import { mailContext } from '../platform/mail-outbox.ts';
import { orderContext } from '../platform/order-mails.ts';
import { checkoutContext, ticketContext } from '../platform/ordered-design.ts';
import { notesContext } from '../platform/pet-notes.ts';
import { exportContext } from '../webhooks/compliance.ts';
import { bodyContext } from '../webhooks/inbox.ts';

/** Values of the key and of `alsoRead`, as text. */
type Row = Readonly<Record<string, string>>;

export interface SealedColumn {
  table: string;
  column: string;
  /** The primary key: names and types of its columns, in order. */
  key: Readonly<Record<string, 'bigint' | 'uuid' | 'text' | 'timestamptz'>>;
  /** Other columns that the context is made of. */
  alsoRead?: readonly string[];
  contextOf(row: Row): string;
  /** A keyed hash beside it, by which the row is looked up: it changes with the key, where there is one. */
  hash?: { column: string; purpose: string; valueOf(plain: Buffer): string | undefined };
  /** Fewer where values are large. */
  batchRows: number;
}

const id = { id: 'bigint' } as const;
const bodies = { column: 'body', batchRows: 20, alsoRead: ['source', 'webhook_id'] } as const;
const bodyContextOf = (row: Row) => bodyContext(textOf(row, 'source'), textOf(row, 'webhook_id'));

/** Every column that is sealed with ENCRYPTION_KEY. A guard test knows of every other column of bytes. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    ...{ table: 'users', column: 'personal', key: { id: 'uuid' }, batchRows: 200 },
    contextOf: (row) => userContext(textOf(row, 'id')),
    hash: emailHash((plain: { clerk?: { email?: string | null } }) => plain.clerk?.email),
  },
  {
    ...{ table: 'customers', column: 'personal', key: id, batchRows: 200 },
    contextOf: (row) => customerContext(BigInt(textOf(row, 'id'))),
    hash: emailHash((plain: { email?: string | null }) => plain.email),
  },
  {
    ...{ table: 'orders', column: 'personal', key: id, batchRows: 200 },
    contextOf: (row) => orderContext(BigInt(textOf(row, 'id'))),
  },
  {
    ...{ table: 'pets', column: 'notes', key: { id: 'uuid' }, batchRows: 200 },
    contextOf: (row) => notesContext(textOf(row, 'id')),
  },
  {
    ...{ table: 'data_exports', column: 'content', key: { request_id: 'bigint' }, batchRows: 20 },
    contextOf: (row) => exportContext(BigInt(textOf(row, 'request_id'))),
  },
  { ...bodies, table: 'webhook_inbox', key: id, contextOf: bodyContextOf },
  { ...bodies, table: 'webhook_logs', key: { id: 'bigint', settled_at: 'timestamptz' }, contextOf: bodyContextOf },
  {
    ...{ table: 'idempotency_keys', column: 'reply', key: { actor: 'text', key: 'text' }, batchRows: 100 },
    contextOf: (row) => replyContext(textOf(row, 'actor'), textOf(row, 'key')),
  },
  {
    ...{ table: 'mails', column: 'sealed', key: { key: 'text' }, batchRows: 200 },
    contextOf: (row) => mailContext(textOf(row, 'key')),
    hash: { ...emailHash((plain: { to: string }) => plain.to), column: 'recipient_hash' },
  },
  {
    ...{ table: 'stock_alerts', column: 'email', key: { id: 'uuid' }, batchRows: 200 },
    contextOf: (row) => alertContext(textOf(row, 'id')),
    hash: { column: 'email_hash', purpose: 'email', valueOf: (plain) => plain.toString('utf8').trim().toLowerCase() },
  },
  {
    ...{ table: 'checkouts', column: 'design', key: { id: 'uuid' }, batchRows: 200 },
    contextOf: (row) => checkoutContext(textOf(row, 'id')),
  },
  {
    ...{ table: 'tickets', column: 'work', key: { id: 'uuid' }, batchRows: 200 },
    contextOf: (row) => ticketContext(textOf(row, 'id')),
  },
  {
    ...{ table: 'ticket_moves', column: 'note', key: { ticket_id: 'uuid', version: 'bigint' }, batchRows: 200 },
    contextOf: (row) => noteContext(textOf(row, 'ticket_id'), Number(textOf(row, 'version'))),
  },
  {
    ...{ table: 'account_exports', column: 'content', key: { id: 'uuid' }, batchRows: 5 },
    contextOf: (row) => accountExportContext(textOf(row, 'id')),
  },
];

/** Columns of bytes that no key of ours seals: hashes, and what rotates together with the column it belongs to. */
export const otherBytes: readonly string[] = [
  'customers.email_hash',
  'mails.recipient_hash',
  'stock_alerts.email_hash',
  'stock_alerts.token_hash',
  'users.email_hash',
  'resource_versions.digest',
  'product_variants.source_digest',
  'guest_refresh_tokens.token_hash',
  'design_shares.token_hash',
  'idempotency_keys.request_hash',
];

function textOf(row: Row, column: string): string {
  const text = row[column];
  if (text === undefined) throw new Error(`the column ${column} was not read`);
  return text;
}

/** As customers.writes and users.writes make it. */
function emailHash<Plain>(emailOf: (plain: Plain) => string | null | undefined): NonNullable<SealedColumn['hash']> {
  return {
    column: 'email_hash',
    purpose: 'email',
    valueOf: (plain) =>
      emailOf(JSON.parse(plain.toString('utf8')) as Plain)
        ?.trim()
        .toLowerCase() || undefined,
  };
}
