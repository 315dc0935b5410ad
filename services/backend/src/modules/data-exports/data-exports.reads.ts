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
  return { customer, orders, fulfillments, refunds };
}
