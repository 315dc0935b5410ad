import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { userOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged, requireVersion, sendVersion } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { newMove, ticket, ticketList, ticketParams, ticketsQuery } from './tickets.schemas.ts';
import type { TicketsService } from './tickets.service.ts';

export interface TicketsRoutesDeps {
  tickets: TicketsService;
  router: ReadRouter;
}

const tags = ['Workshop'];
const security = [{ session: [] }];

/** In the scope of administrators. */
export const ticketsRoutes: FastifyPluginAsyncZod<TicketsRoutesDeps> = async (app, { tickets, router }) => {
  app.get(
    '/admin/tickets',
    {
      schema: {
        operationId: 'listTickets',
        summary: 'List the tickets of the workshop',
        tags,
        security,
        querystring: ticketsQuery,
        response: { 200: ticketList, ...problems('unauthenticated', 'forbidden', 'invalid_input') },
      },
    },
    async (request) => tickets.listTickets(await readsFor(router, request), request.query),
  );

  app.get(
    '/admin/tickets/:id',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getTicket',
        summary: 'Get a ticket with everything the workshop needs',
        tags,
        security,
        params: ticketParams,
        response: {
          200: ticket,
          304: z.null().describe('You have the newest version.'),
          ...problems('unauthenticated', 'forbidden', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const found = await tickets.getTicket(await readsFor(router, request), request.params.id);
      return isUnchanged(request, reply, found.version) ? reply.send(null) : found;
    },
  );

  app.post(
    '/admin/tickets/:id/moves',
    {
      config: { versioned: 'write' },
      schema: {
        operationId: 'moveTicket',
        summary: 'Move a ticket to another stage',
        description: 'To one of its `next` stages. Send If-Match with the ETag of the ticket.',
        tags,
        security,
        params: ticketParams,
        body: newMove,
        response: {
          200: ticket,
          ...problems('unauthenticated', 'forbidden', 'invalid_input', 'not_found', 'conflict', 'idempotency_mismatch'),
          ...problems('precondition_failed', 'precondition_required'),
        },
      },
    },
    async (request, reply) => {
      const { params, body: move } = request;
      const asked = { id: params.id, expected: requireVersion(request), move };
      const moved = await tickets.moveTicket(`user:${userOf(request).ownerId}`, asked);
      sendVersion(reply, moved.version);
      return moved;
    },
  );

  app.get(
    '/admin/tickets/:id/print-sheet.pdf',
    {
      schema: {
        operationId: 'getTicketPrintSheet',
        summary: 'The sheet that goes with the work, as PDF',
        tags,
        security,
        params: ticketParams,
        produces: ['application/pdf'],
        response: {
          200: z.string().meta({ description: 'One page, A4', format: 'binary' }),
          ...problems('unauthenticated', 'forbidden', 'invalid_input', 'not_found', 'conflict', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const sheet = await tickets.getTicketPrintSheet(await readsFor(router, request), id);
      return (reply as FastifyReply)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `inline; filename="ticket-${id}.pdf"`)
        .type('application/pdf')
        .send(sheet);
    },
  );
};
