import type { ShopifyAdmin } from '../clients/shopify.ts';
import { createLease } from '../platform/lease.ts';
import { restIdOf } from '../webhooks/shopify-rest-parts.ts';
import { type TopicHandler, topicHandlers } from '../webhooks/topics.ts';
import { applyMemberships } from './memberships.ts';
import { readPages } from './pages.ts';
import { leaseOf, leaseSeconds, type MirrorDeps } from './reconcile.ts';
import type { MirrorKind } from './snapshots.ts';

interface Sweepable {
  /** Ids that the mirror has. $1: only what was there before the sweep began; $2: how old an order may be. */
  mirrored: string;
  /** Whether the shop has it after all: it may have come, or have been hidden from the list, in the meantime. */
  exists(shopify: ShopifyAdmin, id: string, signal: AbortSignal): Promise<boolean>;
  topic:
    | 'products/delete'
    | 'collections/delete'
    | 'customers/delete'
    | 'orders/delete'
    | 'inventory_levels/disconnect';
}

const versionOlder = (table: string, kind: MirrorKind, id = 'shown.id::text') => `
  SELECT ${id} AS id FROM ${table} AS shown JOIN resource_versions AS known ON known.kind = '${kind}' AND known.id = ${id}
  WHERE NOT known.deleted AND known.updated_at < $1::timestamptz AND $2::timestamptz IS NOT NULL`;

const sweepables: Record<MirrorKind, Sweepable> = {
  product: {
    mirrored: versionOlder('products', 'product'),
    exists: async (shopify, id, signal) =>
      (await shopify.run('product', { id: `gid://shopify/Product/${id}` }, signal)).product !== null,
    topic: 'products/delete',
  },
  collection: {
    mirrored: versionOlder('collections', 'collection'),
    exists: async (shopify, id, signal) => {
      const variables = { id: `gid://shopify/Collection/${id}`, after: null };
      return (await shopify.run('collectionProducts', variables, signal)).collection !== null;
    },
    topic: 'collections/delete',
  },
  customer: {
    mirrored: versionOlder('customers', 'customer'),
    exists: async (shopify, id, signal) => {
      const { customers } = await shopify.run('customersUpdatedSince', { query: `id:${id}`, after: null }, signal);
      return customers.nodes.length > 0;
    },
    topic: 'customers/delete',
  },
  order: {
    mirrored: `${versionOlder('orders', 'order')} AND shown.created_at > $2`,
    exists: async (shopify, id, signal) =>
      (await shopify.run('order', { id: `gid://shopify/Order/${id}` }, signal)).order !== null,
    topic: 'orders/delete',
  },
  inventory_level: {
    mirrored: versionOlder(
      'inventory_levels',
      'inventory_level',
      "shown.inventory_item_id || ':' || shown.location_id",
    ),
    // The version rules decide: a level that came after the sweep began is newer than its disconnection.
    exists: () => Promise.resolve(false),
    topic: 'inventory_levels/disconnect',
  },
};

/** Without read_all_orders Shopify shows sixty days: what it does not show is not gone. */
const orderWindowMs = 58 * 24 * 60 * 60_000;
/** If more than this share of what we have seems gone, we are asking the wrong shop, or may not see it all. */
const believableShare = 0.5;
const fewEnough = 20;

export type Swept = { outcome: 'swept'; deleted: number } | { outcome: 'held' | 'unbelievable' };

/**
 * Deletes what the shop no longer has: the one thing that asking for changes does not tell. Reads every id of a kind, so
 * it is done seldom. On its way it reads which products are in which collection, since a collection that fills itself
 * changes without being updated.
 */
