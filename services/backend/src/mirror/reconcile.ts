import type { ShopifyAdmin } from '../clients/shopify.ts';
import { ShopifyError } from '../clients/shopify-failures.ts';
import type { Clock } from '../platform/clock.ts';
import { createLease } from '../platform/lease.ts';
import { type ApplyDeps, applySnapshots } from './apply-snapshots.ts';
import { removeDeleted } from './deletions.ts';
import { countDrift, type Drift, type DriftDeps, type DriftKind } from './drift.ts';
import { applyMemberships } from './memberships.ts';
import { type ChangedPage, readPages } from './pages.ts';
import { noteRun } from './runs.ts';
import { applySizeCharts } from './size-charts.ts';
import type { MirrorKind } from './snapshots.ts';
import { readWatermark, saveWatermark, type Watermark } from './watermarks.ts';

export interface MirrorDeps extends ApplyDeps {
  shopify: ShopifyAdmin;
  clock: Clock;
  metrics: DriftDeps['metrics'];
}

/**
 * Asked for again each time: Shopify's search index follows the data after a while, two clocks differ, and a webhook on
 * its way may bring an older state than the one that was read.
 */
const overlapMs = 5 * 60_000;
/** Where nothing was ever reconciled or imported: what is older comes with the first import (npm run shopify:sync). */
const firstLookBackMs = 24 * 60 * 60_000;
/** The next run goes on where this one ends. */
const pagesPerRun = 20;
export const leaseSeconds = 120;
export const leaseOf = (kind: MirrorKind) => `mirror:${kind}`;

export interface Reconciled {
  /** `held`: another process is at it. `more`: there are more pages, for the next run. */
  outcome: 'complete' | 'more' | 'held';
  changed: number;
}

/**
 * Asks the shop for what changed since the watermark and feeds it to the handlers of webhooks: what a lost webhook would
 * have told is here after one run. The watermark moves when a page is applied, so a run that is cut off is repeated. A
 * run that got to the end also removes what the shop has deleted.
 * @throws AppError `unavailable`, ShopifyError: what was applied stays.
 */
export async function reconcile(deps: MirrorDeps, kind: MirrorKind, signal: AbortSignal): Promise<Reconciled> {
  const lease = createLease(deps.database.primary, leaseOf(kind), leaseSeconds);
  if (!(await lease.hold())) return { outcome: 'held', changed: 0 };
  try {
    return await noteRun({ pool: deps.database.primary, clock: deps.clock }, kind, 'reconcile', async () => {
      const result = await readChanges(deps, kind, () => lease.hold(), signal);
      return { result, ended: result };
    });
  } finally {
    await lease.release();
  }
}

async function readChanges(
  deps: MirrorDeps,
  kind: MirrorKind,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<Reconciled & { outcome: 'complete' | 'more' }> {
  const pool = deps.database.primary;
  const startedAt = deps.clock.now();
  const mark = (await readWatermark(pool, kind)) ?? {
    completeTo: new Date(startedAt.getTime() - firstLookBackMs),
  };
  const since = mark.underway?.since ?? new Date(mark.completeTo.getTime() - overlapMs);
  const target = mark.underway?.target ?? startedAt;
  let cursor = mark.underway?.cursor ?? null;
  let changed = 0;
  for (let page = 1; page <= pagesPerRun; page += 1) {
    const read = await readPageAt(deps, kind, mark, { since, cursor }, signal);
    changed += await applyPage(deps, kind, read, signal);
    if (read.next === null) {
      await saveWatermark(pool, kind, { completeTo: target });
      return { outcome: 'complete', changed: changed + (await removeDeleted(deps, kind, hold, signal)) };
    }
    cursor = read.next;
    await saveWatermark(pool, kind, { completeTo: mark.completeTo, underway: { since, cursor, target } });
    if (signal.aborted || !(await hold())) break;
  }
  return { outcome: 'more', changed };
}

/** A cursor that Shopify does not take (any more) would be in the way for ever: the next run begins at the first page. */
async function readPageAt(
  deps: MirrorDeps,
  kind: MirrorKind,
  mark: Watermark,
  { since, cursor }: { since: Date; cursor: string | null },
  signal: AbortSignal,
): Promise<ChangedPage> {
  try {
    return await readPages[kind](deps, since, cursor, signal);
  } catch (error) {
    if (cursor !== null && error instanceof ShopifyError) {
      await saveWatermark(deps.database.primary, kind, { completeTo: mark.completeTo });
    }
    throw error;
  }
}

/** Applies all that a page tells, and counts what the mirror had lacked. */
export async function applyPage(
  deps: MirrorDeps,
  kind: MirrorKind,
  page: ChangedPage,
  signal: AbortSignal,
): Promise<number> {
  const count = async (of: DriftKind, drift: Drift, number: number) => {
    await countDrift(deps, of, drift, number);
    return number;
  };
  const { changed } = await applySnapshots(deps, kind, page.snapshots);
  let total = 0;
  for (const drift of ['missing', 'outdated', 'differing'] as const) total += await count(kind, drift, changed[drift]);
  if (page.products.length > 0) {
    const charts = await applySizeCharts(deps, page.products);
    total += await count('size_chart', 'outdated', charts.changed);
  }
  const memberships = await applyMemberships(deps, page.memberships, signal);
  return total + (await count('membership', 'outdated', memberships));
}
