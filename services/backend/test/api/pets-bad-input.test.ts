import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asUser, type Caller } from '../support/callers.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Caller;
let petId: string;
beforeAll(async () => {
  service = await startService();
  alice = await asUser(service);
  const made = await alice.ask({ method: 'POST', url: '/api/v1/pets', payload: { name: 'Luna', species: 'dog' } });
  petId = made.json().id;
});
afterAll(() => service?.stop());

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What no pet may have, and the path that the answer names. */
const badFields: [name: string, field: object, path: string][] = [
  ['an empty name', { name: '' }, '/body/name'],
  ['a name of blanks', { name: ' \t ' }, '/body/name'],
  ['a name too long', { name: 'x'.repeat(61) }, '/body/name'],
  ['a name of thirty thousand letters', { name: 'x'.repeat(30_000) }, '/body/name'],
  ['a name with NUL', { name: 'Lu\0na' }, '/body/name'],
  ['a name with half a character', { name: 'Luna \ud83d' }, '/body/name'],
  ['a name that is a number', { name: 7 }, '/body/name'],
  ['no name', { name: null }, '/body/name'],
  ['an unknown species', { species: 'dragon' }, '/body/species'],
  ['no species', { species: null }, '/body/species'],
  ['a breed too long', { breed: 'x'.repeat(81) }, '/body/breed'],
  ['an unknown sex', { sex: 'yes' }, '/body/sex'],
  ['a day that never was', { birthDate: '2023-02-29' }, '/body/birthDate'],
  ['a time for a day', { birthDate: '2023-02-28T10:00:00Z' }, '/body/birthDate'],
  ['a day long ago', { birthDate: '1899-12-31' }, '/body/birthDate'],
  ['the year 0', { birthDate: '0000-01-01' }, '/body/birthDate'],
  ['a day to come', { birthDate: dayFromNow(2) }, '/body/birthDate'],
  ['a weight below zero', { weightGrams: -1 }, '/body/weightGrams'],
  ['a weight too large', { weightGrams: 150_001 }, '/body/weightGrams'],
  ['parts of a millimetre', { neckMm: 300.5 }, '/body/neckMm'],
  ['a measure as text', { chestMm: '640' }, '/body/chestMm'],
  ['a measure beyond all numbers', { chestMm: 1e300 }, '/body/chestMm'],
  ['a measure too small', { chestMm: 79 }, '/body/chestMm'],
  ['a list for a measure', { backMm: [440] }, '/body/backMm'],
  ['notes too long', { notes: 'x'.repeat(2_001) }, '/body/notes'],
  ['notes with NUL', { notes: 'a\0' }, '/body/notes'],
  ['a field that nobody knows', { owner_id: 'me' }, '/body/owner_id'],
  ['an id of one’s own', { id: '6f2f3a0e-6a52-4f0e-9d5b-0c3f9b1c7e11' }, '/body/id'],
  ['a version of one’s own', { version: 9 }, '/body/version'],
];

