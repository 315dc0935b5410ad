import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, quoteName } from '../platform/connection.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { SealedColumn } from './sealed-columns.ts';

export interface RotateOptions {
  connection: Connection;
  crypto: Crypto;
  columns: readonly SealedColumn[];
  onProgress: (line: string) => void;
  /** How often all is looked through for what others held locked, or wrote meanwhile. */
  passes?: number;
}

export interface Rotated {
  /** Values sealed anew, by `table.column`. */
  resealed: Record<string, number>;
  /** Values that no key given opens; left as they are. */
  unopened: Record<string, number>;
  /** Values not under the current key at the end, those that do not open among them. */
  left: Record<string, number>;
}

const defaultPasses = 10;
const pauseMs = 1_000;

/**
 * Seals every value anew that is not under the current key, batch by batch, while others work: a row that somebody
 * holds is passed over and taken in a later pass. Stopped at any point and started again, it goes on with the rest.
 */
export async function rotateKeys(options: RotateOptions): Promise<Rotated> {
  const { columns, connection, crypto } = options;
  const resealed: Rotated['resealed'] = {};
  let unopened: Rotated['unopened'] = {};
  for (let pass = 1; ; pass += 1) {
    unopened = {};
    for (const column of columns) {
      const name = nameOf(column);
      const done = await rotateColumn(options, column);
      resealed[name] = (resealed[name] ?? 0) + done.resealed;
      if (done.unopened > 0) unopened[name] = done.unopened;
    }
    const left = await countLeft(connection, crypto, columns);
    const isDone = columns.every((column) => (left[nameOf(column)] ?? 0) <= (unopened[nameOf(column)] ?? 0));
    if (isDone || pass === (options.passes ?? defaultPasses)) return { resealed, unopened, left };
    options.onProgress(`still under another key: ${render(left)}; looking again`);
    await sleep(pauseMs);
  }
}

/** Values that are not under the current key, by `table.column`; those with none are left out. */
export async function countLeft(
  connection: Connection,
  crypto: Crypto,
  columns: readonly SealedColumn[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const column of columns) {
    const { rows } = await connection.query<{ count: string }>(
      `SELECT count(*)::text AS count FROM ${quoteName(column.table)} WHERE ${isUnderAnotherKey(column)}`,
      [crypto.currentKeyId],
    );
    const count = Number(rows[0]?.count);
    if (count > 0) counts[nameOf(column)] = count;
  }
  return counts;
}

export function render(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

async function rotateColumn(
  options: RotateOptions,
  column: SealedColumn,
): Promise<{ resealed: number; unopened: number }> {
  const total = { resealed: 0, unopened: 0 };
  let after: string[] | undefined;
  for (;;) {
    const batch: Batch = await rotateBatch(options, column, after);
    total.resealed += batch.resealed;
    total.unopened += batch.unopened;
    if (batch.resealed > 0) options.onProgress(`${nameOf(column)}: ${total.resealed} sealed anew`);
    if (batch.last === undefined) return total;
    after = batch.last;
  }
}

interface Batch {
  resealed: number;
  unopened: number;
  /** Key of the last row, when there may be more behind it. */
  last: string[] | undefined;
}

interface Resealed {
  key: string[];
  sealed: Buffer;
  hash: Buffer | null;
}

/** One short transaction. What is read is locked, so nobody's newer value is overwritten with an older one. */
async function rotateBatch(options: RotateOptions, column: SealedColumn, after: string[] | undefined): Promise<Batch> {
  const { connection, crypto } = options;
  const keyNames = Object.keys(column.key);
  await connection.query('BEGIN');
  try {
    const { rows } = await connection.query<Record<string, string> & { sealed_: Buffer; hash_: Buffer | null }>(
      selectOf(column, after !== undefined),
      [crypto.currentKeyId, ...(after ?? [])],
    );
    const fresh: Resealed[] = [];
    for (const row of rows) {
      const context = column.contextOf(row);
      const plain = openIfPossible(crypto, context, row.sealed_);
      if (!plain) continue;
      const value = row.hash_ === null ? undefined : column.hash?.valueOf(plain);
      fresh.push({
        key: keyNames.map((name) => row[name] ?? ''),
        sealed: crypto.seal(context, plain),
        hash: value === undefined || !column.hash ? row.hash_ : crypto.lookupHash(column.hash.purpose, value),
      });
    }
    if (fresh.length > 0) await connection.query(updateOf(column), updateValues(column, fresh));
    await connection.query('COMMIT');
    const lastRow = rows.length < column.batchRows ? undefined : rows.at(-1);
    return {
      resealed: fresh.length,
      unopened: rows.length - fresh.length,
      last: lastRow && keyNames.map((name) => lastRow[name] ?? ''),
    };
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

function selectOf(column: SealedColumn, hasStart: boolean): string {
  const keys = Object.entries(column.key);
  const names = keys.map(([name]) => quoteName(name)).join(', ');
  const values = keys.map(([, type], index) => `$${index + 2}::${type}`).join(', ');
  const texts = [...keys.map(([name]) => name), ...(column.alsoRead ?? [])].map(
    (name) => `${quoteName(name)}::text AS ${quoteName(name)}`,
  );
  const hash = column.hash ? quoteName(column.hash.column) : 'NULL::bytea';
  return `SELECT ${texts.join(', ')}, ${quoteName(column.column)} AS sealed_, ${hash} AS hash_
            FROM ${quoteName(column.table)} AS t
           WHERE ${isUnderAnotherKey(column)} ${hasStart ? `AND (${names}) > (${values})` : ''}
           ORDER BY ${keys.map(([name]) => `t.${quoteName(name)}`).join(', ')}
           LIMIT ${column.batchRows} FOR UPDATE SKIP LOCKED`;
}

function updateOf(column: SealedColumn): string {
  const keys = Object.entries(column.key);
  const arrays = [...keys.map(([, type]) => type), 'bytea', 'bytea'].map((type, index) => `$${index + 1}::${type}[]`);
  const aliases = [...keys.map((_, index) => `key${index}`), 'sealed', 'hash'];
  const matches = keys.map(([name], index) => `t.${quoteName(name)} = v.key${index}`);
  const hash = column.hash ? `, ${quoteName(column.hash.column)} = v.hash` : '';
  return `UPDATE ${quoteName(column.table)} AS t SET ${quoteName(column.column)} = v.sealed${hash}
            FROM unnest(${arrays.join(', ')}) AS v (${aliases.join(', ')}) WHERE ${matches.join(' AND ')}`;
}

function updateValues(column: SealedColumn, rows: readonly Resealed[]): unknown[] {
  const keys = Object.keys(column.key).map((_, index) => rows.map(({ key }) => key[index]));
  return [...keys, rows.map(({ sealed }) => sealed), rows.map(({ hash }) => hash)];
}

/** The key id stands behind the first byte of a sealed value. Only that much is read of a large one. */
function isUnderAnotherKey({ column }: SealedColumn): string {
  return `${quoteName(column)} IS NOT NULL AND substring(${quoteName(column)} FROM 2 FOR 4) <> $1`;
}

function openIfPossible(crypto: Crypto, context: string, sealed: Buffer): Buffer | undefined {
  try {
    return crypto.open(context, sealed);
  } catch {
    // Counted: the caller says how many there are and where.
    return undefined;
  }
}

function nameOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`;
}
