import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { identityVariables } from '../../../dev/identity/issuer.ts';
import { findFreePort } from '../../../dev/start/free-port.ts';
import { waitUntil } from '../../../dev/start/processes.ts';
import { shopDomain, webhookSecret } from './delivery.ts';
import { get } from './http-client.ts';

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A server or a worker as it runs in production: a process of its own, started from its file. */
export interface ServiceProcess {
  readonly url: string;
  readonly opsUrl: string;
  pid(): number;
  isRunning(): boolean;
  /** Resolves when the private port answers. A restart uses the same ports. */
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL: no handler, no farewell. */
  kill(): Promise<void>;
  ended(): Promise<Ending>;
  /** What it wrote, for messages. */
  output(): string;
}

const sourceFolder = fileURLToPath(new URL('../../../src/start/', import.meta.url));
const startTimeoutMs = 60_000;
const outputLimit = 40_000;

export async function createServiceProcess(
  role: 'server' | 'worker',
  environment: Record<string, string>,
): Promise<ServiceProcess> {
  const port = await findFreePort();
  const opsPort = await findFreePort();
  const opsUrl = `http://127.0.0.1:${opsPort}`;
  let child: ChildProcess | undefined;
  let ending: Promise<Ending> | undefined;
  let output = '';
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  return {
    url: `http://127.0.0.1:${port}`,
    opsUrl,
    isRunning,
    output: () => output,
    pid() {
      if (!child?.pid || !isRunning()) throw new Error(`the ${role} does not run\n${output}`);
      return child.pid;
    },
    async start() {
      const started = spawn(process.execPath, [`${sourceFolder}${role}.ts`], {
        env: {
          PATH: process.env['PATH'],
          NODE_ENV: 'test',
          LOG_LEVEL: 'warn',
          HOST: '127.0.0.1',
          PORT: String(port),
          OPS_PORT: String(opsPort),
          SHOPIFY_SHOP_DOMAIN: shopDomain,
          SHOPIFY_WEBHOOK_SECRET: webhookSecret,
          ENCRYPTION_KEY: 'crash-test-encryption-key-012345',
          ...identityVariables(),
          ...environment,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream.on('data', (chunk) => {
          output = `${output}${chunk}`.slice(-outputLimit);
        });
      }
      ending = new Promise((resolve) => started.once('close', (code, signal) => resolve({ code, signal })));
      const answers = async () => !isRunning() || (await get(`${opsUrl}/healthz`)).status === 200;
      if ((await waitUntil(answers, startTimeoutMs)) && isRunning()) return;
      started.kill('SIGKILL');
      throw new Error(`the ${role} did not start\n${output}`);
    },
    signal(signal) {
      child?.kill(signal);
    },
    async kill() {
      child?.kill('SIGKILL');
      await ending;
    },
    async ended() {
      if (!ending) throw new Error(`the ${role} was never started`);
      return ending;
    },
  };
}
