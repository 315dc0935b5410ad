import type { FastifyInstance } from 'fastify';
import { buildApp, buildOpsApp } from '../app.ts';
import { instanceHostOf } from '../clients/clerk.ts';
import { exportGlobalGauges } from '../jobs/global-gauges.ts';
import { createWakeUp } from '../webhooks/dispatch.ts';
import { createInbox } from '../webhooks/inbox.ts';
import { startInlineWorkers } from '../workers.ts';
import { buildApi, createApiParts, isDeployed } from './build-api.ts';
import { buildQueueDashboard } from './build-operations.ts';
import { closingPhases, type Deps, opsAppDeps } from './deps.ts';
import type { Phase } from './shutdown.ts';

/** The server process: everything that runs in it, and how it stops. Listens on nothing yet. */
export async function buildServer(
  deps: Deps,
  isStopping: () => boolean,
): Promise<{ app: FastifyInstance; opsApp: FastifyInstance; phases: Phase[] }> {
  const { database, env, inline, log, metrics } = deps;
  const inbox = createInbox({
    pool: database.inbox,
    crypto: deps.crypto,
    metrics,
    onRecorded: createWakeUp({ dispatch: deps.dispatch, metrics, log }),
  });
  await inbox.connect();
  const shared = opsAppDeps(deps, isStopping);
  const apiParts = createApiParts(deps);
  const api = buildApi(deps, apiParts);
  const app = await buildApp({
    ...shared,
    appName: env.APP_NAME,
    nameTrace: deps.reporter.nameTrace,
    metricsToken: isDeployed(env) ? env.METRICS_TOKEN : undefined,
    shopifyWebhooks: {
      inbox,
      secrets: [...env.SHOPIFY_WEBHOOK_SECRET, ...(env.SHOPIFY_CLIENT_SECRET ? [env.SHOPIFY_CLIENT_SECRET] : [])],
      shopDomain: env.SHOPIFY_SHOP_DOMAIN,
      metrics,
      clock: deps.clock,
    },
    clerkWebhooks: {
      inbox,
      secrets: env.CLERK_WEBHOOK_SECRET ?? [],
      instanceHost: instanceHostOf(env.CLERK_PUBLISHABLE_KEY),
      metrics,
      clock: deps.clock,
    },
    api,
    queueDashboard: buildQueueDashboard(deps, api.operatorCookies),
  });
  const opsApp = await buildOpsApp(shared);
  const gauges = exportGlobalGauges({ pool: database.primary, queues: deps.queues, metrics });
  const inlineWorkers = inline && startInlineWorkers({ ...deps, clerk: apiParts.clerk });

  const phases: Phase[] = [
    { name: 'finish requests', timeoutMs: 10_000, run: () => app.close() },
    { name: 'close cache', timeoutMs: 1_000, run: async () => api.cachedReplies.cache.close() },
    { name: 'commit deliveries', timeoutMs: 2_000, run: () => inbox.drain() },
    { name: 'finish deliveries', timeoutMs: 15_000, run: () => Promise.all([inlineWorkers?.stop(), inline?.stop()]) },
    ...closingPhases(deps, { opsApp, gauges }),
  ];
  return { app, opsApp, phases };
}
