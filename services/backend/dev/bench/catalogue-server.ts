import { createInstance } from '../../src/app.ts';
import { createCachedReplies } from '../../src/http/cached-replies.ts';
import { answerBeforeRouting, answerFromCache } from '../../src/http/early-answers.ts';
import { carryIdentities } from '../../src/http/identity.ts';
import { surroundApi } from '../../src/http/perimeter.ts';
import { limitCachedReads } from '../../src/http/rate-limits.ts';
import { readOwnWrites } from '../../src/http/read-after-write.ts';
import { buildCachedReplies } from '../../src/start/build-cache.ts';
import { buildPerimeter } from '../../src/start/build-perimeter.ts';
import { openDeps } from '../../src/start/deps.ts';
import { readEnvOrExit } from '../../src/start/read-env.ts';
import { sampleRoutes } from './catalogue-sample.ts';
import { listenForBench } from './listen.ts';

/** Nobody is refused; that somebody counts is part of what is measured. */
const nobodyIsRefused = 1_000_000_000;

/** The API as `api.ts` puts it together, around a catalogue of one SELECT. */
async function main(): Promise<void> {
  const env = readEnvOrExit();
  const deps = await openDeps(env, 'server');
  const { cache } = buildCachedReplies(deps);
  const limit = limitCachedReads(deps, nobodyIsRefused);
  const cachedReplies = createCachedReplies({ cache, limit });
  const app = createInstance({ log: deps.log, metrics: deps.metrics, report: deps.reporter.report });
  answerBeforeRouting(app, cachedReplies, { ...deps, addressHeader: undefined });
  await app.register(
    async (api) => {
      carryIdentities(api);
      answerFromCache(api, cachedReplies);
      await surroundApi(api, buildPerimeter(deps));
      await readOwnWrites(api, { router: deps.router, secret: env.SESSION_SECRET, secure: true });
      await api.register(sampleRoutes, { cachedReplies });
    },
    { prefix: '/api/v1' },
  );
  process.on('message', async () => {
    const { values } = await deps.metrics.cacheFills.get();
    process.send?.({
      residentBytes: process.memoryUsage.rss(),
      fills: values.reduce((sum, { value }) => sum + value, 0),
    });
  });
  await listenForBench(app, {});
}

if (import.meta.main) await main();
