import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { openInstanceFolder } from '../../dev/postgres/account.ts';
import { withClient } from '../../dev/postgres/databases.ts';
import { findFreePort } from '../../dev/start/free-port.ts';
import { waitUntil } from '../../dev/start/processes.ts';

const installations = '/usr/lib/postgresql';
const programs = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];

/** A server and the tools of its version, as the package `postgresql` of Debian brings them; undefined without it. */
export async function findDebianPostgres(): Promise<string | undefined> {
  const versions = await readdir(installations).catch(() => []);
  return versions
    .map((version) => join(installations, version, 'bin'))
    .find((folder) => programs.every((program) => existsSync(join(folder, program))));
}

/** Starts that server in the folder of the run. `url` is of the role `pet`, which may make databases and owns `pet`. */
export async function startDebianPostgres(binaries: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await openInstanceFolder(await mkdtemp(join(inject('runFolder'), 'debian-')));
  await mkdir(folder.path, { recursive: true });
  const data = join(folder.path, 'data');
  const options = { cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' }, ...folder.account };
  await promisify(execFile)(
    join(binaries, 'initdb'),
    ['-D', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-sync'],
    options,
  );
  const port = await findFreePort();
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'],
    { ...options, stdio: 'ignore' },
  );
  const superUrl = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const answers = () =>
    withClient(superUrl, () => Promise.resolve(true)).catch(() => {
      if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
      return false;
    });
  if (!(await waitUntil(answers, 20_000))) throw new Error('PostgreSQL did not start');
  await withClient(superUrl, async (client) => {
    await client.query('CREATE ROLE pet LOGIN CREATEDB');
    await client.query('CREATE DATABASE pet OWNER pet');
  });
  return {
    url: `postgresql://pet@127.0.0.1:${port}/pet`,
    async stop() {
      server.kill('SIGQUIT');
      if (server.exitCode === null) await once(server, 'exit');
      await rm(folder.path, { recursive: true, force: true });
    },
  };
}
