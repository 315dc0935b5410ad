import { type Connection, quoteName } from '../platform/connection.ts';
import type { Manifest } from './manifest.ts';

/** What a backup covers: every table of the schema `public`. Queues are transport and are not backed up. */

export interface Table {
  name: string;
  /** Those that are stored: what is generated is generated again. */
  columns: string[];
}

/** Where Prisma notes the migrations; differs between two databases with the same content. */
const bookkeeping = '_prisma_migrations';

/** A partitioned table counts as one. Parents come before the tables that refer to them. */
export async function listTables(connection: Connection): Promise<Table[]> {
  const { rows } = await connection.query<Table>(
    `SELECT c.relname AS name,
            array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '') AS columns
       FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
        AND c.relname <> $1
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      GROUP BY c.relname ORDER BY c.relname`,
    [bookkeeping],
  );
  const { rows: references } = await connection.query<{ child: string; parent: string }>(
    `SELECT child.relname AS child, parent.relname AS parent FROM pg_constraint k
       JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
      WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.conrelid <> k.confrelid`,
  );
  return sortByReferences(rows, references);
}

/** @throws Error when tables refer to each other in a circle: rows of such tables cannot be loaded one table at a time. */
export function sortByReferences<T extends { name: string }>(
  tables: readonly T[],
  references: readonly { child: string; parent: string }[],
): T[] {
  const sorted: T[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const isBlocked = ({ name }: T) =>
      references.some(({ child, parent }) => child === name && waiting.some((other) => other.name === parent));
    const free = waiting.filter((table) => !isBlocked(table));
    if (free.length === 0) {
      throw new Error(`these tables refer to each other in a circle: ${waiting.map(({ name }) => name).join(', ')}`);
    }
    sorted.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return sorted;
}

export async function listMigrations(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${bookkeeping}
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows.map(({ name }) => name);
}

/** How values look as text; a fingerprint is over the text. */
const plainText = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1`;

export type Fingerprints = Manifest['tables'];

/**
 * Rows and checksum of each table, equal for equal content whatever the order of its rows: the sums of both halves of
 * the SHA-256 of each row. Reads everything once. In the transaction, and so in the snapshot, of the caller.
 */
export async function takeFingerprints(
  connection: Connection,
  tables: readonly Table[],
  onTable: (name: string) => void = () => undefined,
): Promise<Fingerprints> {
  await connection.query(plainText);
  const fingerprints: Fingerprints = [];
  for (const { name } of tables) {
    onTable(name);
    const half = (start: number) =>
      `coalesce(sum(('x' || substr(h, ${start}, 16))::bit(64)::bigint::numeric), 0)::text`;
    const { rows } = await connection.query<{ rows: string; checksum: string }>(
      `SELECT count(*)::text AS rows, ${half(1)} || '/' || ${half(17)} AS checksum
         FROM (SELECT encode(sha256(convert_to(t::text, 'UTF8')), 'hex') AS h FROM ${quoteName(name)} t) hashed`,
    );
    fingerprints.push({ table: name, rows: rows[0]?.rows ?? '0', checksum: rows[0]?.checksum ?? '' });
  }
  return fingerprints;
}

/** Sentences, one for each difference; empty when both are equal. */
export function compareFingerprints(expected: Fingerprints, found: Fingerprints): string[] {
  const names = new Set([...expected, ...found].map(({ table }) => table));
  return [...names].sort().flatMap((name) => {
    const [before, after] = [expected, found].map((all) => all.find(({ table }) => table === name));
    if (!after) return [`${name} is missing`];
    if (!before) return [`${name} is there, and not in the backup`];
    if (before.rows !== after.rows) return [`${name} has ${after.rows} rows instead of ${before.rows}`];
    return before.checksum === after.checksum ? [] : [`${name} has other content in its ${before.rows} rows`];
  });
}
