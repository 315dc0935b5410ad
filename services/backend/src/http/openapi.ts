import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform, jsonSchemaTransformObject } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { declareAccess } from './access.ts';

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
        { name: 'Webhooks', description: 'Signed deliveries from outside' },
        { name: 'Operations', description: 'Health and metrics' },
      ],
      components: { securitySchemes: { metricsToken: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}

/** GET /docs, the document to read and try, and GET /openapi.json, the document itself. */
export async function serveDocs(app: FastifyInstance): Promise<void> {
  await app.register(async (scope) => {
    declareAccess(scope, 'public');
    scope.get('/openapi.json', { schema: { hide: true, operationId: 'readOpenApi' } }, async (_request, reply) =>
      reply.serializer(JSON.stringify).send(app.swagger()),
    );
    await scope.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  });
}
