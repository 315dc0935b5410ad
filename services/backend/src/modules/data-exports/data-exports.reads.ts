import type { Reader } from '../../platform/db.ts';

/** Everything that the shop data holds of a customer; personal columns still sealed. */
export async function findCustomerRecords(reader: Reader, customerId: bigint, orderIds: readonly bigint[]) {
  const customer = await reader.customer.findUnique({ where: { id: customerId } });
  const orders = await reader.order.findMany({
    where: { OR: [{ customerId }, { id: { in: [...orderIds] } }] },
    include: { lines: { orderBy: { position: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  const ofOrders = { where: { orderId: { in: orders.map(({ id }) => id) } }, include: { lines: true } };
  const fulfillments = await reader.fulfillment.findMany(ofOrders);
  const refunds = await reader.refund.findMany(ofOrders);
  const lineDesigns = await reader.orderLineDesign.findMany({
    where: { ...ofOrders.where, fault: null, taken: false },
    orderBy: [{ orderId: 'asc' }, { lineId: 'asc' }],
  });
  const checkoutIds = lineDesigns.flatMap(({ checkoutId }) => checkoutId ?? []);
  const checkouts = await reader.checkout.findMany({ where: { id: { in: checkoutIds } }, orderBy: { id: 'asc' } });
  const tickets = await reader.ticket.findMany({
    where: ofOrders.where,
    include: { moves: true },
    orderBy: { id: 'asc' },
  });
  return { customer, orders, fulfillments, refunds, checkouts, tickets };
}
