import cookie from '@fastify/cookie';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { CachedReplies } from './http/cached-replies.ts';
import { answerFromCache } from './http/early-answers.ts';
import { answerOnce } from './http/idempotency.ts';
import { type Authenticate, carryIdentities, requireIdentity } from './http/identity.ts';
import { allowOnly, requireOperator } from './http/operator-session.ts';
import { type PerimeterDeps, surroundApi } from './http/perimeter.ts';
import { readOwnWrites } from './http/read-after-write.ts';
import { type Regions, sendWritesToPrimary } from './http/regions.ts';
import { accountExportsRoutes } from './modules/account-exports/account-exports.routes.ts';
import type { AccountExportsService } from './modules/account-exports/account-exports.service.ts';
import { auditLogRoutes } from './modules/audit-log/audit-log.routes.ts';
import type { AuditLogService } from './modules/audit-log/audit-log.service.ts';
import { type CatalogueRoutesDeps, catalogueRoutes } from './modules/catalogue/catalogue.routes.ts';
import { type SearchRoutesDeps, searchRoutes } from './modules/catalogue/search.routes.ts';
import { type SearchSynonymsRoutesDeps, searchSynonymsRoutes } from './modules/catalogue/search-synonyms.routes.ts';
import { type CheckoutsRoutesDeps, checkoutsRoutes } from './modules/checkouts/checkouts.routes.ts';
import { localCheckoutsRoutes } from './modules/checkouts/local-checkouts.routes.ts';
import { deliveriesRoutes } from './modules/deliveries/deliveries.routes.ts';
import type { DeliveriesService } from './modules/deliveries/deliveries.service.ts';
import { designRevisionsRoutes } from './modules/designs/design-revisions.routes.ts';
import { type DesignSharesRoutesDeps, designSharesRoutes } from './modules/designs/design-shares.routes.ts';
import { type DesignsRoutesDeps, designsRoutes } from './modules/designs/designs.routes.ts';
import { sharedDesignsRoutes } from './modules/designs/shared-designs.routes.ts';
import { claimRoutes, guestSessionRoutes } from './modules/guests/guests.routes.ts';
import type { GuestsService } from './modules/guests/guests.service.ts';
import { type MirrorStateRoutesDeps, mirrorStateRoutes } from './modules/operations/mirror-state.routes.ts';
import { type OperationsRoutesDeps, operationsRoutes } from './modules/operations/operations.routes.ts';
import {
  type OperatorSessionsRoutesDeps,
  openOperatorSessionRoutes,
  operatorSessionRoutes,
} from './modules/operator-sessions/operator-sessions.routes.ts';
import { type CustomerOrdersRoutesDeps, customerOrdersRoutes } from './modules/orders/customer-orders.routes.ts';
import { type UnverifiedLinesRoutesDeps, unverifiedLinesRoutes } from './modules/orders/unverified-lines.routes.ts';
import { petsRoutes } from './modules/pets/pets.routes.ts';
import type { PetsService } from './modules/pets/pets.service.ts';
import { type PreviewsRoutesDeps, previewsRoutes, sharedPreviewsRoutes } from './modules/previews/previews.routes.ts';
import { stockAlertsRoutes } from './modules/stock-alerts/stock-alerts.routes.ts';
import type { StockAlertsService } from './modules/stock-alerts/stock-alerts.service.ts';
import { type TicketsRoutesDeps, ticketsRoutes } from './modules/tickets/tickets.routes.ts';
import { usersRoutes } from './modules/users/users.routes.ts';
import type { UsersService } from './modules/users/users.service.ts';
import type { IdempotencyKeys } from './platform/idempotency-keys.ts';
import type { ReadRouter } from './platform/read-router.ts';

