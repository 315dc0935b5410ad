import type { FastifyInstance } from 'fastify';
import { buildOpsApp } from '../app.ts';
import { exportGlobalGauges } from '../jobs/global-gauges.ts';
import { startWorkers } from '../workers.ts';
import { openClerk } from './build-api.ts';
import { closingPhases, type Deps, opsAppDeps } from './deps.ts';
import type { Phase } from './shutdown.ts';

/** The worker process: everything that runs in it, and how it stops. Listens on nothing yet. */
export async function buildWorker(
  deps: Deps,
  isStopping: () => boolean,
): Promise<{ opsApp: FastifyInstance; phases: Phase[] }> {
  if (!deps.backend) throw new Error('a worker needs a queue');
  const opsApp = await buildOpsApp(opsAppDeps(deps, isStopping));
  const gauges = exportGlobalGauges({ pool: deps.database.primary, queues: deps.queues, metrics: deps.metrics });
  const workers = startWorkers({ ...deps, backend: deps.backend, clerk: openClerk(deps.env) });
  const phases: Phase[] = [
    { name: 'finish jobs', timeoutMs: 25_000, run: () => workers.stop() },
    ...closingPhases(deps, { opsApp, gauges }),
  ];
  return { opsApp, phases };
}
