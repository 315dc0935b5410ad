import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { timelineSteps } from '../../platform/order-timeline.ts';

const instant = z.iso.datetime();
const amount = z.string().regex(/^-?\d+\.\d{2,4}$/);

/** What is no id of Shopify's is not found, like any that is not theirs. */
const id = z.string().min(1).max(40);
export const orderParams = z.strictObject({ id });
export const orderLineParams = z.strictObject({ id, lineId: id });
export const ordersQuery = listQuery(['-createdAt']).strict();

const summary = z.object({
  id: z.string(),
  name: z.string().describe('As the shop calls it.'),
  createdAt: instant,
  currency: z.string().describe('ISO 4217, of every amount.'),
  total: amount,
  step: z.enum(timelineSteps).describe('The last of the timeline.'),
});
const exampleSummary = {
  id: '5521889970013',
  name: '#1042',
  createdAt: '2026-11-21T09:00:00.000Z',
  currency: 'EUR',
  total: '116.45',
  step: 'shipped' as const,
};
export const orderSummary = summary.meta({ id: 'OrderSummary', examples: [exampleSummary] });
export type OrderSummary = z.output<typeof orderSummary>;
export const orderList = listOf(orderSummary);

const money = z
  .object({
    items: amount.describe('Quantities times prices.'),
    discounts: amount.describe('Off the items.'),
    subtotal: amount.describe('`items` less `discounts`.'),
    shipping: amount,
    tax: amount,
    taxIncluded: z.boolean().describe('True: the prices hold the tax, so it is not added.'),
    other: amount.describe('Whatever else the shop charged or took off: tips, duties, discounts on shipping.'),
    total: amount.describe('`subtotal`, `shipping`, `other`, and `tax` unless it is included.'),
    refunded: amount.describe('What was paid back since.'),
  })
  .describe('Exact decimals that add up.');

/** Why a line that says it is of a design is not taken for it: see checkouts/line-designs. */
export const designFaults = [
  'malformed',
  'unknown_checkout',
  'other_design',
  'other_product',
  'other_currency',
  'other_price',
  'other_quantity',
  'taken',
] as const;

const line = z.object({
  id: z.string(),
  title: z.string(),
  variantTitle: z.string().nullable(),
  quantity: z.int().describe('As it was ordered.'),
  currentQuantity: z.int().describe('After refunds and edits.'),
  unitPrice: amount,
  discount: amount,
  total: amount.describe('`quantity` times `unitPrice` less `discount`.'),
  design: z
    .object({
      id: z.uuid(),
      revision: z.int().min(1),
      name: z.string().nullable().describe('Null once the design was erased.'),
      previewUrl: z.string().nullable().describe('Path of the picture (SVG) of what was ordered; null once erased.'),
    })
    .nullable()
    .describe('What is made for this line; null for what comes off the shelf.'),
  designFault: z
    .enum(designFaults)
    .nullable()
    .describe('Why a line that says it is of a design is not taken for it. The shop will be in touch.'),
});
export type CustomerOrderLine = z.output<typeof line>;
export type DesignFault = (typeof designFaults)[number];

const timelineStep = z.object({
  step: z.enum(timelineSteps),
  at: instant,
  lineId: z.string().optional().describe('Of `workshop`: the line that moved.'),
  stage: z.string().optional().describe('Of `workshop`: where it moved to.'),
  tracking: z
    .object({ company: z.string().nullable(), numbers: z.array(z.string()), urls: z.array(z.string()) })
    .optional()
    .describe('Of `shipped`.'),
  amount: amount.optional().describe('Of `refunded`.'),
});
export type CustomerTimelineStep = z.output<typeof timelineStep>;

const exampleDesignId = '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10';

export const customerOrder = summary
  .omit({ total: true })
  .extend({
    financialStatus: z.string().nullable(),
    fulfillmentStatus: z.string().nullable(),
    money,
    lines: z.array(line),
    timeline: z.array(timelineStep).describe('The first step first.'),
  })
  .meta({
    id: 'Order',
    description: 'What somebody bought.',
    examples: [
      {
        id: exampleSummary.id,
        name: exampleSummary.name,
        createdAt: exampleSummary.createdAt,
        currency: 'EUR',
        step: 'shipped' as const,
        financialStatus: 'paid',
        fulfillmentStatus: 'fulfilled',
        money: {
          items: '111.45',
          discounts: '0.00',
          subtotal: '111.45',
          shipping: '5.00',
          tax: '18.59',
          taxIncluded: true,
          other: '0.00',
          total: '116.45',
          refunded: '0.00',
        },
        lines: [
          {
            id: '13905889970013',
            title: 'Custom Y-Harness',
            variantTitle: 'M',
            quantity: 1,
            currentQuantity: 1,
            unitPrice: '111.45',
            discount: '0.00',
            total: '111.45',
            design: {
              id: exampleDesignId,
              revision: 3,
              name: 'Biscuit in navy',
              previewUrl: '/api/v1/orders/5521889970013/lines/13905889970013/preview.svg',
            },
            designFault: null,
          },
        ],
        timeline: [
          { step: 'placed' as const, at: '2026-11-21T09:00:00.000Z' },
          { step: 'paid' as const, at: '2026-11-21T09:00:05.000Z' },
          {
            step: 'shipped' as const,
            at: '2026-11-25T15:00:00.000Z',
            tracking: { company: 'FAN Courier', numbers: ['2150000012345'], urls: [] },
          },
        ],
      },
    ],
  });
export type CustomerOrder = z.output<typeof customerOrder>;
