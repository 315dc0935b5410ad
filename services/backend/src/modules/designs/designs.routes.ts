import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { idForNew } from '../../http/idempotency.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged, requireVersion, sendVersion } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import {
  daysInBin,
  design,
  designChange,
  designList,
  designParams,
  designsQuery,
  newDesign,
} from './designs.schemas.ts';
import type { DesignsService } from './designs.service.ts';

export interface DesignsRoutesDeps {
  designs: DesignsService;
  router: ReadRouter;
}

const tags = ['Designs'];
const security = [{ session: [] }];

export const designsRoutes: FastifyPluginAsyncZod<DesignsRoutesDeps> = async (app, { designs, router }) => {
  app.get(
    '/designs',
    {
      schema: {
        operationId: 'listDesigns',
        summary: 'List your designs',
        tags,
        security,
        querystring: designsQuery,
        response: { 200: designList, ...problems('unauthenticated', 'invalid_input') },
      },
      // The page people look at most. Its rows are mapped field by field and were validated when they were saved; to
      // put each through its schema once more would cost more than all the rest. A test does that instead.
      serializerCompiler: () => JSON.stringify,
    },
    async (request) => designs.listDesigns(await readsFor(router, request), identityOf(request).ownerId, request.query),
  );

  app.post(
    '/designs',
    {
      config: { versioned: 'result' },
      schema: {
        operationId: 'createDesign',
        summary: 'Save a new design',
        tags,
        security,
        body: newDesign,
        response: { 201: design, ...problems('unauthenticated', 'invalid_input', 'conflict', 'idempotency_mismatch') },
      },
    },
    async (request, reply) => {
      const made = await designs.createDesign(identityOf(request), idForNew(request), request.body);
      sendVersion(reply, made.revision);
      return reply.code(201).header('location', `/api/v1/designs/${made.id}`).send(made);
    },
  );

  app.get(
    '/designs/:id',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getDesign',
        summary: 'Get one of your designs',
        tags,
        security,
        params: designParams,
        response: {
          200: design,
          304: z.null().describe('You have the newest revision.'),
          ...problems('unauthenticated', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const reads = await readsFor(router, request);
      const found = await designs.getDesign(reads, identityOf(request).ownerId, request.params.id);
      return isUnchanged(request, reply, found.revision) ? reply.send(null) : found;
    },
  );

  app.patch(
    '/designs/:id',
    {
      config: { versioned: 'write' },
      schema: {
        operationId: 'updateDesign',
        summary: 'Change a design',
        description: 'Makes a new revision, unless nothing is different. Send If-Match with the ETag that you changed.',
        tags,
        security,
        params: designParams,
        body: designChange,
        response: {
          200: design,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'precondition_failed', 'precondition_required'),
        },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, expected: requireVersion(request), change: request.body };
      const changed = await designs.updateDesign(identityOf(request), asked);
      sendVersion(reply, changed.revision);
      return changed;
    },
  );

  app.delete(
    '/designs/:id',
    {
      config: { versioned: 'write' },
      schema: {
        operationId: 'deleteDesign',
        summary: 'Put a design into the bin',
        description: `It can be restored for ${daysInBin} days. Its links stop working until then. Send If-Match.`,
        tags,
        security,
        params: designParams,
        response: {
          204: z.null().describe('It is in the bin.'),
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'precondition_failed', 'precondition_required'),
        },
      },
    },
    async (request, reply) => {
      const asked = { id: request.params.id, expected: requireVersion(request) };
      await designs.deleteDesign(identityOf(request), asked);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/designs/:id/restore',
    {
      config: { versioned: 'result' },
      schema: {
        operationId: 'restoreDesign',
        summary: 'Take a design out of the bin',
        description: `Within ${daysInBin} days. It has the revision that it was deleted at, and its links work again.`,
        tags,
        security,
        params: designParams,
        response: {
          200: design,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'conflict', 'idempotency_mismatch'),
        },
      },
    },
    async (request, reply) => {
      const restored = await designs.restoreDesign(identityOf(request), request.params.id);
      sendVersion(reply, restored.revision);
      return restored;
    },
  );

  app.post(
    '/designs/:id/duplicate',
    {
      config: { versioned: 'result' },
      schema: {
        operationId: 'duplicateDesign',
        summary: 'Copy a design',
        description: 'The copy begins with revision 1 and has no links.',
        tags,
        security,
        params: designParams,
        response: {
          201: design,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'conflict', 'idempotency_mismatch'),
        },
      },
    },
    async (request, reply) => {
      const ids = { of: request.params.id, id: idForNew(request) };
      const copy = await designs.duplicateDesign(identityOf(request), ids);
      sendVersion(reply, copy.revision);
      return reply.code(201).header('location', `/api/v1/designs/${copy.id}`).send(copy);
    },
  );
};
