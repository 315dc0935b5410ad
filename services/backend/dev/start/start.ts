import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MigrationError } from '../../src/platform/migrations.ts';
import { DevError, describeError } from '../dev-error.ts';
import { publishableKey } from '../identity/issuer.ts';
import { renderBanner } from './banner.ts';
import { type Child, startChild } from './child.ts';
import { makeDataFolder } from './data-folder.ts';
import { type Databases, startDatabases } from './databases.ts';
import { addDefaults, choosePorts, type Environment, type Ports, readVariable } from './environment.ts';
import { nodeEnvironment, nodeFlags } from './node-flags.ts';
import { type Claim, claimDataFolder, type RunningInstance, writeRunningInstance } from './running-instance.ts';
import { loadSecrets, secretsFile } from './secrets.ts';
import { endAll, listenForSignals, type Running, type StopRequest, stopAll } from './shutdown.ts';
import { createSteps, StartInterrupted, waitUntilReady } from './steps.ts';

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

if (import.meta.main) process.exitCode = await main();

async function main(): Promise<number> {
  // A terminal that is closed takes its output away; stopping in order matters more.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const running: Running = { children: [], servers: [] };
  const stop = listenForSignals(() => endAll(running).finally(() => process.exit(1)));
  let claim: Claim | undefined;
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean' }, watch: { type: 'boolean' } } });
    if (values.help) return print(help);
    const dataFolder = await makeDataFolder(process.env);
    claim = await claimDataFolder(dataFolder);
    await start({ dataFolder, claim, watches: values.watch ?? false, running, stop });
    return await stop.promise;
  } catch (error) {
    if (error instanceof StartInterrupted) return await stop.promise;
    process.stderr.write(`\n${describeFailure(error)}\n`);
    return 1;
  } finally {
    stop.make(1);
    await stopAll(running, print);
    claim?.release();
  }
}

interface StartOptions {
  dataFolder: string;
  claim: Claim;
  watches: boolean;
  running: Running;
  stop: StopRequest;
}

async function start({ dataFolder, claim, watches, running, stop }: StartOptions): Promise<void> {
  const steps = createSteps(print, stop.isMade);
  const fail = (sentence: string): void => {
    if (!stop.isMade()) process.stderr.write(`\n${sentence}\n`);
    stop.make(1);
  };
  const environment = addDefaults(process.env, await loadSecrets(dataFolder));
  for (const name of ['DATABASE_URL', 'DATABASE_REPLICA_URL', 'REDIS_URL']) refuseOtherThanUrl(environment, name);
  const ports = await choosePorts(environment, steps.say);
  const databases = await startDatabases({
    environment,
    dataFolder,
    steps,
    onStarted: (server) => running.servers.push(server),
    onUnexpectedExit: fail,
  });

  const launch = (name: 'server' | 'worker', opsPort: number): Child => {
    const child = startChild({
      name,
      args: [
        ...nodeFlags,
        ...(watches ? ['--watch', '--watch-preserve-output'] : []),
        `services/backend/src/start/${name}.ts`,
      ],
      environment: childEnvironment({ ...nodeEnvironment, ...environment }, databases, {
        PORT: String(ports.api),
        OPS_PORT: String(opsPort),
        STORAGE_DIR: environment['STORAGE_DIR'] || join(dataFolder, 'storage'),
        MAIL_DIR: environment['MAIL_DIR'] || join(dataFolder, 'mail'),
      }),
      print,
      onEnd: ({ lastLines }, reason) => fail(describeEnd(name, reason, lastLines())),
    });
    running.children.push(child);
    claim.remember(child.pid);
    return child;
  };
  const isReady = async (name: string, opsPort: number): Promise<void> => {
    const url = `http://127.0.0.1:${opsPort}`;
    await steps.run(name, async () => {
      if (await waitUntilReady(url, readyTimeoutMs, stop.isMade)) return;
      if (stop.isMade()) throw new StartInterrupted();
      throw new DevError(`The ${name} does not become ready.`, `Ask ${url}/readyz why.`);
    });
  };
  const hasWorker = environment['ENABLE_QUEUE'] !== 'false';
  if (stop.isMade()) throw new StartInterrupted();
  const server = launch('server', ports.serverOps);
  const worker = hasWorker ? launch('worker', ports.workerOps) : undefined;
  await Promise.all([isReady('server', ports.serverOps), worker && isReady('worker', ports.workerOps)]);
  if (stop.isMade()) throw new StartInterrupted();

  const instance = describeInstance({ dataFolder, environment, ports, databases, server, worker });
  await writeRunningInstance(instance);
  const isEmbedded = databases.primary !== undefined;
  print(renderBanner({ instance, redisUrl: readVariable(environment, 'REDIS_URL'), isEmbedded, watches }));
}

