import { createHash } from 'node:crypto';
import type { Checkouts } from './shopify-checkouts.ts';

/**
 * Stands in for Shopify where there are no credentials for it, on a developer's machine: nothing is sold, and the
 * address leads to a page of this service that says so. The same reference always makes the same draft order.
 * @param baseUrl of this service's API.
 */
export function createLocalCheckouts(baseUrl: string): Checkouts {
  return {
    async createCheckout({ reference }, signal) {
      signal.throwIfAborted();
      // 48 bits, as long as Shopify's ids are today.
      const draftOrderId = BigInt(`0x${createHash('sha256').update(reference).digest('hex').slice(0, 12)}`) + 1n;
      return { draftOrderId, url: `${baseUrl}/local-checkouts/${reference}` };
    },
  };
}
