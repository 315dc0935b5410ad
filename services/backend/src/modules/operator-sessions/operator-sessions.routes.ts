import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import {
  forgetOperator,
  type OperatorSessions,
  operatorOf,
  refuseOtherOrigins,
  rememberOperator,
  sessionIdOf,
} from '../../http/operator-session.ts';
import { sessionState } from './operator-sessions.schemas.ts';
import type { OperatorSessionsService } from './operator-sessions.service.ts';

export interface OperatorSessionsRoutesDeps {
  operatorSessions: OperatorSessionsService;
  operatorCookies: OperatorSessions;
}

/** Where a token of an administrator becomes a session of the pages below /ops. */
export const openOperatorSessionRoutes: FastifyPluginAsyncZod<OperatorSessionsRoutesDeps> = async (
  app,
  { operatorSessions, operatorCookies },
) => {
  app.post(
    '/admin/operator-sessions',
    {
      schema: {
        operationId: 'openOperatorSession',
        summary: 'Sign in to the operations page',
        description:
          'Gives a cookie that is good for what lies below /ops: half an hour without use, eight hours at most, and ' +
          'not longer than five minutes after the role was taken away (half an hour while Clerk cannot be asked).',
        tags: ['Administration'],
        security: [{ session: [] }],
        response: {
          204: z.null().describe('The cookie is set.'),
          ...problems('unauthenticated', 'forbidden', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      rememberOperator(reply, operatorCookies, await operatorSessions.openOperatorSession(identityOf(request)));
      return reply.code(204).send(null);
    },
  );
};

/** The page's own questions about its session. Whoever has none is told so: that is no error. */
export const operatorSessionRoutes: FastifyPluginAsyncZod<OperatorSessionsRoutesDeps> = async (
  app,
  { operatorSessions, operatorCookies },
) => {
  declareAccess(app, 'public');

  app.get(
    '/session',
    { schema: { hide: true, operationId: 'readOperatorSession', response: { 200: sessionState } } },
    async (request) => ({ isOpen: (await operatorOf(request, operatorCookies)) !== undefined }),
  );

  app.delete(
    '/session',
    { schema: { hide: true, operationId: 'endOperatorSession', response: { 204: z.null() } } },
    async (request, reply) => {
      const id = sessionIdOf(request, operatorCookies);
      if (id !== undefined) {
        refuseOtherOrigins(request);
        await operatorSessions.endOperatorSession(id);
        forgetOperator(reply, operatorCookies);
      }
      return reply.code(204).send(null);
    },
  );
};
