import type { ApiDeps } from '../api.ts';
import { createClerk } from '../clients/clerk.ts';
import type { Env } from '../env-schema.ts';
import { createAuthenticate } from '../http/authenticate.ts';
import { createEnqueue } from '../jobs/enqueue.ts';
import { createPreviewsService } from '../modules/previews/previews.service.ts';
import { createUsersService } from '../modules/users/users.service.ts';
import { createGuestTokens } from '../platform/guest-tokens.ts';
import { createIdempotencyKeys } from '../platform/idempotency-keys.ts';
import type { Deps } from './deps.ts';

export type ApiParts = ReturnType<typeof createApiParts>;

/** Who people are, and what is kept of them. */
export function createApiParts({ env, database, crypto, clock, log, storage, renderPng, backend, queues }: Deps) {
  const clerk = createClerk({
    secretKey: env.CLERK_SECRET_KEY,
    publishableKey: env.CLERK_PUBLISHABLE_KEY,
    jwtKey: env.CLERK_JWT_KEY,
    authorizedParties: env.CORS_ORIGIN,
  });
  const guestTokens = createGuestTokens({
    access: env.JWT_SECRET,
    refresh: env.REFRESH_TOKEN_SECRET,
    issuer: env.APP_NAME,
  });
  const users = createUsersService({ writer: database.writer, crypto });

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

/** What the storefront's API is made of. */
export function buildApi(deps: Deps, { clerk, guestTokens, users, previews }: ApiParts): ApiDeps {
  const { env, database, crypto, clock, router } = deps;
  return {
    authenticate: createAuthenticate({
      verifySession: clerk.verifySession,
      verifyGuest: guestTokens.verifyAccess,
      ensureUser: users.ensureUser,
      clock,
    }),
    idempotencyKeys: createIdempotencyKeys({ pool: database.primary, crypto }),
    router,
    sessionSecret: env.SESSION_SECRET,
    secureCookies: isDeployed(env),
    previews,
  };
}

export function isDeployed(env: Pick<Env, 'NODE_ENV'>): boolean {
  return env.NODE_ENV === 'production' || env.NODE_ENV === 'staging';
}
