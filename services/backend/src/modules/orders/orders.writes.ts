import type { Bytes, Crypto } from '../../platform/crypto.ts';
import type { Tx } from '../../platform/db.ts';
import { orderContext } from '../../platform/order-mails.ts';
import {
  advanceVersion,
  lockResource,
  markDeleted,
  markRedacted,
  type ResourceState,
  type Version,
  versionOf,
} from '../../platform/resource-versions.ts';
import { toJson } from '../../platform/sealed-json.ts';
import { applyFulfillment } from './fulfillments.writes.ts';
import type { OrderDeletion, OrderEditPayload, OrderPayload } from './orders.schemas.ts';
import { applyRefund } from './refunds.writes.ts';

/** Applies an order with its lines, and the fulfilments and refunds it carries by their own versions. */
export async function applyOrder(
  tx: Tx,
  crypto: Crypto,
  payload: OrderPayload,
  triggeredAt: Date,
): Promise<ResourceState & { fresh: boolean }> {
  const customer = payload.customer && (await lockResource(tx, { kind: 'customer', id: payload.customer.id }));
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const order = await advanceVersion(tx, { kind: 'order', id: payload.id }, version);
  if (order.deleted) return order;

  const redacted = order.redacted || (customer?.redacted ?? false);
  if (order.fresh) {
    await saveOrder(tx, payload, version, redacted ? null : sealPersonal(crypto, payload));
    await saveLines(tx, payload);
  }
  if (hasBeenPaid(payload)) await savePayment(tx, payload.id, version.updatedAt);
  if (redacted && !order.redacted) await redactOrders(tx, [payload.id]);
  for (const fulfillment of byId(payload.fulfillments)) await applyFulfillment(tx, fulfillment, triggeredAt);
  for (const refund of byId(payload.refunds)) await applyRefund(tx, refund, triggeredAt);
  return { ...order, redacted };
}

/** Deletes an order with its lines, edits, fulfilments and refunds, for good. */
export async function deleteOrder(tx: Tx, payload: OrderDeletion): Promise<{ fresh: boolean }> {
  const marked = await markDeleted(tx, { kind: 'order', id: payload.id });
  const ofOrder = { where: { orderId: payload.id } };
  await tx.fulfillment.deleteMany(ofOrder);
  await tx.refund.deleteMany(ofOrder);
  await tx.orderEdit.deleteMany(ofOrder);
  await tx.order.deleteMany({ where: { id: payload.id } });
  return marked;
}

/** Keeps what an edit changed; the order's new lines come with orders/updated. */
export async function recordOrderEdit(
  tx: Tx,
  payload: OrderEditPayload,
  triggeredAt: Date,
): Promise<ResourceState & { fresh: boolean }> {
  const { order_edit: edit } = payload;
  const order = await lockResource(tx, { kind: 'order', id: edit.order_id });
  if (order.deleted) return { ...order, fresh: false };
  const version = versionOf(edit, edit.committed_at ?? edit.created_at, triggeredAt);
  const { fresh } = await advanceVersion(tx, { kind: 'order_edit', id: edit.id }, version);
  if (!fresh) return { ...order, fresh };
  const row = {
    orderId: edit.order_id,
    additions: deltas(edit.line_items?.additions),
    removals: deltas(edit.line_items?.removals),
    createdAt: edit.created_at,
    committedAt: edit.committed_at,
  };
  await tx.orderEdit.upsert({ where: { id: edit.id }, create: { id: edit.id, ...row }, update: row });
  return { ...order, fresh };
}

/** Erases the personal data of orders, known or not, for good; what was bought and paid stays for the books. */
export async function redactOrders(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  for (const id of orderIds) await markRedacted(tx, { kind: 'order', id });
  await tx.order.updateMany({ where: { id: { in: [...orderIds] } }, data: { personal: null } });
}

export async function redactAllOrders(tx: Tx): Promise<void> {
  await tx.$executeRaw`UPDATE resource_versions SET redacted = true WHERE kind = 'order'`;
  await tx.order.updateMany({ data: { personal: null } });
}

function sealPersonal(crypto: Crypto, payload: OrderPayload): Bytes {
  const { customer, email, contact_email, phone, note, note_attributes } = payload;
  const { customer_locale, billing_address, shipping_address } = payload;
  const line_properties = Object.fromEntries(payload.line_items.map((line) => [String(line.id), line.properties]));
  const personal = { customer, email, contact_email, phone, note, note_attributes, customer_locale };
  return crypto.seal(
    orderContext(payload.id),
    toJson({ ...personal, billing_address, shipping_address, line_properties }),
  );
}

async function saveOrder(tx: Tx, payload: OrderPayload, version: Version, personal: Bytes | null): Promise<void> {
  const row = {
    name: payload.name ?? `#${payload.order_number ?? payload.id}`,
    orderNumber: payload.order_number,
    customerId: payload.customer?.id ?? null,
    personal,
    currency: payload.currency,
    financialStatus: payload.financial_status,
    fulfillmentStatus: payload.fulfillment_status,
    subtotalPrice: payload.subtotal_price ?? payload.total_price,
    totalDiscounts: payload.total_discounts ?? '0',
    totalShipping: payload.total_shipping_price_set?.shop_money.amount ?? '0',
    totalTax: payload.total_tax ?? '0',
    totalPrice: payload.total_price,
    taxesIncluded: payload.taxes_included,
    tags: payload.tags ?? [],
    test: payload.test ?? false,
    cancelReason: payload.cancel_reason,
    cancelledAt: payload.cancelled_at,
    closedAt: payload.closed_at,
    processedAt: payload.processed_at,
    createdAt: payload.created_at ?? version.updatedAt,
    updatedAt: version.updatedAt,
  };
  await tx.order.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
}

/** Money that went back has come before. */
function hasBeenPaid({ financial_status }: OrderPayload): boolean {
  return ['paid', 'partially_refunded', 'refunded'].includes(financial_status ?? '');
}

/** Old news of a payment is news of when: the earliest counts, in whatever order they come. */
async function savePayment(tx: Tx, orderId: bigint, at: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE orders SET paid_at = ${at} WHERE id = ${orderId} AND (paid_at IS NULL OR paid_at > ${at})`;
}

async function saveLines(tx: Tx, payload: OrderPayload): Promise<void> {
  await tx.orderLine.deleteMany({ where: { orderId: payload.id } });
  await tx.orderLine.createMany({
    data: payload.line_items.map((line, index) => ({
      orderId: payload.id,
      id: line.id,
      position: index + 1,
      productId: line.product_id,
      variantId: line.variant_id,
      title: line.title ?? '',
      variantTitle: line.variant_title,
      sku: line.sku,
      quantity: line.quantity,
      currentQuantity: line.current_quantity ?? line.quantity,
      price: line.price,
      totalDiscount: line.total_discount ?? '0',
      fulfillmentStatus: line.fulfillment_status,
      requiresShipping: line.requires_shipping ?? true,
    })),
    skipDuplicates: true,
  });
}

function byId<T extends { id: bigint }>(parts: T[] | null): T[] {
  return (parts ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function deltas(changes: { id: bigint; delta: number }[] | null | undefined) {
  return (changes ?? []).map(({ id, delta }) => ({ lineId: String(id), delta }));
}
