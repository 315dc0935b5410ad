import type { Tx } from '../../platform/db.ts';
import { advanceVersion, lockResource, type ResourceState, versionOf } from '../../platform/resource-versions.ts';
import type { FulfillmentPayload } from './fulfillments.schemas.ts';

/**
 * Applies a fulfilment, which may come before its order. It has nothing personal that is kept.
 * @returns the state of its order.
 */
export async function applyFulfillment(
  tx: Tx,
  payload: FulfillmentPayload,
  triggeredAt: Date,
): Promise<ResourceState & { fresh: boolean }> {
  const order = await lockResource(tx, { kind: 'order', id: payload.order_id });
  if (order.deleted) return { ...order, fresh: false };
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const { fresh } = await advanceVersion(tx, { kind: 'fulfillment', id: payload.id }, version);
  if (fresh) await saveFulfillment(tx, payload, version.updatedAt);
  return { ...order, fresh };
}

async function saveFulfillment(tx: Tx, payload: FulfillmentPayload, updatedAt: Date): Promise<void> {
  const row = {
    orderId: payload.order_id,
    status: payload.status,
    shipmentStatus: payload.shipment_status,
    locationId: payload.location_id,
    trackingCompany: payload.tracking_company,
    trackingNumbers: payload.tracking_numbers ?? [],
    trackingUrls: payload.tracking_urls ?? [],
    createdAt: payload.created_at,
    updatedAt,
  };
  await tx.fulfillment.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
  await tx.fulfillmentLine.deleteMany({ where: { fulfillmentId: payload.id } });
  await tx.fulfillmentLine.createMany({
    data: (payload.line_items ?? []).map((line) => ({
      fulfillmentId: payload.id,
      lineId: line.id,
      quantity: line.quantity,
    })),
    skipDuplicates: true,
  });
}
