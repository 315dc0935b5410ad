import { buildApp } from '../../src/app.ts';
import { envSchema } from '../../src/env-schema.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { createLog } from '../../src/platform/log.ts';
import { createMetrics } from '../../src/platform/metrics.ts';

/** The application with its real routes and nothing behind them: enough to read its route table and its document. */
export async function buildDetachedApp(): ReturnType<typeof buildApp> {
  const nothing = new Proxy({}, { get: () => undefined }) as never;
  const metrics = createMetrics();
  return buildApp({
    log: createLog({ level: 'silent', app: 'detached', role: 'document' }),
    metrics,
    health: nothing,
    collectMetrics: () => undefined,
    report: () => undefined,
    appName: envSchema.shape.APP_NAME.parse(undefined),
    metricsToken: undefined,
    api: {
      authenticate: nothing,
      idempotencyKeys: nothing,
      users: nothing,
      accountExports: nothing,
      router: nothing,
      guests: nothing,
      sessionSecret: '',
      secureCookies: false,
      cachedReplies: nothing,
      regions: { primary: undefined, own: undefined },
      perimeter: { origins: [], addressHeader: undefined, rateLimits: undefined },
      pets: nothing,
      designs: nothing,
      designShares: nothing,
      previews: nothing,
      stockAlerts: nothing,
      catalogue: nothing,
      search: nothing,
      searchSynonyms: nothing,
      deliveries: nothing,
      auditLog: nothing,
      operations: nothing,
      operatorSessions: nothing,
      operatorCookies: nothing,
      mirrorState: nothing,
      unverifiedLines: nothing,
      checkouts: nothing,
      orders: nothing,
      tickets: nothing,
      hasLocalCheckouts: false,
    },
    queueDashboard: { sessions: nothing, dashboard: undefined, noteChange: async () => undefined },
    shopifyWebhooks: { inbox: nothing, secrets: [], shopDomain: '', metrics, clock: systemClock },
    clerkWebhooks: { inbox: nothing, secrets: [], instanceHost: '', metrics, clock: systemClock },
  });
}

/** The text of openapi.json. */
export async function renderOpenApi(): Promise<string> {
  const app = await buildDetachedApp();
  await app.ready();
  const document = app.swagger();
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}
