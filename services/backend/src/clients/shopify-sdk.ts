import { AsyncLocalStorage } from 'node:async_hooks';
import type { Session, Shopify } from '@shopify/shopify-api';
import type { Exchange } from './shopify-failures.ts';

export interface SdkOptions {
  /** The permanent domain, like my-shop.myshopify.com. */
  shopDomain: string;
  /** Where GraphQL is answered, with its version; undefined: at the shop, in `apiVersion`. */
  endpoint: string | undefined;
  clientId: string | undefined;
  clientSecret: string | undefined;
}

export interface GrantedToken {
  accessToken: string;
  /** Undefined for one that does not expire. */
  expiresAt: Date | undefined;
}

/** Shopify's own client, as far as it goes: what is around it is in clients/shopify. */
export interface Sdk {
  /** Loads the library, which is heavy: outside of what an exchange may take. */
  load(): Promise<void>;
  /** The answer, or undefined when there was none that is GraphQL; `exchange` tells then what there was. */
  request(call: {
    document: string;
    variables: Record<string, unknown>;
    accessToken: string;
    signal: AbortSignal;
  }): Promise<{ answer: GraphqlAnswer | undefined; exchange: Exchange }>;
  /** The client credentials grant (shopify.dev, "Client credentials grant"). */
  grantToken(signal: AbortSignal): Promise<{ token: GrantedToken | undefined; exchange: Exchange }>;
}

export interface GraphqlAnswer {
  data: unknown;
  extensions: unknown;
  /** What extensions.code says of each error: not its message, which repeats what we sent. */
  errorCodes: string[];
}

const apiVersion = '2026-10';

interface Route {
  /** The library insists on https and on the shop's domain; this is where the request goes in truth. */
  url: string;
  signal: AbortSignal;
  exchange: Exchange;
}
const routes = new AsyncLocalStorage<Route>();

/** Loaded when somebody first asks the shop: the library is heavy, and many processes never do. */
async function loadLibrary() {
  await import('@shopify/shopify-api/adapters/node');
  const [library, { setAbstractFetchFunc }] = await Promise.all([
    import('@shopify/shopify-api'),
    import('@shopify/shopify-api/runtime'),
  ]);
  setAbstractFetchFunc(routedFetch);
  return library;
}

/** The library has one `fetch` for the whole process, so each call carries its own destination along. */
async function routedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const route = routes.getStore();
  if (!route) throw new Error('Shopify is asked through clients/shopify only');
  try {
    const response = await fetch(route.url || input, { ...init, signal: route.signal, redirect: 'error' });
    route.exchange.status = response.status;
    route.exchange.retryAfter = response.headers.get('retry-after') ?? undefined;
    return response;
  } catch (error) {
    route.exchange.error = error;
    throw error;
  }
}

export function createSdk(options: SdkOptions): Sdk {
  const shop = options.shopDomain;
  const endpoint = options.endpoint ?? `https://${shop}/admin/api/${apiVersion}/graphql.json`;
  const tokenEndpoint = new URL('/admin/oauth/access_token', endpoint).href;
  let loaded: Promise<{ shopify: Shopify; createSession: (accessToken: string) => Session }> | undefined;

  const load = () => {
    loaded ??= createLibrary();
    return loaded;
  };

  async function createLibrary() {
    const { ApiVersion, LogSeverity, Session, shopifyApi } = await loadLibrary();
    const shopify = shopifyApi({
      apiKey: options.clientId ?? 'none',
      apiSecretKey: options.clientSecret ?? 'none',
      apiVersion: ApiVersion.October26,
      hostName: shop,
      isEmbeddedApp: false,
      // It would write to the console. What matters is counted and logged by us.
      logger: { level: LogSeverity.Error, httpRequests: false, log: () => undefined },
    });
    const createSession = (accessToken: string) =>
      new Session({ id: shop, shop, state: '', isOnline: false, accessToken });
    return { shopify, createSession };
  }

  return {
    load: async () => void (await load()),
    async request({ document, variables, accessToken, signal }) {
      const { shopify, createSession } = await load();
      const client = new shopify.clients.Graphql({ session: createSession(accessToken) });
      const exchange = newExchange();
      const route = { url: endpoint, signal, exchange };
      const answer = await routes
        .run(route, () => client.request(document, { variables, retries: 0 }))
        .then(toAnswer, toFailedAnswer);
      return { answer, exchange };
    },
    async grantToken(signal) {
      const { shopify } = await load();
      const exchange = newExchange();
      const route = { url: tokenEndpoint, signal, exchange };
      const granted = await routes
        .run(route, () => shopify.auth.clientCredentials({ shop }))
        .then(
          ({ session }) => session,
          () => undefined,
        );
      if (!granted?.accessToken) return { token: undefined, exchange };
      return { token: { accessToken: granted.accessToken, expiresAt: granted.expires }, exchange };
    },
  };
}

const newExchange = (): Exchange => ({ status: undefined, retryAfter: undefined, error: undefined });

function toAnswer(response: { data?: unknown; extensions?: unknown }): GraphqlAnswer {
  return { data: response.data, extensions: response.extensions, errorCodes: [] };
}

/** GraphQL errors arrive as an exception of the library that has the whole answer in its body. */
function toFailedAnswer(error: unknown): GraphqlAnswer | undefined {
  const { body } = error as { body?: { data?: unknown; extensions?: unknown; errors?: { graphQLErrors?: unknown } } };
  const errors = body?.errors?.graphQLErrors;
  if (!body || !Array.isArray(errors)) return undefined;
  const codes = errors.map((one: { extensions?: { code?: unknown } }) => String(one?.extensions?.code ?? 'UNKNOWN'));
  return { data: body.data, extensions: body.extensions, errorCodes: codes };
}
