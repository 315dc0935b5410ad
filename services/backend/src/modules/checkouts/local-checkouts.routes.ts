import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { declareAccess } from '../../http/access.ts';
import { checkoutParams } from './checkouts.schemas.ts';

/** Where the checkouts of the local stand-in lead. Never registered in staging and production. */
export const localCheckoutsRoutes: FastifyPluginAsyncZod = async (app) => {
  declareAccess(app, 'public');

  app.get(
    '/local-checkouts/:id',
    { schema: { hide: true, operationId: 'showLocalCheckout', params: checkoutParams } },
    async (request, reply) => reply.type('text/html; charset=utf-8').send(pageOf(request.params.id)),
  );
};

function pageOf(id: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>No real checkout</title>
<h1>This is where Shopify's checkout would be</h1>
<p>This service runs without credentials for Shopify, so nothing can be paid here and nothing is sold.
With the credentials of the shop's app (see env.template), this would be a draft order.</p>
<p>Reference of the checkout: <code>${id}</code></p></html>
`;
}
