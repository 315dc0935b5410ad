import { findGone } from './gone-nodes.ts';
import type { MirrorDeps } from './reconcile.ts';
import { removeGone } from './removals.ts';

/** A run asks for so many at most: the next goes on. */
const itemsPerRun = 5_000;

/**
 * Removes the levels of what is gone as a whole: an item whose product or variant was deleted, a location. A level that
 * was disconnected is among the changes that the shop tells; with its item or location gone it is nowhere any more. No
 * webhook of ours tells of that, so it is no drift.
 * @returns how many levels were removed.
 */
export async function removeLevelsOfDeleted(
  deps: MirrorDeps,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<number> {
  const pool = deps.database.primary;
  const lookedAt = deps.clock.now();
  const idsOf = async (sql: string, values: unknown[] = []) =>
    (await pool.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
  const items = await idsOf(
    `SELECT DISTINCT inventory_item_id::text AS id FROM inventory_levels AS level WHERE NOT EXISTS
       (SELECT 1 FROM product_variants AS variant WHERE variant.inventory_item_id = level.inventory_item_id) LIMIT $1`,
    [itemsPerRun],
  );
  const locations = await idsOf('SELECT DISTINCT location_id::text AS id FROM inventory_levels');
  const goneItems = await findGone(deps.shopify, 'InventoryItem', items, signal);
  const goneLocations = await findGone(deps.shopify, 'Location', locations, signal);
  if (goneItems.length + goneLocations.length === 0 || !(await hold())) return 0;

  const [{ mirrored } = { mirrored: 0 }] = (
    await pool.query<{ mirrored: number }>('SELECT count(*)::int AS mirrored FROM inventory_levels')
  ).rows;
  const gone = await idsOf(
    `SELECT inventory_item_id || ':' || location_id AS id FROM inventory_levels
     WHERE inventory_item_id = ANY ($1::bigint[]) OR location_id = ANY ($2::bigint[])`,
    [goneItems, goneLocations],
  );
  const removed = await removeGone(deps, 'inventory_level', { gone, mirrored, lookedAt }, signal);
  return removed.outcome === 'removed' ? removed.deleted : 0;
}
