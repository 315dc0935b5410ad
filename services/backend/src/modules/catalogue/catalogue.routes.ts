import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { problems } from '../../http/errors.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
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
  router: ReadRouter;
}

const shared = { tags: ['Catalogue'], security: [] };

/** Products and collections, for everybody. */
export const catalogueRoutes: FastifyPluginAsyncZod<CatalogueRoutesDeps> = async (app, { catalogue, router }) => {
  declareAccess(app, 'public');

  app.get(
    '/products',
    {
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
    async (request) => catalogue.listProducts(await readsFor(router, request), request.query),
  );

  app.get(
    '/products/:handle',
    {
      schema: {
        ...shared,
        operationId: 'readProduct',
        summary: 'Read a product',
        params: handleParams,
        response: { 200: product, ...problems('invalid_input', 'not_found', 'rate_limited') },
      },
    },
    async (request) => catalogue.readProduct(await readsFor(router, request), request.params.handle),
  );

  app.get(
    '/collections',
    {
      schema: {
        ...shared,
        operationId: 'listCollections',
        summary: 'List collections',
        querystring: collectionsQuery,
        response: { 200: collectionList, ...problems('invalid_input', 'rate_limited') },
      },
    },
    async (request) => catalogue.listCollections(await readsFor(router, request), request.query),
  );

  app.get(
    '/collections/:handle',
    {
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
    async (request) => catalogue.readCollection(await readsFor(router, request), request.params.handle, request.query),
  );
};
