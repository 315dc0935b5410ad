/** One thing to pay for. What is made to measure has a price of its own and says which design it is of. */
export interface CheckoutLine {
  /** Of the mirror. The line keeps the variant's picture and stock, at `unitPrice`. */
  variantId: bigint;
  quantity: number;
  /** Exact decimal, in the draft's currency. */
  unitPrice: string;
  /** Shown to the customer and to the workshop; those that begin with _ are not shown. */
  attributes: readonly { key: string; value: string }[];
}

export interface CheckoutDraft {
  /** Ours, unique to this checkout: an attempt that is repeated after its answer was lost finds the first one by it. */
  reference: string;
  /** ISO 4217. */
  currency: string;
  /** Known when the customer is signed in. */
  email: string | undefined;
  lines: readonly CheckoutLine[];
}

export interface CreatedCheckout {
  draftOrderId: bigint;
  /** Where the customer pays. */
  url: string;
}

/** Where designs become something that Shopify takes money for. */
export interface Checkouts {
  /**
   * Makes a draft order, or finds the one that was made under the same reference.
   * @throws AppError `unavailable` when Shopify does not answer in time, or refuses for now.
   */
  createCheckout(draft: CheckoutDraft, signal: AbortSignal): Promise<CreatedCheckout>;
}
