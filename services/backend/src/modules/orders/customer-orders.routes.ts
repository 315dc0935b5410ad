import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { problems } from '../../http/errors.ts';
import { userOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import { isUnchanged } from '../../http/versions.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { customerOrder, orderLineParams, orderList, orderParams, ordersQuery } from './customer-orders.schemas.ts';
import type { CustomerOrdersService } from './customer-orders.service.ts';

export interface CustomerOrdersRoutesDeps {
  orders: CustomerOrdersService;
  router: ReadRouter;
}

const tags = ['Orders'];
const security = [{ session: [] }];
const about =
  'An order is yours when Shopify and Clerk agree on your verified e-mail address, or when it paid for a checkout of ' +
  'yours and is nobody else’s.';
const unchanged = { 304: z.null().describe('It is as you have it.') };

/** In the scope of users. */
export const customerOrdersRoutes: FastifyPluginAsyncZod<CustomerOrdersRoutesDeps> = async (app, deps) => {
  const { orders, router } = deps;

  app.get(
    '/orders',
    {
      schema: {
        operationId: 'listOrders',
        summary: 'List your orders',
        description: about,
        tags,
        security,
        querystring: ordersQuery,
        response: { 200: orderList, ...problems('unauthenticated', 'forbidden', 'invalid_input') },
      },
    },
    async (request) => orders.listOrders(await readsFor(router, request), userOf(request).ownerId, request.query),
  );

  app.get(
    '/orders/:id',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getOrder',
        summary: 'Get one of your orders',
        description: about,
        tags,
        security,
        params: orderParams,
        response: {
          200: customerOrder,
          ...unchanged,
          ...problems('unauthenticated', 'forbidden', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const reads = await readsFor(router, request);
      const { order, tag } = await orders.getOrder(reads, userOf(request).ownerId, request.params.id);
      return isUnchanged(request, reply, tag) ? reply.send(null) : order;
    },
  );

  app.get(
    '/orders/:id/lines/:lineId/preview.svg',
    {
      config: { versioned: 'read' },
      schema: {
        operationId: 'getOrderLinePreviewSvg',
        summary: 'Picture of what was ordered, as SVG',
        tags,
        security,
        params: orderLineParams,
        produces: ['image/svg+xml'],
        response: {
          200: z.string().describe('The picture'),
          ...unchanged,
          ...problems('unauthenticated', 'forbidden', 'invalid_input', 'not_found'),
        },
      },
    },
    async (request, reply) => {
      const reads = await readsFor(router, request);
      const picture = await orders.getOrderLinePreviewSvg(reads, userOf(request).ownerId, request.params);
      reply.header('cache-control', 'private, no-cache');
      if (isUnchanged(request, reply, picture.tag)) return reply.send(null);
      return reply
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .type('image/svg+xml')
        .send(picture.draw());
    },
  );
};
