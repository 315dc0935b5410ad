import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { designFaults } from './customer-orders.schemas.ts';

export const unverifiedLinesQuery = listQuery(['newest'])
  .extend({ reason: z.enum(designFaults).optional().describe('Only those with this reason.') })
  .strict();
export type UnverifiedLinesQuery = z.output<typeof unverifiedLinesQuery>;

const shopifyId = z.string().describe('Of Shopify: a 64-bit number.');

const example = {
  orderId: '6112233445566',
  orderName: '#1042',
  orderedAt: '2026-11-20T09:12:00.000Z',
  financialStatus: 'paid',
  cancelledAt: null,
  lineId: '14889900112233',
  title: 'Ham din piele',
  variantTitle: 'M / negru',
  quantity: 1,
  price: '199.90',
  currency: 'RON',
  reason: 'other_price',
  checkoutId: '0193f0b2-55aa-7e10-9a01-c0ffee5eed01',
};

export const unverifiedLine = z
  .object({
    orderId: shopifyId,
    orderName: z.string(),
    orderedAt: z.iso.datetime(),
    financialStatus: z.string().nullable(),
    cancelledAt: z.iso.datetime().nullable(),
    lineId: shopifyId,
    title: z.string(),
    variantTitle: z.string().nullable(),
    quantity: z.int(),
    price: z.string().describe('Of one, as ordered.'),
    currency: z.string(),
    reason: z
      .enum(designFaults)
      .describe(
        'What the line says of its design against the checkout that it names. `malformed`: it is no such thing; ' +
          '`unknown_checkout`: we made none like it; `other_...`: that differs; `taken`: another line came first with it.',
      ),
    checkoutId: z.uuid().nullable().describe('As the line says; null when it is malformed.'),
  })
  .meta({ id: 'UnverifiedLine', examples: [example] });
export type UnverifiedLine = z.output<typeof unverifiedLine>;
export const unverifiedLineList = listOf(unverifiedLine).meta({
  id: 'UnverifiedLineList',
  examples: [{ items: [example], nextCursor: null }],
});
