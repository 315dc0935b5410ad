import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import type { OpenAPIV3_1 } from 'openapi-types';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildDetachedApp } from '../../dev/generate/openapi.ts';
import type { Access } from '../../src/http/access.ts';
import type { Versioned } from '../../src/http/versions.ts';

/**
 * Every operation of the document says what a client needs to know of it. The rules are written down here once more,
 * apart from the code that derives the document from the routes.
 */

interface Operation {
  /** For messages: `get /api/v1/pets/{id}` */
  name: string;
  method: string;
  path: string;
  described: OpenAPIV3_1.OperationObject;
  access: Access | undefined;
  versioned: Versioned | undefined;
}

let document: OpenAPIV3_1.Document;
let operations: Operation[];
let ajv: Ajv2020;

beforeAll(async () => {
  const app = await buildDetachedApp();
  await app.ready();
  document = structuredClone(app.swagger()) as unknown as OpenAPIV3_1.Document;
  operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, OpenAPIV3_1.OperationObject>).map(([method, described]) => {
      const route = app.declaredRoutes.find(
        ({ method: one, url }) => [one].flat().includes(method.toUpperCase()) && toPath(url) === path,
      );
      const { access, versioned } = route?.config ?? {};
      return { name: `${method} ${path}`, method, path, described, access, versioned };
    }),
  );
  await app.close();
  ajv = new Ajv2020({ strict: false, allErrors: true });
  formatsPlugin.default(ajv);
  ajv.addSchema({ $id: 'document', components: document.components });
});

/** `/pets/:id` -> `/pets/{id}` */
const toPath = (url: string) => url.replaceAll(/:(\w+)/g, '{$1}');
const isApi = ({ path }: Operation) => path.startsWith('/api/v1/');
const isIdentified = ({ access }: Operation) => access === 'guest' || access === 'user' || access === 'admin';
const statusesOf = ({ described }: Operation) => Object.keys(described.responses ?? {}).map(Number);
const repliesOf = ({ described }: Operation) =>
  Object.entries(described.responses ?? {}) as [string, OpenAPIV3_1.ResponseObject][];

/** What is referred to, or the thing itself. */
function resolve<Thing>(found: Thing | OpenAPIV3_1.ReferenceObject): Thing {
  if (!('$ref' in (found as object))) return found as Thing;
  const [, , kind = '', name = ''] = (found as OpenAPIV3_1.ReferenceObject).$ref.split('/');
  const thing = (document.components as Record<string, Record<string, Thing>>)[kind]?.[name];
  if (thing === undefined) throw new Error(`there is no ${kind} ${name}`);
  return thing;
}

function parametersOf({ described }: Operation): OpenAPIV3_1.ParameterObject[] {
  return (described.parameters ?? []).map((parameter) => resolve<OpenAPIV3_1.ParameterObject>(parameter));
}

function headersOf(reply: OpenAPIV3_1.ResponseObject | undefined): string[] {
  return Object.keys(reply?.headers ?? {});
}

/** Names of the operations for which something is not as it must be; an empty list is what tests expect. */
function failing(isWrong: (operation: Operation) => boolean, among: (operation: Operation) => boolean = () => true) {
  const asked = operations.filter(among);
  expect(asked.length).toBeGreaterThan(0);
  return asked.filter(isWrong).map(({ name }) => name);
}

const lacks =
  (...statuses: number[]) =>
  (operation: Operation) =>
    statuses.some((status) => !statusesOf(operation).includes(status));

