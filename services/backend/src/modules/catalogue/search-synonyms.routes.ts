import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { requireVersion, sendVersion } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { newSynonyms, synonymEntry, synonymList, synonymParams, synonymsQuery } from './search-synonyms.schemas.ts';
import type { SearchSynonymsService } from './search-synonyms.service.ts';

export interface SearchSynonymsRoutesDeps {
  searchSynonyms: SearchSynonymsService;
  router: ReadRouter;
}

const shared = { tags: ['Administration'], security: [{ session: [] }] };

/** Words that mean the same in a search. */
export const searchSynonymsRoutes: FastifyPluginAsyncZod<SearchSynonymsRoutesDeps> = async (
  app,
  { searchSynonyms, router },
) => {
  app.get(
    '/admin/search-synonyms',
    {
      schema: {
        ...shared,
        operationId: 'listSearchSynonyms',
        summary: 'List the synonyms of the search',
        querystring: synonymsQuery,
        response: { 200: synonymList, ...problems('invalid_input', 'unauthenticated', 'forbidden', 'rate_limited') },
      },
    },
    async (request) => searchSynonyms.listSearchSynonyms(await readsFor(router, request), request.query),
  );

  app.put(
    '/admin/search-synonyms/:word',
    {
      config: { versioned: 'write_if_sent' },
      schema: {
        ...shared,
        operationId: 'putSearchSynonyms',
        summary: 'Say what else a word is called',
        description: 'Makes the entry or replaces it. With If-Match only the version it names is replaced.',
        params: synonymParams,
        body: newSynonyms,
        response: {
          200: synonymEntry,
          201: synonymEntry,
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'not_found', 'conflict'),
          ...problems('precondition_failed'),
          ...problems('too_large', 'unsupported_media_type', 'rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const ref = { word: request.params.word, version: versionOf(request) };
      const { entry, made } = await searchSynonyms.putSearchSynonyms(identityOf(request), ref, request.body.synonyms);
      sendVersion(reply, entry.version);
      if (made) reply.header('location', `/api/v1/admin/search-synonyms/${encodeURIComponent(entry.word)}`);
      return reply.code(made ? 201 : 200).send(entry);
    },
  );

  app.delete(
    '/admin/search-synonyms/:word',
    {
      config: { versioned: 'write_if_sent' },
      schema: {
        ...shared,
        operationId: 'deleteSearchSynonyms',
        summary: 'Forget what else a word is called',
        params: synonymParams,
        response: {
          204: z.null().describe('Deleted'),
          ...problems('invalid_input', 'unauthenticated', 'forbidden', 'not_found', 'precondition_failed'),
          ...problems('rate_limited'),
        },
      },
    },
    async (request, reply) => {
      const ref = { word: request.params.word, version: versionOf(request) };
      await searchSynonyms.deleteSearchSynonyms(identityOf(request), ref);
      return reply.code(204).send(null);
    },
  );
};

/** If-Match is heeded, and not asked for: few administrators change few words. */
function versionOf(request: FastifyRequest): number | 'any' | undefined {
  return request.headers['if-match'] === undefined ? undefined : requireVersion(request);
}
