/** What a session token of Clerk says, as far as this service cares. */
export interface SessionClaims {
  clerkId: string;
  isAdmin: boolean;
  expiresAt: Date;
}

export interface Clerk {
  /** Undefined for anything but a valid session token of this instance and one of our parties. */
  verifySession(token: string): Promise<SessionClaims | undefined>;
  /** Removes the user at Clerk, so that nobody can sign in again. Nothing happens without CLERK_SECRET_KEY. */
  deleteUser(clerkId: string): Promise<void>;
}

interface ClerkOptions {
  secretKey: string | undefined;
  publishableKey: string;
  /** PEM. With it, verifying needs no network. */
  jwtKey: string | undefined;
  /** Origins that may have asked for a token (`azp`). Empty: any. */
  authorizedParties: readonly string[];
}

const adminRole = 'admin';
const notFound = 404;

/** Loaded when somebody first signs in: it takes a fifth of the start and of the memory of a process that is idle. */
const loadSdk = () => import('@clerk/fastify');

export function createClerk(options: ClerkOptions): Clerk {
  const issuer = issuerOf(options.publishableKey);
  const key = options.jwtKey ? { jwtKey: options.jwtKey } : { secretKey: options.secretKey ?? '' };

  return {
    async verifySession(token) {
      const { verifyToken } = await loadSdk();
      const claims = await verifyToken(token, key).catch(() => undefined);
      // Clerk's own check leaves the issuer out, and refuses tokens of native apps, which have no azp.
      if (!claims || claims.iss !== issuer || (claims as { sts?: string }).sts === 'pending') return undefined;
      // Tokens of machines and of OAuth clients are signed with the same key; only those of sessions name one.
      if (!claims.sid) return undefined;
      if (claims.azp && options.authorizedParties.length > 0 && !options.authorizedParties.includes(claims.azp)) {
        return undefined;
      }
      return { clerkId: claims.sub, isAdmin: isAdmin(claims), expiresAt: new Date(claims.exp * 1_000) };
    },
    async deleteUser(clerkId) {
      if (!options.secretKey) return;
      const { createClerkClient } = await loadSdk();
      const { users } = createClerkClient({ secretKey: options.secretKey });
      await users.deleteUser(clerkId).catch((error: { status?: number }) => {
        if (error.status !== notFound) throw error;
      });
    },
  };
}

export function issuerOf(publishableKey: string): string {
  return `https://${instanceHostOf(publishableKey)}`;
}

/** A publishable key is the host of the instance in base64, ended by a dollar sign (clerk.com/docs, "Clerk keys"). */
export function instanceHostOf(publishableKey: string): string {
  const encoded = publishableKey.replace(/^pk_(test|live)_/, '');
  return Buffer.from(encoded, 'base64').toString('utf8').replace(/\$$/, '');
}

/** The role in the active organisation, or what the session token template puts under `metadata`. */
function isAdmin(claims: object): boolean {
  const { o, metadata } = claims as { o?: { rol?: unknown }; metadata?: { role?: unknown } };
  return o?.rol === adminRole || metadata?.role === adminRole;
}
