import type { Clock } from '../platform/clock.ts';
import { type Exchange, failureOf, ShopifyError, ShopifyFailure } from './shopify-failures.ts';
import type { GrantedToken, Sdk } from './shopify-sdk.ts';

/** Where the token comes from that every call carries. */
export interface AccessTokens {
  /** @throws ShopifyFailure or ShopifyError when there is none to be had. */
  current(signal: AbortSignal): Promise<string>;
  /** Shopify did not take this one. @returns false when there is no other to be had. */
  discard(token: string): boolean;
}

export function staticToken(token: string): AccessTokens {
  return { current: async () => token, discard: () => false };
}

const longestMarginMs = 300_000;
const shortestMarginShare = 0.1;

/**
 * Tokens of the client credentials grant. One is asked for when there is none, and when a tenth of its life, or five
 * minutes, is left; however many wait, one call asks. While the old one is valid, a grant that fails is no failure.
 */
export function grantedTokens(sdk: Sdk, clock: Clock, timeoutMs: number): AccessTokens {
  let held: (GrantedToken & { renewAt: number }) | undefined;
  let granting: Promise<string> | undefined;

  async function grant(): Promise<string> {
    // Not the signal of whoever came first: others wait for the same token.
    const { token, exchange } = await sdk.grantToken(AbortSignal.timeout(timeoutMs));
    if (!token) throw failureOfGrant(exchange);
    held = { ...token, renewAt: renewAtOf(token) };
    return token.accessToken;
  }

  function failureOfGrant(exchange: Exchange): Error {
    // 401 is about the client id and its secret here, not about a token.
    if (exchange.status === 401) return new ShopifyError('refused', 'Shopify does not take the client credentials');
    const failure = failureOf(exchange, clock.now());
    if (failure instanceof ShopifyError) return failure;
    const { outcome, retryAfterSeconds } = failure;
    // Whatever became of the grant, the call that waits for it has not been sent.
    return new ShopifyFailure(outcome, { mayHaveHappened: false, retryAfterSeconds });
  }

  function renewAtOf({ expiresAt }: GrantedToken): number {
    if (!expiresAt) return Number.POSITIVE_INFINITY;
    const lifeMs = expiresAt.getTime() - clock.now().getTime();
    return expiresAt.getTime() - Math.min(longestMarginMs, lifeMs * shortestMarginShare);
  }

  function grantOnce(): Promise<string> {
    granting ??= grant().finally(() => {
      granting = undefined;
    });
    return granting;
  }

  return {
    async current(signal) {
      const now = clock.now().getTime();
      if (held && now < held.renewAt) return held.accessToken;
      const stillValid = held && now < (held.expiresAt?.getTime() ?? 0) ? held.accessToken : undefined;
      return orAborted(
        grantOnce().catch((error: unknown) => {
          if (stillValid === undefined) throw error;
          return stillValid;
        }),
        signal,
      );
    },
    discard(token) {
      if (held?.accessToken === token) held = undefined;
      return true;
    },
  };
}

/** Gives up waiting when the signal says so; what is waited for goes on for the others. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new ShopifyFailure('aborted', { mayHaveHappened: false }));
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
