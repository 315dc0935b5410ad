import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import type { PostgresServer } from './postgres-server.ts';

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