export async function sweep(deps: MirrorDeps, kind: MirrorKind, signal: AbortSignal): Promise<Swept> {
  const lease = createLease(deps.database.primary, leaseOf(kind), leaseSeconds);
  if (!(await lease.hold())) return { outcome: 'held' };
  try {
    const startedAt = deps.clock.now();
    const listed = await listIds(deps, kind, () => lease.hold(), signal);
    if (!listed) return { outcome: 'held' };
    return await deleteUnlisted(deps, kind, listed, startedAt, signal);
  } finally {
    await lease.release();
  }
}

async function listIds(
  deps: MirrorDeps,
  kind: MirrorKind,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  const ids = new Set<string>();
  for (let cursor: string | null = null; ; ) {
    const page = await listPage(deps, kind, cursor, signal);
    for (const id of page.ids) ids.add(id);
    if (page.next === null) return ids;
    cursor = page.next;
    if (!(await hold())) return undefined;
  }
}

async function listPage(
  deps: MirrorDeps,
  kind: MirrorKind,
  after: string | null,
  signal: AbortSignal,
): Promise<{ ids: string[]; next: string | null }> {
  // Of these only the ids are read: to read each whole would cost a call for each.
  if (kind === 'product' || kind === 'order') {
    const listed =
      kind === 'product'
        ? (await deps.shopify.run('productsUpdatedSince', { query: null, after }, signal)).products
        : (await deps.shopify.run('ordersUpdatedSince', { query: null, after }, signal)).orders;
    const { hasNextPage, endCursor } = listed.pageInfo;
    return { ids: listed.nodes.map(({ id }) => String(restIdOf(id))), next: hasNextPage ? endCursor : null };
  }
  const page = await readPages[kind](deps, null, after, signal);
  const changed = await applyMemberships(deps, page.memberships, signal);
  if (changed > 0) deps.metrics.mirrorDrift.inc({ kind: 'membership', drift: 'outdated' }, changed);
  const listed = page.snapshots.filter(({ disconnectedAt }) => !disconnectedAt);
  return { ids: listed.map(({ payload }) => idOf(payload as Ids)), next: page.next };
}

interface Ids {
  id?: number | bigint;
  inventory_item_id?: number | bigint;
  location_id?: number | bigint;
}
const idOf = (ids: Ids) => String(ids.id ?? `${ids.inventory_item_id}:${ids.location_id}`);

async function deleteUnlisted(
  deps: MirrorDeps,
  kind: MirrorKind,
  listed: ReadonlySet<string>,
  startedAt: Date,
  signal: AbortSignal,
): Promise<Swept> {
  const { mirrored, exists, topic } = sweepables[kind];
  const oldest = new Date(startedAt.getTime() - orderWindowMs);
  const { rows } = await deps.database.primary.query<{ id: string }>(mirrored, [startedAt, oldest]);
  const gone = rows.map(({ id }) => id).filter((id) => !listed.has(id));
  if (gone.length > fewEnough && gone.length > rows.length * believableShare) {
    deps.log.error(
      { kind, gone: gone.length, mirrored: rows.length },
      'the shop seems to have lost most of what it had',
    );
    return { outcome: 'unbelievable' };
  }
  let deleted = 0;
  for (const id of gone) {
    if (signal.aborted) break;
    if (await exists(deps.shopify, id, signal)) continue;
    if (await remove(deps, topic, id, startedAt)) deleted += 1;
  }
  if (deleted > 0) deps.metrics.mirrorDrift.inc({ kind, drift: 'undeleted' }, deleted);
  return { outcome: 'swept', deleted };
}

async function remove(deps: MirrorDeps, topic: Sweepable['topic'], id: string, at: Date): Promise<boolean> {
  const handler: TopicHandler = topicHandlers[topic];
  const [item, location] = id.split(':').map(BigInt);
  const payload = handler.parse(
    location === undefined ? { id: item } : { inventory_item_id: item, location_id: location },
  );
  const { fresh } = await deps.database.writer.$transaction((tx) =>
    handler.apply({ tx, crypto: deps.crypto, shopDomain: deps.shopDomain, triggeredAt: at }, payload as never),
  );
  return fresh;
}
