import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { idForNew } from '../../http/idempotency.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged, requireVersion, sendVersion } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import {
  newPet,
  type PetReply,
  pet,
  petChanges,
  petList,
  petListQuery,
  petParams,
  petQuery,
  sizeQuery,
  sizeReply,
} from './pets.schemas.ts';
import type { PetsService } from './pets.service.ts';

export interface PetsRoutesDeps {
  pets: PetsService;
  router: ReadRouter;
}

const shared = { tags: ['Pets'], security: [{ session: [] }] };
const nothing = z.null();

/** The pets of a user or a guest, and which size of a product suits them. */
export const petsRoutes: FastifyPluginAsyncZod<PetsRoutesDeps> = async (app, { pets, router }) => {
  app.get(
    '/pets',
    {
      schema: {
        ...shared,
        operationId: 'listPets',
        summary: 'List your pets',
        querystring: petListQuery,
        response: { 200: petList, ...problems('invalid_input', 'unauthenticated', 'rate_limited') },
      },
    },
    async (request) => pets.listPets(await readsFor(router, request), identityOf(request), request.query),
  );

  app.post(
    '/pets',
    {
      config: { versioned: 'result' },
      schema: {
        ...shared,
        operationId: 'createPet',
        summary: 'Add a pet',
        description: 'Only name and species are needed; a size is recommended once neck, chest and back are measured.',
        querystring: petQuery,
        body: newPet,
        response: {
          201: pet,
          ...problems('invalid_input', 'unauthenticated', 'conflict', 'idempotency_conflict', 'idempotency_mismatch'),
          ...problems('too_large', 'unsupported_media_type', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const id = idForNew(request);
      const made = await pets.createPet(identityOf(request), id, request.body, request.query.units);
      sendVersion(reply, tagOf(made));
      return reply.code(201).header('location', `/api/v1/pets/${id}`).send(made);
    },
  );

  app.get(
    '/pets/:id',
    {
      config: { versioned: 'read' },
      schema: {
        ...shared,
        operationId: 'readPet',
        summary: 'Read a pet',
        params: petParams,
        querystring: petQuery,
        response: {
          200: pet,
          304: nothing.describe('Unchanged since the version of If-None-Match'),
          ...problems('invalid_input', 'unauthenticated', 'not_found', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const reads = await readsFor(router, request);
      const found = await pets.readPet(reads, identityOf(request), request.params.id, request.query.units);
      if (isUnchanged(request, reply, tagOf(found))) return reply.send(null);
      return found;
    },
  );

  app.patch(
    '/pets/:id',
    {
      config: { versioned: 'write' },
      schema: {
        ...shared,
        operationId: 'updatePet',
        summary: 'Change a pet',
        description: 'If-Match names the version that is changed. Null clears a field; what is not named stays.',
        params: petParams,
        querystring: petQuery,
        body: petChanges,
        response: {
          200: pet,
          ...problems('invalid_input', 'unauthenticated', 'not_found', 'precondition_failed', 'precondition_required'),
          ...problems('too_large', 'unsupported_media_type', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const ref = { id: request.params.id, version: requireVersion(request) };
      const changed = await pets.updatePet(identityOf(request), ref, request.body, request.query.units);
      sendVersion(reply, tagOf(changed));
      return changed;
    },
  );

  app.delete(
    '/pets/:id',
    {
      config: { versioned: 'write' },
      schema: {
        ...shared,
        operationId: 'deletePet',
        summary: 'Delete a pet',
        description: 'If-Match names the version that is deleted. Designs made for the pet stay.',
        params: petParams,
        response: {
          204: nothing.describe('Deleted'),
          ...problems('invalid_input', 'unauthenticated', 'not_found', 'precondition_failed', 'precondition_required'),
          ...problems('rate_limited'),
        },
      },
    },
    async (request, reply) => {
      await pets.deletePet(identityOf(request), { id: request.params.id, version: requireVersion(request) });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/pets/:id/size-recommendation',
    {
      schema: {
        ...shared,
        operationId: 'recommendSize',
        summary: 'Recommend a size of a product for a pet',
        description:
          "From the product's size chart. Between two sizes the larger is recommended; beyond all of them, or with " +
          'measures that no one size suits, a harness made to measure.',
        params: petParams,
        querystring: sizeQuery,
        response: { 200: sizeReply, ...problems('invalid_input', 'unauthenticated', 'not_found', 'rate_limited') },
      },
    },
    async (request) => {
      const reads = await readsFor(router, request);
      return pets.recommendSize(reads, identityOf(request), request.params.id, request.query.product);
    },
  );
};

/** One version of a pet has two representations, which must not be taken for each other. */
function tagOf({ version, display: { units } }: PetReply): string {
  return units === 'metric' ? `${version}` : `${version}-${units}`;
}
