import { customerContext, redactAllCustomers, redactCustomer } from '../modules/customers/customers.writes.ts';
import { findCustomerRecords } from '../modules/data-exports/data-exports.reads.ts';
import type { CustomerRedaction, DataRequest } from '../modules/data-exports/data-exports.schemas.ts';
import { eraseAllDataExports, eraseDataExports, saveDataExport } from '../modules/data-exports/data-exports.writes.ts';
import { linkOrders, unlinkAllOrders } from '../modules/orders/order-users.writes.ts';
import { redactAllOrders, redactOrders } from '../modules/orders/orders.writes.ts';
import type { ShopRedaction } from '../modules/shops/shops.schemas.ts';
import { markShopRedacted } from '../modules/shops/shops.writes.ts';
import { eraseAllWork, eraseWorkOf } from '../modules/tickets/ticket-erasure.writes.ts';
import { settleTickets } from '../modules/tickets/ticket-settling.writes.ts';
import { noteContext } from '../modules/tickets/tickets.reads.ts';
import type { Purchases } from '../modules/users/users.schemas.ts';
import { recordAudit } from '../platform/audit.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Reader, Tx } from '../platform/db.ts';
import { orderContext } from '../platform/order-mails.ts';
import { checkoutContext, ticketContext } from '../platform/ordered-design.ts';
import { lockResource } from '../platform/resource-versions.ts';
import { fromJson, toJson } from '../platform/sealed-json.ts';
import { eraseAddresses, eraseAllAddresses } from './address-erasure.ts';
import { eraseAllBodies, eraseBodies, eraseBodiesContaining, findOrdersOnceNaming } from './inbox-erasure.ts';

/**
 * The topics that privacy law requires (shopify.dev, "Privacy law compliance"): they reach across modules, so they
 * are composed here. Each happens in one transaction with its audit entry, within Shopify's thirty days by far.
 */
const actor = 'shopify';

/**
 * Gathers everything held of a customer into an export that can be handed over. Once per request id; of a customer
 * that was erased there is nothing to hand over.
 */
export async function exportCustomer(tx: Tx, crypto: Crypto, request: DataRequest): Promise<{ redacted: boolean }> {
  const requestId = request.data_request.id;
  const customerId = request.customer.id;
  const { redacted } = await lockResource(tx, { kind: 'customer', id: customerId });
  const held = await gatherCustomer(tx, crypto, customerId, request.orders_requested ?? []);
  const content = toJson(held);
  if (!redacted) {
    await saveDataExport(tx, { requestId, customerId, content: crypto.seal(exportContext(requestId), content) });
  }
  await recordAudit(tx, {
    actor,
    action: 'customer.data_request',
    subject: `customer:${customerId}`,
    details: { requestId: String(requestId), orders: held.orders.length, redacted },
  });
  return { redacted };
}

/** Everything that the shop data holds of a customer, opened. */
async function gatherCustomer(reader: Reader, crypto: Crypto, customerId: bigint, orderIds: readonly bigint[]) {
  const { customer, orders, fulfillments, refunds, checkouts, tickets } = await findCustomerRecords(
    reader,
    customerId,
    orderIds,
  );
  const open = (context: string, sealed: Uint8Array | null) => sealed && fromJson(crypto.open(context, sealed));
  return {
    customer: customer && {
      ...customer,
      emailHash: undefined,
      personal: open(customerContext(customer.id), customer.personal),
    },
    orders: orders.map((order) => ({ ...order, personal: open(orderContext(order.id), order.personal) })),
    fulfillments,
    refunds,
    checkouts: checkouts.map((row) => ({ ...row, design: open(checkoutContext(row.id), row.design) })),
    tickets: tickets.map((row) => ({
      ...row,
      work: open(ticketContext(row.id), row.work),
      moves: row.moves.map(({ version, note, ...move }) => ({
        ...{ ...move, version },
        note: note && crypto.open(noteContext(row.id, version), note).toString(),
      })),
    })),
  };
}

/** What was bought under an e-mail address, as JSON: for whoever has proved to Clerk that the address is theirs. */
export async function findPurchases(reader: Reader, crypto: Crypto, email: string): Promise<Purchases> {
  const customers = await reader.customer.findMany({
    where: { emailHash: { in: crypto.lookupHashes('email', email.trim().toLowerCase()) } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const purchases: unknown[] = [];
  for (const { id } of customers) purchases.push(await gatherCustomer(reader, crypto, id, []));
  return fromJson(toJson(purchases)) as Purchases;
}

/**
 * Erases a customer everywhere: shop data, exports, and the deliveries that told of them.
 * @returns how many shelved bodies do not open: whether they tell of the customer is not known.
 */
export async function eraseCustomer(
  tx: Tx,
  crypto: Crypto,
  request: CustomerRedaction,
): Promise<{ unsearchedBodies: number }> {
  const customerId = request.customer.id;
  await lockResource(tx, { kind: 'customer', id: customerId });
  const known = await tx.order.findMany({ where: { customerId }, select: { id: true } });
  const once = await findOrdersOnceNaming(tx, customerId);
  const named = new Set([...(request.orders_to_redact ?? []), ...known.map(({ id }) => id), ...once]);
  const orderIds = [...named].sort((a, b) => (a < b ? -1 : 1));
  await redactCustomer(tx, customerId);
  await redactOrders(tx, orderIds);
  await eraseWorkOf(tx, orderIds);
  await settleTickets(tx, crypto, orderIds);
  await linkOrders(tx, orderIds);
  await eraseDataExports(tx, customerId);
  await eraseAddresses(tx, crypto, request.customer.email ? [request.customer.email] : []);
  await eraseBodies(tx, { orderIds, customerIds: [customerId] });
  const texts = [String(customerId), request.customer.email, request.customer.phone];
  const given = texts.filter((text) => text !== null && text !== '') as string[];
  const { unsearchedBodies } = await eraseBodiesContaining(tx, crypto, given);
  await recordAudit(tx, {
    actor,
    action: 'customer.redact',
    subject: `customer:${customerId}`,
    details: { orders: orderIds.map(String), unsearchedBodies },
  });
  return { unsearchedBodies };
}

/** Erases all personal data of the shop. Its catalogue and the amounts of its orders are not personal, and stay. */
export async function eraseShop(tx: Tx, domain: string, request: ShopRedaction, at: Date): Promise<void> {
  await redactAllCustomers(tx);
  await redactAllOrders(tx);
  await eraseAllWork(tx);
  await unlinkAllOrders(tx);
  await eraseAllDataExports(tx);
  await eraseAllAddresses(tx);
  await eraseAllBodies(tx);
  await markShopRedacted(tx, domain, request, at);
  await recordAudit(tx, { actor, action: 'shop.redact', subject: `shop:${domain}` });
}

/** What the content of an export is sealed for. */
export function exportContext(requestId: bigint): string {
  return `data-export:${requestId}`;
}
