import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Edge, startEdge } from '../../dev/edge/nginx.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import { readRunbook } from '../support/runbooks.ts';

/** The configuration of compose/nginx in a real nginx, before servers that only say who they are and what they were sent. */

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

interface Echo {
  server: Server;
  port: number;
  /** Requests to these paths are answered when `release` is called. */
  held: number;
  release: () => void;
  answered: number;
}

let edge: Edge;
let echoes: Echo[];

beforeAll(async () => {
  echoes = await Promise.all([startEcho(1), startEcho(2), startEcho(3), startEcho(4)]);
  const [first = 0, second = 0, third = 0, fourth = 0] = echoes.map(({ port }) => port);
  edge = await startEdge({ blue: [first, second], green: [third, fourth] });
});

afterAll(async () => {
  for (const { server, release } of echoes) {
    release();
    server.closeAllConnections();
    server.close();
  }
  await edge.stop();
});

describe('TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is spoken as %s', async (version) => {
    expect(await handshake(version)).toBe(version);
  });

  it('is not spoken as it was before', async () => {
    await expect(handshake('TLSv1.1')).rejects.toThrow();
  });

  it('says when its certificate ends to whoever asks as the runbook of CertificateEnds says', async () => {
    const { host } = new URL(edge.url);
    const command = readRunbook('machine').command('CertificateEnds', 'openssl s_client');
    const script = command.replace('<host>:443', host).replace('<host>', 'localhost');
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script]);
    const [, end = ''] = /^notAfter=(.*)$/m.exec(stdout) ?? [];
    const days = (Date.parse(end) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(0);
    expect(days).toBeLessThan(31);
  });

  it('is where everybody is sent who comes without it', async () => {
    const reply = await fetch(`${edge.plainUrl}/api/v1/designs?limit=2`, { redirect: 'manual' });
    expect(reply.status).toBe(308);
    expect(reply.headers.get('location')).toBe('https://127.0.0.1/api/v1/designs?limit=2');
  });
});

describe('what reaches the servers', () => {
  it('is who the client is, as nginx sees it and not as the client says', async () => {
    const claims = { 'x-real-ip': '203.0.113.1', 'x-forwarded-for': '203.0.113.2', 'fly-client-ip': '203.0.113.3' };
    const { text } = await ask('/who', { from: '127.0.0.101', headers: claims });
    const { headers } = JSON.parse(text) as { headers: Record<string, string> };
    expect(headers).toMatchObject({
      'x-real-ip': '127.0.0.101',
      'x-forwarded-for': '127.0.0.101',
      'x-forwarded-proto': 'https',
    });
    expect(headers['fly-client-ip']).toBeUndefined();
  });

  it.each(['/metrics', '/healthz', '/healthz/detailed', '/readyz'])('is nothing of the inside: %s', async (path) => {
    const before = echoes.map(({ answered }) => answered);
    expect((await ask(path, { from: '127.0.0.102' })).status).toBe(404);
    expect(echoes.map(({ answered }) => answered)).toEqual(before);
  });
});

