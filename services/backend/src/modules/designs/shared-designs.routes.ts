import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged } from '../../http/versions.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { DesignSharesRoutesDeps } from './design-shares.routes.ts';
import { sharedDesign, sharedDesignParams } from './design-shares.schemas.ts';

/** How long a copy in a cache may outlive its link. */
const cacheSeconds = 60;

/** What whoever has a link sees. */
export const sharedDesignsRoutes: FastifyPluginAsyncZod<DesignSharesRoutesDeps> = async (
  app,
  { designShares, router },
) => {
  declareAccess(app, 'public');

  app.get(
    '/shared-designs/:token',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getSharedDesign',
        summary: 'See a design that somebody shared',
        tags: ['Designs'],
        security: [],
        params: sharedDesignParams,
        response: {
          200: sharedDesign,
          304: z.null().describe('It is as you have it.'),
          ...problems('invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const found = await designShares.getSharedDesign(await readsFor(router, request), request.params.token);
      reply.header('cache-control', `public, max-age=${cacheSeconds}`);
      // Not the revision: that would tell how often its owner changed it, and the product's title changes without it.
      const digest = sha256(JSON.stringify(found)).toString('base64url').slice(0, 27);
      return isUnchanged(request, reply, digest) ? reply.send(null) : found;
    },
  );
};
