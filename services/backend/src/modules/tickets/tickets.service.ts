import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import { drawHarness } from '../../platform/harness-drawing.ts';
import type { RenderPng } from '../../platform/png.ts';
import { drawPrintSheet } from '../../platform/print-sheet.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findTicket, listTickets, toTicket } from './tickets.reads.ts';
import type { NewMove, Ticket } from './tickets.schemas.ts';
import { moveTicket, ticketNotFound } from './tickets.writes.ts';

export type TicketsService = ReturnType<typeof createTicketsService>;

interface TicketsDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  renderPng: RenderPng;
}

/** Every function about one ticket throws AppError `not_found` when there is none. */
export function createTicketsService({ writer, crypto, clock, renderPng }: TicketsDeps) {
  async function getTicket(reads: Reads, id: string): Promise<Ticket> {
    const found = await findTicket(reads.models, crypto, id);
    if (!found) throw ticketNotFound();
    return found;
  }

  return {
    listTickets,
    getTicket,

    /** @throws AppError `precondition_failed`, or `conflict` for a stage that cannot be reached from where it is. */
    async moveTicket(actor: string, asked: { id: string; expected: number | 'any'; move: NewMove }): Promise<Ticket> {
      return toTicket(crypto, await moveTicket(writer, crypto, { ...asked, actor, now: clock.now() }));
    },

    /** @throws AppError `conflict` once what is to be made was erased, `unavailable` when too many pictures are drawn. */
    async getTicketPrintSheet(reads: Reads, id: string): Promise<Buffer> {
      const ticket = await getTicket(reads, id);
      if (!ticket.work) throw new AppError('conflict', 'What this ticket was for has been erased.');
      const picture = await renderPng(drawHarness(ticket.work.configuration));
      return drawPrintSheet({ ...ticket, paidAt: new Date(ticket.paidAt), work: ticket.work }, picture);
    },
  };
}
