import { expect, test } from 'vitest';
import { createIssuer, issuerHost, publishableKey } from '../../dev/identity/issuer.ts';
import { createClerk, issuerOf } from './clerk.ts';

const issuer = createIssuer();
const shop = 'https://shop.example.com';
const clerk = createClerk({
  secretKey: undefined,
  publishableKey,
  jwtKey: issuer.publicKey,
  authorizedParties: [shop],
});
const person = { clerkId: 'user_ada' };
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

test('the issuer is named by the publishable key', () => {
  expect(issuerOf(publishableKey)).toBe(`https://${issuerHost}`);
  expect(issuerOf('pk_live_Y2xlcmsuZXhhbXBsZS5jb20k')).toBe('https://clerk.example.com');
});

test('a session token of this instance and this shop', async () => {
  const token = await issuer.issueSession(person, { authorizedParty: shop, expiresInSeconds: 60 });
  expect(await clerk.verifySession(token)).toMatchObject({ clerkId: 'user_ada', isAdmin: false });
  const { expiresAt } = (await clerk.verifySession(token)) ?? { expiresAt: new Date(0) };
  expect(Math.abs(expiresAt.getTime() / 1_000 - inSeconds(60))).toBeLessThan(5);
});

test('one without a party, as native apps have', async () => {
  expect(await clerk.verifySession(await issuer.issueSession(person))).toBeDefined();
});

test('administrators by the role in their organisation, or by metadata in the token', async () => {
  const verify = async (claims: Record<string, unknown>) =>
    (await clerk.verifySession(await issuer.issueSession(person, { claims })))?.isAdmin;
  expect(await verify({ o: { id: 'org_1', rol: 'admin' } })).toBe(true);
  expect(await verify({ metadata: { role: 'admin' } })).toBe(true);
  expect(await verify({ o: { id: 'org_1', rol: 'member' }, metadata: { role: 'Admin' } })).toBe(false);
});

test.each<[string, Record<string, unknown>]>([
  ['expired', { exp: inSeconds(-30) }],
  ['not valid yet', { nbf: inSeconds(60) }],
  ['of another issuer', { iss: 'https://clerk.elsewhere.example.com' }],
  ['for another party', { azp: 'https://elsewhere.example.com' }],
  ['of a session that is pending', { sts: 'pending' }],
  ['of a machine', { sub: 'mch_1', sid: undefined }],
  ['of an OAuth client', { client_id: 'app_1', scope: 'profile', sid: undefined }],
])('a token %s is none', async (_what, claims) => {
  expect(await clerk.verifySession(await issuer.issueSession(person, { claims }))).toBeUndefined();
});

test('a token signed by another key, by nobody, or changed afterwards is none', async () => {
  expect(await clerk.verifySession(await createIssuer().issueSession(person))).toBeUndefined();
  const [, claims = '', signature = ''] = (await issuer.issueSession(person)).split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  expect(await clerk.verifySession(`${none}.${claims}.`)).toBeUndefined();
  const header = Buffer.from(JSON.stringify({ alg: 'RS256', typ: 'JWT', kid: 'ins_local' })).toString('base64url');
  const other = Buffer.from(JSON.stringify({ sub: 'user_eve', exp: inSeconds(60) })).toString('base64url');
  expect(await clerk.verifySession(`${header}.${other}.${signature}`)).toBeUndefined();
});
