import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Edge } from '../../../dev/edge/nginx.ts';
import { nextId, orderDelivery } from './delivery.ts';
import { createLedger, type Ledger } from './senders.ts';

export interface Reply {
  kind: Kind;
  /** Undefined: no answer came, `failure` says why. */
  status: number | undefined;
  failure: string | undefined;
  milliseconds: number;
  /** Set when a server answered, and not nginx. */
  requestId: string | undefined;
}

/** A delivery, a read, and a write that must not be done twice without the client asking for it. */
type Kind = 'delivery' | 'read' | 'write';

export interface EdgeClients {
  readonly replies: Reply[];
  /** Of the deliveries, to be held against the database. */
  readonly ledger: Ledger;
  /** Lets what is under way be answered. */
  finish(): Promise<void>;
}

const expected: Record<Kind, number> = { delivery: 200, read: 200, write: 201 };
const pauseMs = 100;

/**
 * Clients that keep their connections, each from an address of its own below 127.0.0.0/8, through TLS. Nothing is
 * tried again: every request that is not answered as it should be is a failure.
 */
export function startEdgeClients(edge: Edge, howMany = 4): EdgeClients {
  const replies: Reply[] = [];
  const ledger = createLedger();
  let stopped = false;

  async function run(index: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, ca: edge.authority, localAddress: `127.0.0.${20 + index}` });
    for (let turn = index; !stopped; turn += 1) {
      if (turn % 4 === 0) replies.push(await ask(edge, agent, 'read', 'GET', '/api/v1/products'));
      else if (turn % 4 === 1) replies.push(await ask(edge, agent, 'write', 'POST', '/api/v1/guest-sessions'));
      else await deliver(agent);
      await sleep(pauseMs);
    }
    agent.destroy();
  }

  async function deliver(agent: Agent): Promise<void> {
    const delivery = orderDelivery(nextId(), 1);
    ledger.sent.set(delivery.webhookId, delivery);
    const reply = await ask(edge, agent, 'delivery', 'POST', '/webhooks/shopify', delivery);
    replies.push(reply);
    if (reply.status === 200) ledger.acknowledged.add(delivery.webhookId);
  }

  const running = Promise.all(Array.from({ length: howMany }, (_, index) => run(index)));
  return {
    replies,
    ledger,
    async finish() {
      stopped = true;
      await running;
    },
  };
}

/**
 * Those that were not answered as they should be, in words. `starved` tells of a request whether its server gave up on
 * a PostgreSQL that did not get the processor in time: on a machine that does too much else, that is no word on the edge.
 */
export function failuresOf(
  replies: readonly Reply[],
  starved: (requestId: string) => boolean,
  kinds: Kind[] = ['delivery', 'read', 'write'],
): string[] {
  return replies
    .filter(({ kind, status }) => kinds.includes(kind) && status !== expected[kind])
    .filter(({ requestId }) => !requestId || !starved(requestId))
    .map(({ kind, status, failure, requestId }) => `${kind}: ${status ?? failure} ${requestId ?? 'by nginx'}`);
}

function ask(
  edge: Edge,
  agent: Agent,
  kind: Kind,
  method: string,
  path: string,
  { body, headers }: { body?: Buffer; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (status: number | undefined, failure?: string, requestId?: string) =>
      resolve({ kind, status, failure, requestId, milliseconds: performance.now() - startedAt });
    const outgoing = request(`${edge.url}${path}`, { method, agent, headers: headers ?? {} }, (incoming) => {
      incoming.resume();
      const { 'x-request-id': requestId } = incoming.headers;
      incoming.on('end', () =>
        end(incoming.statusCode, undefined, typeof requestId === 'string' ? requestId : undefined),
      );
      incoming.on('error', (error: NodeJS.ErrnoException) => end(undefined, error.code ?? error.message));
    });
    outgoing.setTimeout(10_000, () => outgoing.destroy(new Error('no answer within 10 s')));
    outgoing.on('error', (error: NodeJS.ErrnoException) => end(undefined, error.code ?? error.message));
    outgoing.end(body);
  });
}
