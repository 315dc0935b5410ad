import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged, requireVersion, sendVersion } from '../../http/versions.ts';
import type { DesignsRoutesDeps } from './designs.routes.ts';
import {
  design,
  designParams,
  designRevision,
  revisionList,
  revisionParams,
  revisionsQuery,
} from './designs.schemas.ts';

const tags = ['Designs'];
const security = [{ session: [] }];

/** What a design was before. */
export const designRevisionsRoutes: FastifyPluginAsyncZod<DesignsRoutesDeps> = async (app, { designs, router }) => {
  app.get(
    '/designs/:id/revisions',
    {
      schema: {
        operationId: 'listDesignRevisions',
        summary: 'List the revisions of a design, newest first',
        tags,
        security,
        params: designParams,
        querystring: revisionsQuery,
        response: { 200: revisionList, ...problems('unauthenticated', 'invalid_input', 'not_found') },
      },
    },
    async (request) => {
      const reads = await readsFor(router, request);
      return designs.listDesignRevisions(reads, identityOf(request).ownerId, request.params.id, request.query);
    },
  );

  app.get(
    '/designs/:id/revisions/:revision',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getDesignRevision',
        summary: 'Get one revision of a design',
        tags,
        security,
        params: revisionParams,
        response: {
          200: designRevision,
          304: z.null().describe('You have it.'),
          ...problems('unauthenticated', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const { id, revision } = request.params;
      const reads = await readsFor(router, request);
      const found = await designs.getDesignRevision(reads, identityOf(request).ownerId, id, revision);
      return isUnchanged(request, reply, found.revision) ? reply.send(null) : found;
    },
  );

  app.post(
    '/designs/:id/revisions/:revision/restore',
    {
      config: { versioned: 'write_if_sent' },
      schema: {
        operationId: 'restoreDesignRevision',
        summary: 'Bring an older revision back',
        description:
          'Makes a new revision with the content of the older one, unless the design is like that already. ' +
          'If-Match may be sent, and is then respected.',
        tags,
        security,
        params: revisionParams,
        response: {
          200: design,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'idempotency_conflict', 'precondition_failed'),
          ...problems('idempotency_mismatch'),
        },
      },
    },
    async (request, reply) => {
      const asked = { ...request.params, expected: requireVersion(request) };
      const restored = await designs.restoreDesignRevision(identityOf(request), asked);
      sendVersion(reply, restored.revision);
      return restored;
    },
  );
};
