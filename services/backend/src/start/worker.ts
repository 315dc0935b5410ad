import { buildWorker } from './build-worker.ts';
import { openDeps } from './deps.ts';
import { readEnvOrExit } from './read-env.ts';
import { createShutdown } from './shutdown.ts';

const env = readEnvOrExit();
if (!env.ENABLE_QUEUE) {
  process.stderr.write('ENABLE_QUEUE=false: the server processes deliveries itself, so a worker has nothing to do.\n');
  process.exit(1);
}
const deps = await openDeps(env, 'worker');
const shutdown = createShutdown({
  log: deps.log,
  onCrash: (error) => deps.reporter.report(error, { operation: 'process' }),
});
const { opsApp, phases } = await buildWorker(deps, shutdown.isStopping);
shutdown.install(phases);
await opsApp.listen({ port: env.OPS_PORT, host: env.HOST });
deps.log.info({ opsPort: env.OPS_PORT, queue: deps.backend?.kind }, 'worker ready');
