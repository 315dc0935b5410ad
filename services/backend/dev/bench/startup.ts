import { type ChildProcess, execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../start/data-folder.ts';
import { findFreePort } from '../start/free-port.ts';
import { prepareRequests } from './deliveries.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import { benchFile, type Environment, end, endInOrder, type Lab } from './lab.ts';
import { runLoad } from './load.ts';

const backend = join(repositoryRoot, 'services', 'backend');
const builtServer = join(backend, 'dist', 'start', 'server.js');
const startTimeoutMs = 20_000;
/** After a start or a load, until lazily freed memory has been given back. */
const settleSeconds = 3;
const loadRequests = 20_000;

interface Memory {
  idleMb: number;
  afterLoadMb: number;
}

export async function benchStartup(lab: Lab, options: { rounds: number; seconds: number }, say: Say): Promise<Outcome> {
  buildIfStale(say);
  const environment = lab.environment(await lab.makeDatabase('startup'));
  // As the image does when it is built: what this start compiles, the ones that count find compiled.
  await endInOrder((await startServer(lab, builtServer, environment)).child);
  const starts: number[] = [];
  for (let number = 1; number <= options.rounds; number += 1) {
    const { child, milliseconds } = await startServer(lab, builtServer, environment);
    starts.push(milliseconds);
    await end(child);
  }
  say(`starts: ${starts.map((milliseconds) => Math.round(milliseconds)).join(' / ')} ms`);
  const ours = await measureMemory(lab, builtServer, environment, options.seconds);
  say(`built server: ${ours.idleMb} MB idle, ${ours.afterLoadMb} MB after load`);
  const bare = await measureMemory(lab, benchFile('bare-fastify.ts'), environment, options.seconds);
  say(`bare Fastify: ${bare.idleMb} MB idle, ${bare.afterLoadMb} MB after load`);

  const firstAnswerMs = round(median(starts));
  const ratios = {
    idleOverBareFastify: round(ours.idleMb / bare.idleMb, 2),
    afterLoadOverBareFastify: round(ours.afterLoadMb / bare.afterLoadMb, 2),
  };
  return {
    figures: { firstAnswerMs, ours, bareFastify: bare, ratios, setting: { cores: lab.cores, ...options } },
    table: renderTable(
      ['startup', 'first 200 ms', 'idle MB', 'after load MB'],
      [
        ['built server', firstAnswerMs, ours.idleMb, ours.afterLoadMb],
        ['bare Fastify', '', bare.idleMb, bare.afterLoadMb],
      ],
    ),
    targets: [
      { what: 'milliseconds to the first 200', value: firstAnswerMs, rule: 'below', limit: 1_000 },
      { what: 'MB when idle', value: ours.idleMb, rule: 'below', limit: 150 },
      { what: 'memory after load / bare Fastify', value: ratios.afterLoadOverBareFastify, rule: 'below', limit: 1.5 },
    ],
  };
}

async function startServer(lab: Lab, file: string, environment: Environment) {
  const port = await findFreePort();
  const begun = performance.now();
  const child = lab.spawnProgram(file, {
    environment: { ...environment, PORT: String(port), OPS_PORT: String(await findFreePort()) },
  });
  while (!(await isAlive(port))) {
    if (child.exitCode !== null || performance.now() - begun > startTimeoutMs) {
      throw new Error(`${file} did not start; what it said is in ${join(lab.folder, 'output.log')}`);
    }
    await sleep(5);
  }
  return { child, port, milliseconds: performance.now() - begun };
}

/** The same requests at the same number of connections for both: memory after load is memory after the same load. */
async function measureMemory(lab: Lab, file: string, environment: Environment, seconds: number): Promise<Memory> {
  const { child, port } = await startServer(lab, file, environment);
  await sleep(settleSeconds * 1_000);
  const idleMb = readResidentMb(child);
  // All of them, however long it takes: `seconds` only bounds it.
  await runLoad({ port, requests: prepareRequests(loadRequests), rampSeconds: 0, seconds: Math.max(60, seconds) });
  await sleep(settleSeconds * 1_000);
  const afterLoadMb = readResidentMb(child);
  await end(child);
  return { idleMb, afterLoadMb };
}

function isAlive(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ port, host: '127.0.0.1', path: '/healthz', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).once('error', () => resolve(false));
  });
}

function readResidentMb(child: ChildProcess): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' });
  return round(Number(kilobytes) / 1_024);
}

function buildIfStale(say: Say): void {
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
