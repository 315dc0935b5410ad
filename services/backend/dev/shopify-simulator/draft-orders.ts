import { randomBytes } from 'node:crypto';
import { draftOrderNode } from './graphql-orders.ts';
import { wholeSecond } from './moments.ts';
import type { ShopData, SimulatedDraftOrder } from './shop-model.ts';

interface DraftInput {
  email?: string;
  presentmentCurrencyCode?: string;
  tags?: string[];
  customAttributes?: { key: string; value: string }[];
  lineItems?: {
    variantId?: string;
    quantity: number;
    priceOverride?: { amount: string; currencyCode: string };
    customAttributes?: { key: string; value: string }[];
  }[];
}

const longestTag = 40;

export function draftOrderMutations(data: ShopData, now: () => Date) {
  return {
    draftOrderCreate({ input }: { input: DraftInput }) {
      const userErrors = problemsOf(data, input);
      if (userErrors.length > 0) return { draftOrder: null, userErrors };
      const draft = createDraft(data, input, wholeSecond(now()));
      data.draftOrders.set(draft.id, draft);
      return { draftOrder: draftOrderNode(draft), userErrors: [] };
    },
  };
}

function problemsOf(data: ShopData, input: DraftInput): { field: string[] | null; message: string }[] {
  const problems: { field: string[] | null; message: string }[] = [];
  if (!input.lineItems?.length) problems.push({ field: null, message: 'Add at least 1 product' });
  for (const [index, line] of (input.lineItems ?? []).entries()) {
    if (priceOf(data, line.variantId) === undefined) {
      problems.push({
        field: ['lineItems', String(index), 'variantId'],
        message: 'Product with that ID is no longer available.',
      });
    }
  }
  if (input.tags?.some((tag) => tag.length > longestTag)) {
    problems.push({ field: ['tags'], message: `Tags must be at most ${longestTag} characters long` });
  }
  if (input.email !== undefined && !/^[^@\s]+@[^@\s]+$/.test(input.email)) {
    problems.push({ field: ['email'], message: 'Email is invalid' });
  }
  return problems;
}

function createDraft(data: ShopData, input: DraftInput, at: Date): SimulatedDraftOrder {
  return {
    id: data.nextId++,
    email: input.email ?? null,
    currency: input.presentmentCurrencyCode ?? data.currency,
    tags: (input.tags ?? []).toSorted(),
    attributes: input.customAttributes ?? [],
    lines: (input.lineItems ?? []).map((line) => ({
      variantId: numberOf(line.variantId),
      quantity: line.quantity,
      unitPriceMinor: line.priceOverride
        ? Math.round(Number(line.priceOverride.amount) * 100)
        : (priceOf(data, line.variantId) ?? 0),
      attributes: line.customAttributes ?? [],
    })),
    invoiceUrl: `https://${data.domain}/548380009/invoices/${randomBytes(16).toString('hex')}`,
    createdAt: at,
    updatedAt: at,
  };
}

/** Undefined when there is no such variant. */
function priceOf(data: ShopData, variantId: string | undefined): number | undefined {
  const id = numberOf(variantId);
  for (const product of data.products.values()) {
    const variant = product.variants.find((one) => one.id === id);
    if (variant) return variant.priceMinor;
  }
  return undefined;
}

function numberOf(gidText: string | undefined): number {
  return Number(gidText?.split('/').at(-1));
}
