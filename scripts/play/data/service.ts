import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identityVariables } from '../../../services/backend/dev/identity/issuer.ts';
import { findFreePort } from '../../../services/backend/dev/start/free-port.ts';
import { waitUntil } from '../../../services/backend/dev/start/processes.ts';

const serverFile = join(import.meta.dirname, '../../../services/backend/src/start/server.ts');
const shopDomain = 'pet-shop-play.myshopify.com';
const webhookSecret = randomBytes(32).toString('hex');
const retryPauseMs = 200;
const startTimeoutMs = 30_000;

export interface PlayService {
  readonly url: string;
  /** Starts the server process, on the same port each time. Resolves when it is ready. */
  start(databaseUrl: string, replicaUrl?: string): Promise<void>;
  kill(): Promise<void>;
}

/** The real server as its own process, which works on deliveries itself. */
export async function createPlayService(): Promise<PlayService> {
  const [port, opsPort] = [await findFreePort(), await findFreePort()];
  const secrets = Object.fromEntries(
    ['ENCRYPTION_KEY', 'JWT_SECRET', 'REFRESH_TOKEN_SECRET', 'SESSION_SECRET'].map((name) => [
      name,
      randomBytes(16).toString('hex'),
    ]),
  );
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (child?.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    url: `http://127.0.0.1:${port}`,
    kill,
    async start(databaseUrl, replicaUrl = '') {
      const started = spawn(process.execPath, [serverFile], {
        env: {
          PATH: process.env['PATH'],
          ...{ NODE_ENV: 'test', LOG_LEVEL: 'error', ENABLE_QUEUE: 'false', HOST: '127.0.0.1' },
          ...{ PORT: String(port), OPS_PORT: String(opsPort) },
          ...{ DATABASE_URL: databaseUrl, DATABASE_REPLICA_URL: replicaUrl },
          ...{ SHOPIFY_SHOP_DOMAIN: shopDomain, SHOPIFY_WEBHOOK_SECRET: webhookSecret },
          ...secrets,
          ...identityVariables(),
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      child = started;
      const isReady = () =>
        fetch(`http://127.0.0.1:${opsPort}/readyz`).then(
          (reply) => reply.ok,
          () => false,
        );
      if (await waitUntil(async () => started.exitCode !== null || (await isReady()), startTimeoutMs)) {
        if (started.exitCode === null) return;
      }
      await kill();
      throw new Error('the server did not become ready');
    },
  };
}

export interface Load {
  /** Webhook ids that were answered 200, with the time of the answer. */
  acknowledged: Map<string, number>;
  /** Ends the load; every delivery under way is answered or given up first. */
  stop(): Promise<void>;
}

/** Senders that each deliver one after the other and, as Shopify does, send again what was not acknowledged. */
export function startLoad(url: string, senders: number): Load {
  const acknowledged: Load['acknowledged'] = new Map();
  let isRunning = true;
  const sendAll = async () => {
    while (isRunning) {
      const webhookId = randomUUID();
      while (isRunning && !(await isAcknowledged(url, webhookId))) await sleep(retryPauseMs);
      if (isRunning) acknowledged.set(webhookId, performance.now());
    }
  };
  const running = Array.from({ length: senders }, sendAll);
  return {
    acknowledged,
    async stop() {
      isRunning = false;
      await Promise.all(running);
    },
  };
}

async function isAcknowledged(url: string, webhookId: string): Promise<boolean> {
  const body = JSON.stringify({ id: webhookId, note: 'leave it at the door' });
  return fetch(`${url}/webhooks/shopify`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'carts/update',
      'x-shopify-shop-domain': shopDomain,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': webhookId,
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': new Date().toISOString(),
      'x-shopify-hmac-sha256': createHmac('sha256', webhookSecret).update(body).digest('base64'),
    },
    body,
    signal: AbortSignal.timeout(5_000),
  }).then(
    async (reply) => {
      await reply.arrayBuffer();
      return reply.status === 200;
    },
    () => false,
  );
}
