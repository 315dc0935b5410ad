import { formatAmount, parseAmount, sumAmounts } from './money.ts';

/** An order's amounts as Shopify tells them: exact decimals in the order's currency. */
export interface ToldMoney {
  lines: readonly { quantity: number; price: string }[];
  subtotal: string;
  shipping: string;
  tax: string;
  /** Null of an order that was told before this was kept: then what adds up decides. */
  taxesIncluded: boolean | null;
  total: string;
  refunds: readonly string[];
}

/**
 * An order's amounts, so that they add up whatever the shop charges for: items less discounts are the subtotal;
 * subtotal, shipping, other, and tax unless it is included, are the total. Shopify tells neither what was taken off
 * shipping nor tips and duties in one number; `other` is what they come to, and mostly nothing.
 */
export function explainMoney(told: ToldMoney) {
  const items = sumAmounts(told.lines.map(({ quantity, price }) => BigInt(quantity) * parseAmount(price)));
  const [subtotal, shipping, tax] = [told.subtotal, told.shipping, told.tax].map(parseAmount) as [
    bigint,
    bigint,
    bigint,
  ];
  const total = parseAmount(told.total);
  const taxIncluded = told.taxesIncluded ?? subtotal + shipping === total;
  const explained = subtotal + shipping + (taxIncluded ? 0n : tax);
  return {
    items: formatAmount(items),
    discounts: formatAmount(items - subtotal),
    subtotal: formatAmount(subtotal),
    shipping: formatAmount(shipping),
    tax: formatAmount(tax),
    taxIncluded,
    other: formatAmount(total - explained),
    total: formatAmount(total),
    refunded: formatAmount(sumAmounts(told.refunds.map(parseAmount))),
  };
}
