import { timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncZod } from '@fastify/type-provider-zod';
import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import { sha256 } from '../platform/crypto.ts';
import type { Metrics } from '../platform/metrics.ts';
import { declareAccess } from './access.ts';
import { problems } from './errors.ts';
import { detailedHealth, findReadinessProblem, type HealthDeps, probeAll } from './health.ts';

interface OpsDeps {
  health: HealthDeps;
  metrics: Pick<Metrics, 'registry'>;
  /** Undefined on the private port, where the network is the guard, and in development. */
  metricsToken: string | undefined;
  /** Values that are read only when somebody looks. */
  collect: () => void;
}

const alive = z.object({ status: z.literal('ok') }).meta({ examples: [{ status: 'ok' }] });

/** Liveness, readiness, the parts in detail, and metrics. The same on both ports. */
export const opsRoutes: FastifyPluginAsyncZod<OpsDeps> = async (app, deps) => {
  declareAccess(app, 'ops');

  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'checkAlive',
        summary: 'The process runs',
        description: 'Asks nobody else: it stays 200 while PostgreSQL or Redis are away.',
        tags: ['Operations'],
        response: { 200: alive },
      },
    },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'checkReady',
        summary: 'The process can serve',
        description: '503 while PostgreSQL is away or the process is stopping; `detail` names the cause.',
        tags: ['Operations'],
        response: { 200: alive, ...problems('unavailable') },
      },
    },
    async () => {
      const problem = await findReadinessProblem(deps.health);
      if (problem) throw new AppError('unavailable', problem);
      return { status: 'ok' as const };
    },
  );

  app.get(
    '/healthz/detailed',
    {
      schema: {
        operationId: 'checkParts',
        summary: 'Status and milliseconds of every part',
        description: 'healthy and degraded answer 200; unhealthy, which is PostgreSQL away, answers 503.',
        tags: ['Operations'],
        response: { 200: detailedHealth, 503: detailedHealth },
      },
    },
    async (_request, reply) => {
      const health = await probeAll(deps.health);
      return reply.code(health.status === 'unhealthy' ? 503 : 200).send(health);
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'readMetrics',
        summary: 'Metrics in the Prometheus text format',
        description: 'In staging and production `Authorization: Bearer METRICS_TOKEN` is asked for.',
        tags: ['Operations'],
        security: [{ metricsToken: [] }],
        produces: ['text/plain'],
        response: {
          200: z.string().describe('Metrics in text form'),
          ...problems('unauthenticated'),
        },
      },
    },
    async (request, reply) => {
      if (deps.metricsToken && !isBearer(request.headers.authorization, deps.metricsToken)) {
        reply.header('www-authenticate', 'Bearer');
        throw new AppError('unauthenticated', 'Send the metrics token as a bearer token.');
      }
      deps.collect();
      const text = await deps.metrics.registry.metrics();
      return reply.type(deps.metrics.registry.contentType).serializer(String).send(text);
    },
  );
};

/** Hashed first, so that the comparison takes the same time whatever the lengths are. */
function isBearer(header: string | undefined, token: string): boolean {
  return timingSafeEqual(sha256(header ?? ''), sha256(`Bearer ${token}`));
}
