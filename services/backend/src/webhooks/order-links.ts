import type { OrderedLine } from '../modules/checkouts/line-designs.schemas.ts';
import { lockCheckoutsOfOrder, saveLineDesigns } from '../modules/checkouts/line-designs.writes.ts';
import { linkOrders, linkOrdersOf } from '../modules/orders/order-users.writes.ts';
import { settleTickets } from '../modules/tickets/ticket-settling.writes.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { type NewStep, recordTimeline } from '../platform/order-timeline.ts';
import { lockResource } from '../platform/resource-versions.ts';

/**
 * What follows from news about an order, across modules: its lines and their designs, the tickets of the workshop,
 * whose order it is, its timeline. In the transaction that applies the news.
 *
 * Lock order: customer, order with its parts, checkouts by id, tickets, names of customers (see order-users).
 */

/** After an order was applied. `lines` are undefined when the delivery was no news of them. */
export async function followOrder(
  tx: Tx,
  crypto: Crypto,
  order: { id: bigint; currency: string },
  lines: readonly OrderedLine[] | undefined,
): Promise<NewStep[]> {
  if (lines) {
    const concerned = await saveLineDesigns(tx, order, lines);
    await settleTickets(tx, crypto, concerned);
    await linkOrders(tx, [...new Set([order.id, ...concerned])]);
  } else {
    await settleOrder(tx, crypto, order.id);
  }
  return recordTimeline(tx, crypto, order.id);
}

/** After a fulfilment or a refund was applied, which may come before its order. */
export async function followOrderPart(tx: Tx, crypto: Crypto, orderId: bigint): Promise<NewStep[]> {
  await settleOrder(tx, crypto, orderId);
  return recordTimeline(tx, crypto, orderId);
}

async function settleOrder(tx: Tx, crypto: Crypto, orderId: bigint): Promise<void> {
  const lines = await tx.orderLineDesign.count({ where: { orderId } });
  if (lines === 0) return;
  await lockCheckoutsOfOrder(tx, orderId);
  await settleTickets(tx, crypto, [orderId]);
}

/**
 * Runs a change of a customer, then looks again at their orders: the address that they had, and the one they have now.
 */
export async function relinkingCustomer<T>(tx: Tx, customerId: bigint, change: () => Promise<T>): Promise<T> {
  await lockResource(tx, { kind: 'customer', id: customerId });
  const find = () => tx.customer.findUnique({ where: { id: customerId }, select: { emailHash: true } });
  const before = await find();
  const result = await change();
  const after = await find();
  const emailHashes = [before?.emailHash ?? null, after?.emailHash ?? null];
  await linkOrdersOf(tx, { customerIds: [customerId], emailHashes });
  return result;
}

/** The same for a user, by what Clerk says of them. */
export async function relinkingUser<T>(tx: Tx, clerkId: string, change: () => Promise<T>): Promise<T> {
  await lockResource(tx, { kind: 'clerk_user', id: clerkId });
  const find = () =>
    tx.user.findUnique({ where: { clerkId }, select: { id: true, emailHash: true, shopifyCustomerId: true } });
  const before = await find();
  const result = await change();
  const after = await find();
  await linkOrdersOf(tx, {
    customerIds: [before?.shopifyCustomerId ?? null, after?.shopifyCustomerId ?? null],
    emailHashes: [before?.emailHash ?? null, after?.emailHash ?? null],
  });
  return result;
}

/** Gives the checkouts of a visitor to whoever has claimed them, with the orders that they became. */
export async function claimCheckouts(tx: Tx, claim: { guestId: string; userId: string }): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM checkouts WHERE owner_id = ${claim.guestId}::uuid ORDER BY id FOR UPDATE`;
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.checkout.updateMany({ where: { id: { in: ids } }, data: { ownerId: claim.userId } });
  const lines = await tx.orderLineDesign.findMany({ where: { checkoutId: { in: ids } }, select: { orderId: true } });
  await linkOrders(tx, [...new Set(lines.map(({ orderId }) => orderId))]);
}
