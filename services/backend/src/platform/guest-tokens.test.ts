import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { createGuestTokens } from './guest-tokens.ts';

const secrets = { access: 'a'.repeat(32), refresh: 'r'.repeat(32), issuer: 'pet-backend' };
const tokens = createGuestTokens(secrets);
const guestId = '6b1f0f4e-3f52-4c1b-9c53-0d8b2a9c7f10';

test('an access token says who it is for until it expires', async () => {
  const { token, expiresInSeconds } = await tokens.issueAccess(guestId);
  const verified = await tokens.verifyAccess(token);
  expect(verified?.guestId).toBe(guestId);
  expect(Math.abs((verified?.expiresAt.getTime() ?? 0) - Date.now() - expiresInSeconds * 1_000)).toBeLessThan(5_000);
});

test.each<[string, Partial<{ alg: string; typ: string; iss: string; aud: string; exp: number; key: string }>]>([
  ['another secret', { key: 'b'.repeat(32) }],
  ['another type', { typ: 'JWT' }],
  ['another issuer', { iss: 'elsewhere' }],
  ['another audience', { aud: 'user' }],
  ['a time that is over', { exp: Math.floor(Date.now() / 1_000) - 10 }],
  ['another algorithm', { alg: 'HS512' }],
])('%s: no token of ours', async (_what, change) => {
  const { alg, typ, iss, aud, exp, key } = {
    ...{ alg: 'HS256', typ: 'guest+jwt', iss: 'pet-backend', aud: 'guest' },
    ...{ exp: Math.floor(Date.now() / 1_000) + 60, key: secrets.access },
    ...change,
  };
  const forged = await new SignJWT({ sub: guestId, iss, aud, exp })
    .setProtectedHeader({ alg, typ })
    .sign(createSecretKey(Buffer.from(key.padEnd(64, key))));
  expect(await tokens.verifyAccess(forged)).toBeUndefined();
});

test('one without a signature, an end or somebody it is for', async () => {
  const { token } = await tokens.issueAccess(guestId);
  const [, claims = '', signature = ''] = token.split('.');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'guest+jwt' })).toString('base64url');
  expect(await tokens.verifyAccess(`${none}.${claims}.`)).toBeUndefined();
  expect(await tokens.verifyAccess(`${none}.${claims}.${signature}`)).toBeUndefined();
  const usual = { iss: secrets.issuer, aud: 'guest' };
  const key = createSecretKey(Buffer.from(secrets.access));
  const sign = (claimed: object) =>
    new SignJWT({ ...usual, ...claimed }).setProtectedHeader({ alg: 'HS256', typ: 'guest+jwt' }).sign(key);
  const exp = Math.floor(Date.now() / 1_000) + 60;
  expect(await tokens.verifyAccess(await sign({ sub: guestId, exp }))).toMatchObject({ guestId });
  expect(await tokens.verifyAccess(await sign({ sub: guestId }))).toBeUndefined();
  expect(await tokens.verifyAccess(await sign({ exp }))).toBeUndefined();
});

test('refresh tokens are never the same, and known by a hash that needs the secret', () => {
  const [one, other] = [tokens.issueRefresh(), tokens.issueRefresh()];
  expect(one.token).not.toBe(other.token);
  expect(tokens.hashRefresh(one.token)).toEqual(one.hash);
  expect(createGuestTokens({ ...secrets, refresh: 'x'.repeat(32) }).hashRefresh(one.token)).not.toEqual(one.hash);
});
