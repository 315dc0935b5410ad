import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Connection } from '../platform/connection.ts';

/** PostgreSQL's own tools, of the package postgresql-client. */
export interface PgTools {
  folder: string;
  majorVersion: number;
}

/** Where Debian keeps the versions beside each other; its `pg_dump` on the PATH chooses one by itself. */
const debianFolder = '/usr/lib/postgresql';
const keptOutputLength = 4_000;
/** Read as a flow of pieces, so a dump of any size waits in this much memory. */
const outputBufferBytes = 1024 * 1024;

/** The newest pg_dump of this machine that comes with its pg_restore; undefined when there is none. */
export async function findPgTools(searchPath = ''): Promise<PgTools | undefined> {
  const versions = await readdir(debianFolder).catch(() => []);
  const folders = [
    ...versions.map((version) => join(debianFolder, version, 'bin')),
    ...searchPath.split(delimiter).filter(Boolean),
  ];
  const found = await Promise.all(folders.map(readTools));
  return found.filter((tools) => tools !== undefined).sort((a, b) => b.majorVersion - a.majorVersion)[0];
}

/** Why these tools cannot dump that server, as a sentence; undefined when they can. */
export function findToolProblem(tools: PgTools | undefined, serverMajorVersion: number): string | undefined {
  const remedy = `install postgresql-client-${serverMajorVersion}`;
  if (!tools) return `there is no pg_dump on this machine: ${remedy}`;
  if (tools.majorVersion >= serverMajorVersion) return undefined;
  return `pg_dump ${tools.majorVersion} cannot dump a server of version ${serverMajorVersion}: ${remedy}`;
}

/**
 * A dump in pg_dump's custom format, of the snapshot that another connection has exported. Extensions that only a
 * superuser may make are left out: they watch the server and hold nothing of ours.
 */
export async function* dumpWithPgDump(
  tools: PgTools,
  connection: Connection,
  options: { url: string; snapshot: string },
): AsyncGenerator<Buffer> {
  const { rows: extensions } = await connection.query<{ name: string }>(
    `SELECT extname AS name FROM pg_extension e
       JOIN pg_available_extension_versions v ON v.name = e.extname AND v.version = e.extversion
      WHERE v.trusted`,
  );
  const { rows: schemas } = await connection.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace
      WHERE nspname NOT IN ('public', 'information_schema') AND nspname !~ '^pg_'`,
  );
  const { target, environment } = connectionOf(options.url);
  const child = spawn(
    join(tools.folder, 'pg_dump'),
    [
      `--dbname=${target}`,
      `--snapshot=${options.snapshot}`,
      ...['--format=custom', '--no-owner', '--no-privileges', '--no-password', '--lock-wait-timeout=30s'],
      ...extensions.map(({ name }) => `--extension=${name}`),
      // The queue of development lives in a schema of its own. Queues are transport.
      ...schemas.map(({ name }) => `--exclude-schema=${name}`),
    ],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = endOf(child, 'pg_dump');
  try {
    yield* child.stdout.iterator({ destroyOnReturn: true }) as AsyncIterable<Buffer>;
    await ended;
  } finally {
    child.kill();
    await ended.catch(() => undefined);
  }
}

/** Restores into an empty database, all or nothing. @throws Error with what pg_restore says. */
export async function restoreWithPgRestore(
  tools: PgTools,
  dump: AsyncIterable<Uint8Array>,
  url: string,
): Promise<void> {
  const { target, environment } = connectionOf(url);
  const child = spawn(
    join(tools.folder, 'pg_restore'),
    [
      `--dbname=${target}`,
      ...['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges', '--no-comments', '--no-password'],
    ],
    { env: environment, stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const ended = endOf(child, 'pg_restore');
  // What the tool says comes first: that its input broke off then is only the consequence.
  const fed = pipeline(Readable.from(dump, { objectMode: false, highWaterMark: outputBufferBytes }), child.stdin);
  const [feeding, ending] = await Promise.allSettled([fed, ended]);
  if (feeding.status === 'rejected' && (feeding.reason as NodeJS.ErrnoException).code !== 'EPIPE') throw feeding.reason;
  if (ending.status === 'rejected') throw ending.reason;
}

async function readTools(folder: string): Promise<PgTools | undefined> {
  try {
    const version = async (program: string) => {
      const { stdout } = await promisify(execFile)(join(folder, program), ['--version'], { timeout: 10_000 });
      return Number(/(\d+)/.exec(stdout)?.[1]);
    };
    const [dump, restore] = await Promise.all([version('pg_dump'), version('pg_restore')]);
    return dump === restore ? { folder, majorVersion: dump } : undefined;
  } catch {
    return undefined;
  }
}

/** The password goes by the environment: what stands on a command line, everybody on the machine can read. */
function connectionOf(url: string): { target: string; environment: Record<string, string> } {
  const target = new URL(url);
  const password = decodeURIComponent(target.password);
  target.password = '';
  return { target: target.href, environment: { PGPASSWORD: password, PGAPPNAME: 'backup', LC_MESSAGES: 'C' } };
}

function endOf(child: ChildProcess, name: string): Promise<void> {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-keptOutputLength);
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${name} cannot be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(`${name} failed (${signal ?? code}): ${output.trim().split('\n').slice(0, 3).join(' / ')}`));
    });
  });
  // Whoever waits for it is told; until then it must not count as unhandled.
  ended.catch(() => undefined);
  return ended;
}
