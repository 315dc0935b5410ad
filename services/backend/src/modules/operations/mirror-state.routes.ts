import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { mirrorState as mirrorStateReply } from './mirror-state.schemas.ts';
import type { MirrorStateService } from './mirror-state.service.ts';

export interface MirrorStateRoutesDeps {
  mirrorState: MirrorStateService;
}

/** In the scope of administrators. */
export const mirrorStateRoutes: FastifyPluginAsyncZod<MirrorStateRoutesDeps> = async (app, { mirrorState }) => {
  app.get(
    '/admin/mirror',
    {
      schema: {
        operationId: 'readMirror',
        summary: 'See how far the mirror of the shop is',
        description: 'By kind of resource: until when it is complete, how the last runs ended, and the first import.',
        tags: ['Administration'],
        security: [{ session: [] }],
        response: { 200: mirrorStateReply, ...problems('unauthenticated', 'forbidden', 'rate_limited') },
      },
    },
    () => mirrorState.readMirror(),
  );
};
