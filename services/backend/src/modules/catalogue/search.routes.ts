import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { type CachedReplies, cachedAs, sendCached } from '../../http/cached-replies.ts';
import { problems } from '../../http/errors.ts';
import { searchQuery, searchReply, suggestQuery, suggestReply } from './search.schemas.ts';
import type { SearchService } from './search.service.ts';

export interface SearchRoutesDeps {
  search: SearchService;
  cachedReplies: CachedReplies;
}

const shared = { tags: ['Catalogue'], security: [] };

export const searchRoutes: FastifyPluginAsyncZod<SearchRoutesDeps> = async (app, { search, cachedReplies }) => {
  declareAccess(app, 'public');

  app.get(
    '/search',
    {
      ...cachedAs('list'),
      schema: {
        ...shared,
        operationId: 'searchProducts',
        summary: 'Search products',
        description:
          'All words must be found, each as it is written, with another ending, as the beginning of a word, or as ' +
          'what means the same. Titles count more than tags, tags more than types, types more than descriptions.',
        querystring: searchQuery,
        response: { 200: searchReply, ...problems('invalid_input', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads) => search.searchProducts(reads, request.query)),
  );

  app.get(
    '/search/suggest',
    {
      ...cachedAs('list'),
      schema: {
        ...shared,
        operationId: 'suggestProducts',
        summary: 'Suggest products while somebody types',
        description: 'At most ten, by titles, tags and types.',
        querystring: suggestQuery,
        response: { 200: suggestReply, ...problems('invalid_input', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads) => search.suggestProducts(reads, request.query.q)),
  );
};
