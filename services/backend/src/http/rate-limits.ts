import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { AppError } from '../platform/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createMemoryCounter, type RateCounters } from '../platform/rate-counters.ts';

/** What a user, a guest or, where nobody is signed in, an address may do in a minute. Each is counted by itself. */
export const budgets = {
  read: 600,
  /** What is answered from memory, in each process: a storefront that renders on a server asks from one address. */
  cached_read: 12_000,
  write: 120,
  /** Where sessions begin, are renewed and are merged. */
  sign_in: 30,
  /** Requests that were answered 401, by address: guessing tokens, or checking ours at our expense. */
  failed_sign_in: 60,
} as const;

export type Budget = keyof typeof budgets;

export const rateWindowMs = 60_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Which budget a route spends, where its method and its access do not say so. */
    budget?: Budget;
  }
}

export interface RateLimitDeps {
  counters: RateCounters;
  crypto: Pick<Crypto, 'lookupHash'>;
  metrics: Pick<Metrics, 'rateLimited'>;
  clock: Clock;
}

const addressesInMemory = 10_000;

/** Limits every route that is registered in this scope afterwards, and addresses that do not exist with `notFound`. */
export async function limitRates(scope: FastifyInstance, deps: RateLimitDeps): Promise<void> {
  scope.addHook('onClose', async () => deps.counters.close());
  refuseFailingAddresses(scope, deps);
  await scope.register(rateLimit, {
    // After authentication, which knows whom to count; what fails there is counted above.
    hook: 'preParsing',
    timeWindow: rateWindowMs,
    max: (request) => budgets[budgetOf(request)],
    keyGenerator: (request) => `${budgetOf(request)}:${whoAsks(request, deps)}`,
    enableDraftSpec: true,
    store: storeOf(deps.counters),
    errorResponseBuilder: (request) => refuse(budgetOf(request), deps),
  });
}

export interface CachedReadLimit {
  /** Counts one more; false when there were too many. */
  allows(clientAddress: string): boolean;
  /** The same, with what to refuse the request with, its headers set; undefined where it may go on. */
  refuse(request: FastifyRequest, reply: FastifyReply): AppError | undefined;
}

/** For what is answered from memory: counted in this process alone, so that nobody waits for Redis. */
export function limitCachedReads(
  deps: Pick<RateLimitDeps, 'metrics' | 'clock'>,
  atMost: number = budgets.cached_read,
): CachedReadLimit {
  const count = createMemoryCounter(deps.clock);
  const countOf = (clientAddress: string) => count(networkOf({ clientAddress }), rateWindowMs);
  return {
    allows: (clientAddress) => countOf(clientAddress).count <= atMost,
    refuse(request, reply) {
      const counted = countOf(request.clientAddress);
      if (counted.count <= atMost) return undefined;
      sayRefused(reply, atMost, counted.endsInMs);
      return refuse('cached_read', deps);
    },
  };
}

/**
 * An address whose requests were refused too often is refused before its tokens are looked at. Counted where all
 * processes count, remembered here, so that nothing is asked before authentication.
 */
function refuseFailingAddresses(scope: FastifyInstance, deps: RateLimitDeps): void {
  const refusedUntilMs = new LRUCache<string, number>({ max: addressesInMemory });
  const nowMs = () => deps.clock.now().getTime();

  scope.addHook('onRequest', async (request, reply) => {
    if (!needsIdentity(request)) return;
    const untilMs = refusedUntilMs.get(networkOf(request)) ?? 0;
    if (untilMs <= nowMs()) return;
    sayRefused(reply, budgets.failed_sign_in, untilMs - nowMs());
    throw refuse('failed_sign_in', deps);
  });
  scope.addHook('onResponse', async (request, reply) => {
    if (reply.statusCode !== 401) return;
    const key = `failed_sign_in:${hashOf(request, deps)}`;
    const { count, endsInMs } = await deps.counters.count(key, rateWindowMs);
    if (count >= budgets.failed_sign_in) refusedUntilMs.set(networkOf(request), nowMs() + endsInMs);
  });
}

function sayRefused(reply: FastifyReply, limit: number, endsInMs: number): void {
  const seconds = Math.ceil(endsInMs / 1_000);
  reply.headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': 0,
    'ratelimit-reset': seconds,
    'retry-after': seconds,
  });
}

/** A write of somebody who is nobody yet is how a session begins. */
export function budgetOf(request: FastifyRequest): Budget {
  const { budget, access } = request.routeOptions.config;
  if (budget) return budget;
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return 'read';
  return access === 'public' ? 'sign_in' : 'write';
}

function needsIdentity(request: FastifyRequest): boolean {
  const { access } = request.routeOptions.config;
  return access === 'guest' || access === 'user' || access === 'admin' || access === 'session';
}

function whoAsks(request: FastifyRequest, deps: RateLimitDeps): string {
  return request.identity ? `${request.identity.kind}:${request.identity.ownerId}` : hashOf(request, deps);
}

/** Redis holds nothing personal, and a plain hash of an address is found by trying them all. */
function hashOf(request: FastifyRequest, { crypto }: RateLimitDeps): string {
  return `address:${crypto.lookupHash('rate limit', networkOf(request)).toString('base64url', 0, 18)}`;
}

/** One IPv6 customer has at least a /64 to choose addresses from. */
function networkOf({ clientAddress }: Pick<FastifyRequest, 'clientAddress'>): string {
  return clientAddress.includes(':') ? rateLimit.normalizeIP(clientAddress) : clientAddress;
}

function refuse(budget: Budget, { metrics }: Pick<RateLimitDeps, 'metrics'>): AppError {
  metrics.rateLimited.inc({ budget });
  return new AppError('rate_limited', 'There were too many requests. Try again after the seconds in Retry-After.');
}

/** Our counters as the plugin wants them: it makes its store with `new`. */
function storeOf(counters: RateCounters): rateLimit.FastifyRateLimitStoreCtor {
  const store: rateLimit.FastifyRateLimitStore = {
    incr(key, callback, windowMs) {
      counters.count(key, windowMs).then(
        ({ count, endsInMs }) => callback(null, { current: count, ttl: endsInMs }),
        (error: Error) => callback(error),
      );
    },
    child: () => store,
  };
  function createStore() {
    return store;
  }
  return createStore as unknown as rateLimit.FastifyRateLimitStoreCtor;
}
