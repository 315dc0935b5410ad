import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { AppError } from '../platform/app-error.ts';
import type { ByteCache, Freshness } from '../platform/byte-cache.ts';
import type { CachedBytes, Encoding } from '../platform/cached-bytes.ts';
import type { Reads } from '../platform/read-router.ts';
import { acceptedEncodings, findOwned, tagOf } from './conditional.ts';

/**
 * How old a reply may be: here, and in caches on the way (the storefront's CDN, Next.js). What caches on the way may
 * keep, they show as it was; so what must be exact is asked for each time, and answered 304 while it is the same.
 */
const policies = {
  list: { freshness: 'recent', cacheControl: 'public, max-age=15, s-maxage=30, stale-while-revalidate=300' },
  product: { freshness: 'latest', cacheControl: 'public, no-cache' },
} as const satisfies Record<string, { freshness: Freshness; cacheControl: string }>;

export type CachePolicy = keyof typeof policies;

declare module 'fastify' {
  interface FastifyContextConfig {
    cachedAs?: CachePolicy;
  }
}

/** Options of a route that is answered with `sendCached`: `app.get(path, { ...cachedAs('list'), schema }, handler)`. */
export function cachedAs(policy: CachePolicy) {
  return { compress: false, config: { cachedAs: policy, versioned: 'read' } } as const;
}

export interface CachedReplies {
  readonly cache: ByteCache;
  /** Refuses an address that asks too much. Undefined with ENABLE_RATE_LIMITING=false. */
  readonly limit: ((request: FastifyRequest, reply: FastifyReply) => AppError | undefined) | undefined;
  /** Addresses that were asked for and understood, as they came in. */
  readonly known: LRUCache<string, KnownAddress>;
  /** What the perimeter says with replies of a route: by the route, then by the origin that was let in. */
  readonly surroundings: Map<string, Map<string, Headers>>;
  /** Headers that were put together for these bytes, by all that they depend on. */
  readonly heads: WeakMap<CachedBytes, Map<string, Headers>>;
}

interface KnownAddress {
  key: string;
  route: string;
  policy: CachePolicy;
}

/** Names and values, one after the other, as they are handed to `writeHead`. */
type Headers = readonly string[];

const longestAddress = 1_024;
const mostAddresses = 20_000;

export function createCachedReplies(deps: Pick<CachedReplies, 'cache' | 'limit'>): CachedReplies {
  return { ...deps, known: new LRUCache({ max: mostAddresses }), surroundings: new Map(), heads: new WeakMap() };
}

/**
 * Answers at once what this process holds. Must be called before whatever else of the API looks at requests: an
 * address that was answered before has passed all of that, and the headers it got are given again.
 */
export function answerFromCache(api: FastifyInstance, replies: CachedReplies): void {
  api.addHook('onRequest', (request, reply, done) => {
    const address = isPlain(request) ? replies.known.get(request.raw.url as string) : undefined;
    const around = address && replies.surroundings.get(address.route)?.get(request.headers.origin ?? '');
    if (!address || !around) return done();
    const refusal = replies.limit?.(request, reply);
    if (refusal) {
      setAll(reply, around);
      return done(refusal);
    }
    if (policies[address.policy].freshness === 'recent') {
      const bytes = replies.cache.peek(address.key);
      if (!bytes || !writeHeld(replies, request, reply, { address, around, bytes })) done();
      return;
    }
    replies.cache.peekLatest(address.key).then((bytes) => {
      if (!bytes || !writeHeld(replies, request, reply, { address, around, bytes })) done();
    }, done);
  });
}

