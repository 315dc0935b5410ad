import type { Tx } from '../../platform/db.ts';
import {
  advanceVersion,
  advanceVersions,
  type ResourceRef,
  type Version,
  versionOf,
} from '../../platform/resource-versions.ts';
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

/** The same for many at once, each with its version. @returns the ids, as in `resource_versions`, that were news. */
export async function applyInventoryLevels(
  tx: Tx,
  levels: readonly { payload: InventoryLevelPayload; version: Version }[],
): Promise<Set<string>> {
  const known = levels.map((level) => ({ ...level, id: refOf(level.payload).id as string }));
  const fresh = await advanceVersions(tx, 'inventory_level', known);
  const rows = known
    .filter(({ id }) => fresh.has(id))
    .map(({ payload }) => ({
      item: String(payload.inventory_item_id),
      location: String(payload.location_id),
      available: payload.available,
      updated_at: payload.updated_at,
    }));
  await tx.$executeRaw`
    INSERT INTO inventory_levels (inventory_item_id, location_id, available, updated_at)
    SELECT one.item, one.location, one.available, one.updated_at FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS one (item bigint, location bigint, available integer, updated_at timestamptz)
    ON CONFLICT (inventory_item_id, location_id)
      DO UPDATE SET available = excluded.available, updated_at = excluded.updated_at`;
  return fresh;
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
