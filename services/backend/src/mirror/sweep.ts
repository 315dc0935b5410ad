import { createLease } from '../platform/lease.ts';
import { restIdOf } from '../webhooks/shopify-rest-parts.ts';
import { countDrift } from './drift.ts';
import { applyMemberships } from './memberships.ts';
import { readPages } from './pages.ts';
import { leaseOf, leaseSeconds, type MirrorDeps } from './reconcile.ts';
import { oldestVisibleOrder, removeGone } from './removals.ts';
import { noteRun } from './runs.ts';
import type { MirrorKind } from './snapshots.ts';

const versionOlder = (table: string, kind: MirrorKind, id = 'shown.id::text') => `
  SELECT ${id} AS id FROM ${table} AS shown JOIN resource_versions AS known ON known.kind = '${kind}' AND known.id = ${id}
  WHERE NOT known.deleted AND known.updated_at < $1::timestamptz AND $2::timestamptz IS NOT NULL`;

/** Ids that the mirror has. $1: only what was there before the sweep began; $2: how old an order may be. */
const mirroredIds: Record<MirrorKind, string> = {
  product: versionOlder('products', 'product'),
  collection: versionOlder('collections', 'collection'),
  customer: versionOlder('customers', 'customer'),
  order: `${versionOlder('orders', 'order')} AND shown.created_at > $2`,
  inventory_level: versionOlder(
    'inventory_levels',
    'inventory_level',
    "shown.inventory_item_id || ':' || shown.location_id",
  ),
};

export type Swept = { outcome: 'swept'; deleted: number } | { outcome: 'held' | 'unbelievable' };

/**
 * Deletes what the shop no longer has, from the list of all there is: the net below `findDeleted`, which counts, and can
 * be deceived by a mirror that lacks something too. It reads every id of a kind, so it is done seldom. On its way it
 * reads which products are in which collection, since a collection that fills itself changes without being updated.
 */
export async function sweep(deps: MirrorDeps, kind: MirrorKind, signal: AbortSignal): Promise<Swept> {
  const lease = createLease(deps.database.primary, leaseOf(kind), leaseSeconds);
  if (!(await lease.hold())) return { outcome: 'held' };
  try {
    return await noteRun({ pool: deps.database.primary, clock: deps.clock }, kind, 'sweep', async () => {
      const result = await listAndDelete(deps, kind, () => lease.hold(), signal);
      return { result, ended: endedOf(result) };
    });
  } finally {
    await lease.release();
  }
}

async function listAndDelete(
  deps: MirrorDeps,
  kind: MirrorKind,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<Swept> {
  const startedAt = deps.clock.now();
  const listed = await listIds(deps, kind, hold, signal);
  if (!listed) return { outcome: 'held' };
  return deleteUnlisted(deps, kind, listed, startedAt, signal);
}

function endedOf(swept: Swept) {
  if (swept.outcome === 'swept') return { outcome: 'complete' as const, changed: swept.deleted };
  return swept.outcome === 'held' ? undefined : { outcome: swept.outcome, changed: 0 };
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
  await countDrift(deps, 'membership', 'outdated', changed);
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
  const { rows } = await deps.database.primary.query<{ id: string }>(mirroredIds[kind], [
    startedAt,
    oldestVisibleOrder(startedAt),
  ]);
  const gone = rows.map(({ id }) => id).filter((id) => !listed.has(id));
  const removed = await removeGone(deps, kind, { gone, mirrored: rows.length, lookedAt: startedAt }, signal);
  if (removed.outcome === 'unbelievable') return removed;
  await countDrift(deps, kind, 'undeleted', removed.deleted);
  return { outcome: 'swept', deleted: removed.deleted };
}