/** Before anybody tries to reach it and says something about a part of it. The value may hold a password. */
function refuseOtherThanUrl(environment: Environment, name: string): void {
  const value = readVariable(environment, name);
  if (value !== undefined && !URL.canParse(value)) throw new DevError(`${name} is not a URL.`, 'See env.template.');
}

function childEnvironment(environment: Environment, databases: Databases, own: Environment): Environment {
  return {
    ...environment,
    ...own,
    DATABASE_URL: databases.url,
    DATABASE_URL_FILE: undefined,
    DATABASE_REPLICA_URL: databases.replicaUrl,
    DATABASE_REPLICA_URL_FILE: undefined,
  };
}

interface InstanceParts {
  dataFolder: string;
  environment: Environment;
  ports: Ports;
  databases: Databases;
  server: Child;
  worker: Child | undefined;
}

function describeInstance({
  dataFolder,
  environment,
  ports,
  databases,
  server,
  worker,
}: InstanceParts): RunningInstance {
  const apiUrl = `http://localhost:${ports.api}`;
  const usesRedis = readVariable(environment, 'REDIS_URL') ?? environment['REDIS_CLUSTER_NODES'];
  const isGiven = readVariable(process.env, 'SHOPIFY_WEBHOOK_SECRET') !== undefined;
  return {
    startedAt: new Date().toISOString(),
    dataFolder,
    apiUrl,
    docsUrl: `${apiUrl}/docs`,
    webhookUrl: `${apiUrl}/webhooks/shopify`,
    opsUrl: `http://localhost:${ports.serverOps}`,
    workerOpsUrl: worker ? `http://localhost:${ports.workerOps}` : null,
    databaseUrl: databases.url,
    databaseReplicaUrl: databases.replicaUrl ?? null,
    queue: worker ? (usesRedis ? 'redis' : 'postgres') : 'none',
    shopDomain: environment['SHOPIFY_SHOP_DOMAIN'] ?? '',
    signIn: readVariable(environment, 'CLERK_PUBLISHABLE_KEY') === publishableKey ? 'local' : 'clerk',
    webhookSecretFile: isGiven ? null : secretsFile(dataFolder),
    pids: {
      start: process.pid,
      server: server.pid,
      worker: worker?.pid ?? null,
      primary: databases.primary?.pid() ?? null,
      replica: databases.replica?.pid() ?? null,
    },
  };
}

function describeEnd(name: string, reason: string, lastLines: string[]): string {
  const shown = lastLines.map((line) => `  ${line}`).join('\n');
  return `The ${name} ended unexpectedly (${reason}).${shown ? ` Its last lines:\n${shown}` : ' It wrote nothing.'}`;
}

function describeFailure(error: unknown): string {
  const isFailedMigration = error instanceof MigrationError && error.migration !== undefined;
  const hint = isFailedMigration ? '\n  What to do then: npm run db:migrate -- --help' : '';
  return `${describeError(error)}${hint}`;
}

function print(line: string): number {
  process.stdout.write(`${line}\n`);
  return 0;
}
