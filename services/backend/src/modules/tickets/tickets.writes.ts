import type { TicketMove, Ticket as TicketRow } from '../../generated/client.ts';
import { AppError } from '../../platform/app-error.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import { recordTimeline } from '../../platform/order-timeline.ts';
import { lockResource } from '../../platform/resource-versions.ts';
import { eraseFinishedWork } from './ticket-erasure.writes.ts';
import { noteContext } from './tickets.reads.ts';
import { type NewMove, nextStages, type Stage } from './tickets.schemas.ts';

/**
 * Moves a ticket on, with its audit entry and its step on the customer's timeline.
 *
 * Lock order: order, ticket. So what Shopify tells of the order meanwhile waits, or has been respected.
 * @throws AppError `not_found`; `precondition_failed` when it has changed since `expected`; `conflict` for a stage that
 * cannot be reached from where it is.
 */
export function moveTicket(
  writer: Writer,
  crypto: Crypto,
  asked: { id: string; expected: number | 'any'; actor: string; move: NewMove; now: Date },
): Promise<TicketRow & { moves: TicketMove[] }> {
  const { id, expected, actor, move, now } = asked;
  return writer.$transaction(async (tx) => {
    const known = await tx.ticket.findUnique({ where: { id }, select: { orderId: true } });
    if (!known) throw ticketNotFound();
    await lockResource(tx, { kind: 'order', id: known.orderId });
    await tx.$queryRaw`SELECT FROM tickets WHERE id = ${id}::uuid FOR UPDATE`;
    const ticket = await tx.ticket.findUnique({ where: { id } });
    if (!ticket) throw ticketNotFound();
    if (expected !== 'any' && expected !== ticket.version) {
      throw new AppError('precondition_failed', 'The ticket has changed meanwhile: read it again.');
    }
    const from = ticket.stage as Stage;
    if (!nextStages({ stage: from, embroidered: ticket.embroidered }).includes(move.to)) {
      throw new AppError('conflict', `A ticket cannot go from ${from} to ${move.to}.`, {
        details: { next: nextStages({ stage: from, embroidered: ticket.embroidered }) },
      });
    }
    const version = ticket.version + 1;
    const closedReason = move.to === 'closed' ? 'by_hand' : null;
    await tx.ticket.update({ where: { id }, data: { stage: move.to, closedReason, version, updatedAt: now } });
    const note = move.note === undefined ? null : crypto.seal(noteContext(id, version), Buffer.from(move.note));
    await tx.ticketMove.create({
      data: { ticketId: id, version, fromStage: from, toStage: move.to, actor, note, at: now },
    });
    const { orderId, lineId } = ticket;
    const details = { orderId: String(orderId), lineId: String(lineId), from, to: move.to };
    await recordAudit(tx, { actor, action: 'ticket.move', subject: `ticket:${id}`, details });
    await recordTimeline(tx, crypto, orderId);
    await eraseFinishedWork(tx, [ticket.checkoutId]);
    return tx.ticket.findUniqueOrThrow({ where: { id }, include: { moves: { orderBy: { version: 'asc' } } } });
  });
}

export function ticketNotFound(): AppError {
  return new AppError('not_found', 'There is no such ticket.');
}