describe('limits of one address', () => {
  it('too many requests are answered 429 with Retry-After; other addresses and deliveries are not touched', async () => {
    const burst = await Promise.all(Array.from({ length: 260 }, () => ask('/who', { from: '127.0.0.103' })));
    const refused = burst.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(50);
    expect(burst.length - refused.length).toBeGreaterThan(100);
    expect(refused[0]?.headers).toMatchObject({ 'retry-after': '1', 'content-type': 'application/problem+json' });
    expect(JSON.parse(refused[0]?.text ?? '')).toMatchObject({ status: 429, code: 'rate_limited' });
    expect((await ask('/who', { from: '127.0.0.104' })).status).toBe(200);
    const deliver = () => ask('/webhooks/shopify', { from: '127.0.0.103', method: 'POST' });
    const deliveries = [];
    for (let turn = 0; turn < 2; turn += 1)
      deliveries.push(...(await Promise.all(Array.from({ length: 150 }, deliver))));
    expect(deliveries.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('too many at once are answered 503, and others are served', async () => {
    const holding = echoes.slice(0, 2);
    const waiting = Array.from({ length: 100 }, () => ask('/hold', { from: '127.0.0.105' }));
    expect(await waitUntil(() => holding.reduce((sum, { held }) => sum + held, 0) === 100, 10_000)).toBe(true);
    const refused = await ask('/who', { from: '127.0.0.105' });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    expect((await ask('/who', { from: '127.0.0.106' })).status).toBe(200);
    for (const { release } of holding) release();
    expect((await Promise.all(waiting)).filter(({ status }) => status !== 200)).toEqual([]);
  });
});

describe('which server is asked', () => {
  it('the one that has less to do', async () => {
    const first = ask('/hold', { from: '127.0.0.107' });
    expect(await waitUntil(() => echoes.some(({ held }) => held === 1), 5_000)).toBe(true);
    const busy = echoes.find(({ held }) => held === 1) as Echo;
    const idle = echoes.slice(0, 2).find((echo) => echo !== busy) as Echo;
    const before = [busy.answered, idle.answered];
    for (let turn = 0; turn < 10; turn += 1) await ask('/who', { from: '127.0.0.107' });
    busy.release();
    await first;
    expect([busy.answered - (before[0] ?? 0), idle.answered - (before[1] ?? 0)]).toEqual([1, 10]);
  });

  it('the other one, when the first is away', async () => {
    const [, second] = echoes as [Echo, Echo];
    const downPort = second.port;
    second.server.closeAllConnections();
    await new Promise((resolve) => second.server.close(resolve));
    onTestFinished(() => new Promise<void>((resolve) => void second.server.listen(downPort, '127.0.0.1', resolve)));
    const replies = [];
    for (let turn = 0; turn < 10; turn += 1) replies.push(await ask('/who', { from: '127.0.0.108', method: 'POST' }));
    expect(replies.map(({ text }) => (JSON.parse(text) as { number: number }).number)).toEqual(Array(10).fill(1));
  });
});

it('the log tells neither who asked nor for what', async () => {
  await ask('/api/v1/shared-designs/secret-token?email=ada@example.com', { from: '127.0.0.109' });
  const log = await edge.accessLog();
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBeGreaterThan(10);
  expect(Object.keys(lines[0] ?? {})).toEqual([
    ...['time', 'status', 'method', 'bytes', 'seconds', 'pool', 'upstream', 'upstreamStatus', 'requestId'],
  ]);
  expect(log).not.toMatch(/secret-token|ada@|127\.0\.0\.1\d\d/);
});

async function startEcho(number: number): Promise<Echo> {
  let waiting: (() => void)[] = [];
  const echo: Omit<Echo, 'server' | 'port'> = {
    held: 0,
    answered: 0,
    release() {
      for (const answer of waiting) answer();
      waiting = [];
      echo.held = 0;
    },
  };
  const server = createServer((incoming, reply) => {
    const answer = () => {
      echo.answered += 1;
      reply.setHeader('content-type', 'application/json');
      reply.end(JSON.stringify({ number, headers: incoming.headers }));
    };
    incoming.resume();
    if (incoming.url !== '/hold') return answer();
    echo.held += 1;
    waiting.push(answer);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(echo, { server, port });
}

/** One request on a connection of its own, from this address of the loopback. */
function ask(
  path: string,
  options: { from: string; method?: string; headers?: Record<string, string> },
): Promise<Reply> {
  const { from, method = 'GET', headers = {} } = options;
  const agent = new Agent({ ca: edge.authority, localAddress: from });
  return new Promise((resolve, reject) => {
    const outgoing = request(`${edge.url}${path}`, { method, headers, agent }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function handshake(version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> {
  const { port } = new URL(edge.url);
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host: '127.0.0.1', port: Number(port), ca: edge.authority, minVersion: version, maxVersion: version },
      () => {
        resolve(socket.getProtocol());
        socket.destroy();
      },
    );
    socket.on('error', reject);
  });
}
