import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { problems } from '../../http/errors.ts';
import { idForNew } from '../../http/idempotency.ts';
import { userOf } from '../../http/identity.ts';
import { readsFor } from '../../http/read-after-write.ts';
import type { ReadRouter } from '../../platform/read-router.ts';
import { exportParams, exportState, exportWithContent } from './account-exports.schemas.ts';
import type { AccountExportsService } from './account-exports.service.ts';

export interface AccountExportsRoutesDeps {
  accountExports: AccountExportsService;
  router: ReadRouter;
}

const shared = { tags: ['Account'], security: [{ session: [] }] };

/** Copies that take their time: asked for now, fetched when a mail says so. For the scope of users. */
export const accountExportsRoutes: FastifyPluginAsyncZod<AccountExportsRoutesDeps> = async (
  scope,
  { accountExports, router },
) => {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });

  scope.post(
    '/me/exports',
    {
      schema: {
        ...shared,
        operationId: 'requestAccountExport',
        summary: 'Ask for a copy of everything held of you',
        description:
          'The copy is made in the background; a mail with a link to the storefront says when it can be fetched. ' +
          'Whoever waits for one already is given that one.',
        response: { 201: exportState, ...problems('unauthenticated', 'forbidden') },
      },
    },
    async (request, reply) => {
      const state = await accountExports.requestAccountExport(userOf(request).ownerId, idForNew(request));
      return reply.code(201).header('location', `/api/v1/me/exports/${state.id}`).send(state);
    },
  );

  scope.get(
    '/me/exports/:id',
    {
      schema: {
        ...shared,
        operationId: 'getAccountExport',
        summary: 'Fetch a copy that you asked for',
        description: 'For a week from when it is ready.',
        params: exportParams,
        response: { 200: exportWithContent, ...problems('invalid_input', 'unauthenticated', 'forbidden', 'not_found') },
      },
    },
    async (request) =>
      accountExports.getAccountExport(await readsFor(router, request), userOf(request).ownerId, request.params.id),
  );
};
