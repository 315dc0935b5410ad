import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { appendFile, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { parse } from 'yaml';
import { openInstanceFolder } from '../../dev/postgres/account.ts';
import { findFreePort } from '../../dev/start/free-port.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { repositoryRoot } from '../guards/source-files.ts';

const run = promisify(execFile);
const patienceMs = 30_000;
const inRepository = (...path: string[]) => join(repositoryRoot, ...path);

export interface ComposeServices {
  primaryUrl: string;
  replicaUrl: string;
  redisUrl: string;
  secret(name: string): Promise<string>;
  /** As the superuser, by the primary's socket, as `docker compose exec postgres psql --username postgres`. */
  psql(...statements: string[]): Promise<string>;
  redis(...command: string[]): Promise<string>;
  /** Resolves when its health check is content. */
  startReplica(): Promise<void>;
  stopReplica(): Promise<void>;
  /** `docker volume rm`. */
  forgetReplica(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * What the containers of docker-compose.yml run, without containers: the scripts of compose/, the commands of the file
 * and the secrets of scripts/compose-secrets.ts, on the PostgreSQL of `binaries` and the Redis of this machine.
 */
export async function startComposeServices(binaries: string): Promise<ComposeServices> {
  const { path: folder, account } = await openInstanceFolder(await mkdtemp(join(inject('runFolder'), 'compose-')));
  const secrets = join(folder, 'secrets');
  await run(process.execPath, [inRepository('scripts/compose-secrets.ts'), '--development', '--folder', secrets]);
  // A container sees its secrets file by file.
  await chmod(secrets, 0o755);
  const secret = async (name: string) => (await readFile(join(secrets, name), 'utf8')).trim();
  const [port, replicaPort, redisPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const env = {
    PATH: [binaries, process.env['PATH']].join(delimiter),
    LC_ALL: 'C.UTF-8',
    SECRETS_FOLDER: secrets,
    CONFIGURATION_FOLDER: folder,
    POSTGRES_USER: 'postgres',
    PGHOST: folder,
    PGPORT: String(port),
    PGDATA: join(folder, 'primary'),
    PRIMARY_HOST: '127.0.0.1',
    PRIMARY_PORT: String(port),
  };
  const asAccount = { cwd: '/', env, ...account };
  const stops: (() => Promise<void>)[] = [];

  async function start(options: typeof asAccount, command: string[], isHealthy: () => Promise<unknown>) {
    const [program = '', ...args] = command;
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
    const end = async () => {
      if (hasEnded()) return;
      child.kill('SIGINT');
      await once(child, 'exit');
    };
    stops.push(end);
    const settled = () =>
      isHealthy().then(
        () => true,
        () => hasEnded(),
      );
    if (!(await waitUntil(settled, patienceMs)) || hasEnded()) throw new Error(`${command.join(' ')}\n${output}`);
    return end;
  }
  const listen = (itsPort: number) => [
    '-clisten_addresses=127.0.0.1',
    `-cunix_socket_directories=${folder}`,
    `-cport=${itsPort}`,
  ];
  const isReady = (itsPort: number) =>
    run(join(binaries, 'pg_isready'), ['--quiet', '--host=127.0.0.1', `--port=${itsPort}`]);
  const psql = async (...statements: string[]) => {
    const commands = statements.flatMap((statement) => ['--command', statement]);
    const args = ['--no-psqlrc', '--tuples-only', '--no-align', '--username', 'postgres', ...commands];
    return (await run('psql', args, { env })).stdout.trim();
  };

  // As the image does it: make the data, start, run what lies in docker-entrypoint-initdb.d.
  const initdbArguments = ['--username=postgres', '--encoding=UTF8', '--auth-local=trust', '--no-sync'];
  const password = `--pwfile=${join(secrets, 'POSTGRES_PASSWORD')}`;
  await run('initdb', [...initdbArguments, password, ...commandOf('postgres', 'POSTGRES_INITDB_ARGS')], asAccount);
  await appendFile(join(env.PGDATA, 'pg_hba.conf'), 'host all all all scram-sha-256\n');
  await start(asAccount, [...commandOf('postgres'), ...listen(port)], () => isReady(port));
  await run('/bin/sh', [inRepository('compose/postgres/primary.sh')], asAccount);
  await psql('SELECT pg_reload_conf()');

  const replicaData = join(folder, 'replica', 'data');
  let stopReplica = async () => {};
  const services: ComposeServices = {
    primaryUrl: `postgresql://pet:${await secret('POSTGRES_PET_PASSWORD')}@127.0.0.1:${port}/pet`,
    replicaUrl: `postgresql://pet:${await secret('POSTGRES_PET_PASSWORD')}@127.0.0.1:${replicaPort}/pet`,
    redisUrl: `redis://:${await secret('REDIS_PASSWORD')}@127.0.0.1:${redisPort}`,
    secret,
    psql,
    async redis(...command) {
      // As the health check of the file does: the password is in no list of processes.
      const asked = { env: { ...env, REDISCLI_AUTH: await secret('REDIS_PASSWORD') } };
      const { stdout } = await run('redis-cli', ['-p', String(redisPort), ...command], asked);
      if (stdout.startsWith('NOAUTH')) throw new Error(stdout);
      return stdout;
    },
    async startReplica() {
      stopReplica = await start(
        { ...asAccount, env: { ...env, PGDATA: replicaData } },
        ['/bin/sh', inRepository('compose/postgres/replica.sh'), ...commandOf('replica'), ...listen(replicaPort)],
        () => isReady(replicaPort),
      );
    },
    stopReplica: () => stopReplica(),
    forgetReplica: () => rm(join(folder, 'replica'), { recursive: true }),
    async stop() {
      for (const end of stops.reverse()) await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await services.startReplica();
    const redis = [
      inRepository('compose/redis/redis.sh'),
      '--bind',
      '127.0.0.1',
      '--port',
      String(redisPort),
      '--dir',
      folder,
    ];
    await start(asAccount, ['/bin/sh', ...redis], () => services.redis('ping'));
    return services;
  } catch (error) {
    await services.stop();
    throw error;
  }
}

/** The command that docker-compose.yml gives a service, or the arguments in one of its variables. */
function commandOf(service: string, variable?: string): string[] {
  const file = parse(readFileSync(inRepository('docker-compose.yml'), 'utf8'), { merge: true });
  const { command, environment } = (
    file as { services: Record<string, { command: string[]; environment: Record<string, string> }> }
  ).services[service] ?? { command: [], environment: {} };
  return variable ? (environment[variable]?.split(' ') ?? []) : command;
}
