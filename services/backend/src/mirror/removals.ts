import type { ShopifyAdmin } from '../clients/shopify.ts';
import { type TopicHandler, topicHandlers } from '../webhooks/topics.ts';
import type { ApplyDeps } from './apply-snapshots.ts';
import type { MirrorKind } from './snapshots.ts';

interface Removal {
  /** Whether the shop has it after all: it may have come, or have been hidden from a list or a count, in the meantime. */
  exists(shopify: ShopifyAdmin, id: string, signal: AbortSignal): Promise<boolean>;
  topic:
    | 'products/delete'
    | 'collections/delete'
    | 'customers/delete'
    | 'orders/delete'
    | 'inventory_levels/disconnect';
}

const removals: Record<MirrorKind, Removal> = {
  product: {
    exists: async (shopify, id, signal) =>
      (await shopify.run('product', { id: `gid://shopify/Product/${id}` }, signal)).product !== null,
    topic: 'products/delete',
  },
  collection: {
    exists: async (shopify, id, signal) => {
      const variables = { id: `gid://shopify/Collection/${id}`, after: null };
      return (await shopify.run('collectionProducts', variables, signal)).collection !== null;
    },
    topic: 'collections/delete',
  },
  customer: {
    exists: async (shopify, id, signal) => {
      const { customers } = await shopify.run('customersUpdatedSince', { query: `id:${id}`, after: null }, signal);
      return customers.nodes.length > 0;
    },
    topic: 'customers/delete',
  },
  order: {
    exists: async (shopify, id, signal) =>
      (await shopify.run('order', { id: `gid://shopify/Order/${id}` }, signal)).order !== null,
    topic: 'orders/delete',
  },
  inventory_level: {
    // The version rules decide: a level that came after we began to look is newer than its disconnection.
    exists: () => Promise.resolve(false),
    topic: 'inventory_levels/disconnect',
  },
};

/** Without read_all_orders Shopify shows sixty days: what it does not show is not gone. */
const orderWindowMs = 58 * 24 * 60 * 60_000;
/** If more than this share of what we have seems gone, we are asking the wrong shop, or may not see it all. */
const believableShare = 0.5;
const fewEnough = 20;

export type Removed = { outcome: 'removed'; deleted: number } | { outcome: 'unbelievable' };

/** Orders older than this may be hidden from us. */
export function oldestVisibleOrder(at: Date): Date {
  return new Date(at.getTime() - orderWindowMs);
}

/** Whether so many of so many can be gone. What cannot is logged, and nothing is to be deleted. */
export function isBelievable(
  { log }: Pick<ApplyDeps, 'log'>,
  kind: MirrorKind,
  gone: number,
  mirrored: number,
): boolean {
  if (gone <= fewEnough || gone <= mirrored * believableShare) return true;
  log.error({ kind, gone, mirrored }, 'the shop seems to have lost most of what it had');
  return false;
}

/**
 * Deletes what was found to be gone, by the handlers of webhooks: each is looked for by itself first.
 * @param gone ids as in `resource_versions`, out of `mirrored` that the mirror has.
 * @param lookedAt before anything was asked: what is newer than that stays.
 */
export async function removeGone(
  deps: ApplyDeps & { shopify: ShopifyAdmin },
  kind: MirrorKind,
  { gone, mirrored, lookedAt }: { gone: readonly string[]; mirrored: number; lookedAt: Date },
  signal: AbortSignal,
): Promise<Removed> {
  if (!isBelievable(deps, kind, gone.length, mirrored)) return { outcome: 'unbelievable' };
  const { exists, topic } = removals[kind];
  let deleted = 0;
  for (const id of gone) {
    if (signal.aborted) break;
    if (await exists(deps.shopify, id, signal)) continue;
    if (await remove(deps, topic, id, lookedAt)) deleted += 1;
  }
  return { outcome: 'removed', deleted };
}

async function remove(deps: ApplyDeps, topic: Removal['topic'], id: string, triggeredAt: Date): Promise<boolean> {
  const handler: TopicHandler = topicHandlers[topic];
  const [item, location] = id.split(':').map(BigInt);
  const payload = handler.parse(
    location === undefined ? { id: item } : { inventory_item_id: item, location_id: location },
  );
  const { crypto, shopDomain } = deps;
  const { fresh } = await deps.database.writer.$transaction((tx) =>
    handler.apply({ tx, crypto, shopDomain, triggeredAt }, payload as never),
  );
  return fresh;
}