/** Anything else, a GET with a body for example, is for those who would refuse it. */
function isPlain({ method, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['content-encoding'] === undefined &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}

/**
 * Answers with the bytes of what `produce` returns, made once for everybody: the reply may depend on the path and the
 * query alone, and on nothing but what is read through `reads`. Headers that the handler sets are not kept.
 *
 * @returns the reply; typed as what it sends, so that the compiler holds `produce` to the schema of the route.
 */
export async function sendCached<Reply>(
  request: FastifyRequest,
  reply: FastifyReply,
  replies: CachedReplies,
  produce: (reads: Reads) => Promise<Reply>,
): Promise<Reply> {
  const policy = request.routeOptions.config.cachedAs;
  const route = request.routeOptions.url;
  if (!policy || !route) throw new Error('a route that sends cached replies must be registered with cachedAs()');
  const { cache } = replies;
  const key = keyOf(route, request);
  const fill = async (reads: Reads) => Buffer.from(reply.serialize((await produce(reads)) as object) as string);
  const bytes = await cache.find(key, policies[policy].freshness, fill);

  const around = surroundingsOf(reply);
  if (cache.keeps) remember(replies, request, reply, { key, route, policy }, around);
  const { status, encoding, body } = await chooseAnswer(cache, key, bytes, request);
  const head = composeHead(bytes, encoding, policy, around);
  setAll(reply, head);
  reply.code(status);
  if (status === 304) reply.send();
  else reply.send(body);
  return reply as Reply;
}

interface Held {
  address: KnownAddress;
  around: Headers;
  bytes: CachedBytes;
}

/** False where there is something to wait for. */
function writeHeld(replies: CachedReplies, request: FastifyRequest, reply: FastifyReply, held: Held): boolean {
  const { address, around, bytes } = held;
  const answer = chooseAnswer(replies.cache, address.key, bytes, request);
  if (answer instanceof Promise) return false;
  const { status, encoding, body } = answer;
  const head = headOf(replies, bytes, `${status} ${encoding} ${request.headers.origin ?? ''}`, () => {
    const pairs = composeHead(bytes, encoding, address.policy, around);
    return status === 304 ? pairs : [...pairs, 'content-length', String(body.length)];
  });
  request.isFromMemory = true;
  reply.hijack();
  const raw = reply.raw;
  raw.writeHead(status, [...head, 'x-request-id', request.id]);
  if (status === 304 || request.method === 'HEAD') raw.end();
  else raw.end(body);
  return true;
}

interface Answer {
  status: 200 | 304;
  encoding: Encoding;
  body: Buffer;
}

function chooseAnswer(
  cache: ByteCache,
  key: string,
  bytes: CachedBytes,
  { headers }: FastifyRequest,
): Answer | Promise<Answer> {
  const accepted = acceptedEncodings(headers['accept-encoding'] as string | undefined);
  const owned = headers['if-none-match'];
  const same = owned === undefined ? undefined : findOwned(owned, bytes.digest, accepted);
  if (same) return { status: 304, encoding: same, body: nothing };

  const encoding = accepted[0] as Encoding;
  const plain: Answer = { status: 200, encoding: 'identity', body: bytes.identity };
  const body = cache.encode(key, bytes, encoding);
  if (body === bytes.identity) return plain;
  if (Buffer.isBuffer(body)) return { status: 200, encoding, body };
  // It is being compressed, for those who come after this one.
  if (cache.keeps && accepted.includes('identity')) return plain;
  return body.then((made) => (made ? { status: 200, encoding, body: made } : plain));
}

const nothing = Buffer.alloc(0);

function setAll(reply: FastifyReply, headers: Headers): void {
  for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] as string, headers[at + 1]);
}

function headOf({ heads }: CachedReplies, bytes: CachedBytes, name: string, compose: () => Headers): Headers {
  let ofBytes = heads.get(bytes);
  if (!ofBytes) {
    ofBytes = new Map();
    heads.set(bytes, ofBytes);
  }
  let head = ofBytes.get(name);
  if (!head) {
    head = compose();
    ofBytes.set(name, head);
  }
  return head;
}

function composeHead({ digest }: CachedBytes, encoding: Encoding, policy: CachePolicy, around: Headers): Headers {
  return [
    ...around,
    ...['content-type', 'application/json; charset=utf-8'],
    ...['cache-control', policies[policy].cacheControl],
    ...['etag', tagOf(digest, encoding)],
    ...(encoding === 'identity' ? [] : ['content-encoding', encoding]),
  ];
}

/** Of one request, and so nothing for caches: who it was, how much that client may still ask. */
const ofOneRequest = [
  ...['x-request-id', 'x-read-after', 'set-cookie', 'retry-after'],
  ...['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy'],
];

/** What hooks have said by now, and takes from the reply what must not be kept on the way. */
function surroundingsOf(reply: FastifyReply): Headers {
  for (const name of ofOneRequest) if (name !== 'x-request-id') reply.removeHeader(name);
  const headers = Object.entries(reply.getHeaders()).filter(([name]) => name !== 'vary' && name !== 'x-request-id');
  const vary = [reply.getHeader('vary') ?? [], 'Accept-Encoding'].flat().join(', ');
  return [...headers.flatMap(([name, value]) => [name, String(value)]), 'vary', vary];
}

function remember(
  { known, surroundings }: CachedReplies,
  request: FastifyRequest,
  reply: FastifyReply,
  address: KnownAddress,
  around: Headers,
): void {
  const asked = request.raw.url as string;
  if (asked.length <= longestAddress) known.set(asked, address);
  // An origin that is not let in is anybody's word: those replies are put together each time.
  const origin = request.headers.origin ?? '';
  if (origin !== '' && reply.getHeader('access-control-allow-origin') !== origin) return;
  const ofRoute = surroundings.get(address.route) ?? new Map<string, Headers>();
  surroundings.set(address.route, ofRoute.set(origin, around));
}

/** Of what was understood, not of how it was written: defaults are filled in, and the order does not matter. */
function keyOf(route: string, { params, query }: FastifyRequest): string {
  return JSON.stringify([route, sorted(params), sorted(query)], (_name, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  );
}

function sorted(values: unknown): [string, unknown][] {
  return Object.entries(values ?? {})
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
