/** What a session token of Clerk says, as far as this service cares. */
export interface SessionClaims {
  clerkId: string;
  isAdmin: boolean;
  expiresAt: Date;
}

export interface Clerk {
  /** Undefined for anything but a valid session token of this instance and one of our parties. */
  verifySession(token: string): Promise<SessionClaims | undefined>;
  /** Whether Clerk says now that a user is an administrator. @throws while it cannot be asked, or not without a key. */
  isAdmin(clerkId: string): Promise<boolean>;
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
  /** Where Clerk's own API is; its usual place unless tests say otherwise. */
  apiUrl?: string;
}

const adminRole = 'admin';
const notFound = 404;
const forbidden = 403;
/** Somebody waits for it. */
const askTimeoutMs = 2_000;

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
    async isAdmin(clerkId) {
      if (!options.secretKey) throw new Error('without CLERK_SECRET_KEY nobody can be asked who is an administrator');
      const users = await openUsers(options, options.secretKey);
      return withTimeout(askWhetherAdmin(users, clerkId), askTimeoutMs);
    },
    async deleteUser(clerkId) {
      if (!options.secretKey) return;
      const users = await openUsers(options, options.secretKey);
      await users.deleteUser(clerkId).catch((error: { status?: number }) => {
        if (error.status !== notFound) throw error;
      });
    },
  };
}

type Users = Awaited<ReturnType<typeof openUsers>>;

async function openUsers({ apiUrl }: ClerkOptions, secretKey: string) {
  const { createClerkClient } = await loadSdk();
  return createClerkClient({ secretKey, ...(apiUrl ? { apiUrl } : {}) }).users;
}

/** The same two places of the role as in a token; whoever is banned, locked or gone has none. */
async function askWhetherAdmin(users: Users, clerkId: string): Promise<boolean> {
  const user = await users.getUser(clerkId).catch(unless(notFound));
  if (!user || user.banned || user.locked) return false;
  if (user.publicMetadata['role'] === adminRole) return true;
  // 403: an instance without organisations.
  const memberships = await users
    .getOrganizationMembershipList({ userId: clerkId, limit: 100 })
    .catch(unless(notFound, forbidden));
  return memberships?.data.some(({ role }) => role === `org:${adminRole}`) ?? false;
}

function unless(...statuses: number[]): (error: { status?: number }) => undefined {
  return (error) => {
    if (!statuses.includes(error.status ?? 0)) throw error;
    return undefined;
  };
}

async function withTimeout<T>(answer: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Clerk did not answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([answer, deadline]);
  } finally {
    clearTimeout(timer);
  }
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
