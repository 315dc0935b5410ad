import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { answerOnce } from './http/idempotency.ts';
import { type Authenticate, carryIdentities, requireIdentity } from './http/identity.ts';
import { readOwnWrites } from './http/read-after-write.ts';
import { type PreviewsRoutesDeps, previewsRoutes, sharedPreviewsRoutes } from './modules/previews/previews.routes.ts';
import type { IdempotencyKeys } from './platform/idempotency-keys.ts';
import type { ReadRouter } from './platform/read-router.ts';

export interface ApiDeps {
  authenticate: Authenticate;
  idempotencyKeys: IdempotencyKeys;
  router: ReadRouter;
  /** SESSION_SECRET. */
  sessionSecret: string;
  secureCookies: boolean;
  previews: PreviewsRoutesDeps['previews'];
}

/** The storefront's API: who may ask, and what there is. */
export const apiRoutes: FastifyPluginAsyncZod<ApiDeps> = async (api, deps) => {
  carryIdentities(api);
  await readOwnWrites(api, { router: deps.router, secret: deps.sessionSecret, secure: deps.secureCookies });

  const { previews, router } = deps;
  await api.register(sharedPreviewsRoutes, { previews, router });

  await api.register(async (scope) => {
    requireIdentity(scope, 'guest', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(previewsRoutes, { previews, router });
  });

  await api.register(async (scope) => {
    requireIdentity(scope, 'user', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
  });
};
