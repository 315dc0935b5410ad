import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import type { OpenAPIV3_1 } from 'openapi-types';
import { errorCodes } from '../platform/app-error.ts';
import { declareAccess } from './access.ts';
import { headers, parameters } from './openapi-headers.ts';
import { headersOf, placeHeaders, repliesOf, securityOf } from './openapi-operations.ts';
import { compressReplies, documentHeaders } from './perimeter.ts';

/** Collects the routes that follow into one OpenAPI 3.1 document, made from their schemas. */
export async function describeApi(app: FastifyInstance, title: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title,
        version: '1.0.0',
        description: 'The backend of a pet shop with custom-made harnesses.',
      },
      tags: [
        { name: 'People', description: 'Visitors who have not signed in yet, and what becomes of it when they do' },
        { name: 'Account', description: 'What is held of those who sign in' },
        { name: 'Pets', description: 'Whom harnesses are made for' },
        { name: 'Designs', description: 'Harnesses as their customers designed them' },
        { name: 'Checkout', description: 'From a design to paying for it' },
        { name: 'Orders', description: 'What was bought, and how far it is' },
        { name: 'Catalogue', description: 'What the shop sells' },
        { name: 'Workshop', description: 'What is to be made, for those who make it' },
        { name: 'Administration', description: 'For those who run the shop' },
        { name: 'Webhooks', description: 'Signed deliveries from outside' },
        { name: 'Operations', description: 'Health and metrics' },
      ],
      components: {
        securitySchemes: {
          session: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'A session token of Clerk, or the access token of a guest session.',
          },
          metricsToken: { type: 'http', scheme: 'bearer' },
        },
        parameters,
        headers,
      },
    },
    transform: describeOperation,
    transformObject: (document) => finish(jsonSchemaTransformObject(document) as OpenApiDocument),
  });
}

type Transform = NonNullable<Extract<Parameters<typeof jsonSchemaTransform>[0], object>>;

/** Adds to the route's own schema what follows from where it stands. */
function describeOperation(input: Transform): ReturnType<typeof jsonSchemaTransform> {
  const { route, schema: own } = input;
  if (!own || own.hide) return jsonSchemaTransform(input);
  const response = { ...repliesOf(route), ...(own.response as object) };
  const { schema, url } = jsonSchemaTransform({ ...input, schema: { ...own, response } });
  const added = { security: securityOf(route.config ?? {}), 'x-headers': headersOf(route, response) };
  return { schema: { ...added, ...schema }, url };
}

type OpenApiDocument = Partial<OpenAPIV3_1.Document>;

function finish(document: OpenApiDocument): OpenApiDocument {
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => {
    const finished = Object.entries(operations as Record<string, OpenAPIV3_1.OperationObject>).map(
      ([method, operation]) => [method, placeHeaders(describeProblems(operation))] as const,
    );
    return [path, Object.fromEntries(finished)] as const;
  });
  return dropUnused({ ...document, paths: Object.fromEntries(paths) });
}

/** The route's schema says which statuses are problems; here they get their media type and their titles. */
function describeProblems(operation: OpenAPIV3_1.OperationObject): OpenAPIV3_1.OperationObject {
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const schema = Object.values((response as OpenAPIV3_1.ResponseObject).content ?? {})[0]?.schema;
    if (!schema || !('$ref' in schema) || schema.$ref !== '#/components/schemas/Problem') return [status, response];
    const titles = Object.values(errorCodes).filter((error) => String(error.status) === status);
    const description = titles.map(({ title }) => title).join(', or ');
    const example = exampleOf(Number(status));
    return [status, { description, content: { 'application/problem+json': { schema, example } } }];
  });
  return { ...operation, responses: Object.fromEntries(responses) };
}

function exampleOf(status: number): Record<string, unknown> | undefined {
  const [found] = Object.entries(errorCodes).filter(([, error]) => error.status === status);
  if (!found) return undefined;
  const [code, { title }] = found;
  return { type: 'about:blank', title, status, code, detail: `${title}.`, requestId: 'req-7f3a9c21' };
}

/** Each shared schema comes twice, as input and as output; only what an operation leads to is of use. */
function dropUnused(document: OpenApiDocument): OpenApiDocument {
  const schemas = document.components?.schemas ?? {};
  const used = new Set<string>();
  const collect = (part: unknown): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      collect(schemas[name] ?? {});
    }
  };
  collect(document.paths ?? {});
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } };
}

/** GET /docs, the document to read and try (also where / leads), and GET /openapi.json, the document itself. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    declareAccess(scope, 'public');
    // The page has a policy of its own for scripts and styles.
    await scope.register(helmet, { ...documentHeaders, contentSecurityPolicy: false });
    await compressReplies(scope);
    scope.get('/openapi.json', { schema: { hide: true, operationId: 'readOpenApi' } }, async (_request, reply) =>
      reply.type('application/json; charset=utf-8').serializer(JSON.stringify).send(app.swagger()),
    );
    scope.get('/', { schema: { hide: true, operationId: 'showDocs' } }, async (_request, reply) =>
      reply.redirect('/docs'),
    );
    await scope.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      // The page sets style attributes of its own.
      transformStaticCSP: (policy) => policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
    });
  });
}
