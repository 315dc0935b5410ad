import { onTestFinished } from 'vitest';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import type { ShopifySimulator, SimulatorOptions } from '../../dev/shopify-simulator/simulator.ts';
import { type MirrorDeps, reconcile } from '../../src/mirror/reconcile.ts';
import { type MirrorKind, mirrorKinds } from '../../src/mirror/snapshots.ts';
import type { Metrics } from '../../src/platform/metrics.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { openShop, patience } from './shopify-shop.ts';

export interface MirroredShop {
  simulator: ShopifySimulator;
  pipeline: Pipeline;
  deps: MirrorDeps;
  metrics: Metrics;
  /** The simulator's time, which stands still until it is moved. */
  clock: { now(): Date; move(milliseconds: number): void };
  /** One interval: every kind until it is complete. @returns how many resources changed. */
  reconcileAll(): Promise<number>;
}

export const roomy = { maximumAvailable: 1_000_000, restoreRate: 1_000_000 };

/** A simulated shop beside an empty mirror, without webhooks in between. */
export async function openMirroredShop(
  size: { products: number; orders: number },
  options: SimulatorOptions = {},
): Promise<MirroredShop> {
  let now = new Date('2026-11-20T12:00:00Z');
  const clock = {
    now: () => now,
    move: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
  };
  const data = generateShop({ seed: 11, ...size, now });
  const { simulator, admin, metrics } = await openShop({ data, clock, bucket: roomy, ...options });
  const pipeline = await openPipeline();
  onTestFinished(() => pipeline.stop());
  const { database, crypto, log } = pipeline.deps;
  const deps: MirrorDeps = { database, crypto, log, shopify: admin, clock, metrics, shopDomain: data.domain };
  return {
    simulator,
    pipeline,
    deps,
    metrics,
    clock,
    async reconcileAll() {
      let changed = 0;
      for (const kind of mirrorKinds) changed += await untilComplete(deps, kind);
      return changed;
    },
  };
}

async function untilComplete(deps: MirrorDeps, kind: MirrorKind): Promise<number> {
  for (let changed = 0; ; ) {
    const run = await reconcile(deps, kind, patience());
    changed += run.changed;
    if (run.outcome === 'complete') return changed;
    if (run.outcome === 'held') throw new Error('somebody else reconciles');
  }
}

/** Everything that the mirror keeps, versions included. What the catalogue derives from it comes with it. */
export async function dumpMirror(pipeline: Pick<Pipeline, 'rows'>): Promise<Record<string, string[]>> {
  const tables = [
    ...['products', 'product_variants', 'product_images', 'size_charts', 'collections', 'collection_products'],
    ...['inventory_levels', 'customers', 'orders', 'order_lines', 'fulfillments', 'fulfillment_lines', 'refunds'],
    ...['refund_lines', 'resource_versions', 'catalogue_products'],
  ];
  const dump: Record<string, string[]> = {};
  for (const table of tables) {
    // xmin: a row that was written again with the same content shows too.
    const rows = await pipeline.rows<{ row: string }>(
      `SELECT md5(t.xmin::text || t::text) AS row FROM ${table} AS t ORDER BY 1`,
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return dump;
}
