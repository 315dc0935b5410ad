import { type ChildProcess, execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../start/data-folder.ts';
import { findFreePort } from '../start/free-port.ts';
import type { Say } from './figures.ts';
import type { Environment, Lab } from './lab.ts';

const backend = join(repositoryRoot, 'services', 'backend');
/** The server as the image has it. */
export const builtServer = join(backend, 'dist', 'start', 'server.js');
const startTimeoutMs = 20_000;

export interface StartedServer {
  child: ChildProcess;
  port: number;
  /** Where the metrics are. */
  opsPort: number;
  /** From the start of the process to the first 200. */
  milliseconds: number;
}

export async function startServer(lab: Lab, file: string, environment: Environment): Promise<StartedServer> {
  const port = await findFreePort();
  const opsPort = await findFreePort();
  const begun = performance.now();
  const child = lab.spawnProgram(file, {
    environment: { ...environment, PORT: String(port), OPS_PORT: String(opsPort) },
  });
  while (!(await isAlive(port))) {
    if (child.exitCode !== null || performance.now() - begun > startTimeoutMs) {
      throw new Error(`${file} did not start; what it said is in ${join(lab.folder, 'output.log')}`);
    }
    await sleep(5);
  }
  return { child, port, opsPort, milliseconds: performance.now() - begun };
}

function isAlive(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/healthz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).once('error', () => resolve(false));
  });
}

export function buildIfStale(say: Say): void {
  if (newestChangeMs(join(backend, 'src')) <= (statSync(builtServer, { throwIfNoEntry: false })?.mtimeMs ?? 0)) return;
  say('building dist ...');
  const tsc = join(repositoryRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [tsc, '-p', join(backend, 'tsconfig.build.json')], {
    stdio: ['ignore', process.stderr, process.stderr],
  });
}

function newestChangeMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}
