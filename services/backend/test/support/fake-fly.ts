import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findFreePort } from '../../dev/start/free-port.ts';
import { waitUntil } from '../../dev/start/processes.ts';

/**
 * Stands for the executable `fly`: releases, deploy, ssh console, with the flags that are used and the output of flyctl
 * (superfly/flyctl internal/command/apps/releases.go writes superfly/fly-go's Release, which has no JSON names of its
 * own). A deploy builds the commit of its label from git, migrates with it, starts it on a port of its own, waits until
 * it is ready, and only then sends everybody there, as bluegreen does.
 */
export interface FakeFly {
  /** What is started in the built tree, with PORT and OPS_PORT. */
  start: string[];
  /** Runs before, in the built tree; a failure ends the deploy. */
  releaseCommand: string[] | null;
  env: Record<string, string>;
  /** Links from the built tree to where things lie that git does not have. */
  links: Record<string, string>;
  readyTimeoutMs: number;
}

const folder = process.env['FAKE_FLY_DIR'] ?? '';
const path = (name: string) => join(folder, name);
const read = <T>(name: string, otherwise: T): T =>
  existsSync(path(name)) ? (JSON.parse(readFileSync(path(name), 'utf8')) as T) : otherwise;

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  appendFileSync(path('calls.log'), `${args.join(' ')}\n`);
  const [command] = args;
  if (command === 'releases') {
    process.stdout.write(`${JSON.stringify(read<unknown[]>('releases.json', []).toReversed(), null, 4)}\n`);
    return 0;
  }
  if (command === 'ssh') {
    process.stdout.write(
      'The backup 20261121T000000Z-fake (rows, 1 kB, 1 rows of 1 tables) is in the bucket. It took 1 s.\n',
    );
    return existsSync(path('backup-fails')) ? 1 : 0;
  }
  return command === 'deploy' ? deploy(args.slice(1)) : 2;
}

async function deploy(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ config: { type: 'string' }, app: { type: 'string' }, image: { type: 'string' } },
      ...{ 'image-label': { type: 'string' }, 'build-arg': { type: 'string' }, yes: { type: 'boolean' } },
    },
  });
  const image = values.image ?? `registry.fly.io/${values.app}:${values['image-label']}`;
  const tree = path(`images/${image.split(':').at(-1)}`);
  if (values.image && !existsSync(tree)) return failed(`Error: could not find image "${image}"`);
  const settings = read<FakeFly | undefined>('fake.json', undefined);
  if (!settings) return failed('Error: no app');
  if (!existsSync(tree)) build(tree, values['image-label'] ?? '', settings);
  const finish = (status: 'complete' | 'failed') => record(image, status);

  const [program = '', ...rest] = settings.releaseCommand ?? ['true'];
  const environment = { PATH: process.env['PATH'], ...settings.env };
  const migrated = spawnSync(program, rest, { cwd: tree, env: environment, encoding: 'utf8' });
  if (migrated.status !== 0) {
    finish('failed');
    return failed(`Error: release command failed - aborting deployment.\n${migrated.stderr}`);
  }
  const port = await findFreePort();
  const [start = '', ...startArgs] = settings.start;
  const log = openSync(path('servers.log'), 'a');
  const child = spawn(start, startArgs, {
    cwd: tree,
    env: { ...environment, PORT: String(port), OPS_PORT: String(await findFreePort()) },
    ...{ detached: true, stdio: ['ignore', log, log] },
  });
  child.unref();
  appendFileSync(path('pids'), `${child.pid}\n`);
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      (reply) => reply.ok,
      () => false,
    );
  if (
    !(await waitUntil(async () => child.exitCode !== null || (await isReady()), settings.readyTimeoutMs)) ||
    !(await isReady())
  ) {
    child.kill('SIGKILL');
    finish('failed');
    return failed('Error: failed to update machine: timeout reached waiting for health checks to pass');
  }
  const before = existsSync(path('current')) ? Number(readFileSync(path('current'), 'utf8').split(' ')[1]) : undefined;
  writeFileSync(path('current'), `${port} ${child.pid}`);
  finish('complete');
  // Whoever was sent to the old machines is answered by them.
  await sleep(500);
  if (before) process.kill(before, 'SIGTERM');
  process.stdout.write('--> v1 deployed successfully\n');
  return 0;
}

function build(tree: string, commit: string, { links }: FakeFly): void {
  mkdirSync(tree, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', tree], { input: archive });
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(tree, name));
}

function record(ImageRef: string, Status: string): void {
  const releases = read<{ Version: number }[]>('releases.json', []);
  const Version = (releases.at(-1)?.Version ?? 0) + 1;
  const release = {
    ...{
      ID: `release-${Version}`,
      Version,
      Stable: false,
      InProgress: false,
      Reason: '',
      Description: 'Release',
      Status,
    },
    ...{
      DeploymentStrategy: 'BLUEGREEN',
      Metadata: null,
      EvaluationID: '',
      CreatedAt: new Date().toISOString(),
      ImageRef,
    },
    User: { ID: '', Name: '', Email: 'deploy@example.com', EnablePaidHobby: false },
  };
  writeFileSync(path('releases.json'), JSON.stringify([...releases, release]));
}

function failed(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}
