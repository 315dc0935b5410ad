import { type ChildProcess, execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildIfStale, builtServer, startServer } from './built-server.ts';
import { prepareRequests } from './deliveries.ts';
import { median, type Outcome, renderTable, round, type Say } from './figures.ts';
import { benchFile, type Environment, end, endInOrder, type Lab } from './lab.ts';
import { runLoad } from './load.ts';

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

function readResidentMb(child: ChildProcess): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)], { encoding: 'utf8' });
  return round(Number(kilobytes) / 1_024);
}
