import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { idForNew } from '../../http/idempotency.ts';
import { identityOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { checkout, checkoutParams, designPrice, newCheckout, pricedParams, priceQuery } from './checkouts.schemas.ts';
import type { CheckoutsService } from './checkouts.service.ts';

export interface CheckoutsRoutesDeps {
  checkouts: CheckoutsService;
  router: ReadRouter;
}

const tags = ['Checkout'];
const security = [{ session: [] }];

/** In the scope of guests and users. */
export const checkoutsRoutes: FastifyPluginAsyncZod<CheckoutsRoutesDeps> = async (app, { checkouts, router }) => {
  app.get(
    '/designs/:id/price',
    {
      schema: {
        operationId: 'getDesignPrice',
        summary: 'What one of your designs costs',
        description: 'Of its newest revision, as the shop asks for it now. Nothing is reserved.',
        tags,
        security,
        params: pricedParams,
        querystring: priceQuery,
        response: { 200: designPrice, ...problems('unauthenticated', 'invalid_input', 'not_found', 'conflict') },
      },
    },
    async (request) => {
      const { params, query } = request;
      const reads = await readsFor(router, request);
      return checkouts.getDesignPrice(reads, identityOf(request).ownerId, params.id, query.quantity);
    },
  );

  app.post(
    '/designs/:id/checkout',
    {
      schema: {
        operationId: 'createDesignCheckout',
        summary: 'Go to the checkout with a design',
        description:
          'Freezes the newest revision at its price and answers where to pay. Asked again for the same revision and ' +
          'quantity, it answers the checkout that is open already, with status 200; after a day, or when the price ' +
          'has changed, a new one. With the code `out_of_stock` (409) there are not enough of the base product, and it is not ' +
          'sold without. While Shopify is away: 503, and the next attempt goes on where this one stopped.',
        tags,
        security,
        params: pricedParams,
        body: newCheckout,
        response: {
          200: checkout.describe('It was open already.'),
          201: checkout,
          ...problems('unauthenticated', 'invalid_input', 'not_found', 'conflict', 'idempotency_mismatch'),
          ...problems('out_of_stock', 'unavailable'),
        },
      },
    },
    async (request, reply) => {
      const asked = { id: idForNew(request), designId: request.params.id, quantity: request.body.quantity };
      const reads = await readsFor(router, request);
      const made = await checkouts.createDesignCheckout(reads, identityOf(request), asked);
      reply.header('location', `/api/v1/checkouts/${made.id}`);
      return reply.code(made.id === asked.id ? 201 : 200).send(made);
    },
  );

  app.get(
    '/checkouts/:id',
    {
      schema: {
        operationId: 'getCheckout',
        summary: 'One of your checkouts',
        tags,
        security,
        params: checkoutParams,
        response: { 200: checkout, ...problems('unauthenticated', 'invalid_input', 'not_found') },
      },
    },
    async (request) => {
      const reads = await readsFor(router, request);
      return checkouts.getCheckout(reads, identityOf(request).ownerId, request.params.id);
    },
  );
};
