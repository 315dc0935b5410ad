import { buildServer } from './build-server.ts';
import { openDeps } from './deps.ts';
import { readEnvOrExit } from './read-env.ts';
import { createShutdown } from './shutdown.ts';

const env = readEnvOrExit();
const deps = await openDeps(env, 'server');
const shutdown = createShutdown({
  log: deps.log,
  onCrash: (error) => deps.reporter.report(error, { operation: 'process' }),
});
const { app, opsApp, phases } = await buildServer(deps, shutdown.isStopping);
shutdown.install(phases);
await opsApp.listen({ port: env.OPS_PORT, host: env.HOST });
await app.listen({ port: env.PORT, host: env.HOST });
deps.log.info({ port: env.PORT, opsPort: env.OPS_PORT, queue: deps.backend?.kind ?? 'none' }, 'server ready');
