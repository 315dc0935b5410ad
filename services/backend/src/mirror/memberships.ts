import type { ShopifyAdmin } from '../clients/shopify.ts';
import { readWholeProduct } from '../clients/shopify-whole-resources.ts';
import { saveMemberships } from '../modules/collections/collections.writes.ts';
import type { Clock } from '../platform/clock.ts';
import { toProductPayload } from '../webhooks/shopify-resources.ts';
import { restIdOf } from '../webhooks/shopify-rest-parts.ts';
import { type ApplyDeps, applySnapshots } from './apply-snapshots.ts';
import type { Membership } from './pages.ts';

/**
 * Takes over which products are in these collections. No webhook tells of them. A product that is not known here is
 * fetched: its own webhook is late or lost.
 * @returns how many collections changed.
 */
export async function applyMemberships(
  deps: ApplyDeps & { shopify: ShopifyAdmin; clock: Clock },
  memberships: readonly Membership[],
  signal: AbortSignal,
): Promise<number> {
  let changed = 0;
  for (const membership of memberships) {
    const first = await save(deps, membership);
    for (const id of first.unknown) {
      const takenAt = deps.clock.now();
      const product = await readWholeProduct(deps.shopify, `gid://shopify/Product/${id}`, signal);
      if (product) await applySnapshots(deps, 'product', [{ payload: toProductPayload(product), takenAt }]);
    }
    const second = first.unknown.length > 0 ? await save(deps, membership) : first;
    if (first.changed || second.changed) changed += 1;
  }
  return changed;
}

function save(deps: ApplyDeps, { collectionId, productIds }: Membership) {
  const ids = productIds.map((id) => BigInt(restIdOf(id)));
  return deps.database.writer.$transaction((tx) => saveMemberships(tx, BigInt(restIdOf(collectionId)), ids));
}
