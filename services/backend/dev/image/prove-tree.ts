import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { DevError } from '../dev-error.ts';
import { createIssuer, identityVariables } from '../identity/issuer.ts';
import { findFreePort } from '../start/free-port.ts';
import { waitUntil } from '../start/processes.ts';
import type { BuiltTree } from './build-tree.ts';
import { launch } from './launch.ts';
import { proveDoctor } from './prove-doctor.ts';

export interface ProveOptions {
  tree: BuiltTree;
  /** A node that the image's user may run. */
  node: string;
  databaseUrl: string;
  replicaUrl: string;
  /** Undefined: there is no worker, and the server processes deliveries itself. */
  redisUrl: string | undefined;
  say: (line: string) => void;
}

export interface Proof {
  user: string;
  /** Milliseconds, of the whole process: from its start to its exit, or to the first 200 of /readyz. */
  migrateMs: number;
  serverReadyMs: number;
  workerReadyMs: number | undefined;
  webhookMs: number;
  doctorMs: number;
  serverStopMs: number;
  workerStopMs: number | undefined;
}

const readyTimeoutMs = 30_000;
const shopDomain = 'pet-shop-proof.myshopify.com';

/**
 * Starts what the image starts, as its ENTRYPOINT and USER say and with nothing in the environment but what a
 * deployment sets: migrations, server, worker. One signed delivery is answered, and SIGTERM ends both with 0.
 */
export async function proveTree(options: ProveOptions): Promise<Proof> {
  const { tree, redisUrl, say } = options;
  const webhookSecret = randomBytes(32).toString('hex');
  const environment = { ...tree.image.environment, ...deployment(options, webhookSecret) };
  const start = (command: string, ports: Ports) => startProgram(options, command, { ...environment, ...ports });
  const user = await refuseWriting(options, environment);
  say(`runs as ${user}, which can write nowhere in the tree`);

  const migrate = start('migrate', {});
  const migrateMs = await migrate.ended(0);
  say(`migrate: ${migrateMs} ms`);

  const ports = { PORT: String(await findFreePort()), OPS_PORT: String(await findFreePort()), HOST: '127.0.0.1' };
  const server = start('server', ports);
  const workerPorts = { OPS_PORT: String(await findFreePort()), HOST: '127.0.0.1' };
  let worker: Program | undefined;
  try {
    const serverReadyMs = await server.ready(ports.OPS_PORT);
    say(`server: ready after ${serverReadyMs} ms`);
    worker = redisUrl === undefined ? undefined : start('worker', workerPorts);
    const workerReadyMs = await worker?.ready(workerPorts.OPS_PORT);
    say(worker ? `worker: ready after ${workerReadyMs} ms` : 'worker: not started, for there is no Redis here');
    await checkHealth(options, { ...environment, ...ports });
    say('the health check of the image agrees');

    const webhookMs = await sendDelivery(ports.PORT, webhookSecret);
    say(`a signed delivery was answered 200 in ${webhookMs} ms`);
    await waitUntilProcessed(ports.OPS_PORT);
    say('and it was processed');

    const doctorMs = await proveDoctor(options, environment);
    say(`doctor, as by ssh in a machine: looked at everything in ${doctorMs} ms`);

    const [serverStopMs, workerStopMs] = await Promise.all([server.stop(), worker?.stop()]);
    say(`SIGTERM: server ended with 0 after ${serverStopMs} ms${worker ? `, worker after ${workerStopMs} ms` : ''}`);
    return { user, migrateMs, serverReadyMs, workerReadyMs, webhookMs, doctorMs, serverStopMs, workerStopMs };
  } finally {
    server.kill();
    worker?.kill();
  }
}

type Ports = Record<string, string>;

/** What is set in production: what must be there, and nothing that is only for development. */
function deployment(options: ProveOptions, webhookSecret: string): Record<string, string> {
  const { databaseUrl, replicaUrl, redisUrl } = options;
  return {
    DATABASE_URL: databaseUrl,
    DATABASE_REPLICA_URL: replicaUrl,
    ...(redisUrl === undefined ? { ENABLE_QUEUE: 'false' } : { REDIS_URL: redisUrl }),
    METRICS_TOKEN: randomBytes(32).toString('hex'),
    SHOPIFY_SHOP_DOMAIN: shopDomain,
    SHOPIFY_WEBHOOK_SECRET: webhookSecret,
    ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
    ...identityVariables(createIssuer()),
    // Asked for, and never asked here.
    STORAGE_S3_ENDPOINT: 'http://127.0.0.1:1',
    STORAGE_S3_BUCKET: 'proof',
    STORAGE_S3_ACCESS_KEY_ID: 'key',
    STORAGE_S3_SECRET_ACCESS_KEY: 'secret',
    SMTP_URL: 'smtp://127.0.0.1:1',
    MAIL_FROM: 'shop@example.com',
    STOREFRONT_URL: 'https://shop.example.com',
  };
}

interface Program {
  /** Milliseconds until /readyz of the private port answered 200. */
  ready(opsPort: string): Promise<number>;
  /** Milliseconds until it ended. Throws when it ended with another code. */
  ended(code: number): Promise<number>;
  /** SIGTERM. Milliseconds until it ended with 0. */
  stop(): Promise<number>;
  kill(): void;
}

