import { z } from 'zod';
import { AppError } from '../platform/app-error.ts';
import type { UserErrors } from './shopify-operation.ts';

/** How one attempt at a call ended; also the label of the metric. */
export type Outcome =
  | 'ok'
  | 'throttled'
  | 'rate_limited'
  | 'server_error'
  | 'network'
  | 'timeout'
  | 'unauthorized'
  | 'circuit_open'
  | 'aborted'
  | 'refused'
  | 'invalid_answer';

/** Shopify answered, and the answer is no: trying again would change nothing. */
export class ShopifyError extends Error {
  override readonly name = 'ShopifyError';
  /** `user_errors`: the input was not taken. `refused`: the call was not. `invalid_answer`: it is not what we asked for. */
  readonly kind: 'user_errors' | 'refused' | 'invalid_answer';
  readonly userErrors: UserErrors;

  constructor(kind: ShopifyError['kind'], message: string, found: UserErrors = []) {
    super(message);
    this.kind = kind;
    this.userErrors = found;
  }
}

/**
 * Why an attempt failed in a way that may pass. It holds nothing of the request or the answer, which have tokens and
 * personal data in them.
 */
export class ShopifyFailure extends Error {
  override readonly name = 'ShopifyFailure';
  readonly outcome: Exclude<Outcome, 'ok' | 'refused' | 'invalid_answer'>;
  /** Whether Shopify may have done what was asked, although we do not know it. */
  readonly mayHaveHappened: boolean;
  /** How long Shopify asks us to wait. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    outcome: ShopifyFailure['outcome'],
    options: { mayHaveHappened: boolean; retryAfterSeconds?: number | undefined; code?: string | undefined },
  ) {
    super(`Shopify: ${outcome}${options.code ? ` (${options.code})` : ''}`);
    this.outcome = outcome;
    this.mayHaveHappened = options.mayHaveHappened;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** True when a mutation failed in a way that leaves open whether it happened. */
export function mayHaveHappened(error: unknown): boolean {
  return error instanceof AppError && error.cause instanceof ShopifyFailure && error.cause.mayHaveHappened;
}

/** What a caller is told when Shopify cannot be reached for now. */
export function unavailable(failure: ShopifyFailure): AppError {
  const details =
    failure.retryAfterSeconds === undefined ? {} : { details: { retryAfterSeconds: failure.retryAfterSeconds } };
  return new AppError('unavailable', 'The shop system does not answer for now', { ...details, cause: failure });
}

/** What was seen of one HTTP exchange, beside its body. */
export interface Exchange {
  /** Undefined when no answer began. */
  status: number | undefined;
  /** Seconds, or a date: RFC 9110, section 10.2.3. */
  retryAfter: string | undefined;
  /** What `fetch` threw. */
  error: unknown;
}

const never = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const errorWithCause = z.object({ cause: z.object({ code: z.string() }) });

/** What an exchange that gave no GraphQL answer means. */
export function failureOf(exchange: Exchange, now: Date): ShopifyFailure | ShopifyError {
  const { status } = exchange;
  const retryAfterSeconds = secondsOf(exchange.retryAfter, now);
  if (status === 401) return new ShopifyFailure('unauthorized', { mayHaveHappened: false });
  if (status === 429) return new ShopifyFailure('rate_limited', { mayHaveHappened: false, retryAfterSeconds });
  if (status !== undefined && status >= 500) {
    return new ShopifyFailure('server_error', { mayHaveHappened: true, retryAfterSeconds, code: String(status) });
  }
  if (status !== undefined && status >= 300) {
    return new ShopifyError('refused', `Shopify answered with status ${status}`);
  }
  const cause = errorWithCause.safeParse(exchange.error);
  const code = cause.success ? cause.data.cause.code : undefined;
  return new ShopifyFailure('network', { mayHaveHappened: code === undefined || !never.has(code), code });
}

/** Retry-After in seconds. Shopify sends decimals ("2.0"), which are no milliseconds. */
export function secondsOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter);
  const at = new Date(retryAfter).getTime();
  return Number.isNaN(at) ? undefined : Math.max(0, (at - now.getTime()) / 1_000);
}
