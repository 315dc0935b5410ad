import createFetchClient, { type Client, type Middleware } from 'openapi-fetch';
import { ProblemError, toProblem } from './problem.ts';
import { fetchWithRetries } from './retries.ts';
import type { paths } from './schema.d.ts';

export { type Problem, ProblemError } from './problem.ts';
export type { components, paths } from './schema.d.ts';

export type StorefrontClient = Client<paths>;

export interface ClientOptions {
  /** Where the API is: `https://api.example.com`. */
  baseUrl: string;
  /** Asked before each request: a session token of Clerk or of a guest. Nothing: without one. */
  getToken?: () => Promise<string | null | undefined> | string | null | undefined;
  /** `x-read-after` of an earlier reply, so that a server component reads what a route handler has just written. */
  readAfter?: string | undefined;
  /** Told each new `x-read-after`. In a browser the cookie does this by itself. */
  onReadAfter?: (mark: string) => void;
  /** How often a safe request is tried again; 2 unless told. */
  retries?: number;
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * The API of the shop, typed by its own document. Every call resolves with `data` or throws a ProblemError.
 * Reads, and POSTs by their Idempotency-Key, are tried again when the network or the service fails for a moment.
 */
export function createClient(options: ClientOptions): StorefrontClient {
  const client = createFetchClient<paths>({
    baseUrl: options.baseUrl,
    credentials: 'include',
    fetch: fetchWithRetries(options.fetch ?? ((request) => fetch(request)), options.retries ?? 2),
  });
  client.use(carryIdentity(options), throwProblems);
  return client;
}

function carryIdentity({ getToken, readAfter, onReadAfter }: ClientOptions): Middleware {
  let mark = readAfter;
  return {
    async onRequest({ request }) {
      const token = await getToken?.();
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      if (mark) request.headers.set('x-read-after', mark);
      // One key for all attempts at one call: it is done once, however often it is sent.
      if (request.method === 'POST' && !request.headers.has('idempotency-key')) {
        request.headers.set('idempotency-key', crypto.randomUUID());
      }
      return request;
    },
    onResponse({ response }) {
      const given = response.headers.get('x-read-after');
      if (!given) return;
      mark = given;
      onReadAfter?.(given);
    },
  };
}

const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (response.ok || response.status === 304) return;
    const body = await response.json().catch(() => undefined);
    throw new ProblemError(toProblem(body), response);
  },
  onError({ error }) {
    return error instanceof ProblemError ? error : new ProblemError(undefined, undefined, error);
  },
};
