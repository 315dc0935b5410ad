import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { findFreePort } from './start/free-port.ts';
import { waitUntil } from './start/processes.ts';

/** A redis-server of our own, that a test may stop and start as it likes. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** SIGTERM, and waits for the end. Without persistence in `args` the data is gone. */
  stop(): Promise<void>;
  /** SIGKILL, and waits for the end. */
  kill(): Promise<void>;
  /** SIGSTOP: it is there, takes connections, and answers nothing. */
  pause(): void;
  resume(): void;
  /** Again on the same port. */
  start(): Promise<void>;
}

export interface RedisOptions {
  /** Where it may write, when `args` ask for persistence. */
  folder: string;
  port?: number;
  /** Further arguments; they win over the ones given here. */
  args?: string[];
}

const startTimeoutMs = 10_000;

/** The path of redis-server, when it is installed. */
export function findRedisServer(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, 'redis-server')).find(isExecutable);
}

/** Starts a redis-server on 127.0.0.1, kept in memory only, that refuses writes rather than evict. */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const program = findRedisServer();
  if (!program) throw new Error('there is no redis-server on the PATH');
  const port = options.port ?? (await findFreePort());
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = child;
    child = undefined;
    if (!ending || hasEnded(ending)) return;
    ending.kill(signal);
    await new Promise((resolve) => ending.once('exit', resolve));
  };
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async start() {
      if (child) return;
      const started = spawn(
        program,
        [
          ...['--port', String(port), '--bind', '127.0.0.1', '--dir', options.folder],
          ...['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', ...(options.args ?? [])],
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      );
      let output = '';
      started.stdout.on('data', (chunk) => {
        output = `${output}${chunk}`.slice(-2_000);
      });
      child = started;
      const answered = await waitUntil(async () => hasEnded(started) || (await answersPing(port)), startTimeoutMs);
      if (answered && !hasEnded(started)) return;
      await end('SIGKILL');
      throw new Error(`redis-server did not start on port ${port}: ${output.trim()}`);
    },
  };
  await server.start();
  return server;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('data', (reply) => {
      resolve(reply.toString().startsWith('+PONG'));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
