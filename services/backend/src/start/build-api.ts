import type { ApiDeps } from '../api.ts';
import { createClerk } from '../clients/clerk.ts';
import type { Env } from '../env-schema.ts';
import { createAuthenticate } from '../http/authenticate.ts';
import { createDesignSharesService } from '../modules/designs/design-shares.service.ts';
import { createDesignsService } from '../modules/designs/designs.service.ts';
import { createUsersService } from '../modules/users/users.service.ts';
import { createGuestTokens } from '../platform/guest-tokens.ts';
import { createIdempotencyKeys } from '../platform/idempotency-keys.ts';
import type { Deps } from './deps.ts';

/** What the storefront's API is made of. */
export function buildApi({ env, database, crypto, clock, router }: Deps): ApiDeps {
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
    designs: createDesignsService({ writer: database.writer, clock }),
    designShares: createDesignSharesService({ writer: database.writer, clock }),
  };
}

export function isDeployed(env: Pick<Env, 'NODE_ENV'>): boolean {
  return env.NODE_ENV === 'production' || env.NODE_ENV === 'staging';
}
