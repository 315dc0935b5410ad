import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asUser, type Caller } from '../support/callers.ts';
import { addProduct } from '../support/designs.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

/** The document, taken at its word: what it says is asked of the running service. */

interface Operation {
  name: string;
  options: Pick<InjectOptions, 'method' | 'url'>;
  headers: string[];
  example: unknown;
  isIdentified: boolean;
}

let service: TestService;
let ada: Caller;
let operations: Operation[];
beforeAll(async () => {
  service = await startService();
  const authorization = `Bearer ${await issuer.issueSession({ clerkId: 'user_ada', isAdmin: true })}`;
  await service.app.inject({ url: '/api/v1/me', headers: { authorization } });
  ada = await asUser(service, 'user_ada', { isAdmin: true });
  operations = operationsOf(service.app);
});
afterAll(() => service?.stop());

const parts: Record<string, () => string> = {
  id: randomUUID,
  shareId: randomUUID,
  revision: () => '1',
  token: () => 'q3bG0rYy1m0v5bD4k7b2Xw8s6cJ9tLzPn1eRfUaHiKM',
  handle: () => 'harness',
  word: () => 'leash',
  lineId: () => '1',
};

/** What is known by a number of Shopify's, or of the inbox. */
const partOf = (path: string, name: string) =>
  name === 'id' && /\/(orders|deliveries)\//.test(path) ? '1' : (parts[name] as () => string)();

function operationsOf(app: FastifyInstance): Operation[] {
  const document = app.swagger() as unknown as OpenAPIV3_1.Document;
  const components = document.components as Record<string, Record<string, Record<string, unknown>>>;
  const resolve = (found: unknown) => {
    const { $ref } = found as { $ref?: string };
    const [, , kind = '', name = ''] = $ref?.split('/') ?? [];
    return ($ref ? components[kind]?.[name] : found) as Record<string, unknown>;
  };
  return Object.entries(document.paths ?? {})
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, OpenAPIV3_1.OperationObject>).map(([method, described]) => {
        const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => partOf(path, name));
        const media = (described.requestBody as OpenAPIV3_1.RequestBodyObject | undefined)?.content['application/json'];
        const examples = media && (resolve(media.schema)['examples'] as unknown[] | undefined);
        return {
          name: `${method} ${path}`,
          options: { method: method.toUpperCase() as 'GET', url },
          headers: (described.parameters ?? []).map(resolve).flatMap(({ in: place, name, required }) => {
            return place === 'header' ? [required ? `${name} required` : String(name)] : [];
          }),
          example: media && (media.example ?? examples?.[0]),
          isIdentified: (described.security?.length ?? 0) > 0,
        };
      }),
    );
}

const asked = (operation: Operation, headers: Record<string, string> = {}): InjectOptions => ({
  ...operation.options,
  headers,
  ...(operation.example === undefined ? {} : { payload: operation.example as object }),
});

/** Deleting the account would be the last that this user does. */
const isHarmless = ({ name }: Operation) => name !== 'delete /api/v1/me';

test('every example of a body is taken as input', async () => {
  const withBody = operations.filter(({ example }) => example !== undefined).filter(isHarmless);
  expect(withBody.length).toBeGreaterThan(6);
  await addProduct(service);
  const design = operations.find(({ name }) => name === 'post /api/v1/designs') as Operation;
  const { petId } = design.example as { petId: string };
  const addPet = `INSERT INTO pets (id, owner_id, name, species) VALUES ($1, $2, 'Biscuit', 'dog')`;
  await service.rows(addPet, [petId, ada.ownerId]);
  const refused: string[] = [];
  for (const operation of withBody) {
    const reply = await ada.ask(asked(operation, { 'if-match': '*' }));
    if ([400, 413, 415, 500].includes(reply.statusCode)) refused.push(`${operation.name}: ${reply.body}`);
  }
  expect(refused).toEqual([]);
});

test('who requires If-Match answers 428 without it, and 412 for a tag that nobody gave', async () => {
  const requiring = operations.filter(({ headers }) => headers.includes('If-Match required'));
  expect(requiring.map(({ name }) => name)).toContain('patch /api/v1/me');
  for (const operation of requiring) {
    expect([operation.name, (await ada.ask(asked(operation))).json()]).toMatchObject([
      operation.name,
      { status: 428, code: 'precondition_required' },
    ]);
    for (const tag of ['3', 'W/"3"', '"three"', '"1", "2"', '"99999999999"', '""']) {
      const reply = await ada.ask(asked(operation, { 'if-match': tag }));
      expect([operation.name, tag, reply.statusCode]).toEqual([operation.name, tag, 412]);
    }
  }
});

test('who takes If-Match without requiring it refuses a tag that nobody gave', async () => {
  const taking = operations.filter(({ headers }) => headers.includes('If-Match'));
  expect(taking.map(({ name }) => name)).toContain('post /api/v1/designs/{id}/revisions/{revision}/restore');
  for (const operation of taking) {
    expect((await ada.ask(asked(operation, { 'if-match': '"three"' }))).statusCode).toBe(412);
    // Without one it goes on to look for what is not there; words of the search are there from the beginning.
    if (operation.name.includes('search-synonyms')) continue;
    expect((await ada.ask(asked(operation))).statusCode).toBe(404);
  }
});

test('who takes an Idempotency-Key refuses a malformed one, and the same one for something else', async () => {
  const taking = operations.filter(({ headers }) => headers.includes('Idempotency-Key'));
  expect(taking.map(({ name }) => name).sort()).toEqual(
    operations
      .map(({ name }) => name)
      .filter((name) => name.startsWith('post'))
      .sort(),
  );
  for (const operation of taking) {
    for (const malformed of ['', 'with a space', 'ö', 'k'.repeat(256)]) {
      const reply = await ada.ask(asked(operation, { 'idempotency-key': malformed }));
      expect([operation.name, malformed, reply.statusCode]).toEqual([operation.name, malformed, 400]);
    }
    const key = { 'idempotency-key': randomUUID() };
    const first = await ada.ask(asked(operation, key));
    const again = await ada.ask(asked(operation, key));
    const replayed = first.statusCode < 500 ? 'true' : undefined;
    expect([operation.name, again.statusCode, again.body]).toEqual([operation.name, first.statusCode, first.body]);
    expect([operation.name, again.headers['idempotency-replayed']]).toEqual([operation.name, replayed]);
    const other = taking.find(
      ({ isIdentified, name }) => isIdentified === operation.isIdentified && name !== operation.name,
    );
    const elsewhere = await ada.ask(asked(other as Operation, key));
    expect([operation.name, elsewhere.json()]).toMatchObject([
      operation.name,
      { status: 422, code: 'idempotency_mismatch' },
    ]);
  }
});

test('what reads takes any mark of a change, forged ones too', async () => {
  const reading = operations.filter(({ headers }) => headers.includes('X-Read-After'));
  expect(reading.length).toBeGreaterThan(10);
  for (const operation of reading) {
    const plain = await ada.ask(asked(operation));
    const forged = await ada.ask(asked(operation, { 'x-read-after': 'ffffffffffffffff.AAAAAAAAAAAAAAAAAAAAAA' }));
    expect([operation.name, forged.statusCode]).toEqual([operation.name, plain.statusCode]);
  }
});
