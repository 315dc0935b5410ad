import type { FastifyInstance } from 'fastify';
import { createInstance } from '../../src/app.ts';
import type { CachedReplies } from '../../src/http/cached-replies.ts';
import { answerBeforeRouting, answerFromCache } from '../../src/http/early-answers.ts';
import { carryIdentities } from '../../src/http/identity.ts';
import { surroundApi } from '../../src/http/perimeter.ts';
import { readOwnWrites } from '../../src/http/read-after-write.ts';
import { buildCachedReplies } from '../../src/start/build-cache.ts';
import { buildPerimeter } from '../../src/start/build-perimeter.ts';
import { type Deps, openDeps } from '../../src/start/deps.ts';
import type { TestDatabase } from './database.ts';
import { metricOf, parseMetrics } from './metrics.ts';
import { type SampleDeps, sampleRoutes } from './sample-catalogue.ts';
import { testEnv } from './service.ts';

/** One instance of the service as far as the cache goes: the perimeter as it is, and a small catalogue. */
export interface CachedApi {
  app: FastifyInstance;
  deps: Deps;
  replies: CachedReplies;
  /** 0 when absent. */
  metric(name: string, labels?: Record<string, string>): Promise<number>;
  stop(): Promise<void>;
}

interface CachedApiOptions {
  database: Pick<TestDatabase, 'url' | 'replicaUrl'>;
  env?: Record<string, string>;
  beforeReading?: SampleDeps['beforeReading'];
  /** Parts that the test holds in its hand, the clock say. */
  parts?: Partial<Deps>;
  /** How long is waited for Redis and for other instances; as in production unless the test says otherwise. */
  patience?: Parameters<typeof buildCachedReplies>[1];
}

export async function startCachedApi(options: CachedApiOptions): Promise<CachedApi> {
  const env = testEnv({
    DATABASE_URL: options.database.url,
    DATABASE_REPLICA_URL: options.database.replicaUrl,
    ENABLE_QUEUE: 'false',
    ...options.env,
  });
  const opened = await openDeps(env, 'server');
  const deps = { ...opened, ...options.parts };
  const cachedReplies = buildCachedReplies(deps, options.patience);
  const app = createInstance({ log: deps.log, metrics: deps.metrics, report: () => undefined });
  answerBeforeRouting(app, cachedReplies, { ...deps, addressHeader: undefined });
  await app.register(
    async (api) => {
      carryIdentities(api);
      answerFromCache(api, cachedReplies);
      await surroundApi(api, buildPerimeter(deps));
      await readOwnWrites(api, { router: deps.router, secret: env.SESSION_SECRET, secure: false });
      const { beforeReading } = options;
      await api.register(sampleRoutes, { cachedReplies, ...(beforeReading && { beforeReading }) });
    },
    { prefix: '/api/v1' },
  );
  await app.ready();
  return {
    app,
    deps,
    replies: cachedReplies,
    async metric(name, labels) {
      return metricOf(parseMetrics(await deps.metrics.registry.metrics()), name, labels) ?? 0;
    },
    async stop() {
      await app.close();
      cachedReplies.cache.close();
      deps.replicaLag.stop();
      await deps.inline?.stop();
      await deps.database.close();
    },
  };
}
