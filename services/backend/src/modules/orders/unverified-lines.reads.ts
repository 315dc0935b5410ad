import { decodeNumberCursor, shopifyRowId, toPage } from '../../http/lists.ts';
import { formatAmount, parseAmount } from '../../platform/money.ts';
import type { Reads } from '../../platform/read-router.ts';
import type { UnverifiedLine, UnverifiedLinesQuery } from './unverified-lines.schemas.ts';

interface Row {
  order_id: string;
  line_id: string;
  checkout_id: string | null;
  reason: UnverifiedLine['reason'];
  name: string;
  created_at: Date;
  financial_status: string | null;
  cancelled_at: Date | null;
  currency: string;
  title: string;
  variant_title: string | null;
  quantity: number;
  price: string;
}

/** An id beyond all: the first page is the same statement as the others. */
const beyondAll = { after: '999999999999999999', id: '999999999999999999' };

/**
 * Lines that say they are of a design and are not for certain, those of the newest order first.
 * @throws AppError `invalid_input` for the cursor
 */
export async function listUnverifiedLines(
  reads: Reads,
  { limit, cursor, sort, reason }: UnverifiedLinesQuery,
): Promise<{ items: UnverifiedLine[]; nextCursor: string | null }> {
  const { after, id } = decodeNumberCursor(cursor, sort, 18, shopifyRowId) ?? beyondAll;
  const found = await reads.select<Row>({
    name: 'unverified lines',
    text: `SELECT said.order_id::text, said.line_id::text, said.checkout_id, coalesce(said.fault, 'taken') AS reason,
        o.name, o.created_at, o.financial_status, o.cancelled_at, o.currency, line.title, line.variant_title,
        line.quantity, line.price::text
      FROM order_line_designs AS said JOIN orders AS o ON o.id = said.order_id
        JOIN order_lines AS line ON line.order_id = said.order_id AND line.id = said.line_id
      WHERE (said.fault IS NOT NULL OR said.taken) AND (said.order_id, said.line_id) < ($1::bigint, $2::bigint)
        AND ($3::text IS NULL OR coalesce(said.fault, 'taken') = $3)
      ORDER BY said.order_id DESC, said.line_id DESC LIMIT $4`,
    values: [after, id, reason ?? null, limit + 1],
  });
  const { rows, nextCursor } = toPage(found, limit, (row) => ({ sort, after: row.order_id, id: row.line_id }));
  return { nextCursor, items: rows.map(toUnverifiedLine) };
}

function toUnverifiedLine(row: Row): UnverifiedLine {
  return {
    orderId: row.order_id,
    orderName: row.name,
    orderedAt: row.created_at.toISOString(),
    financialStatus: row.financial_status,
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    lineId: row.line_id,
    title: row.title,
    variantTitle: row.variant_title,
    quantity: row.quantity,
    price: formatAmount(parseAmount(row.price)),
    currency: row.currency,
    reason: row.reason,
    checkoutId: row.checkout_id,
  };
}
