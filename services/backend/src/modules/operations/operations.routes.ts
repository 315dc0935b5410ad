import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import { type DashboardSessions, rememberDashboardSession } from '../../http/queue-dashboard-session.ts';
import { operations as operationsReply } from './operations.schemas.ts';
import type { OperationsService } from './operations.service.ts';

export interface OperationsRoutesDeps {
  operations: OperationsService;
  dashboardSessions: DashboardSessions;
}

const shared = { tags: ['Administration'], security: [{ session: [] }] };

/** What the operations page at /ops shows. */
export const operationsRoutes: FastifyPluginAsyncZod<OperationsRoutesDeps> = async (
  app,
  { operations, dashboardSessions },
) => {
  app.get(
    '/admin/operations',
    {
      schema: {
        ...shared,
        operationId: 'readOperations',
        summary: 'See how everything fares',
        description: 'The inbox by status, the queues, the replica and the last backup.',
        response: { 200: operationsReply, ...problems('unauthenticated', 'forbidden', 'rate_limited') },
      },
    },
    () => operations.readOperations(),
  );

  app.post(
    '/admin/queue-dashboard-sessions',
    {
      schema: {
        ...shared,
        operationId: 'openQueueDashboard',
        summary: 'Open the queue dashboard',
        description:
          'Gives a cookie with which /ops/queues can be used for a quarter of an hour: pages send no tokens.',
        response: {
          204: z.null().describe('The cookie is set.'),
          ...problems('unauthenticated', 'forbidden', 'conflict', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      await operations.openQueueDashboard(identity);
      rememberDashboardSession(reply, dashboardSessions, identity.ownerId);
      return reply.code(204).send(null);
    },
  );
};