function startProgram(options: ProveOptions, command: string, environment: Record<string, string>): Program {
  const begun = performance.now();
  const elapsed = (since = begun) => Math.round(performance.now() - since);
  const [program = '', ...args] = commandLine(options, command);
  const child = launch(options, program, args, environment);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-8_000);
    });
  }
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const fail = (sentence: string) => new DevError(`${command} ${sentence}:\n${output}`);
  const ended = async (expected: number, since = begun) => {
    const [code, signal] = await closed;
    if (code !== expected) throw fail(`ended with ${code ?? signal} and not with ${expected}`);
    return elapsed(since);
  };
  return {
    ended,
    async ready(opsPort) {
      const url = `http://127.0.0.1:${opsPort}/readyz`;
      const done = await waitUntil(async () => !isRunning() || (await statusOf(url)) === 200, readyTimeoutMs);
      if (!done || !isRunning()) throw fail('did not become ready');
      return elapsed();
    },
    async stop() {
      const asked = performance.now();
      child.kill('SIGTERM');
      return ended(0, asked);
    },
    kill: () => isRunning() && child.kill('SIGKILL'),
  };
}

/** ENTRYPOINT and CMD of the image, without the init where the machine has none, and with a node that exists here. */
function commandLine({ tree, node }: ProveOptions, command: string): string[] {
  const words = [...tree.image.entryPoint, command];
  const atNode = words.indexOf('node');
  if (atNode < 0) throw new DevError('ENTRYPOINT does not start node.');
  const init = words.slice(0, atNode);
  const hasInit = init[0] !== undefined && existsSync(init[0]);
  return [...(hasInit ? init : []), node, ...words.slice(atNode + 1)];
}

/** Who it runs as. Throws when that one is root, or may write where the code lies. */
async function refuseWriting(options: ProveOptions, environment: Record<string, string>): Promise<string> {
  const script = `
    const { writeFileSync } = require('node:fs');
    const mayWrite = (folder) => {
      try {
        writeFileSync(folder + '/written', '');
        return true;
      } catch (error) {
        if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) return false;
        throw error;
      }
    };
    const folders = ['.', '/app', '/app/node_modules'].map((path) => path.replace(/^\\//, process.argv[1] + '/'));
    if (folders.some(mayWrite)) process.exit(1);
    process.stdout.write(process.getuid() + ':' + process.getgid());`;
  const child = launch(options, options.node, ['-e', script, options.tree.root], environment);
  let user = '';
  child.stdout?.on('data', (text) => {
    user += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 || user === '' || user.startsWith('0:')) throw new DevError('The tree can be written to, or by root.');
  return user;
}

async function checkHealth(options: ProveOptions, environment: Record<string, string>): Promise<void> {
  const [program, ...args] = options.tree.image.healthCheck ?? [];
  if (program !== 'node') throw new DevError('HEALTHCHECK does not run node.');
  const check = async (ports: Record<string, string>) => {
    const [code] = (await once(launch(options, options.node, args, { ...environment, ...ports }), 'close')) as [number];
    return code;
  };
  const healthy = await check({});
  const unhealthy = await check({ OPS_PORT: String(await findFreePort()) });
  if (healthy !== 0 || unhealthy !== 1)
    throw new DevError(`HEALTHCHECK ended with ${healthy}, without server ${unhealthy}.`);
}

/**
 * Milliseconds until it was taken. Sent again after a 503, as Shopify does: a machine that is busy may not give the
 * first connection to PostgreSQL in the 400 ms that the service waits for it.
 */
async function sendDelivery(port: string, secret: string): Promise<number> {
  const body = JSON.stringify({ id: 5_001, name: '#1001', currency: 'EUR', total_price: '49.90', line_items: [] });
  const headers = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-shop-domain': shopDomain,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-triggered-at': new Date().toISOString(),
    'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
  };
  const begun = performance.now();
  let answer = '';
  const taken = await waitUntil(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/webhooks/shopify`, { method: 'POST', body, headers });
    answer = `${response.status}: ${await response.text()}`;
    if (response.status !== 200 && response.status !== 503) throw new DevError(`The delivery was answered ${answer}`);
    return response.status === 200;
  }, readyTimeoutMs);
  if (!taken) throw new DevError(`The delivery was answered ${answer}`);
  return Math.round(performance.now() - begun);
}

async function waitUntilProcessed(opsPort: string): Promise<void> {
  const url = `http://127.0.0.1:${opsPort}/healthz/detailed`;
  const read = async () => ((await (await fetch(url)).json()) as { parts: { inbox: Inbox } }).parts.inbox;
  const done = await waitUntil(async () => (await read()).pending === 0, readyTimeoutMs);
  const inbox = await read();
  if (!done || inbox.dead !== 0 || inbox.parked !== 0) {
    throw new DevError(`The delivery was not processed: ${JSON.stringify(inbox)}`);
  }
}

interface Inbox {
  pending: number | null;
  dead: number | null;
  parked: number | null;
}

async function statusOf(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).status;
  } catch {
    // Not listening yet.
    return undefined;
  }
}
