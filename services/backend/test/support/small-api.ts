import { randomUUID } from 'node:crypto';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { createInstance } from '../../src/app.ts';
import { declareAccess } from '../../src/http/access.ts';
import { carryIdentities, type Identity, identityOf, requireIdentity } from '../../src/http/identity.ts';
import { listOf, listQuery } from '../../src/http/lists.ts';
import { describeApi } from '../../src/http/openapi.ts';
import { type PerimeterDeps, surroundApi } from '../../src/http/perimeter.ts';
import { createLog, type Log } from '../../src/platform/log.ts';
import { createMetrics } from '../../src/platform/metrics.ts';

/** An API with routes of every usual kind and nothing behind them, to see what stands around any API of ours. */
export interface SmallApi {
  app: FastifyInstance;
  /** What has been made. */
  things: Map<string, unknown>;
  metrics: ReturnType<typeof createMetrics>;
  /** What was reported as a fault of ours. */
  faults: unknown[];
  /** How many tokens were looked at. */
  authentications: () => number;
}

export const shopOrigin = 'https://shop.example.com';
/** Stands for whom it names: `user-ada`, `guest-7`, `admin-grace`. Anything else is nobody. */
export const bearer = (name: string) => ({ authorization: `Bearer ${name}` });

const thing = z.strictObject({
  name: z.string().min(1).max(40),
  size: z.enum(['S', 'M', 'L']).optional(),
  weightGrams: z.int().min(1).max(200_000).optional(),
  price: z.number().min(0).max(10_000).optional(),
  born: z.iso.date().optional(),
  tags: z.array(z.string().max(20)).max(5).optional(),
  strap: z.strictObject({ colour: z.string().max(20), lengthMm: z.int().min(1).max(2_000) }).optional(),
  notes: z.record(z.string().max(20), z.string().max(100)).optional(),
});
const id = z.strictObject({ id: z.uuid() });
const made = z.object({ id: z.uuid() });
const rows = z.object({ rows: z.array(z.string()) });

export async function startSmallApi(options: Partial<PerimeterDeps> & { log?: Log } = {}): Promise<SmallApi> {
  const { log = createLog({ level: 'silent', app: 'small', role: 'test' }), ...perimeter } = options;
  const metrics = createMetrics();
  const faults: unknown[] = [];
  const things = new Map<string, unknown>();
  let authentications = 0;
  const authenticate = async (token: string): Promise<Identity | undefined> => {
    authentications += 1;
    const [kind, name = ''] = token.split('-');
    if (kind === 'guest') return { kind, ownerId: `guest ${name}` };
    if (kind !== 'user' && kind !== 'admin') return undefined;
    return { kind: 'user', ownerId: `user ${name}`, clerkId: `user_${name}`, isAdmin: kind === 'admin' };
  };

  const app = createInstance({ log, metrics, report: (error) => faults.push(error) });
  await describeApi(app, 'small');
  await app.register(
    async (api) => {
      carryIdentities(api);
      await surroundApi(api, { origins: [shopOrigin], addressHeader: undefined, rateLimits: undefined, ...perimeter });
      await api.register(publicRoutes);
      await api.register(async (scope) => {
        requireIdentity(scope, 'guest', authenticate);
        await scope.register(thingRoutes, { things });
      });
    },
    { prefix: '/api/v1' },
  );
  await app.ready();
  return { app, things, metrics, faults, authentications: () => authentications };
}

const publicRoutes: FastifyPluginAsyncZod = async (scope) => {
  declareAccess(scope, 'public');
  const session = { operationId: 'startSession', response: { 201: made } };
  scope.post('/guest-sessions', { schema: session }, async (_request, reply) => {
    return reply.code(201).send({ id: randomUUID() });
  });
  const text = { operationId: 'readRows', querystring: z.object({ count: z.coerce.number().int().min(0).max(1_000) }) };
  scope.get('/rows', { schema: { ...text, response: { 200: rows } } }, async ({ query }) => ({
    rows: Array.from({ length: query.count }, (_, index) => `row ${index} of ${query.count}`),
  }));
  scope.get('/picture', { schema: { operationId: 'readPicture' } }, async (_request, reply) =>
    reply.type('image/png').send(Buffer.alloc(5_000)),
  );
};

const thingRoutes: FastifyPluginAsyncZod<{ things: Map<string, unknown> }> = async (scope, { things }) => {
  const common = { tags: ['Things'] };
  const list = { ...common, operationId: 'listThings', querystring: listQuery(['name', 'born']).strict() };
  scope.get('/things', { schema: { ...list, response: { 200: listOf(made) } } }, async () => ({
    items: [],
    nextCursor: null,
  }));
  const create = { ...common, operationId: 'createThing', body: thing, response: { 201: made } };
  scope.post('/things', { schema: create }, async (request, reply) => {
    const newId = randomUUID();
    things.set(newId, { ...request.body, owner: identityOf(request).ownerId });
    return reply.code(201).send({ id: newId });
  });
  const read = { ...common, operationId: 'readThing', params: id, response: { 200: made } };
  scope.get('/things/:id', { schema: read }, async ({ params }) => ({ id: params.id }));
  const change = { ...common, operationId: 'changeThing', params: id, body: thing.partial(), response: { 200: made } };
  scope.patch('/things/:id', { schema: change }, async ({ params, body }) => {
    things.set(params.id, body);
    return { id: params.id };
  });
  const copy = { ...common, operationId: 'copyThing', params: id, response: { 201: made } };
  scope.post('/things/:id/copies', { schema: copy }, async ({ params }, reply) => reply.code(201).send(params));
};
