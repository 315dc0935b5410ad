import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { unverifiedLineList, unverifiedLinesQuery } from './unverified-lines.schemas.ts';
import type { UnverifiedLinesService } from './unverified-lines.service.ts';

export interface UnverifiedLinesRoutesDeps {
  unverifiedLines: UnverifiedLinesService;
  router: ReadRouter;
}

/** In the scope of administrators: what a person in the shop has to look at before the workshop does. */
export const unverifiedLinesRoutes: FastifyPluginAsyncZod<UnverifiedLinesRoutesDeps> = async (
  app,
  { unverifiedLines, router },
) => {
  app.get(
    '/admin/unverified-lines',
    {
      schema: {
        operationId: 'listUnverifiedLines',
        summary: 'List ordered lines whose design could not be verified',
        description:
          'What a line of an order says of a design comes out of a cart, and anybody can write there. These lines do not ' +
          'agree with a checkout of ours, so no ticket was opened for them. Those of the newest order come first.',
        tags: ['Administration'],
        security: [{ session: [] }],
        querystring: unverifiedLinesQuery,
        response: {
          200: unverifiedLineList,
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'rate_limited'),
        },
      },
    },
    async (request) => unverifiedLines.listUnverifiedLines(await readsFor(router, request), request.query),
  );
};
