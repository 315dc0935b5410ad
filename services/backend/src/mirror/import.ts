import { setTimeout as sleep } from 'node:timers/promises';
import type { DataOf } from '../clients/shopify-operations.ts';
import { AppError } from '../platform/app-error.ts';
import { createLease } from '../platform/lease.ts';
import { toCollectionPayload } from '../webhooks/shopify-resources.ts';
import { applySnapshots, compareSnapshots } from './apply-snapshots.ts';
import { inBatches, readAhead, readBulkGroups } from './bulk-groups.ts';
import { beginOperation, type FinishedOperation, findOperation, finishedOperation } from './bulk-operation.ts';
import { forgetImport, type ImportRow, readImport, saveImport } from './import-rows.ts';
import { type ImportStep, importSteps, type ReadGroups } from './import-steps.ts';
import { applyMemberships } from './memberships.ts';
import { leaseOf, leaseSeconds, type MirrorDeps } from './reconcile.ts';
import { applySizeCharts } from './size-charts.ts';
import { readWatermark, saveWatermark } from './watermarks.ts';

export interface ImportProgress {
  step: ImportStep['name'];
  phase: 'asking' | 'applying' | 'done';
  resources: number;
  /** Of the result file; 0 while unknown. */
  bytes: number;
  /** How many of them are dealt with, those before an interruption among them. */
  bytesRead: number;
  changed: number;
  refused: number;
  wrongSizeCharts: number;
}

export interface ImportOptions {
  orderDays: number;
  /** Counts what would change and writes nothing. */
  dryRun: boolean;
  /** Begins anew although one was cut off. */
  restart: boolean;
  onProgress(progress: ImportProgress): void;
}

const attempts = 3;
const leasePollMs = 500;

/**
 * Brings the whole shop here: for each step a bulk operation, whose result is read line by line and applied in short
 * transactions by the handlers of webhooks. One that was cut off goes on where it was; what is here already stays as it
 * is, so that doing it again changes nothing. Afterwards reconciliation goes on from when it was asked.
 * @throws AppError `unavailable`, ShopifyError: what is applied stays, and calling it again goes on.
 */
