import type { CheckoutDraft, Checkouts, CreatedCheckout } from '../../clients/shopify-checkouts.ts';
import type { Checkout as CheckoutRow } from '../../generated/client.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { checkoutContext, type OrderedDesign, openOrderedDesign } from '../../platform/ordered-design.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findCheckout, priceOwnDesign, toCheckout } from './checkouts.reads.ts';
import type { Checkout, DesignPrice } from './checkouts.schemas.ts';
import { type Asked, type Owner, openCheckout, releaseCheckout, reserveCheckout } from './checkouts.writes.ts';

export interface CheckoutsDeps {
  writer: Writer;
  crypto: Crypto;
  clock: Clock;
  log: Log;
  shopify: Checkouts;
  /** ISO 4217: what the mirror's prices are in. */
  currency: string;
  /** Undefined when nothing is known; the customer types it then. */
  findEmail(reads: Reads, userId: string): Promise<string | undefined>;
}

export type CheckoutsService = ReturnType<typeof createCheckoutsService>;

/** How long a customer waits for Shopify. */
const shopifyTimeoutMs = 8_000;
/** Longer: who has not come back by then has died. */
const askingMs = 15_000;

export function createCheckoutsService(deps: CheckoutsDeps) {
  const { writer, crypto, clock, currency, log, shopify } = deps;

  /** It only spares the customer some typing: without it they can pay as well. */
  function findEmail(reads: Reads, userId: string): Promise<string | undefined> {
    return deps.findEmail(reads, userId).catch((error: unknown) => {
      log.warn({ err: error }, 'the e-mail of a profile could not be read for a checkout');
      return undefined;
    });
  }

  /** Outside any transaction. What was made is found again by its reference, so that losing the answer loses nothing. */
  async function askShopify(reads: Reads, owner: Owner, row: CheckoutRow): Promise<CreatedCheckout> {
    const ordered = openOrderedDesign(crypto, checkoutContext(row.id), row.design);
    if (!ordered) throw new AppError('conflict', 'This checkout has been erased.');
    try {
      const email = owner.kind === 'user' ? await findEmail(reads, owner.ownerId) : undefined;
      return await shopify.createCheckout(draftOf(row, ordered, email), AbortSignal.timeout(shopifyTimeoutMs));
    } catch (error) {
      const isRefused = error instanceof AppError && error.code !== 'unavailable';
      await releaseCheckout(writer, row.id, isRefused ? 'failed' : 'pending').catch((failure: unknown) =>
        log.warn({ err: failure, checkoutId: row.id }, 'a checkout stays reserved until its lease is over'),
      );
      throw error;
    }
  }

  return {
    /** @throws AppError `not_found` without the design, `conflict` when the shop does not sell it (any more). */
    async getDesignPrice(reads: Reads, ownerId: string, designId: string, quantity: number): Promise<DesignPrice> {
      return (await priceOwnDesign(reads.models, ownerId, { designId, quantity, currency })).price;
    },

    /**
     * @param asked `id` of the checkout that this attempt may make.
     * @throws AppError as a price does; `unavailable` while Shopify is away or another attempt asks it. The checkout
     * stays reserved then, and the next attempt goes on with it.
     */
    async createDesignCheckout(reads: Reads, owner: Owner, asked: Omit<Asked, 'currency'>): Promise<Checkout> {
      const times = { now: clock.now(), askingMs };
      const { row, mustAsk } = await reserveCheckout(writer, crypto, owner, { ...asked, currency }, times);
      if (!mustAsk && row.status === 'pending') {
        throw new AppError('unavailable', 'This checkout is being made: ask again in a moment.');
      }
      if (!mustAsk) return toCheckout(row);
      return toCheckout(await openCheckout(writer, row.id, await askShopify(reads, owner, row), clock.now()));
    },

    /** @throws AppError `not_found` when there is none or it is somebody else's. */
    async getCheckout(reads: Reads, ownerId: string, id: string): Promise<Checkout> {
      const found = await findCheckout(reads.models, ownerId, id);
      if (!found) throw new AppError('not_found', 'You have no such checkout.');
      return found;
    },
  };
}

/** What the workshop finds the design by is hidden; what the customer should recognise in the cart is shown. */
function draftOf(row: CheckoutRow, ordered: OrderedDesign, email: string | undefined): CheckoutDraft {
  const { embroidery } = ordered.configuration;
  const attributes = [
    { key: 'Design', value: ordered.name },
    ...(embroidery ? [{ key: 'Embroidery', value: embroidery.text }] : []),
    { key: '_design_id', value: row.designId },
    { key: '_design_revision', value: String(row.revision) },
    { key: '_checkout', value: row.id },
  ];
  return {
    reference: row.id,
    currency: row.currency,
    email,
    lines: [
      { variantId: row.variantId, quantity: row.quantity, unitPrice: toCheckout(row).price.unitPrice, attributes },
    ],
  };
}
