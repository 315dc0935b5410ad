import { randomUUID } from 'node:crypto';
import type { Ticket } from '../../generated/client.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Tx } from '../../platform/db.ts';
import { checkoutContext, openOrderedDesign, sealOrderedDesign, ticketContext } from '../../platform/ordered-design.ts';
import { eraseFinishedWork } from './ticket-erasure.writes.ts';
import type { ClosedReason } from './tickets.schemas.ts';

/** A line that is of a design and was paid for, as its order has it now. */
interface PaidLine {
  orderId: bigint;
  lineId: bigint;
  checkoutId: string;
  orderName: string;
  paidAt: Date;
  /** What is left of it after refunds and edits; all of it once it has ended. */
  quantity: number;
  /** Null while it is to be made. */
  ended: ClosedReason | null;
  /** Sealed for the checkout. */
  design: Uint8Array | null;
}

/**
 * Makes the tickets of orders agree with their lines: one for each line of a design that was ever paid, closed once
 * there is nothing left to make. It follows from what is known by now alone, so that it comes to the same whatever
 * was delivered when and how often. With one limit: a ticket that somebody has moved is never opened again or taken
 * away, only closed.
 *
 * Under the locks of the order and of the checkouts of its lines.
 */
export async function settleTickets(tx: Tx, crypto: Crypto, orderIds: readonly bigint[]): Promise<void> {
  if (orderIds.length === 0) return;
  const ids = [...orderIds];
  await tx.$queryRaw`SELECT FROM tickets WHERE order_id = ANY (${ids}) ORDER BY id FOR UPDATE`;
  const lines = await findPaidLines(tx, ids);
  const tickets = await tx.ticket.findMany({
    where: { orderId: { in: ids } },
    include: { moves: { select: { version: true }, take: 1 } },
  });
  const byLine = new Map(tickets.map((ticket) => [`${ticket.orderId}/${ticket.lineId}`, ticket]));

  for (const line of lines) {
    const key = `${line.orderId}/${line.lineId}`;
    const ticket = byLine.get(key);
    byLine.delete(key);
    if (!ticket) await openTicket(tx, crypto, line);
    else if (ticket.checkoutId !== line.checkoutId) await replaceTicket(tx, crypto, ticket, line);
    else await adjustTicket(tx, ticket, line, ticket.moves.length > 0);
  }
  // What remains has no line that is of its design any more.
  for (const ticket of byLine.values()) await withdrawTicket(tx, ticket, ticket.moves.length > 0);
  await eraseFinishedWork(tx, [...new Set([...tickets, ...lines].map(({ checkoutId }) => checkoutId))]);
}

function findPaidLines(tx: Tx, orderIds: bigint[]): Promise<PaidLine[]> {
  return tx.$queryRaw<PaidLine[]>`
    WITH lines AS (
      SELECT d.order_id, d.line_id, d.checkout_id, o.name, o.paid_at, o.cancelled_at, o.financial_status, l.quantity,
        c.design, refunded.quantity AS refunded_quantity,
        least(l.current_quantity, l.quantity - refunded.quantity) AS open_quantity,
        EXISTS (SELECT FROM resource_versions WHERE kind = 'order' AND id = o.id::text AND redacted) AS redacted
      FROM order_line_designs AS d
        JOIN orders AS o ON o.id = d.order_id
        JOIN order_lines AS l ON l.order_id = d.order_id AND l.id = d.line_id
        JOIN checkouts AS c ON c.id = d.checkout_id,
        LATERAL (SELECT coalesce(sum(rl.quantity), 0)::integer AS quantity
                 FROM refunds AS r JOIN refund_lines AS rl ON rl.refund_id = r.id
                 WHERE r.order_id = d.order_id AND rl.line_id = d.line_id) AS refunded
      WHERE d.order_id = ANY (${orderIds}) AND d.fault IS NULL AND NOT d.taken AND o.paid_at IS NOT NULL
    )
    SELECT order_id AS "orderId", line_id AS "lineId", checkout_id AS "checkoutId", name AS "orderName",
      paid_at AS "paidAt", design, CASE WHEN open_quantity > 0 THEN open_quantity ELSE quantity END AS quantity,
      CASE WHEN redacted OR design IS NULL THEN 'erased'
           WHEN cancelled_at IS NOT NULL OR financial_status = 'voided' THEN 'cancelled'
           WHEN financial_status = 'refunded' OR (open_quantity <= 0 AND refunded_quantity > 0) THEN 'refunded'
           WHEN open_quantity <= 0 THEN 'removed' END AS ended
    FROM lines ORDER BY order_id, line_id`;
}

