import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { DevError } from '../dev-error.ts';
import { findFreePort } from '../start/free-port.ts';
import { isAlive, listChildren, signalProcess, waitUntil } from '../start/processes.ts';
import type { InstanceFolder } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';
import type { Credentials } from './credentials.ts';
import { stopLeftovers } from './leftovers.ts';
import { readReason, rotateLog } from './log.ts';

export { stopLeftovers } from './leftovers.ts';

/** One PostgreSQL server process on 127.0.0.1, started and stopped by us. */
export interface PostgresServer {
  readonly port: number;
  readonly dataDir: string;
  readonly logFile: string;
  readonly credentials: Credentials;
  /** Connects as `pet`, the role of the application: owns its databases, is not a superuser. */
  url(database?: string): string;
  superUrl(database?: string): string;
  /** The postmaster's process id; throws when the server is stopped. */
  pid(): number;
  isRunning(): boolean;
  /** `fast` ends sessions and writes a checkpoint, `immediate` leaves recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
  /** Starts again on the same port after stop() or kill(); resolves when queries are answered. */
  start(): Promise<void>;
  /** SIGKILL to the postmaster and all its processes, as a power cut would end them. Resolves when they are gone. */
  kill(): Promise<void>;
  /** SIGSTOP to all processes: connections stay open and nothing answers. */
  pause(): void;
  resume(): void;
}

export interface ServerOptions {
  folder: InstanceFolder;
  binaries: PostgresBinaries;
  credentials: Credentials;
  settings: Record<string, string>;
  onProgress?: ((line: string) => void) | undefined;
  /** Called when the server ends without having been asked to. */
  onUnexpectedExit?: ((reason: string) => void) | undefined;
}

const startTimeoutMs = 60_000;
const fastStopTimeoutMs = 20_000;
const immediateStopTimeoutMs = 5_000;
const running = new Set<number>();

/** A handle on the server of this folder, stopped at first. Left-overs of an earlier run are stopped by start(). */
export function createServer(options: ServerOptions): PostgresServer {
  const { folder, credentials } = options;
  const dataDir = join(folder.path, 'data');
  const logFile = join(folder.path, 'postgres.log');
  let port: number | undefined;
  let child: ChildProcess | undefined;

  const knownPort = (): number => {
    if (port === undefined) throw new Error(`PostgreSQL in ${dataDir} has not been started`);
    return port;
  };
  const pid = (): number => {
    if (child?.pid === undefined) throw new Error(`PostgreSQL in ${dataDir} does not run`);
    return child.pid;
  };
  const urlOf = (user: string, password: string, database: string): string =>
    `postgresql://${user}:${password}@127.0.0.1:${knownPort()}/${encodeURIComponent(database)}`;

  async function launch(onPort: number): Promise<void> {
    const logOffset = await rotateLog(logFile);
    const started = spawnPostmaster(options, onPort, logFile);
    child = started;
    port = onPort;
    const startedPid = started.pid;
    if (startedPid === undefined) throw new DevError(`PostgreSQL could not be started in ${dataDir}.`);
    track(startedPid);
    started.once('exit', (code, signal) => {
      running.delete(startedPid);
      if (child !== started) return;
      child = undefined;
      options.onUnexpectedExit?.(`PostgreSQL in ${dataDir} ended unexpectedly (${signal ?? `exit code ${code}`})`);
    });

    const probe = urlOf('postgres', credentials.postgres, 'postgres');
    const answered = await waitUntil(async () => child !== started || (await answers(probe)), startTimeoutMs);
    if (child === started && answered) return;
    child = undefined;
    await endAll(startedPid);
    throw new DevError(
      `PostgreSQL in ${dataDir} did not start: ${readReason(logFile, logOffset)}`,
      `Its log is ${logFile}.`,
    );
  }

  async function end(signal: 'SIGINT' | 'SIGQUIT', timeoutMs: number): Promise<void> {
    const ending = child;
    if (ending?.pid === undefined) return;
    child = undefined;
    continueAll(ending.pid);
    signalProcess(ending.pid, signal);
    const gone = (): boolean => ending.exitCode !== null || ending.signalCode !== null;
    if (await waitUntil(gone, timeoutMs)) return;
    signalProcess(ending.pid, 'SIGQUIT');
    if (!(await waitUntil(gone, immediateStopTimeoutMs))) await endAll(ending.pid);
  }

  return {
    get port() {
      return knownPort();
    },
    dataDir,
    logFile,
    credentials,
    url: (database = 'pet') => urlOf('pet', credentials.pet, database),
    superUrl: (database = 'postgres') => urlOf('postgres', credentials.postgres, database),
    pid,
    isRunning: () => child !== undefined,
    stop: (mode = 'fast') =>
      mode === 'fast' ? end('SIGINT', fastStopTimeoutMs) : end('SIGQUIT', immediateStopTimeoutMs),
    async start() {
      if (child) return;
      await stopLeftovers(dataDir, options.onProgress);
      if (port !== undefined) return launch(port);
      for (let attemptsLeft = 3; ; attemptsLeft -= 1) {
        try {
          return await launch(await findFreePort());
        } catch (error) {
          // Between asking for a free port and binding it another process may have taken it.
          if (attemptsLeft === 0 || !/could not create (listen socket|any TCP)/.test(String(error))) throw error;
          port = undefined;
        }
      }
    },
    async kill() {
      const killed = child;
      child = undefined;
      if (killed?.pid !== undefined) await endAll(killed.pid);
    },
    pause() {
      // The postmaster first, so that it forks no more children while the others are being stopped.
      signalProcess(pid(), 'SIGSTOP');
      for (const childPid of listChildren(pid())) signalProcess(childPid, 'SIGSTOP');
    },
    resume: () => continueAll(pid()),
  };
}

function spawnPostmaster(options: ServerOptions, port: number, logFile: string): ChildProcess {
  const { folder, binaries } = options;
  const settings = {
    ...options.settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  if (folder.account) fchownSync(log, folder.account.uid, folder.account.gid);
  try {
    const child = spawn(binaries.postgres, ['-D', `${folder.visiblePath}/data`, ...args], {
      cwd: '/',
      env: { PATH: process.env['PATH'], LC_MESSAGES: 'C' },
      // A group of its own: Ctrl-C at the terminal reaches only us, and we stop the servers in order.
      detached: true,
      stdio: ['ignore', log, log, ...(folder.descriptor === undefined ? [] : [folder.descriptor])],
      ...folder.account,
    });
    child.on('error', () => undefined);
    return child;
  } finally {
    closeSync(log);
  }
}

/** When this process ends without stop(), its servers shut down too instead of staying behind. */
function track(pid: number): void {
  if (running.size === 0 && !process.listeners('exit').includes(endTracked)) process.on('exit', endTracked);
  running.add(pid);
}

function endTracked(): void {
  for (const pid of running) {
    continueAll(pid);
    signalProcess(pid, 'SIGINT');
  }
}

function continueAll(pid: number): void {
  for (const childPid of listChildren(pid)) signalProcess(childPid, 'SIGCONT');
  signalProcess(pid, 'SIGCONT');
}

async function endAll(pid: number): Promise<void> {
  signalProcess(pid, 'SIGSTOP');
  const family = [...listChildren(pid), pid];
  for (const member of family) signalProcess(member, 'SIGKILL');
  await waitUntil(() => !family.some(isAlive), immediateStopTimeoutMs);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
