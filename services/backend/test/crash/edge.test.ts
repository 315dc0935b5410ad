import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Edge, startEdge } from '../../dev/edge/nginx.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { metricOf, parseMetrics } from '../support/metrics.ts';
import { type EdgeClients, failuresOf, startEdgeClients } from './support/edge-clients.ts';
import { get } from './support/http-client.ts';
import { queueKinds, startInstallation } from './support/installation.ts';
import { findDifferences, waitUntilSettled } from './support/proof.ts';
import type { ServiceProcess } from './support/service-process.ts';

/** docs/runbooks/edge.md, played: real servers, a real nginx with the configuration of compose/nginx, real commands. */

const edgeCommand = join(import.meta.dirname, '../../../../scripts/edge.ts');
const smokeCommand = join(import.meta.dirname, '../../../../scripts/smoke.ts');
type Colour = 'blue' | 'green';

test('rolling restart of two servers: no request fails', async () => {
  const { databaseUrl, servers, edge, clients } = await startShop(2);
  await waitForReplies(clients, 60);
  expect(await smoke(edge.url, edge)).toMatchObject({
    code: 0,
    text: expect.stringContaining('all is as it should be'),
  });
  // A test's server shows its metrics to everybody, which is what smoke is there to find.
  expect(await smoke(servers[0]?.url ?? '', edge)).toMatchObject({
    code: 1,
    text: expect.stringContaining('/metrics'),
  });
  const startedAt = performance.now();
  const seconds: string[] = [];
  for (const [index, server] of servers.entries()) {
    const beganAt = performance.now();
    await restart(edge, 'blue', index, server);
    seconds.push(secondsSince(beganAt));
  }
  const took = secondsSince(startedAt);
  await waitForReplies(clients, clients.replies.length + 60);
  await clients.finish();

  expect(failuresOf(clients.replies, excusedAt(servers))).toEqual([]);
  for (const server of servers) expect(await countAnswered(server), 'both answer again').toBeGreaterThan(0);
  await expectNothingLost(databaseUrl, clients);
  report('rolling restart of two servers', `${took} s (${seconds.join(' s, ')} s)`, clients);
});

test('blue/green switch and back: no request fails', { timeout: 240_000 }, async () => {
  const { databaseUrl, servers, edge, clients } = await startShop(4);
  const blue = servers.slice(0, 2);
  const green = servers.slice(2);
  expect(await Promise.all(green.map(countAnswered))).toEqual([0, 0]);
  await waitForReplies(clients, 60);

  const there = await switchTo(edge, 'green', blue, green, clients);
  const back = await switchTo(edge, 'blue', green, blue, clients);
  await waitForReplies(clients, clients.replies.length + 60);
  await clients.finish();

  expect(failuresOf(clients.replies, excusedAt(servers))).toEqual([]);
  await expectNothingLost(databaseUrl, clients);
  report('blue/green switch and back', `${there} s there, ${back} s back`, clients);
});

test('a server that is killed: deliveries and reads go to the other one; a write is not done twice', async () => {
  const { databaseUrl, servers, clients } = await startShop(2);
  await waitForReplies(clients, 60);
  await servers[0]?.kill();
  await waitForReplies(clients, clients.replies.length + 150);
  await clients.finish();

  expect(failuresOf(clients.replies, excusedAt(servers), ['delivery', 'read'])).toEqual([]);
  const writes = failuresOf(clients.replies, excusedAt(servers), ['write']);
  expect(writes.filter((failure) => failure !== 'write: 503 by nginx')).toEqual([]);
  await expectNothingLost(databaseUrl, clients);
  report(`one of two servers killed, ${writes.length} writes answered 503`, '0 s', clients);
});

/** Servers, of which the first two are blue and the others green, with a worker, behind nginx and under load. */
async function startShop(howMany: 2 | 4) {
  const environment = { CLIENT_ADDRESS_HEADER: 'x-real-ip', ENABLE_RATE_LIMITING: 'false', DATABASE_POOL_MAX: '8' };
  const { databaseUrl, servers } = await startInstallation({
    queue: queueKinds[0] ?? 'none',
    servers: howMany,
    environment,
  });
  const ports = servers.map(({ url }) => Number(new URL(url).port));
  const [first = 0, second = 0, third = first, fourth = second] = ports;
  const edge = await startEdge({ blue: [first, second], green: [third, fourth] });
  onTestFinished(() => edge.stop());
  const clients = startEdgeClients(edge);
  onTestFinished(() => clients.finish());
  return { databaseUrl, servers, edge, clients };
}

async function restart(edge: Edge, colour: Colour, index: number, server: ServiceProcess): Promise<void> {
  command(edge, 'drain', colour, String(index + 1));
  await waitUntilQuiet(server);
  server.signal('SIGTERM');
  expect(await server.ended()).toEqual({ code: 0, signal: null });
  await server.start();
  await waitUntilReady(server);
  command(edge, 'undrain', colour, String(index + 1));
  const before = await countAnswered(server);
  await waitFor(async () => (await countAnswered(server)) > before + 5, 'it is asked again');
}

