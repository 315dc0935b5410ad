import type { Tx } from '../../platform/db.ts';
import { advanceVersion, type ResourceRef, versionOf } from '../../platform/resource-versions.ts';
import type { InventoryDisconnection, InventoryLevelPayload } from './inventory.schemas.ts';

type LevelKey = Pick<InventoryLevelPayload, 'inventory_item_id' | 'location_id'>;

export async function applyInventoryLevel(
  tx: Tx,
  payload: InventoryLevelPayload,
  triggeredAt: Date,
): Promise<{ fresh: boolean }> {
  const { fresh } = await advanceVersion(tx, refOf(payload), versionOf(payload, payload.updated_at, triggeredAt));
  if (!fresh) return { fresh };
  const key = { inventoryItemId: payload.inventory_item_id, locationId: payload.location_id };
  const row = { available: payload.available, updatedAt: payload.updated_at };
  await tx.inventoryLevel.upsert({
    where: { inventoryItemId_locationId: key },
    create: { ...key, ...row },
    update: row,
  });
  return { fresh };
}

/**
 * Takes a level away until it is connected again. The body has no time of its own, so the delivery's counts, cut to
 * whole seconds like `updated_at`: of two events within one second `triggered_at` then tells which came last.
 */
export async function disconnectInventoryLevel(
  tx: Tx,
  payload: InventoryDisconnection,
  triggeredAt: Date,
): Promise<{ fresh: boolean }> {
  const second = new Date(Math.floor(triggeredAt.getTime() / 1_000) * 1_000);
  const { fresh } = await advanceVersion(tx, refOf(payload), versionOf(payload, second, triggeredAt));
  if (!fresh) return { fresh };
  await tx.inventoryLevel.deleteMany({
    where: { inventoryItemId: payload.inventory_item_id, locationId: payload.location_id },
  });
  return { fresh };
}

function refOf(key: LevelKey): ResourceRef {
  return { kind: 'inventory_level', id: `${key.inventory_item_id}:${key.location_id}` };
}
