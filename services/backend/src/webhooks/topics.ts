import type { z } from 'zod';
import { bulkOperationPayload } from '../modules/bulk-operations/bulk-operations.schemas.ts';
import { recordBulkOperation } from '../modules/bulk-operations/bulk-operations.writes.ts';
import { collectionDeletion, collectionPayload } from '../modules/collections/collections.schemas.ts';
import { applyCollection, deleteCollection } from '../modules/collections/collections.writes.ts';
import { customerDeletion, customerPayload } from '../modules/customers/customers.schemas.ts';
import { applyCustomer, deleteCustomer } from '../modules/customers/customers.writes.ts';
import { customerRedaction, dataRequest } from '../modules/data-exports/data-exports.schemas.ts';
import { inventoryDisconnection, inventoryLevelPayload } from '../modules/inventory/inventory.schemas.ts';
import { applyInventoryLevel, disconnectInventoryLevel } from '../modules/inventory/inventory.writes.ts';
import { fulfillmentPayload } from '../modules/orders/fulfillments.schemas.ts';
import { applyFulfillment } from '../modules/orders/fulfillments.writes.ts';
import { orderDeletion, orderEditPayload, orderPayload } from '../modules/orders/orders.schemas.ts';
import { applyOrder, deleteOrder, recordOrderEdit } from '../modules/orders/orders.writes.ts';
import { refundPayload } from '../modules/orders/refunds.schemas.ts';
import { applyRefund } from '../modules/orders/refunds.writes.ts';
import { productDeletion, productPayload } from '../modules/products/products.schemas.ts';
import { applyProduct, deleteProduct } from '../modules/products/products.writes.ts';
import { shopPayload, shopRedaction } from '../modules/shops/shops.schemas.ts';
import { markUninstalled } from '../modules/shops/shops.writes.ts';
import { eraseWorkOf } from '../modules/tickets/ticket-erasure.writes.ts';
import { clerkUserDeletion, clerkUserEvent } from '../modules/users/users.schemas.ts';
import { applyClerkUser } from '../modules/users/users.writes.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { eraseAccount } from './account-erasure.ts';
import { eraseCustomer, eraseShop, exportCustomer } from './compliance.ts';
import { eraseBodies } from './inbox-erasure.ts';
import { followOrder, followOrderPart, relinkingCustomer, relinkingUser } from './order-links.ts';

/** What a handler may know of the delivery beside its payload. */
export interface TopicContext {
  tx: Tx;
  crypto: Crypto;
  shopDomain: string;
  triggeredAt: Date;
}

export interface Applied {
  /** False: newer news was there already. */
  fresh: boolean;
  /** True: what the delivery tells has been erased, so its body must not be kept either. */
  redacted?: boolean;
  /** Shelved bodies that an erasure could not search, because they do not open. */
  unsearchedBodies?: number;
}

export interface TopicHandler {
  /** @throws z.ZodError when the payload can never be applied. */
  parse(payload: unknown): unknown;
  apply(context: TopicContext, payload: never): Promise<Applied>;
  /** The body has no version and no event id, so a second one cannot be told from a replay: it is parked once seen. */
  repeatable: boolean;
}

function on<Schema extends z.ZodType>(
  schema: Schema,
  apply: (context: TopicContext, payload: z.output<Schema>) => Promise<Applied>,
  options: { repeatable?: boolean } = {},
): TopicHandler {
  return { parse: (payload) => schema.parse(payload), apply, repeatable: options.repeatable ?? false };
}

const order = on(orderPayload, async ({ tx, crypto, triggeredAt }, payload) => {
  const applied = await applyOrder(tx, crypto, payload, triggeredAt);
  if (!applied.deleted) await followOrder(tx, crypto, payload, applied.fresh ? payload.line_items : undefined);
  // Only the order tells whose it is: what came before it, a fulfilment say, is found out here.
  if (applied.redacted) {
    await eraseBodies(tx, { orderIds: [payload.id], customerIds: [] });
    await eraseWorkOf(tx, [payload.id]);
  }
  return applied;
});
const fulfillment = on(fulfillmentPayload, async ({ tx, crypto, triggeredAt }, payload) => {
  const applied = await applyFulfillment(tx, payload, triggeredAt);
  if (applied.fresh) await followOrderPart(tx, crypto, payload.order_id);
  return applied;
});
const refund = on(refundPayload, async ({ tx, crypto, triggeredAt }, payload) => {
  const applied = await applyRefund(tx, payload, triggeredAt);
  if (applied.fresh) await followOrderPart(tx, crypto, payload.order_id);
  return applied;
});
const product = on(productPayload, ({ tx, triggeredAt }, payload) => applyProduct(tx, payload, triggeredAt));
const collection = on(collectionPayload, ({ tx, triggeredAt }, payload) => applyCollection(tx, payload, triggeredAt));
const customer = on(customerPayload, ({ tx, crypto, triggeredAt }, payload) =>
  relinkingCustomer(tx, payload.id, () => applyCustomer(tx, crypto, payload, triggeredAt)),
);
const inventoryLevel = on(inventoryLevelPayload, ({ tx, triggeredAt }, payload) =>
  applyInventoryLevel(tx, payload, triggeredAt),
);

