import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { CachedReplies } from './http/cached-replies.ts';
import { answerFromCache } from './http/early-answers.ts';
import { answerOnce } from './http/idempotency.ts';
import { type Authenticate, carryIdentities, requireIdentity } from './http/identity.ts';
import { type PerimeterDeps, surroundApi } from './http/perimeter.ts';
import { readOwnWrites } from './http/read-after-write.ts';
import { designRevisionsRoutes } from './modules/designs/design-revisions.routes.ts';
import { type DesignSharesRoutesDeps, designSharesRoutes } from './modules/designs/design-shares.routes.ts';
import { type DesignsRoutesDeps, designsRoutes } from './modules/designs/designs.routes.ts';
import { sharedDesignsRoutes } from './modules/designs/shared-designs.routes.ts';
import { claimRoutes, guestSessionRoutes } from './modules/guests/guests.routes.ts';
import type { GuestsService } from './modules/guests/guests.service.ts';
import { petsRoutes } from './modules/pets/pets.routes.ts';
import type { PetsService } from './modules/pets/pets.service.ts';
import { type PreviewsRoutesDeps, previewsRoutes, sharedPreviewsRoutes } from './modules/previews/previews.routes.ts';
import { usersRoutes } from './modules/users/users.routes.ts';
import type { UsersService } from './modules/users/users.service.ts';
import type { IdempotencyKeys } from './platform/idempotency-keys.ts';
import type { ReadRouter } from './platform/read-router.ts';

export interface ApiDeps {
  authenticate: Authenticate;
  idempotencyKeys: IdempotencyKeys;
  users: UsersService;
  router: ReadRouter;
  guests: GuestsService;
  /** SESSION_SECRET. */
  sessionSecret: string;
  secureCookies: boolean;
  perimeter: PerimeterDeps;
  cachedReplies: CachedReplies;
  pets: PetsService;
  designs: DesignsRoutesDeps['designs'];
  designShares: DesignSharesRoutesDeps['designShares'];
  previews: PreviewsRoutesDeps['previews'];
}

/** The storefront's API: who may ask, and what there is. */
export const apiRoutes: FastifyPluginAsyncZod<{ api: ApiDeps }> = async (api, { api: deps }) => {
  carryIdentities(api);
  answerFromCache(api, deps.cachedReplies);
  await surroundApi(api, deps.perimeter);
  await readOwnWrites(api, { router: deps.router, secret: deps.sessionSecret, secure: deps.secureCookies });

  await api.register(guestSessionRoutes, deps);
  await api.register(sharedDesignsRoutes, deps);
  await api.register(sharedPreviewsRoutes, deps);

  await api.register(async (scope) => {
    requireIdentity(scope, 'guest', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(petsRoutes, deps);
    await scope.register(designsRoutes, deps);
    await scope.register(designRevisionsRoutes, deps);
    await scope.register(designSharesRoutes, deps);
    await scope.register(previewsRoutes, deps);
  });

  await api.register(async (scope) => {
    requireIdentity(scope, 'user', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(claimRoutes, deps);
    await scope.register(usersRoutes, deps);
  });
};
