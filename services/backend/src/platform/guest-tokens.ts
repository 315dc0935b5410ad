import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { Bytes } from './crypto.ts';

/** What a visitor carries before signing in: a short-lived access token, and a refresh token that is used once. */
export interface GuestTokens {
  issueAccess(guestId: string): Promise<{ token: string; expiresInSeconds: number }>;
  /** Undefined for anything but a valid access token of ours. */
  verifyAccess(token: string): Promise<{ guestId: string; expiresAt: Date } | undefined>;
  /** A new refresh token, and the hash by which it is known; the token itself is kept nowhere. */
  issueRefresh(): { token: string; hash: Bytes };
  hashRefresh(token: string): Bytes;
}

export const guestAccessSeconds = 15 * 60;
const tokenType = 'guest+jwt';
const algorithm = 'HS256';
const audience = 'guest';

/** @param secrets JWT_SECRET signs access tokens, REFRESH_TOKEN_SECRET keys the hashes of refresh tokens. */
export function createGuestTokens(secrets: { access: string; refresh: string; issuer: string }): GuestTokens {
  const key = createSecretKey(Buffer.from(secrets.access));
  const hashRefresh = (token: string) => createHmac('sha256', secrets.refresh).update(token).digest() as Bytes;

  return {
    hashRefresh,
    async issueAccess(guestId) {
      const token = await new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ: tokenType })
        .setSubject(guestId)
        .setIssuer(secrets.issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${guestAccessSeconds}s`)
        .sign(key);
      return { token, expiresInSeconds: guestAccessSeconds };
    },
    async verifyAccess(token) {
      const verified = await jwtVerify(token, key, {
        algorithms: [algorithm],
        typ: tokenType,
        issuer: secrets.issuer,
        audience,
        requiredClaims: ['sub', 'exp'],
      }).catch(() => undefined);
      if (!verified) return undefined;
      const { sub = '', exp = 0 } = verified.payload;
      return { guestId: sub, expiresAt: new Date(exp * 1_000) };
    },
    issueRefresh() {
      const token = randomBytes(32).toString('base64url');
      return { token, hash: hashRefresh(token) };
    },
  };
}
