import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopifyAdmin } from '../clients/shopify.ts';
import { ShopifyError } from '../clients/shopify-failures.ts';
import type { DataOf } from '../clients/shopify-operations.ts';

type Operation = NonNullable<DataOf<'bulkOperation'>['bulkOperation']>;

export interface FinishedOperation {
  id: string;
  createdAt: Date;
  /** Undefined: nothing was found, so there is no file. */
  url: string | undefined;
  bytes: number;
}

/** Shopify's clock is another one, and tells whole seconds. */
const clockSkewMs = 60_000;
const firstPollMs = 250;
const slowestPollMs = 10_000;
const underway = new Set(['CREATED', 'RUNNING', 'CANCELING']);

/** Begins one. Five may run at once in a shop: while they do, it waits. @returns its id. */
export async function beginOperation(shopify: ShopifyAdmin, query: string, signal: AbortSignal): Promise<string> {
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 2, slowestPollMs)) {
    const { bulkOperationRunQuery: answer } = await shopify.run('bulkOperationRunQuery', { query }, signal);
    if (answer.bulkOperation) return answer.bulkOperation.id;
    const [error] = answer.userErrors;
    const isFull = error?.code === 'LIMIT_REACHED' || error?.code === 'OPERATION_IN_PROGRESS';
    if (!isFull) throw new ShopifyError('refused', error?.message ?? 'the bulk operation did not begin');
    await sleep(waitMs, undefined, { signal });
  }
}

/** One that was begun, for the same question, by a process that did not live to note its id. */
export async function findOperation(
  shopify: ShopifyAdmin,
  { query, since }: { query: string; since: Date },
  signal: AbortSignal,
): Promise<string | undefined> {
  const { bulkOperations } = await shopify.run('bulkOperations', { query: null }, signal);
  const found = bulkOperations.nodes.find(
    (one) =>
      one.query === query &&
      Date.parse(one.createdAt) >= since.getTime() - clockSkewMs &&
      (underway.has(one.status) || one.status === 'COMPLETED'),
  );
  return found?.id;
}

/** @returns undefined when it has failed, was cancelled, or is too old: then it has to be begun anew. */
export async function finishedOperation(
  shopify: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<FinishedOperation | undefined> {
  for (let waitMs = firstPollMs; ; waitMs = Math.min(waitMs * 1.5, slowestPollMs)) {
    const { bulkOperation } = await shopify.run('bulkOperation', { id }, signal);
    if (!bulkOperation || !underway.has(bulkOperation.status))
      return bulkOperation ? finishedOf(bulkOperation) : undefined;
    await sleep(waitMs, undefined, { signal });
  }
}

function finishedOf({ id, status, createdAt, url, fileSize }: Operation): FinishedOperation | undefined {
  if (status !== 'COMPLETED') return undefined;
  return { id, createdAt: new Date(createdAt), url: url ?? undefined, bytes: Number(fileSize ?? 0) };
}
