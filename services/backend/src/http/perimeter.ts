import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { carryClientAddresses } from './client-address.ts';
import { answerUnknownAddresses } from './errors.ts';
import { refuseHostileInput } from './input.ts';
import { limitRates, type RateLimitDeps } from './rate-limits.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by `surroundApi` on the routes that stand inside: their input is checked, their callers are limited. */
    surrounded?: boolean;
  }
}

export interface PerimeterDeps {
  /** CORS_ORIGIN. */
  origins: readonly string[];
  /** Where a proxy in front says who the client is; undefined when there is none. */
  addressHeader: string | undefined;
  /** Undefined with ENABLE_RATE_LIMITING=false. */
  rateLimits: RateLimitDeps | undefined;
}

/** Below this, the headers that say so cost as much as compressing saves. */
const compressFromBytes = 2_048;
/** Browsers ask again after two hours at the latest (Chromium). */
const preflightSeconds = 7_200;

/** What every request of the API passes first. Registered before any route. */
export async function surroundApi(api: FastifyInstance, deps: PerimeterDeps): Promise<void> {
  carryClientAddresses(api, deps.addressHeader);
  await api.register(helmet, apiHeaders);
  await letOriginsIn(api, deps.origins);
  await compressReplies(api);
  api.addHook('onRoute', (route) => {
    route.config = { ...route.config, surrounded: true };
  });
  refuseHostileInput(api);
  if (deps.rateLimits) await limitRates(api, deps.rateLimits);
  answerUnknownAddresses(api, deps.rateLimits ? [api.rateLimit()] : []);
}

/**
 * For everything that a browser may be led to, without what no browser of today reads: X-XSS-Protection is best left
 * away (OWASP, "HTTP Security Response Headers"), its filters are gone since 2022.
 */
export const documentHeaders = {
  xXssProtection: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDownloadOptions: false,
  xDnsPrefetchControl: false,
  xPermittedCrossDomainPolicies: false,
  frameguard: { action: 'deny' },
} as const;

/** A JSON API shows nothing: no page may be made of it. Pictures may be embedded by the storefront, so `cross-origin`. */
const apiHeaders = {
  ...documentHeaders,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
  },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
} as const;

/** Exact origins only; another one gets no CORS header at all, whatever it asks. */
async function letOriginsIn(api: FastifyInstance, origins: readonly string[]): Promise<void> {
  // The plugin's own route for OPTIONS.
  api.addHook('onRoute', (route) => {
    if (route.method === 'OPTIONS') route.config = { access: 'public', ...route.config };
  });
  await api.register(cors, {
    delegator: (request, callback) => {
      const { origin } = request.headers;
      // An OPTIONS that is no preflight is told what is allowed, like any other client's.
      const asks = request.method !== 'OPTIONS' || request.headers['access-control-request-method'] !== undefined;
      callback(null, origin && asks && origins.includes(origin) ? { origin, ...corsHeaders } : { origin: false });
    },
  });
}

const corsHeaders = {
  credentials: true,
  methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: [
    ...['authorization', 'content-type', 'if-match', 'if-none-match', 'idempotency-key'],
    ...['x-read-after', 'x-request-id'],
  ],
  exposedHeaders: [
    ...['etag', 'location', 'x-request-id', 'x-read-after', 'idempotency-replayed', 'retry-after'],
    ...['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'],
  ],
  maxAge: preflightSeconds,
};

/** Text of any kind, so JSON and SVG; other pictures are compressed already. Bodies that come in compressed are refused: they may be bombs. */
export async function compressReplies(scope: FastifyInstance): Promise<void> {
  await scope.register(compress, {
    threshold: compressFromBytes,
    encodings: ['br', 'gzip'],
    globalDecompression: false,
  });
}
