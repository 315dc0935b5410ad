import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { CachedBytes, Encoding } from '../platform/cached-bytes.ts';
import type { ErrorReporter } from '../platform/error-reporter.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import {
  type Answer,
  type CachedReplies,
  chooseAnswer,
  composeHead,
  type Headers,
  type KnownAddress,
  policies,
  setAll,
} from './cached-replies.ts';
import { clientAddressOf } from './client-address.ts';
import { chooseRequestId } from './observe.ts';

/**
 * Answers with what this process holds, before anything else looks at the request: an address that was answered
 * before has passed all of that, and the headers that it got are given again.
 */

interface Found {
  address: KnownAddress;
  around: Headers;
}

interface EarlyDeps {
  metrics: Pick<Metrics, 'requestSeconds' | 'requestsInFlight'>;
  log: Log;
  addressHeader: string | undefined;
  nameTrace?: ErrorReporter['nameTrace'];
}

/**
 * Before there is a route: half of what a request costs is finding one and going through its hooks. What such a
 * request would meet there is done here: an id, the limit of its address, the metrics. Whatever is unusual about a
 * request, or about the moment, is for those behind.
 */
export function answerBeforeRouting(app: FastifyInstance, replies: CachedReplies, deps: EarlyDeps): void {
  const routing = app.server.listeners('request') as RequestListener[];
  const route: RequestListener = (request, response) => {
    for (const listener of routing) listener.call(app.server, request, response);
  };
  let isClosing = false;
  // Behind, connections are told that they are closed.
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  const goesOn = ({ headers, socket }: IncomingMessage) =>
    replies.limit?.allows(clientAddressOf(headers, socket.remoteAddress ?? '', deps.addressHeader)) ?? true;

  app.server.removeAllListeners('request');
  app.server.on('request', (request, response) => {
    const found = isClosing ? undefined : findAddress(replies, request);
    // There, a line is written for each request.
    if (!found || deps.log.isLevelEnabled('debug') || !goesOn(request)) return route(request, response);
    const begunAtMs = performance.now();
    const answer = (bytes: CachedBytes | undefined) => {
      const isAnswered = bytes && writeHeld(replies, request, response, found, bytes);
      if (isAnswered) observe(deps, response, found.address, begunAtMs);
      else route(request, response);
    };
    if (policies[found.address.policy].freshness === 'recent') return answer(replies.cache.peek(found.address.key));
    deps.metrics.requestsInFlight.inc();
    void replies.cache
      .peekLatest(found.address.key)
      .finally(() => deps.metrics.requestsInFlight.dec())
      .then(answer, () => route(request, response));
  });
}

/** The same among the hooks of the API, for requests that come another way: `inject`, a log that wants every line. */
export function answerFromCache(api: FastifyInstance, replies: CachedReplies): void {
  api.addHook('onRequest', (request, reply, done) => {
    const found = findAddress(replies, request.raw);
    if (!found) return done();
    const refusal = replies.limit?.refuse(request, reply);
    if (refusal) {
      setAll(reply, found.around);
      return done(refusal);
    }
    const answer = (bytes: CachedBytes | undefined) => {
      if (!bytes || !writeHeld(replies, request.raw, reply.raw, found, bytes, request.id)) return done();
      request.isFromMemory = true;
      reply.hijack();
    };
    if (policies[found.address.policy].freshness === 'recent') answer(replies.cache.peek(found.address.key));
    else replies.cache.peekLatest(found.address.key).then(answer, done);
  });
}

/** Anything but a plain GET or HEAD, one with a body for example, is for those who would refuse it. */
function findAddress(replies: CachedReplies, { method, url = '', headers }: IncomingMessage): Found | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  const address = replies.known.get(url);
  if (!address || headers['content-encoding'] || headers['content-length'] || headers['transfer-encoding']) {
    return undefined;
  }
  const around = replies.surroundings.get(address.route)?.get(headers.origin ?? '');
  return around && { address, around };
}

/** False where there is something to wait for. */
function writeHeld(
  replies: CachedReplies,
  request: IncomingMessage,
  response: ServerResponse,
  { address, around }: Found,
  bytes: CachedBytes,
  id = chooseRequestId(request),
): boolean {
  const answer = chooseAnswer(replies.cache, address.key, bytes, request);
  if (answer instanceof Promise) return false;
  response.writeHead(answer.status, [...headOf(replies, bytes, answer, address, around), 'x-request-id', id]);
  if (answer.status === 304 || request.method === 'HEAD') response.end();
  else response.end(answer.body);
  return true;
}

/** Put together once: nothing in it is of one request. */
function headOf(
  { heads }: CachedReplies,
  bytes: CachedBytes,
  answer: Answer,
  { policy }: KnownAddress,
  around: Headers,
): Headers {
  const ofBytes = heads.get(bytes) ?? new WeakMap<Headers, Partial<Record<string, Headers>>>();
  const ofSurroundings = ofBytes.get(around) ?? {};
  const name = answer.status === 304 ? notModified[answer.encoding] : answer.encoding;
  const known = ofSurroundings[name];
  if (known) return known;
  const pairs = composeHead(bytes, answer, policy, around);
  const head = answer.status === 304 ? pairs : [...pairs, 'content-length', String(answer.body.length)];
  ofSurroundings[name] = head;
  heads.set(bytes, ofBytes.set(around, ofSurroundings));
  return head;
}

const notModified = { identity: '304 identity', gzip: '304 gzip', br: '304 br' } as const satisfies Record<
  Encoding,
  string
>;

/** At once, when the last byte is with the operating system: to wait for the client costs as much as all of this. */
function observe(
  { metrics, nameTrace }: EarlyDeps,
  { statusCode }: ServerResponse,
  { operation, route }: KnownAddress,
  begunAtMs: number,
): void {
  nameTrace?.(route);
  const status_class = statusCode === 304 ? '3xx' : '2xx';
  metrics.requestSeconds.observe({ operation, status_class }, (performance.now() - begunAtMs) / 1_000);
}
