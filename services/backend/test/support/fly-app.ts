import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { isAlive, waitUntil } from '../../dev/start/processes.ts';
import type { FakeFly } from './fake-fly.ts';

/** An app on a Fly.io of its own: the executable `fly`, and the proxy that the public reaches it by. */
export interface FlyApp {
  url: string;
  /** What a command needs to find this `fly` before any other. */
  env: Record<string, string>;
  releases(): { Status: string; ImageRef: string }[];
  /** The calls of `fly`, one a line. */
  calls(): string[];
  stop(): Promise<void>;
}

export async function startFlyApp(folder: string, settings: FakeFly): Promise<FlyApp> {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const program = join(import.meta.dirname, 'fake-fly.ts');
  writeFileSync(join(folder, 'bin', 'fly'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`, {
    mode: 0o755,
  });
  writeFileSync(join(folder, 'fake.json'), JSON.stringify(settings));
  const read = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');

  const proxy = createServer((client) => {
    const port = Number(read('current').split(' ')[0]);
    if (!port) {
      client.destroy();
      return;
    }
    const server = connect(port, '127.0.0.1');
    for (const [from, to] of [[client, server] as const, [server, client] as const]) {
      from.pipe(to);
      from.on('error', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    env: { PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`, FAKE_FLY_DIR: folder },
    releases: () => JSON.parse(read('releases.json') || '[]') as { Status: string; ImageRef: string }[],
    calls: () => read('calls.log').trim().split('\n'),
    async stop() {
      proxy.close();
      const pids = read('pids')
        .trim()
        .split('\n')
        .map(Number)
        .filter((pid) => pid > 0 && isAlive(pid));
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await waitUntil(() => !pids.some(isAlive), 5_000);
    },
  };
}

/** Commits all that is there, and pushes it when there is somewhere to. */
export function commitAll(repository: string, message: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' });
  git('add', '--all');
  git('-c', 'user.name=play', '-c', 'user.email=play@example.com', 'commit', '--quiet', '--message', message);
  git('push', '--quiet', 'origin', 'HEAD:refs/heads/main');
  return git('rev-parse', 'HEAD').trim();
}
