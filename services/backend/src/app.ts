import { serializerCompiler, validatorCompiler } from '@fastify/type-provider-zod';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type ApiDeps, apiRoutes } from './api.ts';
import { requireDeclaredAccess } from './http/access.ts';
import { answerErrors } from './http/errors.ts';
import type { HealthDeps } from './http/health.ts';
import { chooseRequestId, observeRequests } from './http/observe.ts';
import { describeApi, serveDocs } from './http/openapi.ts';
import { opsRoutes } from './http/ops.routes.ts';
import type { ReportError } from './platform/error-reporter.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import { type ClerkWebhookDeps, clerkWebhookRoutes } from './webhooks/clerk.routes.ts';
import { type ShopifyWebhookDeps, shopifyWebhookRoutes } from './webhooks/shopify.routes.ts';

export interface OpsAppDeps {
  log: Log;
  metrics: Metrics;
  health: HealthDeps;
  collectMetrics: () => void;
  report: ReportError;
}

export interface AppDeps extends OpsAppDeps {
  appName: string;
  metricsToken: string | undefined;
  shopifyWebhooks: ShopifyWebhookDeps;
  clerkWebhooks: ClerkWebhookDeps;
  api: ApiDeps;
}

/** The HTTP side, in the order in which a request meets it. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = createInstance(deps);
  await describeApi(app, deps.appName);

  await app.register(shopifyWebhookRoutes, deps.shopifyWebhooks);
  await app.register(clerkWebhookRoutes, deps.clerkWebhooks);
  await app.register(apiRoutes, { prefix: '/api/v1', ...deps.api });
  await app.register(opsRoutes, opsOptions(deps, deps.metricsToken));
  await serveDocs(app);
  return app;
}

/** The private port: probes and scraping, for the server and the worker alike. */
export async function buildOpsApp(deps: OpsAppDeps): Promise<FastifyInstance> {
  const app = createInstance(deps);
  await app.register(opsRoutes, opsOptions(deps, undefined));
  return app;
}

/** What every application of ours shares: ids, limits, metrics, errors, and no route without declared access. */
function createInstance(deps: OpsAppDeps): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: chooseRequestId,
    bodyLimit: 1024 * 1024,
    requestTimeout: 30_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000 },
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredAccess(app);
  observeRequests(app, deps.metrics);
  answerErrors(app, deps.report);
  return app;
}

function opsOptions(deps: OpsAppDeps, metricsToken: string | undefined) {
  return { health: deps.health, metrics: deps.metrics, metricsToken, collect: deps.collectMetrics };
}
