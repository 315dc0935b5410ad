import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresServer } from '../postgres/server.ts';
import type { Child } from './child.ts';

/** What runs and has to be stopped again. */
export interface Running {
  children: Child[];
  /** In the order they were started: the primary first. */
  servers: PostgresServer[];
}

/** The service itself allows 30 s for what is in flight. */
const childTimeoutMs = 35_000;

/** Server and worker first, together; then the replica, then the primary. */
export async function stopAll(running: Running, say: (line: string) => void): Promise<void> {
  const children = running.children.filter((child) => !child.hasEnded());
  if (children.length > 0) {
    say(`stopping ${children.map(({ name }) => name).join(' and ')} ...`);
    const reminder = setInterval(() => {
      const left = children.filter((child) => !child.hasEnded()).map(({ name }) => name);
      say(`still waiting for ${left.join(' and ')} to finish what is in flight (Ctrl-C again ends it at once) ...`);
    }, 5_000);
    await Promise.all(children.map((child) => child.stop(childTimeoutMs)));
    clearInterval(reminder);
  }
  if (running.servers.length > 0) say('stopping PostgreSQL ...');
  for (const server of running.servers.toReversed()) await server.stop();
}

/** Waits for nobody. PostgreSQL recovers at the next start; what was acknowledged is on disk. */
export async function endAll(running: Running): Promise<void> {
  for (const child of running.children) child.kill();
  const ended = Promise.all(running.servers.map((server) => server.stop('immediate')));
  await Promise.race([ended, sleep(5_000)]);
}

/** Whether and why to stop: asked by a signal (exit code 0), or because something failed (1). */
export interface StopRequest {
  readonly promise: Promise<number>;
  isMade(): boolean;
  make(exitCode: number): void;
}

/** A terminal and npm both pass a Ctrl-C on: only one that comes later is a second one. */
const repeatedSignalMs = 1_000;

/** The first SIGINT, SIGTERM or SIGHUP asks to stop in order; a second one calls `onInsistence`. */
export function listenForSignals(onInsistence: () => void): StopRequest {
  let exitCode: number | undefined;
  const { promise, resolve } = Promise.withResolvers<number>();
  const request: StopRequest = {
    promise,
    isMade: () => exitCode !== undefined,
    make(code) {
      exitCode ??= code;
      resolve(exitCode);
    },
  };
  let firstSignalAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      firstSignalAt ??= performance.now();
      if (performance.now() - firstSignalAt > repeatedSignalMs) onInsistence();
      request.make(0);
    });
  }
  return request;
}
