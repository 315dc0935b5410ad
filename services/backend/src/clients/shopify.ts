import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Metrics } from '../platform/metrics.ts';
import { createShopifyBreaker } from './shopify-breaker.ts';
import { createShopifyCalls } from './shopify-calls.ts';
import { createCostLimiter } from './shopify-cost-limiter.ts';
import { ShopifyError, ShopifyFailure, unavailable } from './shopify-failures.ts';
import { type DataOf, type OperationName, shopifyOperations, type VariablesOf } from './shopify-operations.ts';
import { countRetries } from './shopify-retries.ts';
import { createSdk } from './shopify-sdk.ts';
import { type AccessTokens, grantedTokens, staticToken } from './shopify-tokens.ts';

export interface ShopifyAdminOptions {
  /** The permanent domain, like my-shop.myshopify.com. */
  shopDomain: string;
  /** Where GraphQL is answered, with its version. Undefined: at the shop, version 2026-10. */
  endpoint?: string | undefined;
  /** A token that was made once and for all; without it, client id and secret get one that lasts a day. */
  accessToken?: string | undefined;
  clientId?: string | undefined;
  clientSecret?: string | undefined;
  metrics: Metrics;
  clock?: Clock;
  /** For one HTTP exchange; waiting for points is not counted. */
  timeoutMs?: number;
  /** After so many failures in a row nobody asks for a while: then one call tries whether it works again. */
  breaker?: { failures: number; openMs: number };
  /** Before the second attempt; doubled for each that follows, and varied. */
  firstWaitMs?: number;
}

export interface ShopifyAdmin {
  /**
   * Asks the Admin API for one of the operations of the table. Waits until the points for it are there.
   * @throws AppError `unavailable` when Shopify does not answer, refuses for now, or `signal` ended the wait;
   *   `mayHaveHappened` tells of a mutation whether it may have been done.
   * @throws ShopifyError when Shopify says no, or answers what we do not understand.
   */
  run<Name extends OperationName>(name: Name, variables: VariablesOf<Name>, signal: AbortSignal): Promise<DataOf<Name>>;
}

const defaults = { timeoutMs: 15_000, breaker: { failures: 5, openMs: 10_000 }, firstWaitMs: 250 };

export function createShopifyAdmin(given: ShopifyAdminOptions): ShopifyAdmin {
  const { metrics, clock, timeoutMs, breaker, firstWaitMs, ...options } = { ...defaults, clock: systemClock, ...given };
  const sdk = createSdk({
    shopDomain: options.shopDomain,
    endpoint: options.endpoint,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
  });
  const calls = createShopifyCalls({
    sdk,
    clock,
    metrics,
    limiter: createCostLimiter(),
    guard: createShopifyBreaker({ timeoutMs, ...breaker, metrics }),
  });
  const tokens = chooseTokens();

  function chooseTokens(): AccessTokens | undefined {
    if (options.accessToken) return staticToken(options.accessToken);
    return options.clientId && options.clientSecret ? grantedTokens(sdk, clock, timeoutMs) : undefined;
  }

  async function attempt(
    name: OperationName,
    variables: Record<string, unknown>,
    wasThrottled: boolean,
    signal: AbortSignal,
  ): Promise<unknown> {
    if (!tokens) throw new ShopifyError('refused', 'there is no token for the Admin API, and nothing to get one by');
    await sdk.load();
    const token = await tokens.current(signal);
    return calls.attempt(name, variables, { token, tokens, signal, wasThrottled });
  }

  return {
    async run(name, variables, signal) {
      const { variables: schema, repeatable } = shopifyOperations[name];
      const parsed = schema.parse(variables) as Record<string, unknown>;
      const retries = countRetries(repeatable, firstWaitMs);
      let wasThrottled = false;
      for (;;) {
        try {
          return (await attempt(name, parsed, wasThrottled, signal)) as DataOf<typeof name>;
        } catch (error) {
          if (!(error instanceof ShopifyFailure)) throw error;
          const waitMs = retries.waitMsAfter(error);
          const waited = waitMs !== undefined && (await sleep(waitMs, true, { signal }).catch(() => false));
          if (!waited) throw unavailable(error);
          wasThrottled = error.outcome === 'throttled';
        }
      }
    },
  };
}
