import type { ShopifyFailure } from './shopify-failures.ts';

const mostRetries = 3;
const mostThrottles = 20;
/** Longer than this nobody waits: the caller is told, and comes back. */
const longestWaitMs = 60_000;

export interface Retries {
  /** How long to wait before the next attempt, in milliseconds. Undefined: the failure is final. */
  waitMsAfter(failure: ShopifyFailure): number | undefined;
}

/**
 * Counts the attempts at one call.
 * @param repeatable whether the call may be repeated although it may have been done.
 * @param firstWaitMs doubled with every retry, and varied by half, so that those who failed together do not return so.
 */
export function countRetries(repeatable: boolean, firstWaitMs: number): Retries {
  let [retries, throttles, tokens] = [0, 0, 0];

  function waitMsOfRetry(failure: ShopifyFailure): number | undefined {
    const isFinal = retries >= mostRetries || (failure.mayHaveHappened && !repeatable);
    if (isFinal) return undefined;
    const backoffMs = firstWaitMs * 2 ** retries * (0.5 + Math.random());
    retries += 1;
    const waitMs = Math.max(backoffMs, (failure.retryAfterSeconds ?? 0) * 1_000);
    return waitMs > longestWaitMs ? undefined : waitMs;
  }

  return {
    waitMsAfter(failure) {
      switch (failure.outcome) {
        case 'throttled': // The limiter knows from the answer how long to wait.
          throttles += 1;
          return throttles <= mostThrottles ? 0 : undefined;
        case 'unauthorized':
          tokens += 1;
          return tokens === 1 ? 0 : undefined;
        case 'circuit_open':
        case 'aborted':
          return undefined;
        default:
          return waitMsOfRetry(failure);
      }
    },
  };
}
