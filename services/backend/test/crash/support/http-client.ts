import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { SignedDelivery } from './delivery.ts';

export interface Answer {
  /** Undefined: no answer came, `failure` says why. */
  status: number | undefined;
  failure: string | undefined;
  startedAt: number;
  milliseconds: number;
  text: string;
}

/** Shopify gives up after five seconds in all (shopify.dev, "Verify deliveries"). */
const patienceMs = 5_000;

/** Connections are kept and used again, as Shopify does. */
export function createAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 64 });
}

export function send(baseUrl: string, delivery: SignedDelivery, agent: Agent): Promise<Answer> {
  return call(`${baseUrl}/webhooks/shopify`, agent, { method: 'POST', headers: delivery.headers }, delivery.body);
}

export async function get(url: string, agent?: Agent): Promise<Answer> {
  return call(url, agent, { method: 'GET', headers: {} });
}

function call(
  url: string,
  agent: Agent | undefined,
  options: { method: string; headers: Record<string, string> },
  body?: Buffer,
): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const end = (status: number | undefined, failure?: string) =>
      resolve({ status, failure, startedAt, milliseconds: performance.now() - startedAt, text });
    const outgoing = request(url, { ...options, ...(agent && { agent }) }, (incoming) => {
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk) => {
        text += chunk;
      });
      incoming.on('end', () => end(incoming.statusCode));
      incoming.on('error', (error: NodeJS.ErrnoException) => end(undefined, error.code ?? error.message));
    });
    outgoing.setTimeout(patienceMs, () => outgoing.destroy(new Error('no answer within 5 s')));
    outgoing.on('error', (error: NodeJS.ErrnoException) => end(undefined, error.code ?? error.message));
    outgoing.end(body);
  });
}