describe.each([
  ['a new pet', 'POST', '/api/v1/pets', { name: 'Rex', species: 'dog' }],
  ['a change', 'PATCH', '/api/v1/pets/:id', {}],
] as const)('%s is refused', (_name, method, url, rest) => {
  const send = (payload: object | string, headers: Record<string, string> = {}) =>
    alice.ask({ method, url: url.replace(':id', petId), payload, headers: { 'if-match': '*', ...headers } });

  test.each(badFields)('with %s', async (_what, field, path) => {
    const before = await service.rows('SELECT * FROM pets ORDER BY id');
    const reply = await send({ ...rest, ...field });
    expect(reply.statusCode, reply.body).toBe(400);
    const { code, details } = reply.json();
    expect(code).toBe('invalid_input');
    expect(details.fields[0].path).toBe(path);
    expect(details.fields[0].message.length).toBeGreaterThan(5);
    expect(await service.rows('SELECT * FROM pets ORDER BY id')).toEqual(before);
  });

  test.each([
    ['no JSON', '{"name": ', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['null', 'null', 'application/json', 400],
    ['a prototype', '{"name":"Rex","species":"dog","__proto__":{"version":7}}', 'application/json', 400],
    ['a constructor', '{"name":"Rex","species":"dog","constructor":{"prototype":{}}}', 'application/json', 400],
    ['a deep nest', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'application/json', 400],
    ['a number without end', '{"name":"Rex","species":"dog","neckMm":1e999}', 'application/json', 400],
    ['another kind of text', 'name=Rex', 'application/x-www-form-urlencoded', 415],
    ['too much', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 'application/json', 413],
  ])('with %s for a body', async (_what, body, type, status) => {
    const reply = await send(body, { 'content-type': type });
    expect(reply.statusCode, reply.body).toBe(status);
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});

test('a pet may be born today, and tomorrow where the sun rises first', async () => {
  const ahead = new Date(Date.now() + 13 * 3_600_000).toISOString().slice(0, 10);
  for (const birthDate of [dayFromNow(0), ahead]) {
    const payload = { name: 'Pup', species: 'dog', birthDate };
    expect((await alice.ask({ method: 'POST', url: '/api/v1/pets', payload })).statusCode).toBe(201);
  }
});

test('a change must name something', async () => {
  const reply = await alice.ask({
    ...{ method: 'PATCH', url: `/api/v1/pets/${petId}`, payload: {}, headers: { 'if-match': '*' } },
  });
  expect(reply.json()).toMatchObject({
    ...{ status: 400, code: 'invalid_input' },
    details: { fields: [{ path: '/body', message: 'This must name at least one field.' }] },
  });
});

const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
const someId = '6f2f3a0e-6a52-4f0e-9d5b-0c3f9b1c7e11';

test.each([
  ['a page of none', 'limit=0'],
  ['a page of too many', 'limit=101'],
  ['a page of text', 'limit=ten'],
  ['an order without an index', 'sort=weightGrams'],
  ['a species that is none', 'species=dragon'],
  ['units that are none', 'units=cubits'],
  ['a parameter that nobody knows', 'owner=bob'],
  ['a parameter twice', 'species=dog&species=cat'],
  ['a cursor that is none', 'cursor=abc'],
  ['a cursor of another order', `cursor=${cursorOf('name', 'Luna', someId)}`],
  ['a cursor whose time is none', `cursor=${cursorOf('-createdAt', 'soon', someId)}`],
  ['a cursor whose time is below zero', `cursor=${cursorOf('-createdAt', '-1', someId)}`],
  ['a cursor whose time is beyond all time', `cursor=${cursorOf('-createdAt', '9'.repeat(20), someId)}`],
  ['a cursor whose id is none', `cursor=${cursorOf('-createdAt', '1', 'x')}`],
  ['a cursor with NUL', `sort=name&cursor=${cursorOf('name', 'a\0', someId)}`],
])('a list is refused for %s', async (_what, query) => {
  const reply = await alice.ask({ url: `/api/v1/pets?${query}` });
  expect(reply.statusCode, reply.body).toBe(400);
  expect(reply.json().code).toBe('invalid_input');
});

test.each([
  ['half a character', `sort=name&cursor=${cursorOf('name', '\ud83d', someId)}`],
  ['the last of all times', `cursor=${cursorOf('-createdAt', '9999999999999', someId)}`],
])('a cursor that somebody made up of %s is harmless', async (_what, query) => {
  expect((await alice.ask({ url: `/api/v1/pets?${query}` })).statusCode).toBe(200);
});

test.each([
  ['an id that is none', 'GET', '/api/v1/pets/7'],
  ['an id with a quote', 'GET', `/api/v1/pets/${someId}'`],
  ['an id that is none to change', 'PATCH', '/api/v1/pets/me'],
  ['an id that is none to delete', 'DELETE', '/api/v1/pets/me'],
  ['a parameter that nobody knows', 'GET', `/api/v1/pets/${someId}?fields=name`],
  ['a size of no product', 'GET', `/api/v1/pets/${someId}/size-recommendation`],
  ['a size of a product with NUL', 'GET', `/api/v1/pets/${someId}/size-recommendation?product=%00`],
  ['a size of a product too long', 'GET', `/api/v1/pets/${someId}/size-recommendation?product=${'x'.repeat(256)}`],
] as const)('refused: %s', async (_what, method, url) => {
  const payload = method === 'PATCH' ? { payload: { name: 'Rex' } } : {};
  const reply = await alice.ask({ method, url, ...payload, headers: { 'if-match': '*' } });
  expect(reply.json()).toMatchObject({ status: 400, code: 'invalid_input' });
});
