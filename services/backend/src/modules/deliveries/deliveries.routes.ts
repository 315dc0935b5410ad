import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { identityOf } from '../../http/identity.ts';
import {
  deliveriesQuery,
  deliveryDetails,
  deliveryList,
  deliveryParams,
  deliveryQuery,
  newReplay,
  rangeReply,
  replayReply,
} from './deliveries.schemas.ts';
import type { DeliveriesService } from './deliveries.service.ts';

const shared = { tags: ['Administration'], security: [{ session: [] }] };
const refusals = ['invalid_input', 'unauthenticated', 'forbidden', 'rate_limited'] as const;

/** The webhook inbox: what came, what became of it, and sending it round again. */
export const deliveriesRoutes: FastifyPluginAsyncZod<{ deliveries: DeliveriesService }> = async (
  app,
  { deliveries },
) => {
  app.get(
    '/admin/deliveries',
    {
      schema: {
        ...shared,
        operationId: 'listDeliveries',
        summary: 'List the deliveries of the webhook inbox',
        description: 'Newest first, settled ones included. Shows nothing of what they hold.',
        querystring: deliveriesQuery,
        response: { 200: deliveryList, ...problems(...refusals) },
      },
    },
    (request) => deliveries.listDeliveries(request.query),
  );

  app.get(
    '/admin/deliveries/:id',
    {
      schema: {
        ...shared,
        operationId: 'readDelivery',
        summary: 'Look at a delivery',
        params: deliveryParams,
        querystring: deliveryQuery,
        response: { 200: deliveryDetails, ...problems(...refusals, 'not_found') },
      },
    },
    (request, reply) => {
      // With a body it holds personal data: no cache on the way may keep that.
      reply.header('cache-control', 'no-store');
      const withBody = request.query.body === 'true';
      return deliveries.readDelivery(identityOf(request), request.params.id, { withBody });
    },
  );

  app.post(
    '/admin/deliveries/:id/replay',
    {
      schema: {
        ...shared,
        operationId: 'replayDelivery',
        summary: 'Send a delivery round again',
        description: 'It is pending with all its attempts, and is processed within about a second.',
        params: deliveryParams,
        response: { 200: replayReply, ...problems(...refusals, 'not_found', 'conflict') },
      },
    },
    (request) => deliveries.replayDelivery(identityOf(request), request.params.id),
  );

  app.post(
    '/admin/deliveries/replays',
    {
      schema: {
        ...shared,
        operationId: 'replayDeliveries',
        summary: 'Send a range of deliveries round again',
        description: 'The oldest `limit` that match. Try it with `dryRun` first.',
        body: newReplay,
        response: { 200: rangeReply, ...problems(...refusals, 'too_large', 'unsupported_media_type') },
      },
    },
    (request) => deliveries.replayDeliveries(identityOf(request), request.body),
  );
};
