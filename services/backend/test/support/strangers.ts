import { createPublicKey, createSecretKey, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { createIssuer, issuerHost } from '../../dev/identity/issuer.ts';
import type { Env } from '../../src/env-schema.ts';
import { createGuestTokens } from '../../src/platform/guest-tokens.ts';
import { issuer } from './service.ts';

/** An origin that the service under test lets in: CORS_ORIGIN. */
export const shopOrigin = 'https://shop.example.com';
const person = { clerkId: 'user_mallory', isAdmin: true };
const nowSeconds = () => Math.floor(Date.now() / 1_000);
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** What somebody may send who is nobody to us, by what is wrong with it. Each is an administrator, if it is believed. */
export async function inventStrangers(env: Env): Promise<[what: string, headers: Record<string, string>][]> {
  const session = (claims: Record<string, unknown>) => issuer.issueSession(person, { claims });
  const good = await issuer.issueSession(person, { authorizedParty: shopOrigin });
  const [header = '', claims = '', signature = ''] = good.split('.');
  const claimsOf = JSON.parse(Buffer.from(claims, 'base64url').toString()) as JWTPayload;
  const rsaAsSecret = createSecretKey(
    Buffer.from(createPublicKey(issuer.publicKey).export({ type: 'spki', format: 'pem' })),
  );
  const hs256 = (payload: JWTPayload, typ: string, key = createSecretKey(Buffer.from(env.JWT_SECRET))) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ }).sign(key);
  const endless = { sub: randomUUID(), iss: env.APP_NAME, aud: 'guest' };
  const guest = { ...endless, exp: nowSeconds() + 60 };
  const machineJwt = { sub: 'mch_1', iss: `https://${issuerHost}`, azp: undefined, sid: undefined };
  const refresh = createGuestTokens({ access: env.JWT_SECRET, refresh: env.REFRESH_TOKEN_SECRET, issuer: '' });

  const tokens: [string, string][] = [
    ['an expired session', await session({ exp: nowSeconds() - 60 })],
    ['a session that begins later', await session({ nbf: nowSeconds() + 60 })],
    ['a session signed by somebody else', await createIssuer().issueSession(person)],
    ['a session whose signature was changed', `${header}.${claims}.${signature.slice(0, -8)}AAAAAAAA`],
    ['a session whose claims were changed', `${header}.${encode({ ...claimsOf, sub: 'user_eve' })}.${signature}`],
    ['a session without a signature', `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`],
    ['a session that says it needs no signature', `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.${signature}`],
    ['a session signed with the public key as a secret', await hs256(claimsOf, 'JWT', rsaAsSecret)],
    ['a session signed with the secret of guests', await hs256(claimsOf, 'JWT')],
    ['a session of another issuer', await session({ iss: 'https://clerk.elsewhere.example.com' })],
    ['a session of no issuer', await session({ iss: undefined })],
    ['a session for another party', await session({ azp: 'https://elsewhere.example.com' })],
    ['a session that is pending', await session({ sts: 'pending' })],
    ['a session that says it is a guest', `${encode({ alg: 'RS256', typ: 'guest+jwt' })}.${claims}.${signature}`],
    ['a signed machine token', await session(machineJwt)],
    ['a signed token of an OAuth client', await session({ client_id: 'app_1', sid: undefined })],
    ['a guest without a signature', `${encode({ alg: 'none', typ: 'guest+jwt' })}.${encode(guest)}.`],
    ['a guest of another type', await hs256(guest, 'JWT')],
    ['a guest of no type', await hs256(guest, '')],
    ['an expired guest', await hs256({ ...guest, exp: nowSeconds() - 1 }, 'guest+jwt')],
    ['a guest for ever', await hs256(endless, 'guest+jwt')],
    ['a guest of another issuer', await hs256({ ...guest, iss: 'elsewhere' }, 'guest+jwt')],
    ['a guest for another audience', await hs256({ ...guest, aud: 'user' }, 'guest+jwt')],
    ['a guest signed by somebody else', await hs256(guest, 'guest+jwt', createSecretKey(Buffer.alloc(32)))],
    ['a refresh token', refresh.issueRefresh().token],
    ...machineKeys,
  ];
  return [
    ['nothing', {}],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a session without its scheme', { authorization: good }],
    ['a session with another scheme', { authorization: `Basic ${good}` }],
    ['two sessions', { authorization: `Bearer ${good} ${good}` }],
    ['a session as a cookie', { cookie: `__session=${good}; __client_uat=1` }],
    ...tokens.map(([what, token]): [string, Record<string, string>] => [what, bearer(token)]),
  ];
}

/** What Clerk gives to machines: to look one up is a request to Clerk, whoever sends it. */
export const machineKeys: [what: string, token: string][] = [
  ['an API key', 'ak_2b5e0f7a9c1d4e6f8a0b2c4d6e8f0a1b'],
  ['a machine token', 'mt_2b5e0f7a9c1d4e6f8a0b2c4d6e8f0a1b'],
  ['an OAuth token', 'oat_2b5e0f7a9c1d4e6f8a0b2c4d6e8f0a1b'],
];
