import fc from 'fast-check';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderOpenApi } from '../../dev/generate/openapi.ts';
import { hostileRequests, type Operation, readOperations } from '../support/hostile-requests.ts';
import { issuer, startService, type TestService } from '../support/service.ts';
import { bearer, type SmallApi, startSmallApi } from '../support/small-api.ts';

/** The answer, when it is none that this request may get. */
function findFault(reply: LightMyRequestResponse, statuses: readonly number[]): string | undefined {
  const told = `${reply.statusCode} ${reply.body.slice(0, 300)}`;
  if (!statuses.includes(reply.statusCode)) return `${told} instead of ${statuses.join(' or ')}`;
  if (!String(reply.headers['content-type']).startsWith('application/problem+json')) return `no problem+json: ${told}`;
  const { code, detail, status, requestId, details } = reply.json();
  if (!code || !detail || status !== reply.statusCode || !requestId) return `incomplete: ${told}`;
  if (code === 'invalid_input' && !details?.fields?.every(isTellingField)) return `no path or no sentence: ${told}`;
  return reply.body.length > 10_000 ? `${reply.body.length} bytes` : undefined;
}

function isTellingField({ path, message }: { path: string; message: string }): boolean {
  return /^\/(body|query|path|header)(\/|$)/.test(path) && /^[A-Z`].*[.]$/.test(message);
}

async function attack(app: FastifyInstance, operations: Operation[], headers: Record<string, string>) {
  const faults: string[] = [];
  let sent = 0;
  for (const operation of operations) {
    for (const { name, request, statuses } of hostileRequests(operation, headers)) {
      const fault = findFault(await app.inject(request), statuses);
      sent += 1;
      if (fault) faults.push(`${name}: ${fault}`);
    }
  }
  return { faults, sent };
}

describe('an API of every usual kind', () => {
  let small: SmallApi;
  let operations: Operation[];
  beforeAll(async () => {
    small = await startSmallApi();
    operations = readOperations(JSON.stringify(small.app.swagger()));
  });
  afterAll(() => small?.app.close());

  test('takes nothing hostile, and says why', async () => {
    const { faults, sent } = await attack(small.app, operations, bearer('user-ada'));
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(300);
    expect(small.things.size).toBe(0);
    expect(small.faults).toEqual([]);
  });

  test('goes on taking what is good', async () => {
    const payload = { name: 'Brüno 🐕', strap: { colour: 'teal', lengthMm: 300 }, notes: { toString: 'x' } };
    const reply = await post('/things', payload);
    expect(reply.statusCode).toBe(201);
    expect([...small.things.values()]).toEqual([{ ...payload, owner: 'user ada' }]);
    small.things.clear();
  });

  const post = (path: string, payload: object | string, headers: Record<string, string> = {}) =>
    small.app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers: { 'content-type': 'application/json', ...bearer('user-ada'), ...headers },
      payload,
    });

  test.each([
    ['{}', '/body/name', 'This is required.'],
    ['{"name": 1}', '/body/name', 'This must be a text.'],
    ['{"name": ""}', '/body/name', 'This must have at least 1 characters.'],
    ['{"name": "x", "size": "XL"}', '/body/size', 'This must be one of: S, M, L.'],
    ['{"name": "x", "weightGrams": 1.5}', '/body/weightGrams', 'This must be a whole number.'],
    ['{"name": "x", "weightGrams": -1}', '/body/weightGrams', 'This must be at least 1.'],
    ['{"name": "x", "price": 1e400}', '/body/price', 'This must be a number.'],
    ['{"name": "x", "born": "2026-02-30"}', '/body/born', 'This is not a date like 2026-11-21.'],
    ['{"name": "x", "tags": ["a","b","c","d","e","f"]}', '/body/tags', 'This must have at most 5 entries.'],
    ['{"name": "x", "tags": ["a", 2]}', '/body/tags/1', 'This must be a text.'],
    ['{"name": "x", "strap": {"colour": "teal"}}', '/body/strap/lengthMm', 'This is required.'],
    ['{"name": "x", "a/b~c": 1}', '/body/a~1b~0c', 'There is no such thing here.'],
    ['{"name": "x\\u0000"}', '/body/name', 'This holds a character that cannot be stored.'],
    ['{"name": "x", "notes": {"\\ud800": "x"}}', '/body/notes', 'A name in this cannot be stored.'],
    [`{"name": ${'['.repeat(33)}${']'.repeat(33)}}`, '/body', 'This is nested deeper than 32 levels.'],
    ['[]', '/body', 'This must be an object.'],
  ])('%s: %s %s', async (payload, path, message) => {
    const reply = await post('/things', payload);
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'invalid_input', details: { fields: [{ path, message }] } });
  });

  test('all fields that are wrong are told at once, up to twenty', async () => {
    const two = await post('/things', { size: 'XL' });
    expect(two.json().details.fields.map(({ path }: { path: string }) => path)).toEqual(['/body/name', '/body/size']);
    const many = await post('/things', Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, 1])));
    expect(many.json().details.fields.length).toBe(20);
  });

  test('where a field lies in the query and in the path', async () => {
    const get = async (url: string) => (await small.app.inject({ url, headers: bearer('user-ada') })).json().details;
    expect(await get('/api/v1/things?limit=101')).toEqual({
      fields: [{ path: '/query/limit', message: 'This must be at most 100.' }],
    });
    expect(await get('/api/v1/things/seven')).toEqual({
      fields: [{ path: '/path/id', message: 'This is not a UUID.' }],
    });
  });

  test('what the schema forgets is refused all the same: unknown parameters', async () => {
    const fields = async (url: string) => (await small.app.inject({ url })).json().details?.fields;
    const unknown = [{ path: '/query/page', message: 'There is no such thing here.' }];
    expect(await fields('/api/v1/rows?count=1&page=2')).toEqual(unknown);
    expect(await fields('/api/v1/picture?page=2')).toEqual(unknown);
  });

  test('a compressed body: 415, since it may be a bomb', async () => {
    const reply = await post('/things', '{"name": "x"}', { 'content-encoding': 'gzip' });
    expect([reply.statusCode, reply.json().code]).toEqual([415, 'unsupported_media_type']);
  });

  test('whatever JSON is sent: taken whole or refused, never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ stringUnit: 'binary' }), async (payload) => {
        const reply = await post('/things', payload);
        expect([201, 400]).toContain(reply.statusCode);
      }),
      { numRuns: 300 },
    );
    const field = fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.constant('x'));
    const names = ['name', 'size', 'weightGrams', 'price', 'born', 'tags', 'strap', 'notes', '__proto__'];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), field), async (body) => {
        const reply = await post('/things', JSON.stringify(body));
        expect([201, 400]).toContain(reply.statusCode);
      }),
      { numRuns: 300 },
    );
    expect(small.faults).toEqual([]);
    small.things.clear();
  });

  test('whatever bytes and whatever addresses are sent: never a fault', async () => {
    const url = fc.string({ unit: fc.constantFrom(...'/?&=%#:;.~ab0\\\u00e4'.split(''), '%00', '%ff', 'things') });
    await fc.assert(
      fc.asyncProperty(url, fc.uint8Array({ maxLength: 50 }), async (rest, bytes) => {
        const headers = { 'content-type': 'application/json', ...bearer('user-ada') };
        const request = { url: `/api/v1/${encodeUnsendable(rest)}`, headers, payload: Buffer.from(bytes) };
        for (const method of ['GET', 'POST', 'PATCH', 'OPTIONS'] as const) {
          expect((await small.app.inject({ ...request, method })).statusCode).toBeLessThan(500);
        }
      }),
      { numRuns: 200 },
    );
    expect(small.faults).toEqual([]);
  });
});

/** What Node refuses to put on a request line, and light-my-request before it. */
function encodeUnsendable(text: string): string {
  return text.replace(/[#\\\u00e4]/g, (character) => encodeURIComponent(character));
}

describe('the API', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service?.stop());

  test('takes nothing hostile, says why, and stores nothing', { timeout: 300_000 }, async () => {
    const operations = readOperations(await renderOpenApi());
    const token = await issuer.issueSession({ clerkId: 'user_hostile', isAdmin: true });
    const headers = { authorization: `Bearer ${token}` };
    // The first request of a user makes the user's row.
    for (const { method, path } of operations) {
      await service.app.inject({ method: method as 'GET', url: `${path}?noSuchThing=1`, headers });
    }
    const before = await countRows();
    const { faults } = await attack(service.app, operations, headers);
    expect(faults).toEqual([]);
    expect(await countRows()).toEqual(before);
  });

  /** Of every table but that of leases, which the service takes now and then by itself. */
  async function countRows(): Promise<Record<string, string>> {
    const tables = await service.rows<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
         AND relname <> 'leases' ORDER BY 1`,
    );
    const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*)::text AS count FROM ${name}`);
    const rows = await service.rows<{ name: string; count: string }>(counts.join(' UNION ALL '));
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }
});