async function openTicket(tx: Tx, crypto: Crypto, line: PaidLine): Promise<void> {
  const id = randomUUID();
  const design = openOrderedDesign(crypto, checkoutContext(line.checkoutId), line.design);
  await tx.ticket.create({
    data: {
      id,
      orderId: line.orderId,
      lineId: line.lineId,
      checkoutId: line.checkoutId,
      orderName: line.orderName,
      quantity: line.quantity,
      embroidered: design?.configuration.embroidery != null,
      stage: line.ended ? 'closed' : 'queued',
      closedReason: line.ended,
      work: design && line.ended !== 'erased' ? sealOrderedDesign(crypto, ticketContext(id), design) : null,
      paidAt: line.paidAt,
    },
  });
  await record(tx, 'ticket.open', { id, ...line }, line.ended);
}

/** Nobody has touched it, or the workshop would be making something that the line is no longer of. */
async function replaceTicket(
  tx: Tx,
  crypto: Crypto,
  ticket: Ticket & { moves: unknown[] },
  line: PaidLine,
): Promise<void> {
  await withdrawTicket(tx, ticket, ticket.moves.length > 0);
  if (ticket.moves.length === 0) await openTicket(tx, crypto, line);
}

async function adjustTicket(tx: Tx, ticket: Ticket, line: PaidLine, isTouched: boolean): Promise<void> {
  const isOver = isTouched && (ticket.stage === 'done' || ticket.stage === 'closed');
  const stage = line.ended ? 'closed' : isTouched ? ticket.stage : 'queued';
  const work = line.ended === 'erased' ? null : ticket.work;
  const wanted = {
    orderName: line.orderName,
    paidAt: line.paidAt,
    quantity: isOver ? ticket.quantity : line.quantity,
    stage: isOver ? ticket.stage : stage,
    closedReason: isOver ? ticket.closedReason : line.ended,
  };
  const isSame =
    ticket.orderName === wanted.orderName &&
    ticket.paidAt.getTime() === wanted.paidAt.getTime() &&
    ticket.quantity === wanted.quantity &&
    ticket.stage === wanted.stage &&
    ticket.closedReason === wanted.closedReason &&
    ticket.work === work;
  if (isSame) return;
  await tx.ticket.update({
    where: { id: ticket.id },
    data: { ...wanted, work, version: { increment: 1 }, updatedAt: new Date() },
  });
  if (ticket.stage === wanted.stage) return;
  await record(tx, wanted.stage === 'closed' ? 'ticket.close' : 'ticket.open', ticket, wanted.closedReason);
}

async function withdrawTicket(tx: Tx, ticket: Ticket, isTouched: boolean): Promise<void> {
  if (!isTouched) {
    await tx.ticket.delete({ where: { id: ticket.id } });
    await record(tx, 'ticket.withdraw', ticket, null);
    return;
  }
  if (ticket.stage === 'done' || ticket.stage === 'closed') return;
  const closedReason: ClosedReason = 'unverified';
  await tx.ticket.update({
    where: { id: ticket.id },
    data: { stage: 'closed', closedReason, version: { increment: 1 }, updatedAt: new Date() },
  });
  await record(tx, 'ticket.close', ticket, closedReason);
}

/** What follows from an order follows from what Shopify told of it. */
function record(
  tx: Tx,
  action: string,
  { id, orderId, lineId }: { id: string; orderId: bigint; lineId: bigint },
  reason: string | null,
): Promise<void> {
  const details = { orderId: String(orderId), lineId: String(lineId), ...(reason ? { reason } : {}) };
  return recordAudit(tx, { actor: 'shopify', action, subject: `ticket:${id}`, details });
}
