import { limitCachedReads } from '../../src/http/rate-limits.ts';
import { buildApi, createApiParts } from '../../src/start/build-api.ts';
import { openDeps } from '../../src/start/deps.ts';
import { readEnvOrExit } from '../../src/start/read-env.ts';
import { buildBenchApp } from './bench-app.ts';
import { listenForBench } from './listen.ts';

/** Nobody is refused; that somebody counts is part of what is measured. */
const nobodyIsRefused = 1_000_000_000;

/** The application as it is; asked by a message, it says what it has filled and how much memory it holds. */
async function main(): Promise<void> {
  const deps = await openDeps(readEnvOrExit(), 'server');
  const api = buildApi(deps, createApiParts(deps));
  const cachedReplies = { ...api.cachedReplies, limit: limitCachedReads(deps, nobodyIsRefused) };
  const app = await buildBenchApp(deps, { ...api, cachedReplies });
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
