import { randomBytes } from 'node:crypto';

export interface TokenRules {
  clientId: string;
  clientSecret: string;
  /** Shopify's live a day. */
  lifetimeSeconds: number;
}

export interface AccessTokenEndpoint {
  rules: TokenRules;
  /** How many have been handed out. */
  granted: number;
  grant(body: unknown): { status: number; body: unknown };
  isValid(token: string | undefined): boolean;
  /** Makes every token invalid that is out there, before its time. */
  expireAll(): void;
  /** A token that lives for ever, as old custom apps have. */
  issueStatic(): string;
}

/** POST /admin/oauth/access_token, grant type client_credentials. */
export function createAccessTokens(rules: TokenRules, now: () => number): AccessTokenEndpoint {
  const expiries = new Map<string, number>();
  const issue = (expiresAt: number) => {
    const token = `shpat_${randomBytes(16).toString('hex')}`;
    expiries.set(token, expiresAt);
    return token;
  };
  const endpoint: AccessTokenEndpoint = {
    rules,
    granted: 0,
    grant(body) {
      const { client_id, client_secret, grant_type } = (body ?? {}) as Record<string, unknown>;
      if (grant_type !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
      if (client_id !== endpoint.rules.clientId || client_secret !== endpoint.rules.clientSecret) {
        return { status: 401, body: { error: 'invalid_client' } };
      }
      endpoint.granted += 1;
      const { lifetimeSeconds } = endpoint.rules;
      const access_token = issue(now() + lifetimeSeconds * 1_000);
      return { status: 200, body: { access_token, scope: 'read_products', expires_in: lifetimeSeconds } };
    },
    isValid: (token) => token !== undefined && (expiries.get(token) ?? 0) > now(),
    expireAll: () => expiries.clear(),
    issueStatic: () => issue(Number.POSITIVE_INFINITY),
  };
  return endpoint;
}
