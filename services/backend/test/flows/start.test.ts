import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { repositoryRoot } from '../../dev/start/data-folder.ts';
import { findFreePort } from '../../dev/start/free-port.ts';
import { isAlive, waitUntil } from '../../dev/start/processes.ts';
import { type RunningInstance, readRunningInstance } from '../../dev/start/running-instance.ts';
import { runCommand } from './command-process.ts';

const startTimeoutMs = 90_000;
const program = join(repositoryRoot, 'services', 'backend', 'dev', 'start', 'start.ts');

let dataFolder: string;
const started: ChildProcess[] = [];

interface Start {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Only what a shell always has: nothing of the test's own environment decides how it starts. */
function start(environment: Record<string, string> = {}, args: string[] = []): Start {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataFolder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return { child, output: () => output, ended };
}

async function untilRunning(run: Start): Promise<RunningInstance> {
  const isRunning = await waitUntil(
    () => run.output().includes('The pet backend runs') || run.child.exitCode !== null,
    startTimeoutMs,
  );
  const instance = await readRunningInstance(dataFolder);
  if (!isRunning || !instance) throw new Error(`npm start does not run:\n${run.output()}`);
  return instance;
}

async function stop(run: Start, instance: RunningInstance): Promise<void> {
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  const left = Object.values(instance.pids).filter((pid) => pid !== null && isAlive(pid));
  expect(left).toEqual([]);
}

beforeAll(async () => {
  dataFolder = join(await mkdtemp(join(inject('runFolder'), 'start-')), 'data');
});

afterEach(async () => {
  // Asked, not killed: after a failed test it still has to stop what it started.
  for (const child of started.splice(0)) {
    child.kill('SIGTERM');
    await waitUntil(() => child.exitCode !== null || child.signalCode !== null, 50_000);
  }
});

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

test('starts everything, says where it is, and leaves nothing behind on SIGTERM', { timeout: 120_000 }, async () => {
  const run = start();
  const instance = await untilRunning(run);

  for (const url of [
    instance.apiUrl,
    instance.docsUrl,
    instance.webhookUrl,
    `${instance.apiUrl}/healthz/detailed`,
    instance.opsUrl,
  ]) {
    expect(run.output()).toContain(url);
  }
  for (const opsUrl of [instance.opsUrl, instance.workerOpsUrl]) {
    expect((await fetch(`${opsUrl}/readyz`)).status).toBe(200);
  }
  expect((await fetch(`${instance.apiUrl}/openapi.json`)).status).toBe(200);

  const token = await runCommand('dev/identity/token.ts', ['--user', 'alice'], { DATA_DIR: dataFolder });
  const headers = { authorization: `Bearer ${token.stdout.trim()}` };
  expect((await fetch(`${instance.apiUrl}/api/v1/me`, { headers })).status).toBe(200);

  const secrets = JSON.parse(await readFile(join(dataFolder, 'secrets.json'), 'utf8')) as Record<string, string>;
  expect(secrets['ENCRYPTION_KEY']).toHaveLength(32);
  for (const file of ['secrets.json', 'running.json']) {
    expect((await stat(join(dataFolder, file))).mode & 0o777).toBe(0o600);
  }
  expect(Object.values(secrets).filter((secret) => run.output().includes(secret))).toEqual([]);

  const count = await withClient(instance.databaseReplicaUrl ?? '', (client) => client.query('SELECT FROM products'));
  expect(count.rowCount).toBe(12);

  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`npm start already runs on ${dataFolder} (process ${run.child.pid})`);

  await withClient(instance.databaseUrl, (client) =>
    client.query("DELETE FROM products WHERE handle = 'engraved-collar'"),
  );
  await stop(run, instance);
  expect(existsSync(join(dataFolder, 'running.json'))).toBe(false);
});

test('keeps data and secrets, and recovers from having been killed', { timeout: 180_000 }, async () => {
  const secrets = await readFile(join(dataFolder, 'secrets.json'), 'utf8');
  const killed = start({ ENABLE_QUEUE: 'false' });
  const before = await untilRunning(killed);
  expect(before.pids.worker).toBeNull();
  killed.child.kill('SIGKILL');
  await killed.ended;
  expect(isAlive(before.pids.server)).toBe(true);

  const run = start({ ENABLE_QUEUE: 'false' });
  const instance = await untilRunning(run);
  expect(run.output()).toContain('left behind');
  expect(isAlive(before.pids.server)).toBe(false);
  expect(await readFile(join(dataFolder, 'secrets.json'), 'utf8')).toBe(secrets);
  const kept = await withClient(instance.databaseUrl, (client) => client.query('SELECT FROM products'));
  expect(kept.rowCount).toBe(11);
  await stop(run, instance);
});

test('a server that ends by itself ends everything, and its last lines are shown', { timeout: 120_000 }, async () => {
  const run = start();
  const instance = await untilRunning(run);
  process.kill(instance.pids.server, 'SIGKILL');
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('The server ended unexpectedly (SIGKILL). Its last lines:');
  expect(Object.values(instance.pids).filter((pid) => pid !== null && isAlive(pid))).toEqual([]);
});

test('a port that was asked for and is taken is refused with a sentence', async () => {
  const port = await findFreePort();
  const other = createServer().listen(port, '127.0.0.1');
  const run = start({ PORT: String(port) });
  expect(await run.ended).toBe(1);
  other.close();
  expect(run.output()).toContain(`Port ${port} (PORT) is taken by another program.`);
  expect(run.output()).not.toContain('    at ');
});

test('a database that does not answer is refused with a sentence', async () => {
  const run = start({ DATABASE_URL: 'postgresql://pet:pet@127.0.0.1:1/pet' });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('the database cannot be reached');
  expect(run.output()).not.toContain('    at ');
});

test('stopped while it starts, it leaves nothing behind', { timeout: 60_000 }, async () => {
  await rm(join(dataFolder, 'replica'), { recursive: true, force: true });
  const run = start();
  await waitUntil(() => run.output().includes('copying the primary'), startTimeoutMs);
  run.child.kill('SIGINT');
  expect(await run.ended).toBe(0);
  expect(existsSync(join(dataFolder, 'primary', 'data', 'postmaster.pid'))).toBe(false);
  expect(existsSync(join(dataFolder, 'replica', 'data', 'postmaster.pid'))).toBe(false);
});

test('a lock of a process that is gone does not count', { timeout: 60_000 }, async () => {
  await writeFile(join(dataFolder, 'start.pid'), '1');
  const run = start({ PORT: 'x' });
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain('PORT is "x", which is not a port');
});

test('--help says what there is', async () => {
  const run = start({}, ['--help']);
  expect(await run.ended).toBe(0);
  expect(run.output()).toContain('ENABLE_QUEUE=false');
});