describe('every operation', () => {
  it('has a route with an access', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(failing(({ access }) => access === undefined)).toEqual([]);
  });

  it('has a summary, an operationId, and tags that are explained', () => {
    const tags = new Set(document.tags?.map(({ name }) => name));
    const isUnnamed = ({ described: { operationId, summary, tags: own = [] } }: Operation) =>
      !operationId || !summary || own.length === 0 || own.some((tag) => !tags.has(tag));
    expect(failing(isUnnamed)).toEqual([]);
    const used = new Set(operations.flatMap(({ described }) => described.tags ?? []));
    expect([...tags].filter((tag) => !used.has(tag))).toEqual([]);
  });

  it('says which token it asks for, and that it asks for none', () => {
    const saidOf = ({ described }: Operation) => JSON.stringify(described.security);
    const expected = (operation: Operation) => {
      if (isIdentified(operation)) return '[{"session":[]}]';
      return operation.path === '/metrics' ? '[{"metricsToken":[]}]' : '[]';
    };
    expect(failing((operation) => saidOf(operation) !== expected(operation))).toEqual([]);
  });

  it('describes its replies in words of its own', () => {
    expect(
      failing((operation) => repliesOf(operation).some(([, { description }]) => description === 'Default Response')),
    ).toEqual([]);
  });
});

describe('examples', () => {
  /** Undefined when one is there and fits; else what is wrong. */
  function problemOf(media: OpenAPIV3_1.MediaTypeObject | undefined): string | undefined {
    const named = media?.schema as (OpenAPIV3_1.SchemaObject & { examples?: unknown[] }) | undefined;
    if (!media || !named) return 'has no schema';
    const schema = resolve<OpenAPIV3_1.SchemaObject & { examples?: unknown[] }>(named);
    const examples = [media.example, schema.example, ...(schema.examples ?? [])].filter((one) => one !== undefined);
    if (examples.length === 0) return 'has no example';
    const text = JSON.stringify(named).replaceAll('"#/components', '"document#/components');
    const validate = ajv.compile(JSON.parse(text));
    return examples.every((example) => validate(example)) ? undefined : ajv.errorsText(validate.errors);
  }

  it('are there for every body, and fit', () => {
    const bodies = operations.flatMap(({ name, described }) => {
      const body = described.requestBody as OpenAPIV3_1.RequestBodyObject | undefined;
      return body ? [{ name, problem: problemOf(body.content['application/json']) }] : [];
    });
    expect(bodies.length).toBeGreaterThan(8);
    expect(bodies.filter(({ problem }) => problem)).toEqual([]);
  });

  it('are there for every reply in JSON, and fit', () => {
    const replies = operations.flatMap((operation) =>
      repliesOf(operation).flatMap(([status, { content = {} }]) =>
        Object.entries(content)
          .filter(([type]) => type.endsWith('json'))
          .map(([, media]) => ({ name: `${operation.name} ${status}`, problem: problemOf(media) })),
      ),
    );
    expect(replies.length).toBeGreaterThan(200);
    expect(replies.filter(({ problem }) => problem)).toEqual([]);
  });

  it('that do not fit are found', () => {
    const schema = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } };
    const media = (example: unknown) => ({ schema, example }) as OpenAPIV3_1.MediaTypeObject;
    expect(problemOf(media({ id: 'cc0b4c4b-9f8e-4f0f-9a87-3cf0c2f3dfd1' }))).toBeUndefined();
    expect(problemOf(media({ id: '7' }))).toContain('uuid');
    expect(problemOf({ schema } as OpenAPIV3_1.MediaTypeObject)).toBe('has no example');
  });
});

