import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';

/** Where a page of a list begins: after the row with this sort value and id. */
export interface Cursor {
  sort: string;
  /** As text: a time in ISO form, a name. */
  after: string;
  id: string;
}

const cursorText = z
  .string()
  .regex(/^[\w-]+$/)
  .max(600);
const cursorShape = z.tuple([z.string(), z.string(), z.string()]);
const uuid = z.uuid();
/** Of rows that are Shopify's. */
export const shopifyRowId = z.string().regex(/^[1-9]\d{0,17}$/);

/** Query parameters of every list. `sorts` are the orders that have an index. */
export function listQuery<const Sorts extends readonly [string, ...string[]]>(sorts: Sorts) {
  return z.object({
    limit: z.coerce.number().int().min(1).max(100).default(20).describe('Rows of a page.'),
    cursor: cursorText.optional().describe('`nextCursor` of the page before.'),
    sort: z
      .enum(sorts)
      .default(sorts[0] as never)
      .describe('The order.'),
  });
}

/** Reply of every list. Its example is a list of the first example of its items. */
export function listOf<Item extends z.ZodType>(item: Item) {
  const list = z.object({ items: z.array(item), nextCursor: z.string().nullable() });
  const [example] = (item.meta()?.['examples'] as unknown[] | undefined) ?? [];
  return example === undefined ? list : list.meta({ examples: [{ items: [example], nextCursor: null }] });
}

/** Opaque to clients; it holds nothing but what the row itself shows them. */
export function encodeCursor({ sort, after, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, after, id])).toString('base64url');
}

/**
 * @param ofRow what the ids of the list's rows look like.
 * @throws AppError `invalid_input` for one that is not of this list.
 */
export function decodeCursor(text: string | undefined, sort: string, ofRow: z.ZodType = uuid): Cursor | undefined {
  return decodeCursorOf(text, sort, (id) => ofRow.safeParse(id).success);
}

function decodeCursorOf(text: string | undefined, sort: string, isId: (id: string) => boolean): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const [of, after, id] = cursorShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (of === sort && isId(id) && !after.includes('\0')) return { sort, after, id };
  } catch {
    // Told below, like any other cursor that is not ours.
  }
  throw foreignCursor();
}

/**
 * The same where rows have ids of Shopify's.
 * @param pattern of the sort values, so that a made-up one does not reach the database.
 */
export function decodeShopifyCursor(text: string | undefined, sort: string, pattern: RegExp): Cursor | undefined {
  const cursor = decodeCursorOf(text, sort, (id) => /^\d{1,18}$/.test(id));
  if (cursor && !pattern.test(cursor.after)) throw foreignCursor();
  return cursor;
}

/**
 * The same where rows are sorted by a number, the microseconds of a time for example: a made-up cursor must not reach
 * the database with what is none.
 * @param digits at most so many, so that it fits its column.
 */
export function decodeNumberCursor(
  text: string | undefined,
  sort: string,
  digits: number,
  ofRow: z.ZodType = uuid,
): Cursor | undefined {
  const cursor = decodeCursor(text, sort, ofRow);
  if (cursor && !(/^\d+$/.test(cursor.after) && cursor.after.length <= digits)) throw foreignCursor();
  return cursor;
}

/** The same where rows are sorted by their key alone, a text: what lies behind it. */
export function decodeTextCursor(text: string | undefined, sort: string): string | undefined {
  return decodeCursorOf(text, sort, () => true)?.after;
}

function foreignCursor(): AppError {
  return new AppError('invalid_input', 'The cursor is not one of this list in this order.', {
    details: {
      fields: [{ path: '/query/cursor', message: 'Send `nextCursor` of the page before, with the same `sort`.' }],
    },
  });
}

/** The first `limit` of `limit + 1` rows that were read, and where the next page begins. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => Cursor,
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? encodeCursor(cursorOf(last)) : null };
}
