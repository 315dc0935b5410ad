import type { InjectOptions } from 'fastify';

/** Requests that no operation takes, made from the document of an API, so that a new route is attacked unasked. */
export interface HostileRequest {
  /** `createPet: /body/name is a NUL byte` */
  name: string;
  request: InjectOptions;
  /** What it must be answered with. */
  statuses: number[];
}

export interface Operation {
  operationId: string;
  method: string;
  path: string;
  parameters: { name: string; in: string; schema: JsonSchema }[];
  body: JsonSchema | undefined;
}

interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  properties?: Record<string, JsonSchema>;
  examples?: unknown[];
  enum?: unknown[];
  const?: unknown;
  [keyword: string]: unknown;
}

interface Document {
  paths: Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'body'> & { requestBody?: unknown }>>;
  components?: { schemas?: Record<string, JsonSchema> };
}

/** The operations of the API itself: webhooks and probes have rules of their own. */
export function readOperations(text: string): Operation[] {
  const document = JSON.parse(text) as Document;
  return Object.entries(document.paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => {
        const content = (requestBody as { content?: Record<string, { schema: JsonSchema }> } | undefined)?.content;
        const body = content && resolve(document, Object.values(content)[0]?.schema);
        return { operationId, method: method.toUpperCase(), path, parameters, body };
      }),
    );
}

function resolve(document: Document, schema: JsonSchema | undefined): JsonSchema | undefined {
  const name = schema?.$ref?.split('/').at(-1);
  return name ? document.components?.schemas?.[name] : schema;
}

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** As JSON text, since some of them cannot be written by JSON.stringify. No bounded schema takes any of them. */
const hostileValues: Record<string, string> = {
  'a NUL byte': '"a\\u0000b"',
  'a high surrogate alone': '"a\\ud83d"',
  'a low surrogate alone': '"\\udc00a"',
  'a text of 200 kB': `"${'x'.repeat(200_000)}"`,
  '10 thousand levels': deep(10_000),
  'objects in objects': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '1e400': '1e400',
  '-1e400': '-1e400',
  'a huge number': '1e308',
  'a negative huge number': '-1e308',
  'a number of 300 digits': '9'.repeat(300),
};

/** Bodies that are refused before any schema is asked. */
const hostileBodies: Record<string, { payload: string; statuses: number[] }> = {
  'nothing, as JSON': { payload: '', statuses: [400] },
  'no JSON': { payload: '{"name": ', statuses: [400] },
  NaN: { payload: '{"size": NaN}', statuses: [400] },
  'a byte order mark and nothing': { payload: '\ufeff', statuses: [400] },
  'the key __proto__': { payload: '{"__proto__": {"isAdmin": true}}', statuses: [400] },
  'the key __proto__, escaped': { payload: '{"\\u005f_proto__": {"isAdmin": true}}', statuses: [400] },
  'constructor.prototype': { payload: '{"constructor": {"prototype": {"isAdmin": true}}}', statuses: [400] },
  'half a megabyte': { payload: JSON.stringify({ name: 'x'.repeat(500_000) }), statuses: [413] },
  'levels up to the limit': { payload: deep(120_000), statuses: [400] },
};

const ofSchemas: Record<string, string> = {
  'an unknown key': '{"noSuchThing": 1}',
  'the key constructor': '{"constructor": 1}',
  'the key toString': '{"toString": "x"}',
  null: 'null',
  'an array': '[]',
  'a text': '"text"',
  'a number': '1',
};

export function hostileRequests(operation: Operation, headers: Record<string, string>): HostileRequest[] {
  return [...againstPath(operation, headers), ...againstQuery(operation, headers), ...againstBody(operation, headers)];
}