/** Every topic of Shopify that is handled, and by what. An unknown one is parked. */
export const topicHandlers = {
  'orders/create': order,
  'orders/updated': order,
  'orders/paid': order,
  'orders/cancelled': order,
  'orders/fulfilled': order,
  'orders/partially_fulfilled': order,
  'orders/edited': on(orderEditPayload, ({ tx, triggeredAt }, payload) => recordOrderEdit(tx, payload, triggeredAt)),
  'orders/delete': on(orderDeletion, async ({ tx, crypto }, payload) => {
    const deleted = await deleteOrder(tx, payload);
    await followOrder(tx, crypto, { id: payload.id, currency: '' }, []);
    return deleted;
  }),
  'fulfillments/create': fulfillment,
  'fulfillments/update': fulfillment,
  'refunds/create': refund,
  'products/create': product,
  'products/update': product,
  'products/delete': on(productDeletion, ({ tx }, payload) => deleteProduct(tx, payload)),
  'collections/create': collection,
  'collections/update': collection,
  'collections/delete': on(collectionDeletion, ({ tx }, payload) => deleteCollection(tx, payload)),
  'inventory_levels/connect': inventoryLevel,
  'inventory_levels/update': inventoryLevel,
  'inventory_levels/disconnect': on(
    inventoryDisconnection,
    ({ tx, triggeredAt }, payload) => disconnectInventoryLevel(tx, payload, triggeredAt),
    { repeatable: true },
  ),
  'customers/create': customer,
  'customers/update': customer,
  'customers/delete': on(customerDeletion, ({ tx }, payload) =>
    relinkingCustomer(tx, payload.id, () => deleteCustomer(tx, payload)),
  ),
  'app/uninstalled': on(
    shopPayload,
    ({ tx, shopDomain, triggeredAt }, payload) => markUninstalled(tx, shopDomain, payload, triggeredAt),
    { repeatable: true },
  ),
  'bulk_operations/finish': on(bulkOperationPayload, ({ tx, triggeredAt }, payload) =>
    recordBulkOperation(tx, payload, triggeredAt),
  ),
  'customers/data_request': on(dataRequest, async ({ tx, crypto }, payload) => ({
    fresh: true,
    ...(await exportCustomer(tx, crypto, payload)),
  })),
  'customers/redact': on(customerRedaction, async ({ tx, crypto }, payload) => ({
    fresh: true,
    redacted: true,
    ...(await eraseCustomer(tx, crypto, payload)),
  })),
  'shop/redact': on(shopRedaction, async ({ tx, shopDomain, triggeredAt }, payload) => {
    await eraseShop(tx, shopDomain, payload, triggeredAt);
    return { fresh: true, redacted: true };
  }),
} as const satisfies Record<string, TopicHandler>;

const clerkUser = on(clerkUserEvent, ({ tx, crypto, triggeredAt }, { data }) =>
  relinkingUser(tx, data.id, () => applyClerkUser(tx, crypto, data, triggeredAt)),
);

/** The same of Clerk. */
const clerkTopicHandlers = {
  'user.created': clerkUser,
  'user.updated': clerkUser,
  'user.deleted': on(clerkUserDeletion, async ({ tx, crypto }, { data }) => ({
    ...(await eraseAccount(tx, crypto, { clerkId: data.id, actor: 'clerk' })),
    redacted: true,
  })),
} as const satisfies Record<string, TopicHandler>;

/** By source: a topic of one, sent under the signature of the other, is handled by nobody. */
const handlersBySource: Record<string, Record<string, TopicHandler>> = {
  shopify: topicHandlers,
  clerk: clerkTopicHandlers,
};

export type Topic = keyof typeof topicHandlers;

export function findHandler({ source, topic }: { source: string; topic: string }): TopicHandler | undefined {
  const handlers = Object.hasOwn(handlersBySource, source) ? handlersBySource[source] : undefined;
  return handlers && Object.hasOwn(handlers, topic) ? handlers[topic] : undefined;
}

/** For metric labels, which come from a closed set. */
export function topicLabel(delivery: { source: string; topic: string }): string {
  return findHandler(delivery) ? delivery.topic : 'unknown';
}
