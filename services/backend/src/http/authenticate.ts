import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock.ts';
import { sha256 } from '../platform/crypto.ts';
import type { Authenticate, Identity } from './identity.ts';

interface AuthenticateDeps {
  verifySession(token: string): Promise<{ clerkId: string; isAdmin: boolean; expiresAt: Date } | undefined>;
  verifyGuest(token: string): Promise<{ guestId: string; expiresAt: Date } | undefined>;
  /** The user's row, made when this is the first that is seen of them. Undefined once they have been erased. */
  ensureUser(clerkId: string): Promise<{ id: string } | undefined>;
  /** True for whom this process knows to be erased. Elsewhere their token is remembered until it expires. */
  isErased?(userId: string): boolean;
  clock: Clock;
  /** False only for measuring what remembering saves. */
  remembers?: boolean;
}

interface Remembered {
  identity: Identity;
  expiresAtMs: number;
}

/** Longer than any session token: cookies that hold one have at most 4 kB. */
const longestToken = 4_096;
const rememberedTokens = 10_000;
/** Three parts in base64url: what machine keys (`ak_`, `mt_`, `oat_`) are not, so those never lead to a request. */
const jwtShape = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Tells who a bearer token stands for. A token that was verified is remembered, by its hash, until it expires:
 * verifying one costs a signature check, and looking its user up a query.
 */
export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const remembered = new LRUCache<string, Remembered>({ max: rememberedTokens });

  return async (token) => {
    if (token.length > longestToken || !jwtShape.test(token)) return undefined;
    const key = sha256(token).toString('base64');
    const known = remembered.get(key);
    if (known) {
      const isErased = deps.isErased?.(known.identity.ownerId) ?? false;
      if (known.expiresAtMs > deps.clock.now().getTime() && !isErased) return known.identity;
      remembered.delete(key);
    }
    const found = isGuestToken(token) ? await identifyGuest(deps, token) : await identifyUser(deps, token);
    if (found && deps.remembers !== false) remembered.set(key, found);
    return found?.identity;
  };
}

async function identifyGuest(deps: AuthenticateDeps, token: string): Promise<Remembered | undefined> {
  const guest = await deps.verifyGuest(token);
  if (!guest) return undefined;
  return { identity: { kind: 'guest', ownerId: guest.guestId }, expiresAtMs: guest.expiresAt.getTime() };
}

async function identifyUser(deps: AuthenticateDeps, token: string): Promise<Remembered | undefined> {
  const claims = await deps.verifySession(token);
  const user = claims && (await deps.ensureUser(claims.clerkId));
  if (!user) return undefined;
  const { clerkId, isAdmin, expiresAt } = claims;
  return { identity: { kind: 'user', ownerId: user.id, clerkId, isAdmin }, expiresAtMs: expiresAt.getTime() };
}

/** By the type in its header, which whoever verifies it checks again. */
function isGuestToken(token: string): boolean {
  try {
    const header = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('utf8');
    return (JSON.parse(header) as { typ?: unknown }).typ === 'guest+jwt';
  } catch {
    return false;
  }
}
