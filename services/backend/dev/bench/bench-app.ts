import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../../src/api.ts';
import { buildApp } from '../../src/app.ts';
import { buildQueueDashboard } from '../../src/start/build-operations.ts';
import { type Deps, opsAppDeps } from '../../src/start/deps.ts';
import type { Inbox } from '../../src/webhooks/inbox.ts';

const recordsNothing: Pick<Inbox, 'record'> = { record: async () => 'recorded' };

/** The application as it is, around the parts that a bench gives it. Deliveries go nowhere unless it says where. */
export function buildBenchApp(
  deps: Deps,
  api: ApiDeps,
  shopifyInbox: Pick<Inbox, 'record'> = recordsNothing,
): Promise<FastifyInstance> {
  const { env, metrics, clock } = deps;
  return buildApp({
    ...opsAppDeps(deps, () => false),
    appName: env.APP_NAME,
    metricsToken: env.METRICS_TOKEN,
    shopifyWebhooks: {
      inbox: shopifyInbox,
      secrets: env.SHOPIFY_WEBHOOK_SECRET,
      shopDomain: env.SHOPIFY_SHOP_DOMAIN,
      metrics,
      clock,
    },
    clerkWebhooks: { inbox: recordsNothing, secrets: [], instanceHost: '', metrics, clock },
    api,
    queueDashboard: buildQueueDashboard(deps, api.operatorCookies),
  });
}
