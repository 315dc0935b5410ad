import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';

const status = z
  .enum(['pending', 'processing', 'dead', 'parked', 'done'])
  .describe('`dead` was given up, `parked` is of a topic that is not handled, `done` is settled.');
/** Of a sender: `orders/create`, `user.created`. */
const topic = z
  .string()
  .regex(/^[\w./-]{1,100}$/, { error: 'must be a topic, like orders/create' })
  .describe('Like orders/create.');
const moment = z.iso.datetime({ offset: true });
/** Ids are 64-bit, so they are text in JSON. */
const id = z.string().regex(/^\d{1,18}$/, { error: 'must be the number of a delivery' });

export const deliveryParams = z.strictObject({ id });
export const deliveriesQuery = listQuery(['newest'])
  .extend({ status: status.optional(), topic: topic.optional() })
  .strict();
export type DeliveriesQuery = z.output<typeof deliveriesQuery>;
export const deliveryQuery = z.strictObject({
  body: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` shows the body, which is personal data; that it was read goes into the audit log.'),
});

const summaryExample = {
  id: '48213',
  receivedAt: '2026-01-05T09:00:00.000Z',
  status: 'dead' as const,
  outcome: null,
  attempts: 8,
  replays: 0,
  topic: 'orders/create',
  orderId: '5123456789012',
  customerId: null,
  reason: 'orders/create does not fit its schema: /currency is required',
};

export const delivery = z
  .object({
    id: z.string(),
    receivedAt: z.iso.datetime(),
    status,
    outcome: z
      .enum(['applied', 'stale'])
      .nullable()
      .describe('Of what is done. `stale`: newer news was there already.'),
    attempts: z.int().min(0),
    replays: z.int().min(0).describe('How often it was sent round again by an operator.'),
    topic: z.string(),
    orderId: z.string().nullable(),
    customerId: z.string().nullable(),
    reason: z.string().nullable().describe('Why it is dead, parked, or tried again.'),
  })
  .meta({ id: 'Delivery', examples: [summaryExample] });
export type Delivery = z.output<typeof delivery>;
export const deliveryList = listOf(delivery).meta({
  id: 'DeliveryList',
  examples: [{ items: [summaryExample], nextCursor: null }],
});

export const deliveryDetails = delivery
  .extend({
    source: z.string(),
    webhookId: z.string(),
    eventId: z.string().nullable(),
    shopDomain: z.string(),
    apiVersion: z.string().nullable(),
    triggeredAt: z.iso.datetime().describe('As the sender says; not covered by the signature.'),
    settledAt: z.iso.datetime().nullable(),
    nextAttemptAt: z.iso.datetime().nullable(),
    bodyBytes: z.int().min(0).nullable().describe('As it is kept, sealed; null once erased.'),
    duplicates: z.int().min(0).describe('Copies that came later and had no effect.'),
    audit: z.array(
      z.object({
        at: z.iso.datetime(),
        actor: z.string(),
        action: z.string(),
        details: z.record(z.string(), z.unknown()),
      }),
    ),
    body: z.string().nullable().optional().describe('With `body=true` only; null once erased.'),
  })
  .meta({
    id: 'DeliveryDetails',
    examples: [
      {
        ...summaryExample,
        source: 'shopify',
        webhookId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
        eventId: null,
        shopDomain: 'pet-shop.myshopify.com',
        apiVersion: '2026-10',
        triggeredAt: '2026-01-05T08:59:59.000Z',
        settledAt: null,
        nextAttemptAt: null,
        bodyBytes: 2_114,
        duplicates: 0,
        audit: [],
      },
    ],
  });
export type DeliveryDetails = z.output<typeof deliveryDetails>;

export const replayReply = z
  .object({ id: z.string(), status: z.literal('pending') })
  .meta({ id: 'ReplayedDelivery', examples: [{ id: '48213', status: 'pending' }] });

export const mostReplays = 1_000;

export const newReplay = z
  .strictObject({
    status: z.enum(['dead', 'parked', 'done']),
    topic: topic.optional(),
    since: moment.describe('Received from here on.'),
    until: moment.optional().describe('Received before.'),
    limit: z.int().min(1).max(mostReplays).default(200).describe('The oldest so many.'),
    dryRun: z.boolean().default(false).describe('Says what would be replayed, and changes nothing.'),
  })
  .meta({
    id: 'NewReplay',
    examples: [{ status: 'dead', topic: 'orders/create', since: '2026-01-05T00:00:00Z', limit: 200, dryRun: true }],
  });
export type NewReplay = z.output<typeof newReplay>;

export const rangeReply = z
  .object({
    dryRun: z.boolean(),
    matching: z.int().min(0).describe('What can be replayed of the range, up to `limit`.'),
    erased: z.int().min(0).describe('What cannot, since its body was erased on request.'),
    topics: z.array(z.object({ topic: z.string(), count: z.int().min(1) })),
    replayed: z.int().min(0).describe('What is pending again.'),
    mayBeMore: z.boolean().describe('The limit was reached: ask once more for the rest.'),
  })
  .meta({
    id: 'ReplayedRange',
    examples: [
      {
        dryRun: true,
        matching: 3,
        erased: 0,
        topics: [{ topic: 'orders/create', count: 3 }],
        replayed: 0,
        mayBeMore: false,
      },
    ],
  });
export type ReplayedRange = z.output<typeof rangeReply>;
