import type { Pool } from 'pg';
import type { ShopifyAdmin } from '../clients/shopify.ts';
import { idsBetween, nodesAtOnce } from '../clients/shopify-presence-operations.ts';
import { countDrift } from './drift.ts';
import { findGone } from './gone-nodes.ts';
import { removeLevelsOfDeleted } from './level-deletions.ts';
import type { MirrorDeps } from './reconcile.ts';
import { isBelievable, oldestVisibleOrder, removeGone } from './removals.ts';
import type { MirrorKind } from './snapshots.ts';

type CountedKind = Exclude<MirrorKind, 'inventory_level'>;

interface Counted {
  table: string;
  /** As in a global id. */
  type: string;
  /** @returns undefined when Shopify does not say. */
  count(shopify: ShopifyAdmin, query: string, signal: AbortSignal): Promise<number | undefined>;
}

/** Ids in the order of their numbers: how many the mirror has from the first to the last. */
interface IdRange {
  first: string;
  last: string;
  mirrored: number;
}

const countedKinds: Record<CountedKind, Counted> = {
  product: {
    table: 'products',
    type: 'Product',
    count: async (shopify, query, signal) =>
      (await shopify.run('productsCount', { query }, signal)).productsCount?.count,
  },
  collection: {
    table: 'collections',
    type: 'Collection',
    count: async (shopify, query, signal) =>
      (await shopify.run('collectionsCount', { query }, signal)).collectionsCount?.count,
  },
  customer: {
    table: 'customers',
    type: 'Customer',
    count: async (shopify, query, signal) =>
      (await shopify.run('customersCount', { query }, signal)).customersCount?.count,
  },
  order: {
    table: 'orders',
    type: 'Order',
    count: async (shopify, query, signal) => (await shopify.run('ordersCount', { query }, signal)).ordersCount?.count,
  },
};

/** Less than the ten thousand up to which Shopify counts. */
const idsPerCount = 5_000;
/** Each costs up to 250 points: what a run may spend when counts differ for a reason that is no deletion. */
const rangesPerRun = 20;

/**
 * Finds what the shop has deleted and the mirror still has, and removes it. Asking for changes does not tell of it, and
 * its webhook may be lost. The shop counts the ids that the mirror has; where it counts fewer, smaller ranges are
 * counted, and of those that lack something every id is asked for. When nothing was deleted that is one point for five
 * thousand resources.
 *
 * A deletion is missed while the mirror lacks something else in the same range: the next run, or the sweep, finds it.
 * Nothing is deleted because of a count, nor after an answer that failed: each is looked for by itself.
 * @returns how many were removed.
 * @throws AppError `unavailable`, ShopifyError: what was removed stays so.
 */
export async function removeDeleted(
  deps: MirrorDeps,
  kind: MirrorKind,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<number> {
  if (kind === 'inventory_level') return removeLevelsOfDeleted(deps, hold, signal);
  const lookedAt = deps.clock.now();
  const ranges = await listRanges(deps.database.primary, kind, lookedAt, idsPerCount);
  const mirrored = ranges.reduce((sum, range) => sum + range.mirrored, 0);
  const lacking = await keepLacking(deps, kind, ranges, lookedAt, signal);
  if (lacking.length === 0) return 0;
  const fewer = lacking.reduce((sum, range) => sum + range.fewer, 0);
  if (!isBelievable(deps, kind, fewer, mirrored)) return 0;

  const gone: string[] = [];
  for (const range of await narrow(deps, kind, lacking, lookedAt, signal)) {
    if (signal.aborted || !(await hold())) return 0;
    const ids = await listIds(deps.database.primary, kind, range, lookedAt);
    gone.push(...(await findGone(deps.shopify, countedKinds[kind].type, ids, signal)));
  }
  const removed = await removeGone(deps, kind, { gone, mirrored, lookedAt }, signal);
  if (removed.outcome === 'unbelievable') return 0;
  await countDrift(deps, kind, 'undeleted', removed.deleted);
  return removed.deleted;
}

/** Of each range that lacks something, the parts that do. */
async function narrow(
  deps: MirrorDeps,
  kind: CountedKind,
  lacking: readonly IdRange[],
  lookedAt: Date,
  signal: AbortSignal,
): Promise<IdRange[]> {
  const parts: IdRange[] = [];
  for (const range of lacking) {
    const smaller = await listRanges(deps.database.primary, kind, lookedAt, nodesAtOnce, range);
    parts.push(...(smaller.length > 1 ? await keepLacking(deps, kind, smaller, lookedAt, signal) : smaller));
  }
  if (parts.length > rangesPerRun) {
    deps.log.warn({ kind, ranges: parts.length }, 'the shop lacks more than one run looks for: the next goes on');
  }
  return parts.slice(0, rangesPerRun);
}

/** @returns the ranges in which the shop has fewer than the mirror. */
async function keepLacking(
  deps: MirrorDeps,
  kind: CountedKind,
  ranges: readonly IdRange[],
  lookedAt: Date,
  signal: AbortSignal,
): Promise<(IdRange & { fewer: number })[]> {
  const lacking: (IdRange & { fewer: number })[] = [];
  for (const range of ranges) {
    const count = await countedKinds[kind].count(deps.shopify, searchOf(kind, range, lookedAt), signal);
    if (count !== undefined && count < range.mirrored) lacking.push({ ...range, fewer: range.mirrored - count });
  }
  return lacking;
}

function searchOf(kind: CountedKind, { first, last }: IdRange, lookedAt: Date): string {
  const ids = idsBetween(first, last);
  if (kind !== 'order') return ids;
  return `${ids} AND created_at:>'${oldestVisibleOrder(lookedAt).toISOString().slice(0, 19)}Z'`;
}

const seenIds = (kind: CountedKind) => `
  SELECT id FROM ${countedKinds[kind].table} WHERE id BETWEEN $1 AND $2
  AND ${kind === 'order' ? "created_at > date_trunc('second', $3::timestamptz)" : '$3::timestamptz IS NOT NULL'}`;
const anyId = { first: '0', last: '9223372036854775807' };

async function listRanges(
  pool: Pool,
  kind: CountedKind,
  lookedAt: Date,
  size: number,
  { first, last }: Pick<IdRange, 'first' | 'last'> = anyId,
): Promise<IdRange[]> {
  const { rows } = await pool.query<IdRange>(
    `SELECT min(id)::text AS first, max(id)::text AS last, count(*)::int AS mirrored
     FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / $4 AS range FROM (${seenIds(kind)}) AS seen) AS numbered
     GROUP BY range ORDER BY range`,
    [first, last, oldestVisibleOrder(lookedAt), size],
  );
  return rows;
}

async function listIds(pool: Pool, kind: CountedKind, { first, last }: IdRange, lookedAt: Date): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`${seenIds(kind)} ORDER BY id`, [
    first,
    last,
    oldestVisibleOrder(lookedAt),
  ]);
  return rows.map(({ id }) => String(id));
}
