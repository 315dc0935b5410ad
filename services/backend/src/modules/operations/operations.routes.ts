import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { operations as operationsReply } from './operations.schemas.ts';
import type { OperationsService } from './operations.service.ts';

export interface OperationsRoutesDeps {
  operations: OperationsService;
}

const shared = { tags: ['Administration'], security: [{ session: [] }] };

/** What the operations page at /ops shows. */
export const operationsRoutes: FastifyPluginAsyncZod<OperationsRoutesDeps> = async (app, { operations }) => {
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
};
