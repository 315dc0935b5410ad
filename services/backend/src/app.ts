import { serializerCompiler } from '@fastify/type-provider-zod';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type ApiDeps, apiRoutes, operatorRoutes } from './api.ts';
import { requireDeclaredAccess } from './http/access.ts';
import { answerClientError } from './http/client-errors.ts';
import { answerBeforeRouting } from './http/early-answers.ts';
import { answerErrors, answerFrameworkError } from './http/errors.ts';
import type { HealthDeps } from './http/health.ts';
import { chooseRequestId, observeRequests } from './http/observe.ts';
import { describeApi, serveDocs } from './http/openapi.ts';
import { operatorApiPath } from './http/operator-session.ts';
import { opsRoutes } from './http/ops.routes.ts';
import { opsPageRoutes } from './http/ops-page.routes.ts';
import { type QueueDashboardRoutesDeps, queueDashboardRoutes } from './http/queue-dashboard.routes.ts';
import { createRequestLog } from './http/request-log.ts';
import { compileValidator } from './http/validation.ts';
import type { ErrorReporter, ReportError } from './platform/error-reporter.ts';
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
  nameTrace?: ErrorReporter['nameTrace'];
  shopifyWebhooks: ShopifyWebhookDeps;
  clerkWebhooks: ClerkWebhookDeps;
  api: ApiDeps;
  queueDashboard: QueueDashboardRoutesDeps;
}

/** The HTTP side, in the order in which a request meets it. */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = createInstance(deps);
  const { cachedReplies, perimeter } = deps.api;
  answerBeforeRouting(app, cachedReplies, { ...deps, addressHeader: perimeter.addressHeader });
  await describeApi(app, deps.appName);

  await app.register(shopifyWebhookRoutes, deps.shopifyWebhooks);
  await app.register(apiRoutes, { prefix: '/api/v1', api: deps.api });
  await app.register(clerkWebhookRoutes, deps.clerkWebhooks);
  await app.register(opsRoutes, opsOptions(deps, deps.metricsToken));
  await app.register(opsPageRoutes);
  await app.register(operatorRoutes, { prefix: operatorApiPath, api: deps.api });
  await app.register(queueDashboardRoutes, deps.queueDashboard);
  await serveDocs(app);
  return app;
}

/** The private port: probes and scraping, for the server and the worker alike. */
export async function buildOpsApp(deps: OpsAppDeps): Promise<FastifyInstance> {
  const app = createInstance(deps);
  await app.register(opsRoutes, opsOptions(deps, undefined));
  return app;
}

const limits = {
  /** The largest body of the API is a design of some ten kilobytes; webhooks have a limit of their own. */
  bodyLimit: 256 * 1024,
  /** Until the last byte of a request has come. */
  requestTimeout: 10_000,
  /** A connection on which nothing moves, be it a reply that nobody reads. */
  connectionTimeout: 30_000,
  /** Longer than any proxy in front keeps an idle connection (60 s), or it would use one that is being closed. */
  keepAliveTimeout: 72_000,
  /** The longest handle that Shopify gives is 255 characters. */
  routerOptions: { maxParamLength: 255 },
  http: { headersTimeout: 5_000, maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 1_000 },
};

/** What every application of ours shares: ids, limits, metrics, errors, and no route without declared access. */
export function createInstance(deps: Pick<OpsAppDeps, 'log' | 'metrics' | 'report'>): FastifyInstance {
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: chooseRequestId,
    childLoggerFactory: createRequestLog,
    ...limits,
    forceCloseConnections: 'idle',
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerClientError,
  });
  // JSON is all that is taken here: text would arrive at schemas of objects as a string.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(compileValidator);
  app.setSerializerCompiler(serializerCompiler);
  requireDeclaredAccess(app);
  observeRequests(app, deps.metrics);
  answerErrors(app, deps.report);
  return app;
}

function opsOptions(deps: OpsAppDeps, metricsToken: string | undefined) {
  return { health: deps.health, metrics: deps.metrics, metricsToken, collect: deps.collectMetrics };
}
