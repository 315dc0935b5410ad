import type { TicketMove, Ticket as TicketRow } from '../../generated/client.ts';
import { decodeNumberCursor, toPage } from '../../http/lists.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Reader } from '../../platform/db.ts';
import { openOrderedDesign, ticketContext } from '../../platform/ordered-design.ts';
import type { Reads } from '../../platform/read-router.ts';
import { nextStages, type Stage, type Ticket, type TicketSummary, type TicketsQuery } from './tickets.schemas.ts';

type ListRow = Omit<TicketRow, 'orderId' | 'lineId' | 'work'> & { orderId: string; lineId: string; position: string };

const sort = 'paidAt';
const start = { after: '0', id: '00000000-0000-0000-0000-000000000000' };

/** One page of tickets, what was paid first before the others. */
export async function listTickets(
  reads: Reads,
  query: TicketsQuery,
): Promise<{ items: TicketSummary[]; nextCursor: string | null }> {
  const { after, id } = decodeNumberCursor(query.cursor, sort, 16) ?? start;
  const filter = query.stage ? 'AND stage = $4' : '';
  const found = await reads.select<ListRow>({
    name: query.stage ? 'tickets of a stage' : 'tickets',
    text: `SELECT id, order_id::text AS "orderId", line_id::text AS "lineId", checkout_id AS "checkoutId",
        order_name AS "orderName", quantity, embroidered, stage, closed_reason AS "closedReason", version,
        paid_at AS "paidAt", created_at AS "createdAt", updated_at AS "updatedAt",
        (extract(epoch FROM paid_at) * 1000000)::bigint::text AS position
      FROM tickets
      WHERE (paid_at, id) > (timestamptz 'epoch' + $1::bigint * interval '1 microsecond', $2::uuid) ${filter}
      ORDER BY paid_at, id LIMIT $3`,
    values: [after, id, query.limit + 1, ...(query.stage ? [query.stage] : [])],
  });
  const { rows, nextCursor } = toPage(found, query.limit, (row) => ({ sort, after: row.position, id: row.id }));
  return { items: rows.map(toSummary), nextCursor };
}

/** Undefined when there is none. */
export async function findTicket(reader: Reader, crypto: Crypto, id: string): Promise<Ticket | undefined> {
  const row = await reader.ticket.findUnique({ where: { id }, include: { moves: { orderBy: { version: 'asc' } } } });
  return row ? toTicket(crypto, row) : undefined;
}

/** What the note of a move is sealed for. */
export function noteContext(ticketId: string, version: number): string {
  return `ticket:${ticketId}:note:${version}`;
}

export function toTicket(crypto: Crypto, row: TicketRow & { moves: TicketMove[] }): Ticket {
  return {
    ...toSummary(row),
    work: openOrderedDesign(crypto, ticketContext(row.id), row.work),
    next: nextStages({ stage: row.stage as Stage, embroidered: row.embroidered }),
    moves: row.moves.map((move) => ({
      version: move.version,
      from: move.fromStage as Stage,
      to: move.toStage as Stage,
      actor: move.actor,
      note: move.note && crypto.open(noteContext(row.id, move.version), move.note).toString('utf8'),
      at: move.at.toISOString(),
    })),
    printSheetUrl: `/api/v1/admin/tickets/${row.id}/print-sheet.pdf`,
  };
}

function toSummary(
  row: Omit<TicketRow, 'orderId' | 'lineId' | 'work'> & Record<'orderId' | 'lineId', bigint | string>,
) {
  return {
    id: row.id,
    orderId: String(row.orderId),
    orderName: row.orderName,
    lineId: String(row.lineId),
    quantity: row.quantity,
    embroidered: row.embroidered,
    stage: row.stage as Stage,
    closedReason: row.closedReason as TicketSummary['closedReason'],
    version: row.version,
    paidAt: row.paidAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
