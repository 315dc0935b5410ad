import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGuestTokens } from '../../src/platform/guest-tokens.ts';
import { addProduct, configuration, productId, type Shopper, signIn } from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Shopper;
let stored: unknown[];
beforeAll(async () => {
  service = await startService();
  await addProduct(service);
  alice = await signIn(service, 'alice');
  await alice.design();
});
beforeEach(async () => {
  stored = await everything();
});
afterAll(() => service?.stop());

const everything = () =>
  service.rows('SELECT d.*, r.* FROM saved_designs d JOIN design_revisions r ON r.design_id = d.id ORDER BY d.id, r.*');
const valid = { name: 'Biscuit', productId, configuration };
const withText = (text: unknown) => ({
  ...valid,
  configuration: { ...configuration, embroidery: { text, font: 'sans', color: 'red' } },
});
const withConfiguration = (fields: object) => ({ ...valid, configuration: { ...configuration, ...fields } });
const nested = (depth: number): unknown => (depth === 0 ? {} : { deeper: nested(depth - 1) });
const huge = 'x'.repeat(200_000);

const bodies: [string, unknown, string][] = [
  ['nothing', {}, '/body/name'],
  ['a list', [], '/body'],
  ['no name', { ...valid, name: '  ' }, '/body/name'],
  ['a name that is too long', { ...valid, name: 'x'.repeat(81) }, '/body/name'],
  ['a name with NUL', { ...valid, name: 'a\0b' }, '/body/name'],
  ['a name with half a character', { ...valid, name: 'a\ud83d' }, '/body/name'],
  ['far too much of a name', { ...valid, name: huge }, '/body/name'],
  ['a number for a product', { ...valid, productId: 1001 }, '/body/productId'],
  ['a negative product', { ...valid, productId: '-1' }, '/body/productId'],
  ['a product beyond 64 bits', { ...valid, productId: '9'.repeat(30) }, '/body/productId'],
  ['a pet that is no id', { ...valid, petId: "' OR 1=1" }, '/body/petId'],
  ['an id of its own', { ...valid, id: randomUUID() }, '/body/id'],
  ['an owner', { ...valid, ownerId: randomUUID() }, '/body/ownerId'],
  ['a key of every object', { ...valid, constructor: 1, hasOwnProperty: 1 }, '/body/constructor'],
  ['such a key in the configuration', withConfiguration({ constructor: 1 }), '/body/configuration/constructor'],
  ['deep nesting', withConfiguration({ strap: nested(1_000) }), '/body'],
  ['a deep accessory', withConfiguration({ accessories: [nested(1_000)] }), '/body'],
  [
    'many accessories',
    withConfiguration({ accessories: Array(20_000).fill('handle') }),
    '/body/configuration/accessories',
  ],
  ['text with NUL', withText('a\0'), '/body/configuration/embroidery/text'],
  ['text with half a character', withText('\udc00'), '/body/configuration/embroidery/text'],
  ['far too much of text', withText(huge), '/body/configuration/embroidery/text'],
  ['text that is markup', withText('<b>Rex</b>'), '/body/configuration/embroidery/text'],
  ['text longer than its size', withText('x'.repeat(15)), '/body/configuration/embroidery/text'],
  [
    'a negative measure',
    withConfiguration({ fit: { kind: 'custom', neckMm: -1, chestMm: 500, backMm: 400 } }),
    '/body/configuration/fit/neckMm',
  ],
  [
    'a huge measure',
    withConfiguration({ fit: { kind: 'custom', neckMm: 350, chestMm: 1e300, backMm: 400 } }),
    '/body/configuration/fit/chestMm',
  ],
];

