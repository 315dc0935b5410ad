import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
} from 'cockatiel';
import type { Metrics } from '../platform/metrics.ts';
import { ShopifyFailure } from './shopify-failures.ts';

/** Runs one exchange within its time, or not at all while Shopify is known to be away. */
export type Guard = <T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal) => Promise<T>;

const outages = new Set(['server_error', 'network', 'timeout']);
const states = {
  [CircuitState.Closed]: 0,
  [CircuitState.HalfOpen]: 1,
  [CircuitState.Open]: 2,
  [CircuitState.Isolated]: 2,
};

/**
 * A timeout for every exchange, and a circuit that opens after so many outages in a row. To be throttled or refused is
 * an answer, and a caller who gives up says nothing of Shopify.
 */
export function createShopifyBreaker(options: {
  timeoutMs: number;
  failures: number;
  openMs: number;
  metrics: Metrics;
}): Guard {
  const circuit = circuitBreaker(
    handleWhen((error) => error instanceof ShopifyFailure && outages.has(error.outcome)),
    { halfOpenAfter: options.openMs, breaker: new ConsecutiveBreaker(options.failures) },
  );
  options.metrics.shopifyCircuit.set(0);
  circuit.onStateChange((state) => options.metrics.shopifyCircuit.set(states[state]));
  const limit = timeout(options.timeoutMs, TimeoutStrategy.Aggressive);
  return (work, signal) =>
    circuit
      .execute(() =>
        limit
          .execute(({ signal: limited }) => work(limited), signal)
          .catch((error: unknown) => {
            if (signal.aborted) throw new ShopifyFailure('aborted', { mayHaveHappened: true });
            if (error instanceof TaskCancelledError) throw new ShopifyFailure('timeout', { mayHaveHappened: true });
            throw error;
          }),
      )
      .catch((error: unknown) => {
        if (error instanceof BrokenCircuitError) throw new ShopifyFailure('circuit_open', { mayHaveHappened: false });
        throw error;
      });
}
