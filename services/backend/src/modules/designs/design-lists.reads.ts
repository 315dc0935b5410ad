import { decodeCursor, decodeNumberCursor, toPage } from '../../http/lists.ts';
import type { Reads, Select } from '../../platform/read-router.ts';
import { type SavedRow, startOfBin, toDesign } from './designs.reads.ts';
import type { Design, DesignOrder, DesignsQuery } from './designs.schemas.ts';

interface Row extends SavedRow {
  /** The sort value as a cursor holds it: of a time the microseconds, which a Date has not. */
  position: string;
}

interface Order {
  /** An index begins with the owner and goes on with this and the id. */
  column: string;
  direction: 'ASC' | 'DESC';
  position: string;
  /** Turns a cursor's position back into a sort value. */
  value: string;
  /** Before every row, so that the first page is the same statement as the others. */
  start: { after: string; id: string };
}

const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const firstUuid = '00000000-0000-0000-0000-000000000000';

const newestFirst = (column: string): Order => ({
  column,
  direction: 'DESC',
  position: `(extract(epoch FROM ${column}) * 1000000)::bigint`,
  value: `(timestamptz 'epoch' + $2::bigint * interval '1 microsecond')`,
  // The year 2286.
  start: { after: '9999999999999999', id: lastUuid },
});
const orders: Record<DesignOrder, Order> = {
  '-updatedAt': newestFirst('updated_at'),
  '-createdAt': newestFirst('created_at'),
  '-deletedAt': newestFirst('deleted_at'),
  // No design has an empty name.
  name: { column: 'name', direction: 'ASC', position: 'name', value: '$2::text', start: { after: '', id: firstUuid } },
};

/** One page of somebody's designs. */
export async function listDesigns(
  reads: Reads,
  ownerId: string,
  query: DesignsQuery,
  now: Date,
): Promise<{ items: Design[]; nextCursor: string | null }> {
  const { order, statement } = selectDesigns(ownerId, query, now);
  const found = await reads.select<Row>(statement);
  const { rows, nextCursor } = toPage(found, query.limit, ({ position, id }) => ({ sort: order, after: position, id }));
  return { items: rows.map(toDesign), nextCursor };
}

/**
 * The statement of a page: a text of its own, prepared under a name of its own, for each order and set of filters,
 * so that each is planned for what it asks.
 */
export function selectDesigns(
  ownerId: string,
  query: DesignsQuery,
  now: Date,
): { order: DesignOrder; statement: Select } {
  const inBin = query.deleted === 'true';
  const name: DesignOrder = inBin ? '-deletedAt' : (query.sort ?? '-updatedAt');
  const order = orders[name];
  const cursor = name === 'name' ? decodeCursor(query.cursor, name) : decodeNumberCursor(query.cursor, name, 16);
  const { after, id } = cursor ?? order.start;

  const values: unknown[] = [ownerId, after, id, query.limit + 1];
  const filters: string[] = [];
  const filter = (value: unknown, condition: (parameter: string) => string) => {
    values.push(value);
    filters.push(`AND ${condition(`$${values.length}`)}`);
  };
  // IS TRUE keeps the planner from walking the index over everybody's bin, which serves the pruning, for this.
  if (inBin) filter(startOfBin(now), (parameter) => `(deleted_at > ${parameter}) IS TRUE`);
  if (query.petId) filter(query.petId, (parameter) => `pet_id = ${parameter}`);
  if (query.productId) filter(query.productId, (parameter) => `product_id = ${parameter}`);

  const filtered = `${query.petId ? ' of pet' : ''}${query.productId ? ' of product' : ''}`;
  return {
    order: name,
    statement: { name: `designs by ${name}${filtered}`, text: textOf(order, inBin, filters), values },
  };
}

function textOf({ column, direction, position, value }: Order, inBin: boolean, filters: string[]): string {
  return `SELECT id, name, pet_id AS "petId", product_id AS "productId", revision, schema_version AS "schemaVersion",
      configuration, created_at AS "createdAt", updated_at AS "updatedAt", deleted_at AS "deletedAt",
      ${position} AS position
    FROM saved_designs
    WHERE owner_id = $1 AND deleted_at IS ${inBin ? 'NOT NULL' : 'NULL'}
      AND (${column}, id) ${direction === 'DESC' ? '<' : '>'} (${value}, $3::uuid) ${filters.join(' ')}
    ORDER BY ${column} ${direction}, id ${direction} LIMIT $4`;
}
