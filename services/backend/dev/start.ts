import { parseArgs } from 'node:util';
import { MigrationError } from '../src/platform/migrations.ts';
import { renderBanner } from './banner.ts';
import { type Child, startChild } from './child.ts';
import { makeDataFolder } from './data-folder.ts';
import { type Databases, describeDatabase, startDatabases } from './databases.ts';
import { DevError, describeError } from './dev-error.ts';
import { addDefaults, choosePorts, type Environment, type Ports, readVariable } from './environment.ts';
import { claimDataFolder, type RunningInstance, writeRunningInstance } from './running-instance.ts';
import { loadSecrets, secretsFile } from './secrets.ts';
import { endAll, type Running, stopAll } from './shutdown.ts';
import { createSteps, type Steps, waitUntilReady } from './steps.ts';

const help = `Starts everything for development: PostgreSQL (primary and streaming replica), server and worker.

  npm start            until Ctrl-C
  npm run dev          the same, and restarts server and worker when a source file changes

Every variable of env.template is taken from the environment; what is unset gets a development value.
  DATABASE_URL         use this PostgreSQL instead of the embedded one
  REDIS_URL            the queue lives there instead of in PostgreSQL
  ENABLE_QUEUE=false   no worker: the server processes deliveries itself
  PORT                 of the API (3001, or any free one when that is taken)
  DATA_DIR             where data and secrets are kept (.data)`;

const readyTimeoutMs = 60_000;
/** A terminal and npm both pass Ctrl-C on: only one that comes later is a second one. */
const repeatedSignalMs = 1_000;

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  // A terminal that is closed takes its output away; stopping in order matters more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const running: Running = { children: [], servers: [] };
  const steps = createSteps(print);
  const stop = listenForStop(running);
  let release: (() => void) | undefined;
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean' }, watch: { type: 'boolean' } } });
    if (values.help) return print(help);
    const dataFolder = await makeDataFolder(process.env);
    release = await claimDataFolder(dataFolder);
    const watches = values.watch ?? false;
    await start({ dataFolder, watches, running, steps, stop });
    await stop.requested;
    return 0;
  } catch (error) {
    if (error instanceof StopRequested) return error.exitCode;
    const hint = error instanceof MigrationError && error.migration ? '\n  Correct it; npm run db:migrate -- --help' : '';
    process.stderr.write(`\n${describeError(error)}${hint}\n`);
    return 1;
  } finally {
    stop.begin();
    await stopAll(running, print);
    release?.();
  }
}
