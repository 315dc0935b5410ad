import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { searchQuery, searchReply, suggestQuery, suggestReply } from './search.schemas.ts';
import type { SearchService } from './search.service.ts';

export interface SearchRoutesDeps {
  search: SearchService;
  router: ReadRouter;
}

const shared = { tags: ['Catalogue'], security: [] };

export const searchRoutes: FastifyPluginAsyncZod<SearchRoutesDeps> = async (app, { search, router }) => {
  declareAccess(app, 'public');

  app.get(
    '/search',
    {
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
    async (request) => search.searchProducts(await readsFor(router, request), request.query),
  );

  app.get(
    '/search/suggest',
    {
      schema: {
        ...shared,
        operationId: 'suggestProducts',
        summary: 'Suggest products while somebody types',
        description: 'At most ten, by titles, tags and types.',
        querystring: suggestQuery,
        response: { 200: suggestReply, ...problems('invalid_input', 'rate_limited') },
      },
    },
    async (request) => search.suggestProducts(await readsFor(router, request), request.query.q),
  );
};
