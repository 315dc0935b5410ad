import { z } from 'zod';
import { absent, gidOf, instant, orNull, shopifyId } from '../../platform/shopify-schemas.ts';

/** inventory_levels/connect and inventory_levels/update. `available` is null where stock is not tracked. */
export const inventoryLevelPayload = z.object({
  inventory_item_id: shopifyId,
  location_id: shopifyId,
  admin_graphql_api_id: gidOf('InventoryLevel'),
  available: orNull(z.int()),
  updated_at: instant,
});
export type InventoryLevelPayload = z.output<typeof inventoryLevelPayload>;

/** inventory_levels/disconnect. A body with `updated_at` is a level that exists, whatever its topic says. */
export const inventoryDisconnection = z.object({
  inventory_item_id: shopifyId,
  location_id: shopifyId,
  updated_at: absent,
});
export type InventoryDisconnection = z.output<typeof inventoryDisconnection>;
