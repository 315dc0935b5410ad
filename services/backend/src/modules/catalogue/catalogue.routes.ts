import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { type CachedReplies, cachedAs, sendCached } from '../../http/cached-replies.ts';
import { problems } from '../../http/errors.ts';
import {
  collectionList,
  collectionPage,
  collectionProductsQuery,
  collectionsQuery,
  handleParams,
  product,
  productList,
  productsQuery,
} from './catalogue.schemas.ts';
import type { CatalogueService } from './catalogue.service.ts';

export interface CatalogueRoutesDeps {
  catalogue: CatalogueService;
  cachedReplies: CachedReplies;
}

const shared = { tags: ['Catalogue'], security: [] };

/** Products and collections, for everybody. */
export const catalogueRoutes: FastifyPluginAsyncZod<CatalogueRoutesDeps> = async (
  app,
  { catalogue, cachedReplies },
) => {
  declareAccess(app, 'public');

  app.get(
    '/products',
    {
      ...cachedAs('list'),
      schema: {
        ...shared,
        operationId: 'listProducts',
        summary: 'List products',
        description:
          'What is published, narrowed down by whatever is named, with what it could be narrowed down by further.',
        querystring: productsQuery,
        response: { 200: productList, ...problems('invalid_input', 'not_found', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads, version) =>
        catalogue.listProducts(reads, request.query, version),
      ),
  );

  app.get(
    '/products/:handle',
    {
      ...cachedAs('product'),
      schema: {
        ...shared,
        operationId: 'readProduct',
        summary: 'Read a product',
        params: handleParams,
        response: { 200: product, ...problems('invalid_input', 'not_found', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads) => catalogue.readProduct(reads, request.params.handle)),
  );

  app.get(
    '/collections',
    {
      ...cachedAs('list'),
      schema: {
        ...shared,
        operationId: 'listCollections',
        summary: 'List collections',
        querystring: collectionsQuery,
        response: { 200: collectionList, ...problems('invalid_input', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads) => catalogue.listCollections(reads, request.query)),
  );

  app.get(
    '/collections/:handle',
    {
      ...cachedAs('list'),
      schema: {
        ...shared,
        operationId: 'readCollection',
        summary: 'Read a collection and list its products',
        description: 'Takes what the list of products takes, and answers the same with the collection beside it.',
        params: handleParams,
        querystring: collectionProductsQuery,
        response: { 200: collectionPage, ...problems('invalid_input', 'not_found', 'rate_limited') },
      },
    },
    (request, reply) =>
      sendCached(request, reply, cachedReplies, (reads, version) =>
        catalogue.readCollection(reads, request.params.handle, request.query, version),
      ),
  );
};
