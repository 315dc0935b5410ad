import { createHash } from 'node:crypto';
import { AppError } from '../platform/app-error.ts';
import type { ShopifyAdmin } from './shopify.ts';
import type { CheckoutDraft, Checkouts, CreatedCheckout } from './shopify-checkouts.ts';
import { mayHaveHappened, ShopifyError } from './shopify-failures.ts';
import type { DataOf, VariablesOf } from './shopify-operations.ts';

type DraftOrder = DataOf<'draftOrders'>['newest']['nodes'][number];

/** Hidden from the customer: names that begin with _ are. */
const referenceKey = '_reference';

/**
 * Checkouts as draft orders: the customer pays at the draft's invoice URL, at the price that we set for each line.
 * A draft carries its reference as an attribute, and a digest of it as a tag, which Shopify can search for.
 */
export function createShopifyCheckouts(admin: ShopifyAdmin): Checkouts {
  async function findDraft(reference: string, signal: AbortSignal): Promise<CreatedCheckout | undefined> {
    const { found, newest } = await admin.run('draftOrders', { query: `tag:'${tagOf(reference)}'` }, signal);
    const draft = [...found.nodes, ...newest.nodes].find((one) => referenceOf(one) === reference);
    return draft && toCheckout(draft);
  }

  async function createDraft(draft: CheckoutDraft, signal: AbortSignal): Promise<CreatedCheckout> {
    const { draftOrderCreate } = await admin.run('draftOrderCreate', { input: toInput(draft) }, signal);
    if (!draftOrderCreate.draftOrder)
      throw new ShopifyError('invalid_answer', 'Shopify made no draft and named no reason');
    return toCheckout(draftOrderCreate.draftOrder);
  }

  return {
    async createCheckout(draft, signal) {
      const existing = await findDraft(draft.reference, signal);
      if (existing) return existing;
      try {
        return await createDraft(draft, signal);
      } catch (error) {
        if (!mayHaveHappened(error)) throw error;
        const made = await findDraft(draft.reference, signal);
        if (made) return made;
        throw error;
      }
    },
  };
}

/** Fits the 40 characters of a tag, whatever the reference is. */
function tagOf(reference: string): string {
  return `checkout-${createHash('sha256').update(reference).digest('hex').slice(0, 24)}`;
}

function referenceOf(draft: DraftOrder): string | undefined {
  return draft.customAttributes.find(({ key }) => key === referenceKey)?.value ?? undefined;
}

function toInput(draft: CheckoutDraft): VariablesOf<'draftOrderCreate'>['input'] {
  return {
    presentmentCurrencyCode: draft.currency,
    ...(draft.email === undefined ? {} : { email: draft.email }),
    tags: [tagOf(draft.reference)],
    customAttributes: [{ key: referenceKey, value: draft.reference }],
    lineItems: draft.lines.map((line) => ({
      variantId: `gid://shopify/ProductVariant/${line.variantId}`,
      quantity: line.quantity,
      priceOverride: { amount: line.unitPrice, currencyCode: draft.currency },
      customAttributes: line.attributes.map(({ key, value }) => ({ key, value })),
    })),
  };
}

function toCheckout({ id, invoiceUrl }: DraftOrder): CreatedCheckout {
  // Shopify prepares the invoice of a large draft after it has answered: the next attempt finds it.
  if (!invoiceUrl) throw new AppError('unavailable', 'The checkout is being prepared; please try again');
  return { draftOrderId: BigInt(id.split('/').at(-1) as string), url: invoiceUrl };
}
