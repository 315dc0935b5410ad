import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { giveTo } from '../postgres/account.ts';
import { findFreePort } from '../start/free-port.ts';
import { waitUntil } from '../start/processes.ts';

/** The edge of docker-compose.yml on this machine: the same configuration, other addresses. */
export interface Edge {
  /** https, with the certificate of `authority`. */
  readonly url: string;
  readonly plainUrl: string;
  /** What a client has to trust. */
  readonly authority: string;
  /** Where scripts/edge.ts puts what decides. */
  readonly switchFolder: string;
  accessLog(): Promise<string>;
  stop(): Promise<void>;
}

/** Ports of the two servers of each colour, on 127.0.0.1. */
export interface Pools {
  blue: readonly [number, number];
  green: readonly [number, number];
}

const composeFolder = join(import.meta.dirname, '../../../../compose');
const startTimeoutMs = 10_000;
/** nobody, as nearly every Linux has it: nginx is to run without rights, as in its container. */
const nobody = { uid: 65_534, gid: 65_534 };

/** The path of nginx, when it is installed. Debian has it where an ordinary user's PATH does not look. */
export function findNginx(): string | undefined {
  return findProgram('nginx');
}

/** Whether a test can have an nginx, and the certificate that it needs. */
export function canStartEdge(): boolean {
  return findNginx() !== undefined && findProgram('openssl') !== undefined;
}

/** Starts nginx with the configuration of `compose/nginx`, unprivileged, in front of these servers. */
export async function startEdge(pools: Pools): Promise<Edge> {
  const nginx = findNginx();
  if (!nginx) throw new Error('there is no nginx');
  const account = process.getuid?.() === 0 ? nobody : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'pet-edge-'));
  const tlsPort = await findFreePort();
  const plainPort = await findFreePort();
  await cp(join(composeFolder, 'nginx'), folder, { recursive: true });
  await mkdir(join(folder, 'tmp'));
  await makeCertificate(folder);
  await adapt(folder, 'nginx.conf', [
    // First: the folder itself may lie below /tmp.
    [' /tmp/', ` ${folder}/tmp/`],
    ['listen 8080;', `listen 127.0.0.1:${plainPort};`],
    ['listen 8443 ssl', `listen 127.0.0.1:${tlsPort} ssl`],
    ['/run/secrets/', `${folder}/`],
    ['/etc/nginx/', `${folder}/`],
    ['/dev/stderr', `${folder}/tmp/error.log`],
    ['/dev/stdout', `${folder}/tmp/access.log`],
  ]);
  const addresses = [...pools.blue, ...pools.green].map((port) => `127.0.0.1:${port}`);
  const ends = [11, 12, 21, 22];
  await adapt(
    folder,
    'pools.conf',
    ends.map((end, index) => [`172.31.250.${end}:3001`, addresses[index] ?? '']),
  );
  await chmod(folder, 0o755);
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  await giveTo(account, folder, ...own);

  const child = spawn(
    nginx,
    ['-e', join(folder, 'tmp/error.log'), '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...account,
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output = `${output}${chunk}`.slice(-4_000);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const edge: Edge = {
    url: `https://127.0.0.1:${tlsPort}`,
    plainUrl: `http://127.0.0.1:${plainPort}`,
    authority: await readFile(join(folder, 'TLS_CERTIFICATE'), 'utf8'),
    switchFolder: join(folder, 'switch'),
    accessLog: () => readFile(join(folder, 'tmp/access.log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (await waitUntil(async () => hasEnded(child) || (await answers(`${edge.plainUrl}/edge-health`)), startTimeoutMs)) {
    if (!hasEnded(child)) return edge;
  }
  await edge.stop();
  throw new Error(`nginx did not start\n${output}`);
}

/** Each text that stands for something of the container must be there, or what is tested is not what is deployed. */
async function adapt(folder: string, name: string, replacements: [string, string][]): Promise<void> {
  const file = join(folder, name);
  let text = await readFile(file, 'utf8');
  for (const [from, to] of replacements) {
    if (!text.includes(from)) throw new Error(`${name} does not contain ${from}`);
    text = text.replaceAll(from, to);
  }
  await writeFile(file, text);
}

/** Of a day's validity, for localhost, signed by itself. */
async function makeCertificate(folder: string): Promise<void> {
  const [key, certificate] = [join(folder, 'TLS_KEY'), join(folder, 'TLS_CERTIFICATE')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'pipe' },
  );
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, (reply) => {
      reply.resume();
      resolve(reply.statusCode === 204);
    }).on('error', () => resolve(false));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
