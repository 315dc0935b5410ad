import type { FastifyInstance, RouteOptions } from 'fastify';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { renderOpenApi } from '../../dev/generate/openapi.ts';
import { declareAccess, requireDeclaredAccess } from '../../src/http/access.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  responses: Record<string, unknown>;
}

async function readOperations(): Promise<[name: string, operation: Operation][]> {
  const document = JSON.parse(await renderOpenApi()) as { paths: Record<string, Record<string, Operation>> };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
}

describe('routes', () => {
  it('each have an operationId of their own, a summary and described replies', async () => {
    const operations = await readOperations();
    expect(operations.length).toBeGreaterThan(4);
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations.filter(([, { operationId, summary }]) => !operationId || !summary).map(([name]) => name)).toEqual(
      [],
    );
    const succeeds = ({ responses }: Operation) => Object.keys(responses).some((status) => /^2\d\d$/.test(status));
    expect(operations.filter(([, operation]) => !succeeds(operation)).map(([name]) => name)).toEqual([]);
  });

  it('keep the process from starting when one has no declared access', async () => {
    const app = guarded();
    app.get('/forgotten', async () => 'hello');
    await expect(app.ready()).rejects.toThrow('routes without declared access: GET /forgotten');
  });

  it('have the access of their scope', async () => {
    const app = guarded();
    const seen: RouteOptions[] = [];
    await app.register(async (scope) => {
      declareAccess(scope, 'admin');
      scope.addHook('onRoute', (route) => {
        seen.push(route);
      });
      scope.get('/inside', async () => 'hello');
    });
    await app.ready();
    expect(seen[0]?.config?.access).toBe('admin');
  });
});

function guarded(): FastifyInstance {
  const app = Fastify({ exposeHeadRoutes: false });
  requireDeclaredAccess(app);
  return app;
}
