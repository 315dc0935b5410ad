import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { idForNew } from '../../http/idempotency.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { createdShare, newShare, shareList, shareParams, sharesQuery } from './design-shares.schemas.ts';
import type { DesignSharesService } from './design-shares.service.ts';
import { designParams } from './designs.schemas.ts';

export interface DesignSharesRoutesDeps {
  designShares: DesignSharesService;
  router: ReadRouter;
}

const tags = ['Designs'];
const security = [{ session: [] }];

/** Links to a design, as its owner manages them. */
export const designSharesRoutes: FastifyPluginAsyncZod<DesignSharesRoutesDeps> = async (
  app,
  { designShares, router },
) => {
  app.post(
    '/designs/:id/shares',
    {
      schema: {
        operationId: 'createDesignShare',
        summary: 'Make a link that shows a design to anybody',
        description: 'The token is in this reply and nowhere else.',
        tags,
        security,
        params: designParams,
        body: newShare,
        response: {
          201: createdShare,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'conflict', 'idempotency_mismatch'),
        },
      },
    },
    async (request, reply) => {
      const { id: designId } = request.params;
      const asked = { designId, id: idForNew(request), expiresInDays: request.body.expiresInDays };
      const made = await designShares.createDesignShare(identityOf(request), asked);
      return reply.code(201).header('location', `/api/v1/designs/${designId}/shares/${made.id}`).send(made);
    },
  );

  app.get(
    '/designs/:id/shares',
    {
      schema: {
        operationId: 'listDesignShares',
        summary: 'List the links of a design, newest first',
        description: 'With those that are over or revoked, and without tokens.',
        tags,
        security,
        params: designParams,
        querystring: sharesQuery,
        response: { 200: shareList, ...problems('unauthenticated', 'invalid_input', 'not_found') },
      },
    },
    async (request) => {
      const reads = await readsFor(router, request);
      return designShares.listDesignShares(reads, identityOf(request).ownerId, request.params.id, request.query);
    },
  );

  app.delete(
    '/designs/:id/shares/:shareId',
    {
      schema: {
        operationId: 'revokeDesignShare',
        summary: 'Revoke a link',
        description: 'It stops working at once, but for copies that caches keep for a minute.',
        tags,
        security,
        params: shareParams,
        response: {
          204: z.null().describe('The link does not work any more.'),
          ...problems('unauthenticated', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const { id: designId, shareId } = request.params;
      await designShares.revokeDesignShare(identityOf(request), { designId, shareId });
      return reply.code(204).send(null);
    },
  );
};