export async function importShop(
  deps: MirrorDeps,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportProgress[]> {
  const pool = deps.database.primary;
  const steps = importSteps({ now: deps.clock.now(), orderDays: options.orderDays });
  if (!options.dryRun) await forgetImport(pool, { whenFinished: !options.restart, steps: steps.length });
  const results: ImportProgress[] = [];
  for (const step of steps) results.push(await runStep(deps, step, options, signal));
  return results;
}

async function runStep(
  deps: MirrorDeps,
  step: ImportStep,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportProgress> {
  const progress: ImportProgress = {
    ...{ step: step.name, phase: 'asking', resources: 0, bytes: 0, bytesRead: 0 },
    ...{ changed: 0, refused: 0, wrongSizeCharts: 0 },
  };
  const report = (change: Partial<ImportProgress>) => options.onProgress(Object.assign(progress, change));
  if (options.dryRun) {
    report({});
    const operation = await finish(deps, await beginOperation(deps.shopify, step.query, signal), signal);
    report({ phase: 'applying', bytes: operation.bytes });
    await readResult(deps, step, { operation, from: 0, signal }, progress, async (read) => {
      const { drifted, refused } = await compareSnapshots(deps, step.kind, read.snapshots);
      report({ changed: progress.changed + drifted, refused: progress.refused + refused });
    });
    report({ phase: 'done' });
    return progress;
  }
  const lease = createLease(deps.database.primary, leaseOf(step.kind), leaseSeconds);
  for (let isFirst = true; !(await lease.hold()); isFirst = false) {
    // One that was killed cannot let go: its lease runs out by itself.
    if (isFirst)
      deps.log.warn({ step: step.name }, `another process is at it, or was until ${leaseSeconds} s ago: waiting`);
    await sleep(leasePollMs, undefined, { signal });
  }
  try {
    await importStep(deps, step, progress, report, () => lease.hold(), signal);
  } finally {
    await lease.release();
  }
  report({ phase: 'done' });
  return progress;
}

async function importStep(
  deps: MirrorDeps,
  step: ImportStep,
  progress: ImportProgress,
  report: (change: Partial<ImportProgress>) => void,
  hold: () => Promise<boolean>,
  signal: AbortSignal,
): Promise<void> {
  const pool = deps.database.primary;
  for (let attempt = 1; ; attempt += 1) {
    const row = await readImport(pool, step.name);
    if (row?.finishedAt) {
      report({ resources: row.resources, changed: row.changed });
      return;
    }
    report({ resources: row?.resources ?? 0, changed: row?.changed ?? 0 });
    const asked = await askFor(deps, step, row, signal);
    const operation = await finishedOperation(deps.shopify, asked.operationId, signal);
    if (!operation) {
      // Failed, cancelled, or older than the week that Shopify keeps results.
      await saveImport(pool, { ...asked, operationId: null, position: 0, requestedAt: deps.clock.now() });
      if (attempt === attempts) throw new AppError('unavailable', `The bulk operation of the ${step.name} fails`);
      continue;
    }
    if (step.kind === 'collection') report({ changed: progress.changed + (await importCollections(deps, signal)) });
    report({ phase: 'applying', bytes: operation.bytes, bytesRead: asked.position });
    const noted = { ...asked };
    await readResult(deps, step, { operation, from: asked.position, signal }, progress, async (read, end) => {
      const { changed, refused } = await applySnapshots(deps, step.kind, read.snapshots);
      const charts = read.products.length > 0 ? await applySizeCharts(deps, read.products) : { changed: 0, wrong: 0 };
      const memberships = await applyMemberships(deps, read.memberships, signal);
      const sum = changed.missing + changed.outdated + changed.differing + charts.changed + memberships;
      const wrongSizeCharts = progress.wrongSizeCharts + charts.wrong;
      report({ changed: progress.changed + sum, refused: progress.refused + refused, wrongSizeCharts });
      Object.assign(noted, { position: end, resources: noted.resources + read.resources, changed: progress.changed });
      await saveImport(pool, noted);
      if (!(await hold())) throw new AppError('unavailable', 'Another process has taken over the mirror');
      signal.throwIfAborted();
    });
    await saveImport(pool, { ...noted, changed: progress.changed, finishedAt: deps.clock.now() });
    const known = await readWatermark(pool, step.kind);
    if (!known?.underway) await saveWatermark(pool, step.kind, { completeTo: operation.createdAt });
    return;
  }
}

/** Notes the question before it is asked: whoever comes after a crash finds the operation by it. */
async function askFor(
  deps: MirrorDeps,
  step: ImportStep,
  row: ImportRow | undefined,
  signal: AbortSignal,
): Promise<ImportRow & { operationId: string }> {
  if (row?.operationId) return { ...row, operationId: row.operationId };
  const pool = deps.database.primary;
  const found = row && (await findOperation(deps.shopify, { query: row.query, since: row.requestedAt }, signal));
  const asked: ImportRow = row ?? {
    ...{ step: step.name, requestedAt: deps.clock.now(), query: step.query, operationId: null },
    ...{ position: 0, resources: 0, changed: 0, finishedAt: null },
  };
  if (!row) await saveImport(pool, asked);
  const operationId = found ?? (await beginOperation(deps.shopify, asked.query, signal));
  await saveImport(pool, { ...asked, operationId });
  return { ...asked, operationId };
}

async function finish(deps: MirrorDeps, id: string, signal: AbortSignal): Promise<FinishedOperation> {
  const operation = await finishedOperation(deps.shopify, id, signal);
  if (!operation) throw new AppError('unavailable', 'The bulk operation failed');
  return operation;
}

async function readResult(
  deps: MirrorDeps,
  step: ImportStep,
  { operation, from, signal }: { operation: FinishedOperation; from: number; signal: AbortSignal },
  progress: ImportProgress,
  apply: (read: ReadGroups, end: number) => Promise<void>,
): Promise<void> {
  if (!operation.url) return;
  const ended = new AbortController();
  const reading = readBatches(
    deps,
    step,
    { ...operation, url: operation.url },
    from,
    AbortSignal.any([signal, ended.signal]),
  );
  try {
    for await (const { read, end } of readAhead(reading)) {
      progress.resources += read.resources;
      progress.bytesRead = end;
      await apply(read, end);
    }
  } finally {
    // Who fails while the next batch is asked for need not wait for it.
    ended.abort();
  }
}

async function* readBatches(
  deps: MirrorDeps,
  step: ImportStep,
  operation: FinishedOperation & { url: string },
  from: number,
  signal: AbortSignal,
): AsyncGenerator<{ read: ReadGroups; end: number }> {
  for await (const groups of inBatches(readBulkGroups(operation.url, from, signal), step.batch)) {
    const read = await step.read(deps, groups, operation.createdAt, signal);
    yield { read, end: groups.at(-1)?.end ?? from };
  }
}

/** What a collection is beside its products is not in the bulk result (see shopify-bulk-queries). */
async function importCollections(deps: MirrorDeps, signal: AbortSignal): Promise<number> {
  let changed = 0;
  for (let cursor: string | null = null; ; ) {
    const takenAt = deps.clock.now();
    const { collections }: DataOf<'collectionsUpdatedSince'> = await deps.shopify.run(
      'collectionsUpdatedSince',
      { query: null, after: cursor },
      signal,
    );
    const snapshots = collections.nodes.map((node) => ({ payload: toCollectionPayload(node), takenAt }));
    const applied = await applySnapshots(deps, 'collection', snapshots);
    changed += applied.changed.missing + applied.changed.outdated + applied.changed.differing;
    if (!collections.pageInfo.hasNextPage) return changed;
    cursor = collections.pageInfo.endCursor;
  }
}
