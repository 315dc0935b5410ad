import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/** Stands where Clerk stands: signs session tokens with a key pair of its own. Development and tests only. */
export interface Issuer {
  /** PEM. */
  publicKey: string;
  privateKey: string;
  issueSession(person: Person, options?: SessionOptions): Promise<string>;
}

export interface Person {
  /** Clerk's id, `user_...`. */
  clerkId: string;
  isAdmin?: boolean;
}

export interface SessionOptions {
  expiresInSeconds?: number;
  authorizedParty?: string;
  /** Claims that win over the usual ones. */
  claims?: Record<string, unknown>;
}

export const issuerHost = 'clerk.pet-shop.localhost';
export const publishableKey = `pk_test_${Buffer.from(`${issuerHost}$`).toString('base64')}`;
/** Clerk's own live a minute; whoever tries the API by hand wants longer. */
const sessionSeconds = 60 * 60;

/** @param pem the private key, when there is one already. */
export function createIssuer(pem: string = generatePrivateKey()): Issuer {
  const key = createPrivateKey(pem);
  return {
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: pem,
    issueSession({ clerkId, isAdmin }, { expiresInSeconds = sessionSeconds, authorizedParty, claims } = {}) {
      const now = Math.floor(Date.now() / 1_000);
      return new SignJWT({
        iss: `https://${issuerHost}`,
        sub: clerkId,
        sid: `sess_${randomUUID().replaceAll('-', '')}`,
        v: 2,
        iat: now,
        nbf: now - 5,
        exp: now + expiresInSeconds,
        ...(authorizedParty ? { azp: authorizedParty } : {}),
        ...(isAdmin ? { o: { id: 'org_staff', slg: 'staff', rol: 'admin' } } : {}),
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_local' })
        .sign(key);
    },
  };
}

export function generatePrivateKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2_048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** Every variable about who people are, for a service whose people this issuer signs in. */
export function identityVariables(issuer: Pick<Issuer, 'publicKey'> = createIssuer()): Record<string, string> {
  const secret = () => randomBytes(32).toString('hex');
  return {
    CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_JWT_KEY: issuer.publicKey,
    CLERK_SECRET_KEY: `sk_test_${secret()}`,
    CLERK_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString('base64')}`,
    JWT_SECRET: secret(),
    REFRESH_TOKEN_SECRET: secret(),
    SESSION_SECRET: secret(),
  };
}
