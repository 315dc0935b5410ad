import type { Pool } from 'pg';
import { z } from 'zod';
import { applyInventoryLevels } from '../modules/inventory/inventory.writes.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Database, Tx } from '../platform/db.ts';
import type { Log } from '../platform/log.ts';
import { lockResources } from '../platform/resource-versions.ts';
import { type TopicHandler, topicHandlers } from '../webhooks/topics.ts';
import type { Drift } from './drift.ts';
import { type MirrorKind, type ReadySnapshot, readySnapshot, type Snapshot } from './snapshots.ts';

export interface ApplyDeps {
  database: Pick<Database, 'writer' | 'primary'>;
  crypto: Crypto;
  shopDomain: string;
  log: Log;
}

type Found = Exclude<Drift, 'undeleted'>;
export interface AppliedSnapshots {
  changed: Record<Found, number>;
  unchanged: number;
  /** What no handler takes; logged, and left as it is. */
  refused: number;
}

interface Known {
  id: string;
  updated_at: Date | null;
  digest: Buffer;
  deleted: boolean;
}

/** So much in one transaction: readers never wait, and what else writes the same rows waits for less than a second. */
const batchSizes: Record<MirrorKind, number> = {
  product: 20,
  collection: 20,
  inventory_level: 500,
  customer: 50,
  order: 25,
};
const transactionTimeoutMs = 30_000;

/** What `applySnapshots` would do. */
export async function compareSnapshots(
  deps: ApplyDeps,
  kind: MirrorKind,
  snapshots: readonly Snapshot[],
): Promise<{ drifted: number; refused: number }> {
  const ready = readyAll(deps, kind, snapshots);
  const known = await readKnown(deps.database.primary, kind, ready);
  const drifted = ready.filter((snapshot) => driftOf(known.get(snapshot.id), snapshot)).length;
  return { drifted, refused: snapshots.length - ready.length };
}

/**
 * Applies what was fetched by the handlers of webhooks and their rules: newer news stays, whoever brought it. What is
 * known already is not written at all, so that a run that finds nothing missing changes nothing.
 */
export async function applySnapshots(
  deps: ApplyDeps,
  kind: MirrorKind,
  snapshots: readonly Snapshot[],
): Promise<AppliedSnapshots> {
  const applied: AppliedSnapshots = { changed: { missing: 0, outdated: 0, differing: 0 }, unchanged: 0, refused: 0 };
  const ready = readyAll(deps, kind, snapshots);
  applied.refused = snapshots.length - ready.length;
  const known = await readKnown(deps.database.primary, kind, ready);
  const news = ready.flatMap((snapshot) => {
    const drift = driftOf(known.get(snapshot.id), snapshot);
    return drift ? [{ snapshot, drift }] : [];
  });
  // In one order, whoever comes: two that wait for one another would have to be ended.
  news.sort((one, other) => (one.snapshot.id < other.snapshot.id ? -1 : 1));
  const size = batchSizes[kind];
  for (let start = 0; start < news.length; start += size) {
    const batch = news.slice(start, start + size);
    const fresh = await applyBatch(
      deps,
      kind,
      batch.map(({ snapshot }) => snapshot),
    );
    for (const { snapshot, drift } of batch) if (fresh.has(snapshot.id)) applied.changed[drift] += 1;
  }
  const changed = applied.changed.missing + applied.changed.outdated + applied.changed.differing;
  applied.unchanged = ready.length - changed;
  return applied;
}

function readyAll(deps: ApplyDeps, kind: MirrorKind, snapshots: readonly Snapshot[]): ReadySnapshot[] {
  const byId = new Map<string, ReadySnapshot>();
  for (const snapshot of snapshots) {
    try {
      const ready = readySnapshot(kind, snapshot);
      byId.set(ready.id, ready);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      const { id } = snapshot.payload as { id?: unknown };
      // Paths and rules only: what was found there may be personal.
      const issues = error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
      deps.log.warn({ kind, id: String(id ?? ''), issues }, 'the shop has a resource that no handler takes');
    }
  }
  return [...byId.values()];
}

async function readKnown(
  pool: Pool,
  kind: MirrorKind,
  ready: readonly ReadySnapshot[],
): Promise<ReadonlyMap<string, Known>> {
  if (ready.length === 0) return new Map();
  const { rows } = await pool.query<Known>(
    `SELECT id, nullif(updated_at, '-infinity') AS updated_at, digest, deleted
     FROM resource_versions WHERE kind = $1 AND id = ANY ($2::text[])`,
    [kind, ready.map(({ id }) => id)],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function driftOf(known: Known | undefined, { version }: ReadySnapshot): Found | undefined {
  if (!known) return 'missing';
  if (known.deleted) return undefined;
  // Locked by something that names it, a fulfilment say, and never described.
  if (!known.updated_at) return 'missing';
  const difference = version.updatedAt.getTime() - known.updated_at.getTime();
  if (difference !== 0) return difference > 0 ? 'outdated' : undefined;
  return version.digest.equals(known.digest) ? undefined : 'differing';
}

/** @returns the ids that were news in the end. */
async function applyBatch(
  deps: ApplyDeps,
  kind: MirrorKind,
  batch: readonly ReadySnapshot[],
): Promise<ReadonlySet<string>> {
  return deps.database.writer.$transaction(
    async (tx) => {
      if (kind === 'inventory_level') return applyLevels(tx, deps, batch);
      if (kind === 'order') await lockCustomersAndOrders(tx, batch);
      return applyEach(tx, deps, batch);
    },
    { timeout: transactionTimeoutMs, maxWait: transactionTimeoutMs },
  );
}

async function applyEach(tx: Tx, deps: ApplyDeps, batch: readonly ReadySnapshot[]): Promise<ReadonlySet<string>> {
  const fresh = new Set<string>();
  for (const { topic, id, payload, triggeredAt } of batch) {
    const handler: TopicHandler = topicHandlers[topic];
    const context = { tx, crypto: deps.crypto, shopDomain: deps.shopDomain, triggeredAt };
    const applied = await handler.apply(context, payload as never);
    if (applied.fresh) fresh.add(id);
  }
  return fresh;
}

/** There are many more levels than anything else, and each is small: they are written together. */
async function applyLevels(tx: Tx, deps: ApplyDeps, batch: readonly ReadySnapshot[]): Promise<ReadonlySet<string>> {
  const isLevel = ({ topic }: ReadySnapshot) => topic === 'inventory_levels/update';
  const fresh = await applyInventoryLevels(
    tx,
    batch.filter(isLevel).map(({ payload, version }) => ({ payload: payload as never, version })),
  );
  const gone = await applyEach(
    tx,
    deps,
    batch.filter((snapshot) => !isLevel(snapshot)),
  );
  return new Set([...fresh, ...gone]);
}

/** The lock order of resource-versions (customer, order, parts), for several orders at once. */
async function lockCustomersAndOrders(tx: Tx, batch: readonly ReadySnapshot[]): Promise<void> {
  const customers = batch.flatMap(({ payload }) => (payload as { customer?: { id: bigint } | null }).customer ?? []);
  await lockResources(tx, 'customer', [...new Set(customers.map(({ id }) => String(id)))]);
  await lockResources(
    tx,
    'order',
    batch.map(({ id }) => id),
  );
}
