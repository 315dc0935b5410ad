import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Guard } from './shopify-breaker.ts';
import type { CostLimiter } from './shopify-cost-limiter.ts';
import { failureOf, type Outcome, ShopifyError, ShopifyFailure } from './shopify-failures.ts';
import { type UserErrors, userErrors } from './shopify-operation.ts';
import { type OperationName, shopifyOperations } from './shopify-operations.ts';
import type { GraphqlAnswer, Sdk } from './shopify-sdk.ts';
import type { AccessTokens } from './shopify-tokens.ts';

interface Attempt {
  token: string;
  tokens: AccessTokens;
  signal: AbortSignal;
  wasThrottled: boolean;
}

interface CallDeps {
  sdk: Sdk;
  clock: Clock;
  metrics: Metrics;
  limiter: CostLimiter;
  guard: Guard;
}

const throttleStatus = z.object({
  maximumAvailable: z.number().positive(),
  currentlyAvailable: z.number(),
  restoreRate: z.number().nonnegative(),
});
const costExtension = z.object({
  cost: z.object({
    requestedQueryCost: z.number(),
    /** Null when the call was throttled: nothing was spent. */
    actualQueryCost: z.number().nullish(),
    throttleStatus,
  }),
});
type Cost = z.output<typeof costExtension>['cost'];

const transientCodes = new Set(['INTERNAL_SERVER_ERROR', 'TIMEOUT']);
const millisecondsPerSecond = 1_000;

/** One attempt at a call: its points, its exchange, its answer, and what is counted of it. */
export function createShopifyCalls({ sdk, clock, metrics, limiter, guard }: CallDeps) {
  /** What an operation was charged the last time: Shopify's own sum, which ours only estimates. */
  const learned = new Map<OperationName, number>();

  async function attempt(name: OperationName, variables: Record<string, unknown>, call: Attempt): Promise<unknown> {
    const operation = shopifyOperations[name];
    const askedAt = performance.now();
    const points = learned.get(name) ?? operation.cost;
    const spending = await limiter.take(points, call.signal, { again: call.wasThrottled }).catch(() => {
      metrics.shopifyRequests.inc({ operation: name, outcome: 'aborted' });
      throw new ShopifyFailure('aborted', { mayHaveHappened: false });
    });
    const startedAt = performance.now();
    metrics.shopifyWaitSeconds.observe({ operation: name }, (startedAt - askedAt) / millisecondsPerSecond);
    let cost: Cost | undefined;
    let outcome: Outcome = 'ok';
    try {
      const answer = await guard(async (signal) => {
        const sent = await sdk.request({ document: operation.document, variables, accessToken: call.token, signal });
        if (!sent.answer) throw failureOf(sent.exchange, clock.now());
        cost = costOf(sent.answer);
        refuseErrors(name, sent.answer);
        return sent.answer;
      }, call.signal);
      return readData(name, answer);
    } catch (error) {
      outcome = outcomeOf(error);
      if (outcome === 'unauthorized' && !call.tokens.discard(call.token)) {
        throw new ShopifyError('refused', 'Shopify does not take the access token');
      }
      throw error;
    } finally {
      if (cost) learned.set(name, cost.requestedQueryCost);
      const actualCost = cost?.actualQueryCost ?? 0;
      spending.settle(cost && { actualCost, throttleStatus: cost.throttleStatus });
      metrics.shopifyRequests.inc({ operation: name, outcome });
      metrics.shopifyCostPoints.inc({ operation: name }, actualCost);
      metrics.shopifySeconds.observe({ operation: name }, (performance.now() - startedAt) / millisecondsPerSecond);
    }
  }

  return { attempt };
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof ShopifyFailure) return error.outcome;
  return error instanceof ShopifyError && error.kind !== 'invalid_answer' ? 'refused' : 'invalid_answer';
}

function costOf(answer: GraphqlAnswer): Cost | undefined {
  return costExtension.safeParse(answer.extensions).data?.cost;
}

/** GraphQL errors come with status 200. */
function refuseErrors(name: OperationName, { errorCodes }: GraphqlAnswer): void {
  if (errorCodes.length === 0) return;
  if (errorCodes.includes('THROTTLED')) throw new ShopifyFailure('throttled', { mayHaveHappened: false });
  const transient = errorCodes.find((code) => transientCodes.has(code));
  if (transient) throw new ShopifyFailure('server_error', { mayHaveHappened: true, code: transient });
  throw new ShopifyError('refused', `Shopify refused ${name}: ${[...new Set(errorCodes)].join(', ')}`);
}

function readData(name: OperationName, { data }: GraphqlAnswer): unknown {
  const parsed = shopifyOperations[name].data.safeParse(data);
  if (!parsed.success) {
    const paths = parsed.error.issues.slice(0, 5).map(({ path }) => path.join('.'));
    throw new ShopifyError(
      'invalid_answer',
      `Shopify's answer to ${name} is not what was asked for, at ${paths.join(', ')}`,
    );
  }
  const found = userErrorsOf(parsed.data);
  if (found.length === 0) return parsed.data;
  const fields = found.map(({ field, code }) => field?.join('.') ?? code ?? 'its input');
  throw new ShopifyError('user_errors', `Shopify did not take ${fields.join(', ')} of ${name}`, found);
}

const withUserErrors = z.object({ userErrors });

function userErrorsOf(data: object): UserErrors {
  return Object.values(data).flatMap((part) => withUserErrors.safeParse(part).data?.userErrors ?? []);
}