/** The colour that is left is stopped, as it is when its image is taken down, and started again for the way back. */
async function switchTo(
  edge: Edge,
  colour: Colour,
  from: ServiceProcess[],
  to: ServiceProcess[],
  clients: EdgeClients,
): Promise<string> {
  await Promise.all(to.map(waitUntilReady));
  const startedAt = performance.now();
  expect(command(edge, 'switch', colour)).toBe(`nginx asks ${colour}\n`);
  await Promise.all(from.map(waitUntilQuiet));
  const took = secondsSince(startedAt);
  await waitForReplies(clients, clients.replies.length + 60);
  for (const server of to) expect(await countAnswered(server)).toBeGreaterThan(0);
  for (const server of from) server.signal('SIGTERM');
  for (const server of from) expect(await server.ended()).toEqual({ code: 0, signal: null });
  await waitForReplies(clients, clients.replies.length + 60);
  // One after the other: what serves meanwhile needs the processor too.
  for (const server of from) await server.start();
  return took;
}

function command(edge: Edge, ...args: string[]): string {
  return execFileSync(process.execPath, [edgeCommand, ...args, '--folder', edge.switchFolder], { encoding: 'utf8' });
}

/** What a deployment is asked before anybody is sent to it; without holding up the clients. */
async function smoke(url: string, { authority }: Edge): Promise<{ code: number; text: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pet-smoke-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'authority.pem'), authority);
  const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
  return new Promise((resolve) => {
    execFile(process.execPath, [smokeCommand, url, '--seconds', '1'], { env }, (error, text) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, text });
    });
  });
}

async function waitUntilReady(server: ServiceProcess): Promise<void> {
  await waitFor(async () => (await get(`${server.opsUrl}/readyz`)).status === 200, 'ready');
}

/** Nothing in flight, and nothing new between two looks. */
async function waitUntilQuiet(server: ServiceProcess): Promise<void> {
  let last = -1;
  await waitFor(async () => {
    const { answered, inFlight } = await look(server);
    const quiet = inFlight === 0 && answered === last;
    last = answered;
    return quiet;
  }, 'without requests');
}

async function countAnswered(server: ServiceProcess): Promise<number> {
  return (await look(server)).answered;
}

/** Without the probes and the scrapes, which come whether it is drained or not. */
async function look(server: ServiceProcess): Promise<{ answered: number; inFlight: number }> {
  const samples = parseMetrics((await get(`${server.opsUrl}/metrics`)).text);
  const asked = samples.filter(
    ({ labels }) => !['readMetrics', 'checkAlive', 'checkReady'].includes(labels['operation'] ?? ''),
  );
  // The scrape itself is in flight.
  const inFlight = (metricOf(samples, 'http_requests_in_flight') ?? 1) - 1;
  return { answered: metricOf(asked, 'http_request_duration_seconds_count') ?? 0, inFlight };
}

async function waitForReplies({ replies }: EdgeClients, howMany: number): Promise<void> {
  await waitFor(() => replies.length >= howMany, `${howMany} replies`);
}

async function waitFor(done: () => boolean | Promise<boolean>, what: string): Promise<void> {
  if (!(await waitUntil(done, 30_000))) throw new Error(`not within 30 s: ${what}`);
}

async function expectNothingLost(databaseUrl: string, { ledger }: EdgeClients): Promise<void> {
  await waitUntilSettled(databaseUrl, 60_000);
  expect(await findDifferences(databaseUrl, ledger)).toEqual([]);
}

const databaseWaits = /connection timeout|timeout exceeded when trying to connect|Query read timeout/;

/**
 * The play of the runbook excuses nothing. The tests, beside which others run, excuse what a server answered because
 * PostgreSQL did not get the processor in time, by what it wrote of that request: 400 ms for a connection, 500 ms for an
 * INSERT (platform/db.ts).
 */
function excusedAt(servers: ServiceProcess[]): (requestId: string) => boolean {
  if (process.env['EDGE_PLAY'] === 'strict') return () => false;
  const lines = servers.flatMap((server) => server.output().split('\n')).filter((line) => databaseWaits.test(line));
  return (requestId) => lines.some((line) => line.includes(requestId));
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1_000).toFixed(1);
}

function report(what: string, took: string, { replies }: EdgeClients): void {
  const failed = failuresOf(replies, () => false, ['delivery', 'read']).length;
  const slowest = Math.round(Math.max(...replies.map(({ milliseconds }) => milliseconds)));
  const starved = failed === 0 ? '' : ` (${failed} more waited too long for a starved PostgreSQL)`;
  process.stdout.write(
    `report: ${what} | ${took} | ${replies.length} requests, 0 failed${starved}, slowest ${slowest} ms\n`,
  );
}