function againstPath(operation: Operation, headers: Record<string, string>): HostileRequest[] {
  const names = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
  const hostile: Record<string, number[]> = {
    'no-uuid': [400, 404],
    '%00': [400],
    'a%00b': [400],
    '%ED%A0%80': [400],
    '%zz': [400],
    '%': [400],
    __proto__: [400, 404],
    constructor: [400, 404],
    "'; DROP TABLE users; --": [400, 404],
    '..%2f..%2fetc%2fpasswd': [400, 404],
    [`${'x'.repeat(200)}`]: [400, 404],
    [`${'x'.repeat(8_000)}`]: [404],
    '-1': [400, 404],
    '1e400': [400, 404],
  };
  return names.flatMap((name) =>
    Object.entries(hostile).map(([value, statuses]) => ({
      name: `${operation.operationId}: ${name} in the path is ${value.slice(0, 30)}`,
      request: build(operation, headers, { path: { [name]: value }, body: sampleBody(operation) }),
      statuses,
    })),
  );
}

function againstQuery(operation: Operation, headers: Record<string, string>): HostileRequest[] {
  const queries: Record<string, string> = {
    'an unknown parameter': 'noSuchThing=1',
    'an unknown parameter twice': 'noSuchThing=1&noSuchThing=2',
    __proto__: '__proto__[isAdmin]=true',
    constructor: 'constructor=1',
    'broken percent-encoding': 'limit=%zz',
    'no UTF-8': 'limit=%ff%fe',
    'a NUL byte': 'noSuchThing=%00',
  };
  for (const { name } of operation.parameters.filter((one) => one.in === 'query')) {
    queries[`${name} twice`] = `${name}=1&${name}=1`;
    queries[`${name} with a NUL byte`] = `${name}=a%00`;
    queries[`${name} of 8 kB`] = `${name}=${'x'.repeat(8_000)}`;
  }
  for (const { name, schema } of operation.parameters.filter((one) => one.in === 'query')) {
    if (!['integer', 'number'].includes(String(schema.type))) continue;
    for (const value of ['-1', '1e400', 'NaN', '1e308', '1.5', 'Infinity', 'ten']) {
      queries[`${name}=${value}`] = `${name}=${value}`;
    }
  }
  return Object.entries(queries).map(([what, query]) => ({
    name: `${operation.operationId}: query with ${what}`,
    request: build(operation, headers, { query, body: sampleBody(operation) }),
    statuses: [400],
  }));
}

function againstBody(operation: Operation, headers: Record<string, string>): HostileRequest[] {
  if (!operation.body) return [];
  const send = (what: string, body: string, statuses: number[], type = 'application/json'): HostileRequest => ({
    name: `${operation.operationId}: body with ${what}`,
    request: build(operation, { ...headers, 'content-type': type }, { body }),
    statuses,
  });
  const sample = sampleBody(operation) ?? '{}';
  const good = JSON.parse(sample) as Record<string, unknown>;
  const fields = Object.keys(operation.body.properties ?? good);
  return [
    ...Object.entries(hostileBodies).map(([what, { payload, statuses }]) => send(what, payload, statuses)),
    ...Object.entries(ofSchemas).map(([what, payload]) => send(what, payload, [400])),
    ...['text/plain', 'text/xml', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense'].map((type) =>
      send(type, sample, [415], type),
    ),
    ...fields.flatMap((field) =>
      Object.entries(hostileValues).map(([what, value]) => {
        const { [field]: _replaced, ...others } = good;
        const rest = JSON.stringify(others).slice(1, -1);
        return send(`${field}: ${what}`, `{${rest}${rest && ','}${JSON.stringify(field)}:${value}}`, [400]);
      }),
    ),
  ];
}

function build(
  operation: Operation,
  headers: Record<string, string>,
  parts: { path?: Record<string, string>; query?: string; body?: string | undefined },
): InjectOptions {
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => parts.path?.[name] ?? sampleOf(name));
  const url = parts.query ? `${path}?${parts.query}` : path;
  const withBody = parts.body !== undefined && operation.body !== undefined;
  return {
    method: operation.method as 'GET',
    url,
    headers: { ...(withBody ? { 'content-type': 'application/json' } : {}), 'if-match': '"1"', ...headers },
    ...(withBody ? { payload: parts.body as string } : {}),
  };
}

function sampleOf(name: string): string {
  return /id$/i.test(name) ? '01890a5d-ac96-774b-bcce-b302099a8057' : 'sample';
}

function sampleBody(operation: Operation): string | undefined {
  const [example = operation.body?.['example']] = operation.body?.examples ?? [];
  return operation.body && JSON.stringify(example ?? {});
}
