import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccessTokenEndpoint } from './access-tokens.ts';
import type { BulkOperations } from './bulk-operations.ts';
import type { Fault, Faults } from './faults.ts';
import { type ParsedCall, parseCall } from './graphql-endpoint.ts';

/** What arrived, and how it ended. */
export interface CountedCall {
  operation: string;
  variables: Record<string, unknown>;
  outcome: 'answered' | 'throttled' | 'unauthorized' | 'fault';
}

interface ListenerDeps {
  answer(call: ParsedCall): Promise<Record<string, unknown>>;
  faults: Faults;
  tokens: AccessTokenEndpoint;
  bulk: BulkOperations;
  calls: CountedCall[];
}

interface Reply {
  status: number;
  body: string | Buffer[];
  headers?: Record<string, string>;
}

/** The HTTP side: which endpoint, which fault. */
export function createRequestListener(deps: ListenerDeps) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    serve(deps, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
}

async function serve(deps: ListenerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path.startsWith('/bulk/')) return send(response, bulkResult(deps.bulk, path, request.headers.range));
  if (path === '/admin/oauth/access_token') {
    const fault = deps.faults.take('token');
    if (fault && (await suffer(fault, response))) return;
    const { status, body: granted } = deps.tokens.grant(parseJson(body));
    return send(response, json(status, granted));
  }
  if (!/^\/admin\/api\/[^/]+\/graphql\.json$/.test(path)) return send(response, json(404, { errors: 'Not Found' }));
  return serveGraphql(deps, request, response, parseCall(parseJson(body)));
}

async function serveGraphql(
  deps: ListenerDeps,
  request: IncomingMessage,
  response: ServerResponse,
  call: ParsedCall | undefined,
): Promise<void> {
  const counted: CountedCall = {
    operation: call?.operation ?? 'none',
    variables: call?.variables ?? {},
    outcome: 'answered',
  };
  deps.calls.push(counted);
  const fault = deps.faults.take(counted.operation);
  if (fault && (await suffer(fault, response))) {
    counted.outcome = 'fault';
    return;
  }
  if (!deps.tokens.isValid(request.headers['x-shopify-access-token']?.toString())) {
    counted.outcome = 'unauthorized';
    const message = '[API] Invalid API key or access token (unrecognized login or wrong password)';
    return send(response, json(401, { errors: message }));
  }
  if (!call) return send(response, json(400, { errors: { query: 'Required parameter missing or invalid' } }));
  const answer = await deps.answer(call);
  if (JSON.stringify(answer['errors'] ?? '').includes('THROTTLED')) counted.outcome = 'throttled';
  if (fault?.kind === 'lost_answer') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'late_status') return send(response, json(fault.status, { errors: 'Internal Server Error' }));
  return send(response, json(200, answer));
}

/** @returns true when that was the answer. */
async function suffer(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'delay':
      await sleep(fault.milliseconds);
      return false;
    case 'drop':
      response.destroy();
      return true;
    case 'status': {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
      const reply = json(fault.status, { errors: 'It went wrong' });
      send(response, { ...reply, headers: { ...reply.headers, ...headers } });
      return true;
    }
    case 'body':
      send(response, { status: 200, body: fault.body, headers: { 'content-type': 'application/json' } });
      return true;
    default:
      return false;
  }
}

/** Shopify's links carry their own permission, and so need no token. */
function bulkResult(bulk: BulkOperations, path: string, range: string | undefined): Reply {
  const operation = bulk.list().find(({ id }) => path === `/bulk/${id}.jsonl`);
  if (!operation) return json(404, {});
  const headers = { 'content-type': 'application/jsonl' };
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  if (from > 0 && from >= operation.result.bytes) return { status: 416, body: '', headers };
  return { status: from === 0 ? 200 : 206, body: operation.result.piecesFrom(from), headers };
}

function json(status: number, body: unknown): Reply {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-shopify-api-version': '2026-10' };
  return { status, body: JSON.stringify(body), headers };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, headers);
  if (typeof body === 'string') response.end(body);
  else Readable.from(body).pipe(response);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