export interface ApiDeps {
  authenticate: Authenticate;
  idempotencyKeys: IdempotencyKeys;
  users: UsersService;
  accountExports: AccountExportsService;
  router: ReadRouter;
  guests: GuestsService;
  /** SESSION_SECRET. */
  sessionSecret: string;
  secureCookies: boolean;
  perimeter: PerimeterDeps;
  cachedReplies: CachedReplies;
  regions: Regions;
  pets: PetsService;
  designs: DesignsRoutesDeps['designs'];
  designShares: DesignSharesRoutesDeps['designShares'];
  previews: PreviewsRoutesDeps['previews'];
  stockAlerts: StockAlertsService;
  catalogue: CatalogueRoutesDeps['catalogue'];
  search: SearchRoutesDeps['search'];
  searchSynonyms: SearchSynonymsRoutesDeps['searchSynonyms'];
  deliveries: DeliveriesService;
  auditLog: AuditLogService;
  operations: OperationsRoutesDeps['operations'];
  operatorSessions: OperatorSessionsRoutesDeps['operatorSessions'];
  operatorCookies: OperatorSessionsRoutesDeps['operatorCookies'];
  mirrorState: MirrorStateRoutesDeps['mirrorState'];
  checkouts: CheckoutsRoutesDeps['checkouts'];
  orders: CustomerOrdersRoutesDeps['orders'];
  unverifiedLines: UnverifiedLinesRoutesDeps['unverifiedLines'];
  tickets: TicketsRoutesDeps['tickets'];
  /** Where nothing can be paid, and a page says so. */
  hasLocalCheckouts: boolean;
}

/** The storefront's API: who may ask, and what there is. */
export const apiRoutes: FastifyPluginAsyncZod<{ api: ApiDeps }> = async (api, { api: deps }) => {
  sendWritesToPrimary(api, deps.regions);
  carryIdentities(api);
  answerFromCache(api, deps.cachedReplies);
  await surroundApi(api, deps.perimeter);
  await readOwnWrites(api, { router: deps.router, secret: deps.sessionSecret, secure: deps.secureCookies });

  await api.register(guestSessionRoutes, deps);
  await api.register(sharedDesignsRoutes, deps);
  await api.register(sharedPreviewsRoutes, deps);
  await api.register(stockAlertsRoutes, deps);
  await api.register(catalogueRoutes, deps);
  await api.register(searchRoutes, deps);
  if (deps.hasLocalCheckouts) await api.register(localCheckoutsRoutes);

  await api.register(async (scope) => {
    requireIdentity(scope, 'guest', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(petsRoutes, deps);
    await scope.register(designsRoutes, deps);
    await scope.register(designRevisionsRoutes, deps);
    await scope.register(designSharesRoutes, deps);
    await scope.register(previewsRoutes, deps);
    await scope.register(checkoutsRoutes, deps);
  });

  await api.register(async (scope) => {
    requireIdentity(scope, 'user', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(claimRoutes, deps);
    await scope.register(usersRoutes, deps);
    await scope.register(accountExportsRoutes, deps);
    await scope.register(customerOrdersRoutes, deps);
  });

  await api.register(async (scope) => {
    requireIdentity(scope, 'admin', deps.authenticate);
    answerOnce(scope, deps.idempotencyKeys);
    await scope.register(searchSynonymsRoutes, deps);
    await scope.register(deliveriesRoutes, deps);
    await scope.register(auditLogRoutes, deps);
    await scope.register(operationsRoutes, deps);
    await scope.register(openOperatorSessionRoutes, deps);
    await scope.register(mirrorStateRoutes, deps);
    await scope.register(unverifiedLinesRoutes, deps);
    await scope.register(ticketsRoutes, deps);
  });
};

/** What the operations page shows and does. All that its session is good for: it reads no bodies, for example. */
const onThePage = ['readOperations', 'listDeliveries', 'replayDelivery', 'replayDeliveries'];

/** The part of the admin API that the pages below /ops ask, with the cookie that they have in place of a token. */
export const operatorRoutes: FastifyPluginAsyncZod<{ api: ApiDeps }> = async (api, { api: deps }) => {
  carryIdentities(api);
  await surroundApi(api, { ...deps.perimeter, origins: [] });
  await api.register(cookie);
  await api.register(operatorSessionRoutes, deps);

  await api.register(async (scope) => {
    allowOnly(scope, onThePage);
    requireOperator(scope, deps.operatorCookies);
    await scope.register(deliveriesRoutes, deps);
    await scope.register(operationsRoutes, deps);
  });
};
