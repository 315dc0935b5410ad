import { z } from 'zod';
import { problems } from '../http/errors.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Inbox } from './inbox.ts';
import { findHandler, topicLabel } from './topics.ts';

export interface TakeDeliveryDeps {
  inbox: Pick<Inbox, 'record'>;
  metrics: Pick<Metrics, 'deliveries'>;
}

const acknowledged = z.object({ status: z.enum(['recorded', 'duplicate']) }).meta({
  id: 'Acknowledged',
  description: 'The delivery is safely in the inbox, now or from before.',
  examples: [{ status: 'recorded' }],
});

/** What a sender of webhooks can be answered. */
export const deliveryReplies = {
  200: acknowledged,
  ...problems('missing_header', 'invalid_signature', 'request_timeout', 'too_large', 'unavailable'),
};

/**
 * Commits a delivery whose signature was verified to the inbox, counts what became of it, and gives the answer.
 * Throws what the inbox throws: the sender tries again.
 */
export async function takeDelivery(
  { inbox, metrics }: TakeDeliveryDeps,
  delivery: Omit<Parameters<Inbox['record']>[0], 'repeatable'>,
): Promise<z.output<typeof acknowledged>> {
  const count = (outcome: string) =>
    metrics.deliveries.inc({ source: delivery.source, topic: topicLabel(delivery), outcome });
  try {
    const status = await inbox.record({ ...delivery, repeatable: findHandler(delivery)?.repeatable ?? false });
    count(status);
    return { status };
  } catch (error) {
    count('unavailable');
    throw error;
  }
}