describe('refusals', () => {
  const takes = (name: string) => (operation: Operation) =>
    parametersOf(operation).some((parameter) => parameter.in === 'header' && parameter.name === name);

  it('of the API: bad input, too many, a fault, an outage', () => {
    expect(failing(lacks(400, 429, 500, 503), isApi)).toEqual([]);
  });

  it('of tokens', () => {
    expect(failing(lacks(401), isIdentified)).toEqual([]);
    expect(failing(lacks(403), ({ access }) => access === 'user' || access === 'admin')).toEqual([]);
  });

  it('of what is not there', () => {
    expect(failing(lacks(404), ({ path }) => path.includes('{'))).toEqual([]);
  });

  it('of bodies', () => {
    expect(failing(lacks(408, 413, 415), (one) => isApi(one) && one.described.requestBody !== undefined)).toEqual([]);
  });

  it('of a version that has changed, or is not named', () => {
    expect(failing(lacks(412, 428), ({ versioned }) => versioned === 'write')).toEqual([]);
    const requiresIfMatch = (operation: Operation) =>
      parametersOf(operation).some(({ name, required }) => name === 'If-Match' && required === true);
    expect(failing((one) => requiresIfMatch(one) !== (one.versioned === 'write'))).toEqual([]);
    expect(failing((one) => requiresIfMatch(one) !== statusesOf(one).includes(428))).toEqual([]);
    expect(failing((one) => takes('If-Match')(one) !== statusesOf(one).includes(412))).toEqual([]);
  });

  it('of an Idempotency-Key, which every POST of the API takes and nothing else', () => {
    const isPost = (operation: Operation) => isApi(operation) && operation.method === 'post';
    expect(failing(lacks(409, 422), isPost)).toEqual([]);
    expect(failing((one) => takes('Idempotency-Key')(one) !== isPost(one))).toEqual([]);
  });

  it('are problems, in the form of RFC 9457, that name their own status', () => {
    const wrong = operations.flatMap((operation) =>
      repliesOf(operation)
        .filter(([status]) => Number(status) >= 400 && !(operation.path === '/healthz/detailed' && status === '503'))
        .filter(([status, { content = {} }]) => {
          const example = content['application/problem+json']?.example as { status?: number } | undefined;
          return Object.keys(content).length !== 1 || String(example?.status) !== status;
        })
        .map(([status]) => `${operation.name} ${status}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('headers of replies', () => {
  const reply = ({ described }: Operation, status: number) =>
    described.responses?.[status] as OpenAPIV3_1.ResponseObject | undefined;
  const withStatus = (status: number) => (operation: Operation) => reply(operation, status) !== undefined;
  const misses =
    (status: number, ...names: string[]) =>
    (operation: Operation) =>
      names.some((name) => !headersOf(reply(operation, status)).includes(name));
  const limits = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];

  it('ETag and 304 where a version can be asked for', () => {
    const takesIfNoneMatch = (operation: Operation) =>
      parametersOf(operation).some(({ name }) => name === 'If-None-Match');
    expect(failing((one) => takesIfNoneMatch(one) !== withStatus(304)(one))).toEqual([]);
    expect(failing(misses(200, 'ETag'), takesIfNoneMatch)).toEqual([]);
    expect(failing(misses(304, 'ETag'), takesIfNoneMatch)).toEqual([]);
    expect(failing(({ versioned }) => versioned !== 'read', takesIfNoneMatch)).toEqual([]);
  });

  it('Location of what was made', () => {
    expect(failing(misses(201, 'Location'), (one) => isIdentified(one) && withStatus(201)(one))).toEqual([]);
  });

  it('Retry-After and RateLimit-* of limits', () => {
    expect(failing(misses(429, 'Retry-After', ...limits), withStatus(429))).toEqual([]);
    expect(failing(misses(503, 'Retry-After'), (one) => isApi(one) && withStatus(503)(one))).toEqual([]);
    const successes = (operation: Operation) => statusesOf(operation).filter((status) => status < 400);
    expect(failing((one) => successes(one).some((status) => misses(status, ...limits)(one)), isApi)).toEqual([]);
  });

  it('the mark of a change, which is taken by what reads', () => {
    const isRead = (operation: Operation) => operation.method === 'get';
    const takesMark = (operation: Operation) => parametersOf(operation).some(({ name }) => name === 'X-Read-After');
    expect(failing((one) => takesMark(one) !== isRead(one), isApi)).toEqual([]);
    const gives = (operation: Operation) =>
      [200, 201, 202, 204].some((status) => headersOf(reply(operation, status)).includes('X-Read-After'));
    expect(failing((one) => gives(one) === isRead(one), isApi)).toEqual([]);
  });

  it('WWW-Authenticate where a token is refused', () => {
    expect(failing(misses(401, 'WWW-Authenticate'), (one) => isApi(one) && withStatus(401)(one))).toEqual([]);
  });
});
