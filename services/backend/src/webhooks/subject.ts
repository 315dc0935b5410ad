import { z } from 'zod';
import { shopifyId } from '../platform/shopify-schemas.ts';
import type { Subject } from './inbox-lease.ts';

const id = shopifyId.nullish().catch(null);
const loose = z
  .object({
    id,
    order_id: id,
    customer_id: id,
    customer: z.object({ id }).nullish().catch(null),
    order_edit: z.object({ order_id: id }).nullish().catch(null),
  })
  .catch({ id: null, order_id: null, customer_id: null, customer: null, order_edit: null });

const clerkId = z.string().min(1).max(255).nullish().catch(null);
const looseClerk = z
  .object({ data: z.object({ id: clerkId, user_id: clerkId, object: z.string().nullish().catch(null) }) })
  .catch({ data: { id: null, user_id: null, object: null } });

/**
 * Whose data a payload holds, found without trusting its shape: also for topics that nobody handles and for
 * payloads that their handler refuses, so that an erasure finds those too.
 */
export function findSubject(delivery: { source: string; topic: string }, payload: unknown): Subject {
  return delivery.source === 'clerk' ? findClerkSubject(payload) : findShopSubject(delivery.topic, payload);
}

function findShopSubject(topic: string, payload: unknown): Subject {
  const found = loose.parse(payload);
  const [resource] = topic.split('/');
  return {
    orderId: (resource === 'orders' ? found.id : null) ?? found.order_id ?? found.order_edit?.order_id ?? null,
    customerId: found.customer?.id ?? found.customer_id ?? (resource === 'customers' ? found.id : null) ?? null,
    clerkUserId: null,
  };
}

/** Events about a user have them as `data`; those about a session, an e-mail or a membership name them in it. */
function findClerkSubject(payload: unknown): Subject {
  const { data } = looseClerk.parse(payload);
  const found = data.user_id ?? (data.object === 'user' ? data.id : null) ?? null;
  return { orderId: null, customerId: null, clerkUserId: found?.includes('\0') ? null : found };
}