describe('a design is refused, and nothing stored,', () => {
  test.each(bodies)('with %s', async (_what, body, path) => {
    const reply = await alice.call('/designs', { method: 'POST', body });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
    const { fields } = reply.json().details as { fields: { path: string; message: string }[] };
    expect(fields.map((field) => field.path)).toContain(path);
    expect(fields.every(({ message }) => message.length > 0 && message.length < 500)).toBe(true);
    expect(await everything()).toEqual(stored);
  });

  test.each([
    ['{"name":', 'application/json', 400],
    ['', 'application/json', 400],
    [`{"__proto__":{"admin":true},"name":"x"}`, 'application/json', 400],
    [JSON.stringify({ ...valid, constructor: { prototype: { admin: true } } }), 'application/json', 400],
    [`{"name":"x","configuration":${'{"strap":'.repeat(20_000)}1${'}'.repeat(20_001)}`, 'application/json', 400],
    [JSON.stringify(valid).replace('"fit"', '"__proto__"'), 'application/json', 400],
    ['[[[['.repeat(50_000), 'application/json', 400],
    [JSON.stringify({ ...valid, name: 'x'.repeat(2_000_000) }), 'application/json', 413],
    [JSON.stringify(valid), 'text/plain', 415],
    ['<design/>', 'application/xml', 415],
    [`name=x&productId=${productId}`, 'application/x-www-form-urlencoded', 415],
  ])('with the body of case %#', async (payload, type, status) => {
    const reply = await alice.call('/designs', { method: 'POST', body: payload, headers: { 'content-type': type } });
    expect(reply.statusCode).toBe(status);
    expect(reply.headers['content-type']).toContain('application/problem+json');
    expect(await everything()).toEqual(stored);
  });

  test.each([
    { name: null },
    { name: 'a\0' },
    { productId: '1002' },
    { revision: 7 },
    { petId: 'none' },
    { configuration: null },
    { configuration: { embroidery: null } },
  ])('when it is changed to %j', async (body) => {
    const [design] = (await alice.call('/designs')).json().items;
    const headers = { 'if-match': '*' };
    const reply = await alice.call(`/designs/${design.id}`, { method: 'PATCH', body, headers });
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
    expect(await everything()).toEqual(stored);
  });

  test.each(['1', 'null', '%00', '..', `${randomUUID()}x`, "'"])('or looked for under %s', async (id) => {
    for (const path of ['', '/revisions', '/shares']) {
      const reply = await alice.call(`/designs/${id}${path}`);
      expect([400, 404]).toContain(reply.statusCode);
    }
  });
});

describe('who asks', () => {
  const paths = ['/designs', `/designs/${randomUUID()}`, `/designs/${randomUUID()}/revisions`] as const;
  test.each(paths)('for %s has to say who they are', async (path) => {
    for (const authorization of [undefined, 'Bearer x', 'Bearer a.b.c', 'Basic YTpi']) {
      const reply = await service.app.inject({
        url: `/api/v1${path}`,
        headers: authorization ? { authorization } : {},
      });
      expect([reply.statusCode, reply.json().code]).toEqual([401, 'unauthenticated']);
    }
  });

  test('may be a visitor who has not signed in, whose changes are noted as a guest’s', async () => {
    const { env } = service.server.deps;
    const tokens = createGuestTokens({
      access: env.JWT_SECRET,
      refresh: env.REFRESH_TOKEN_SECRET,
      issuer: env.APP_NAME,
    });
    const [guest] = await service.rows<{ id: string }>(`INSERT INTO owners (kind) VALUES ('guest') RETURNING id`);
    const { token } = await tokens.issueAccess(guest?.id ?? '');
    const headers = { authorization: `Bearer ${token}` };
    const made = await service.app.inject({ method: 'POST', url: '/api/v1/designs', headers, payload: valid });
    expect(made.statusCode).toBe(201);
    const url = made.headers['location'] as string;
    const deleted = await service.app.inject({ method: 'DELETE', url, headers: { ...headers, 'if-match': '"1"' } });
    expect(deleted.statusCode).toBe(204);
    const noted = await service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1', [
      `design:${made.json().id}`,
    ]);
    expect(noted).toEqual([{ actor: `guest:${guest?.id}`, action: 'design.delete', details: {} }]);
    expect((await alice.call(url.replace('/api/v1', ''))).statusCode).toBe(404);
  });
});
