import type { ApiDeps } from '../api.ts';
import { type Clerk, createClerk } from '../clients/clerk.ts';
import type { Env } from '../env-schema.ts';
import { createAuthenticate } from '../http/authenticate.ts';
import { createEnqueue } from '../jobs/enqueue.ts';
import { createAccountExportsService } from '../modules/account-exports/account-exports.service.ts';
import { createCatalogueService } from '../modules/catalogue/catalogue.service.ts';
import { createSearchService } from '../modules/catalogue/search.service.ts';
import { createSearchSynonymsService } from '../modules/catalogue/search-synonyms.service.ts';
import { createCheckoutsService } from '../modules/checkouts/checkouts.service.ts';
import { createDesignSharesService } from '../modules/designs/design-shares.service.ts';
import { createDesignsService } from '../modules/designs/designs.service.ts';
import { createGuestsService } from '../modules/guests/guests.service.ts';
import { createCustomerOrdersService } from '../modules/orders/customer-orders.service.ts';
import { createUnverifiedLinesService } from '../modules/orders/unverified-lines.service.ts';
import { createPetsService } from '../modules/pets/pets.service.ts';
import { createPreviewsService } from '../modules/previews/previews.service.ts';
import { createStockAlertsService } from '../modules/stock-alerts/stock-alerts.service.ts';
import { createTicketsService } from '../modules/tickets/tickets.service.ts';
import { deleteClerkUsers } from '../modules/users/users.jobs.ts';
import { createUsersService } from '../modules/users/users.service.ts';
import { createGuestTokens } from '../platform/guest-tokens.ts';
import { createIdempotencyKeys } from '../platform/idempotency-keys.ts';
import { gatherAccount } from '../webhooks/account-copy.ts';
import { eraseAccount } from '../webhooks/account-erasure.ts';
import { claimCheckouts } from '../webhooks/order-links.ts';
import { buildCachedReplies } from './build-cache.ts';
import { buildOperations, buildOperatorSessions } from './build-operations.ts';
import { buildPerimeter } from './build-perimeter.ts';
import type { Deps } from './deps.ts';
import { hasLocalCheckouts } from './open-checkouts.ts';

export type ApiParts = ReturnType<typeof createApiParts>;

/** Who people are, and what is kept of them. */
export function createApiParts(deps: Deps) {
  const { env, database, crypto, clock, log, storage, renderPng, backend, queues } = deps;
  const clerk = openClerk(env);
  const guestTokens = createGuestTokens({
    access: env.JWT_SECRET,
    refresh: env.REFRESH_TOKEN_SECRET,
    issuer: env.APP_NAME,
  });
  const users = createUsersService({
    writer: database.writer,
    crypto,
    clock,
    gatherAccount: (tx, userId) => gatherAccount(tx, crypto, userId),
    eraseAccount: (tx, account) => eraseAccount(tx, crypto, account),
    onClerkDeletion: () => void askClerkToDelete(deps, clerk),
  });

  const enqueue = createEnqueue(queues);
  const previews = createPreviewsService({
    writer: database.writer,
    storage,
    renderPng,
    clock,
    log,
    enqueueRender: backend && ((ref) => enqueue('render-preview', [ref])),
  });

  return { clerk, guestTokens, users, previews };
}

export function openClerk(env: Env): Clerk {
  return createClerk({
    secretKey: env.CLERK_SECRET_KEY,
    publishableKey: env.CLERK_PUBLISHABLE_KEY,
    jwtKey: env.CLERK_JWT_KEY,
    authorizedParties: env.CORS_ORIGIN,
  });
}

/** At once, by way of the queue where there is one. When that fails, the next scheduled run makes up for it. */
async function askClerkToDelete({ backend, queues, database, log }: Deps, clerk: Clerk): Promise<void> {
  try {
    if (backend) await createEnqueue(queues)('delete-clerk-users', [{}]);
    else await deleteClerkUsers({ writer: database.writer, clerk }, new AbortController().signal);
  } catch (error) {
    log.warn({ err: error }, 'an account is not deleted at Clerk yet; it is tried again');
  }
}

/** What the storefront's API is made of. */
export function buildApi(deps: Deps, { clerk, guestTokens, users, previews }: ApiParts): ApiDeps {
  const { env, database, crypto, clock, log, router } = deps;
  return {
    authenticate: createAuthenticate({
      verifySession: clerk.verifySession,
      verifyGuest: guestTokens.verifyAccess,
      ensureUser: users.ensureUser,
      isErased: users.isErased,
      clock,
    }),
    idempotencyKeys: createIdempotencyKeys({ pool: database.primary, crypto }),
    users,
    accountExports: createAccountExportsService({ writer: database.writer, crypto }),
    router,
    guests: createGuestsService({ writer: database.writer, tokens: guestTokens, clock, claimCheckouts }),
    sessionSecret: env.SESSION_SECRET,
    secureCookies: isDeployed(env),
    perimeter: buildPerimeter(deps),
    cachedReplies: buildCachedReplies(deps),
    regions: { primary: env.PRIMARY_REGION, own: env.FLY_REGION },
    pets: createPetsService({ writer: database.writer, crypto, clock }),
    designs: createDesignsService({ writer: database.writer, clock }),
    designShares: createDesignSharesService({ writer: database.writer, clock }),
    previews,
    stockAlerts: createStockAlertsService({
      writer: database.writer,
      crypto,
      clock,
      storefrontUrl: env.STOREFRONT_URL,
    }),
    catalogue: createCatalogueService({ currency: env.SHOP_CURRENCY }),
    search: createSearchService({ currency: env.SHOP_CURRENCY }),
    searchSynonyms: createSearchSynonymsService({ writer: database.writer, clock }),
    ...buildOperations(deps),
    ...buildOperatorSessions(deps, clerk, isDeployed(env)),
    checkouts: createCheckoutsService({
      writer: database.writer,
      ...{ crypto, clock, log },
      shopify: deps.checkouts,
      currency: env.SHOP_CURRENCY,
      findEmail: async (reads, userId) => (await users.getMe(reads, userId)).email ?? undefined,
    }),
    orders: createCustomerOrdersService({ crypto }),
    unverifiedLines: createUnverifiedLinesService(),
    tickets: createTicketsService({ writer: database.writer, crypto, clock, renderPng: deps.renderPng }),
    hasLocalCheckouts: hasLocalCheckouts(env),
  };
}

export function isDeployed(env: Pick<Env, 'NODE_ENV'>): boolean {
  return env.NODE_ENV === 'production' || env.NODE_ENV === 'staging';
}
