import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { ByteCache, Fill, Freshness } from '../platform/byte-cache.ts';
import type { CachedBytes, Encoding } from '../platform/cached-bytes.ts';
import type { Reads } from '../platform/read-router.ts';
import { acceptedEncodings, findOwned, tagOf } from './conditional.ts';
import { operationOf } from './errors.ts';
import type { CachedReadLimit } from './rate-limits.ts';

/**
 * How old a reply may be: here, and in caches on the way (the storefront's CDN, Next.js). What caches on the way may
 * keep, they show as it was; so what must be exact is asked for each time, and answered 304 while it is the same.
 */
export const policies = {
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
  /** Undefined with ENABLE_RATE_LIMITING=false. */
  readonly limit: CachedReadLimit | undefined;
  /** Addresses that were asked for and understood, as they came in. */
  readonly known: LRUCache<string, KnownAddress>;
  /** What the perimeter says with replies of a route: by the route, then by the origin that was let in. */
  readonly surroundings: Map<string, Map<string, Headers>>;
  /** Headers that were put together: by the bytes, by what the perimeter says, then by the answer. */
  readonly heads: WeakMap<CachedBytes, WeakMap<Headers, Partial<Record<string, Headers>>>>;
}

export interface KnownAddress {
  key: string;
  /** The operation, for metrics. */
  operation: string;
  route: string;
  policy: CachePolicy;
}

/** Names and values, one after the other, as they are handed to `writeHead`. */
export type Headers = readonly string[];

const longestAddress = 1_024;
/** Some fifteen thousand addresses as they usually are, and fewer long ones. */
const mostBytesOfAddresses = 8 * 1024 * 1024;
/** What an address takes besides its characters. */
const overheadBytes = 300;

export function createCachedReplies(deps: Pick<CachedReplies, 'cache' | 'limit'>): CachedReplies {
  const known = new LRUCache<string, KnownAddress>({
    maxSize: mostBytesOfAddresses,
    // What was asked is ASCII, what was understood may be any text.
    sizeCalculation: ({ key }, asked) => asked.length + key.length * 2 + overheadBytes,
  });
  return { ...deps, known, surroundings: new Map(), heads: new WeakMap() };
}

/**
 * Answers with the bytes of what `produce` returns, made once for everybody: the reply may depend on the path and the
 * query alone, and on nothing but what is read through `reads`. Headers that the handler sets are not kept.
 *
 * @param produce is told of which version of the catalogue it reads, where it may keep what it finds (see `Fill`).
 * @returns the reply; typed as what it sends, so that the compiler holds `produce` to the schema of the route.
 */
export async function sendCached<Reply>(
  request: FastifyRequest,
  reply: FastifyReply,
  replies: CachedReplies,
  produce: (reads: Reads, version: number | undefined) => Promise<Reply>,
): Promise<Reply> {
  const policy = request.routeOptions.config.cachedAs;
  const route = request.routeOptions.url;
  if (!policy || !route) throw new Error('a route that sends cached replies must be registered with cachedAs()');
  const { cache } = replies;
  const key = keyOf(route, request);
  const fill: Fill = async (...read) => Buffer.from(reply.serialize((await produce(...read)) as object) as string);
  const bytes = await cache.find(key, policies[policy].freshness, fill);

  const around = surroundingsOf(reply);
  if (cache.keeps) remember(replies, request, reply, { key, operation: operationOf(request), route, policy }, around);
  const answer = await chooseAnswer(cache, key, bytes, request);
  replaceAll(reply, composeHead(bytes, answer, policy, around));
  reply.code(answer.status);
  if (answer.status === 304) reply.send();
  else reply.send(answer.body);
  return reply as Reply;
}

export interface Answer {
  status: 200 | 304;
  encoding: Encoding;
  body: Buffer;
}

/** What a client gets of these bytes: as it likes them best, or nothing when it has them. */
export function chooseAnswer(
  cache: ByteCache,
  key: string,
  bytes: CachedBytes,
  { headers }: Pick<FastifyRequest, 'headers'>,
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

export function setAll(reply: FastifyReply, headers: Headers): void {
  for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] as string, headers[at + 1]);
}

/** 304 says nothing about a body that it does not have; what protects whoever opens a reply stands in every one. */
export function composeHead(bytes: CachedBytes, answer: Answer, policy: CachePolicy, around: Headers): Headers {
  const { status, encoding } = answer;
  const shared = [...['cache-control', policies[policy].cacheControl], ...['etag', tagOf(bytes.digest, encoding)]];
  if (status === 304) return [...around, ...shared];
  return [
    ...around,
    ...['content-type', 'application/json; charset=utf-8'],
    ...shared,
    ...(encoding === 'identity' ? [] : ['content-encoding', encoding]),
  ];
}

/** Of one request, and so nothing for caches: who it was, how much that client may still ask. */
const ofOneRequest = new Set([
  ...['x-request-id', 'x-read-after', 'set-cookie', 'retry-after'],
  ...['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy'],
]);

/** What the hooks have said by now, as far as it holds for everybody. */
function surroundingsOf(reply: FastifyReply): Headers {
  const around: string[] = [];
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (name !== 'vary' && !ofOneRequest.has(name)) around.push(name, String(value));
  }
  around.push('vary', [reply.getHeader('vary') ?? [], 'Accept-Encoding'].flat().join(', '));
  return around;
}

function replaceAll(reply: FastifyReply, headers: Headers): void {
  for (const name of Object.keys(reply.getHeaders())) if (name !== 'x-request-id') reply.removeHeader(name);
  setAll(reply, headers);
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
