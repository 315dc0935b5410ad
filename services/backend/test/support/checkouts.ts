import type { CheckoutDraft, Checkouts } from '../../src/clients/shopify-checkouts.ts';
import { AppError } from '../../src/platform/app-error.ts';
import type { TestService } from './service.ts';

/** Shopify as far as checkouts see it: a draft order for each reference, and the ways in which it can fail. */
export interface ShopifyDouble extends Checkouts {
  /** Every draft order there is, by its reference. */
  drafts: Map<string, CheckoutDraft>;
  /** How often it was asked. */
  asked: number;
  /** `away`: makes nothing; `answer lost`: makes the draft and then fails; `refuses`: for good. */
  mood: 'well' | 'away' | 'answer lost' | 'refuses' | 'broken';
  /** While set, a call waits here after the draft was made. */
  hold: Promise<void> | undefined;
}

export function createShopifyDouble(): ShopifyDouble {
  const ids = new Map<string, bigint>();
  const double: ShopifyDouble = {
    drafts: new Map(),
    asked: 0,
    mood: 'well',
    hold: undefined,
    async createCheckout(draft, signal) {
      double.asked += 1;
      signal.throwIfAborted();
      if (double.mood === 'away') throw new AppError('unavailable', 'Shopify does not answer.');
      if (double.mood === 'refuses') throw new AppError('conflict', 'Shopify refuses this.');
      if (double.mood === 'broken') throw new TypeError('a fault of ours');
      if (!double.drafts.has(draft.reference)) {
        double.drafts.set(draft.reference, draft);
        ids.set(draft.reference, 5_000n + BigInt(ids.size));
      }
      await double.hold;
      if (double.mood === 'answer lost') throw new AppError('unavailable', 'Shopify does not answer.');
      const draftOrderId = ids.get(draft.reference) as bigint;
      return { draftOrderId, url: `https://happy-tails.example/invoices/${draftOrderId}` };
    },
  };
  return double;
}

/** A variant for each size of a product, the first the smallest; sold whether there is stock or not. */
export async function addVariants(
  service: Pick<TestService, 'rows'>,
  productId: string,
  prices: Record<string, string>,
): Promise<void> {
  let position = 0;
  for (const [title, price] of Object.entries(prices)) {
    position += 1;
    await service.rows(
      `INSERT INTO product_variants (id, product_id, title, sku, price, position, option1, taxable,
         inventory_item_id, inventory_policy, source_updated_at, source_triggered_at, source_digest)
       VALUES ($1, $2, $3, $4, $5, $6, $3, true, $1, 'continue', now(), now(), '')`,
      [`${productId}${position}`, productId, title, `HAR-${title}`, price, position],
    );
  }
}
