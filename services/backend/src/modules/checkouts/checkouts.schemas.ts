import { z } from 'zod';
import { priceLineKinds } from '../../platform/design-pricing.ts';

/** How many harnesses of one design one checkout takes. */
const mostHarnesses = 20;

const quantity = z.int().min(1).max(mostHarnesses);
const amount = z.string().regex(/^\d+\.\d{2,4}$/);
const exampleDesignId = '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10';
const exampleId = '0193f0b7-6a10-7b52-8c1e-1f0d2c3b4a59';

export const pricedParams = z.strictObject({ id: z.uuid() });
export const checkoutParams = z.strictObject({ id: z.uuid() });

export const priceQuery = z.strictObject({
  quantity: z.coerce.number().int().min(1).max(mostHarnesses).default(1).describe('How many harnesses.'),
});

export const newCheckout = z
  .strictObject({ quantity: quantity.default(1).describe('How many harnesses.') })
  .meta({ examples: [{ quantity: 1 }] });

const examplePrice = {
  designId: exampleDesignId,
  revision: 3,
  productId: '1001',
  variantId: '2003',
  currency: 'EUR',
  quantity: 1,
  lines: [
    { kind: 'harness' as const, name: 'M', amount: '79.00' },
    { kind: 'pattern' as const, name: 'stripes', amount: '4.00' },
    { kind: 'hardware' as const, name: 'brass', amount: '6.00' },
    { kind: 'embroidery' as const, name: 'script', amount: '10.65' },
    { kind: 'accessory' as const, name: 'handle', amount: '6.90' },
  ],
  unitPrice: '106.55',
  total: '106.55',
};

export const designPrice = z
  .object({
    designId: z.uuid(),
    revision: z.int().min(1).describe('The revision that was priced.'),
    productId: z.string(),
    variantId: z.string().describe("The shop's variant that it is made from."),
    currency: z.string().describe('ISO 4217, of every amount.'),
    quantity,
    lines: z
      .array(z.object({ kind: z.enum(priceLineKinds), name: z.string(), amount }))
      .describe('Of one harness; they add up to `unitPrice`.'),
    unitPrice: amount.describe('Of one harness.'),
    total: amount.describe('`unitPrice` times `quantity`, before shipping and discounts.'),
  })
  .meta({ id: 'DesignPrice', description: 'What a design costs, exact decimals.', examples: [examplePrice] });
export type DesignPrice = z.output<typeof designPrice>;

export const checkoutStatuses = ['pending', 'open', 'ordered', 'expired', 'failed'] as const;

export const checkout = z
  .object({
    id: z.uuid(),
    status: z
      .enum(checkoutStatuses)
      .describe('pending: Shopify has not answered yet; open: it can be paid; ordered: somebody has.'),
    url: z.string().nullable().describe('Where to pay; null while pending and when it cannot be paid any more.'),
    price: designPrice,
    createdAt: z.iso.datetime(),
  })
  .meta({
    id: 'Checkout',
    description: 'One design, frozen at one revision, that can be paid.',
    examples: [
      {
        id: exampleId,
        status: 'open' as const,
        url: 'https://happy-tails.myshopify.com/73845/invoices/7b9c1f0d2c3b4a59',
        price: examplePrice,
        createdAt: '2026-11-21T09:00:00.000Z',
      },
    ],
  });
export type Checkout = z.output<typeof checkout>;
