import { expect, test } from 'vitest';
import { waitUntil } from '../../dev/start/processes.ts';
import { importShop } from '../../src/mirror/import.ts';
import { mirrorRows, shopRows, type TableRows } from '../support/mirror-rows.ts';
import { dumpMirror, openMirroredShop } from '../support/mirror-shop.ts';
import { patience } from '../support/shopify-shop.ts';
import { startSync } from '../support/sync-command.ts';

/** MIRROR_IMPORT=5000x20000 runs the size of a real shop, which takes minutes. */
const [products = 120, orders = 500] = (process.env['MIRROR_IMPORT']?.split('x') ?? []).map(Number);
const size = { products, orders };
const timeoutMs = Math.max(170_000, orders * 120);

/** The most that the command may have in memory, whatever the size of the shop. */
const mostMb = 340;

/** For the report of a large run: what took how long. */
function report(seconds: Record<string, number>, peakMb: number): void {
  const times = Object.entries(seconds).map(([name, value]) => `${name} ${value.toFixed(1)} s`);
  const shop = `${size.products} products, ${size.orders} orders`;
  process.stderr.write(`import of ${shop}: ${times.join(', ')}; peak resident ${Math.round(peakMb)} MB\n`);
}

/** Of tables that are not the same the first rows of one side only: a diff of a hundred thousand would never end. */
function differences(actual: TableRows, expected: TableRows) {
  return Object.keys({ ...actual, ...expected }).flatMap((table) => {
    const [here, there] = [actual[table] ?? [], expected[table] ?? []];
    if (here.length === there.length && here.every((row, index) => row === there[index])) return [];
    const only = (these: string[], those: ReadonlySet<string>) => these.filter((row) => !those.has(row)).slice(0, 3);
    const missing = only(there, new Set(here));
    return [{ table, rows: [here.length, there.length], missing, surplus: only(here, new Set(there)) }];
  });
}

test(`the first import of ${size.products} products and ${size.orders} orders outlives being killed, and a second changes nothing`, {
  timeout: timeoutMs,
}, async () => {
  const seconds: Record<string, number> = {};
  const peaksMb: number[] = [];
  const shop = await openMirroredShop(size);
  const { pipeline, simulator, deps } = shop;
  const product = [...simulator.shop.data.products.values()].find(({ metafields }) => metafields.length > 0);
  if (!product?.metafields[0]) throw new Error('no product has a size chart');
  const chart = product.metafields[0].value;
  product.metafields[0].value = '[{"size":"M"}]';

  const positionOf = async (step: string) => {
    const rows = await pipeline.rows<{ position: number }>(
      'SELECT position::float8 AS position FROM mirror_imports WHERE step = $1 AND finished_at IS NULL',
      [step],
    );
    return rows[0]?.position ?? 0;
  };
  const sessions = async () => {
    const rows = await pipeline.rows(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pet-backend operator'`,
    );
    return rows.length;
  };
  // Killed in the middle of the products, and again in the middle of the orders.
  for (const step of ['products', 'orders']) {
    const killed = startSync(shop);
    expect(await waitUntil(async () => (await positionOf(step)) > 0, timeoutMs)).toBe(true);
    killed.child.kill('SIGKILL');
    const died = await killed.ended;
    expect(died.code).toBeNull();
    seconds[`until killed in ${step}`] = died.seconds;
    peaksMb.push(died.peakMb);
    expect(await positionOf(step)).toBeGreaterThan(0);
    // What it had sent is still carried out, and may renew the lease once more.
    expect(await waitUntil(async () => (await sessions()) === 0, timeoutMs)).toBe(true);
    await pipeline.rows('UPDATE leases SET expires_at = now()');
  }
  const begun = () => simulator.calls.filter(({ operation }) => operation === 'bulkOperationRunQuery').length;
  const last = await startSync(shop).ended;
  expect(last.code, last.stderr).toBe(0);
  seconds['to the end'] = last.seconds;
  // Every step was asked for once, however often it was cut off.
  expect(begun()).toBe(5);
  product.metafields = [];
  const comparedAt = performance.now();
  expect(differences(await mirrorRows(pipeline.rows, deps.crypto), shopRows(simulator.shop.data))).toEqual([]);
  seconds['compared row by row'] = (performance.now() - comparedAt) / 1_000;
  const large = [...simulator.shop.data.products.values()].filter(({ variants }) => variants.length > 100);
  expect(large.length).toBeGreaterThan(0);

  product.metafields = [{ id: 1, namespace: 'custom', key: 'size_chart', type: 'json', value: '[{"size":"M"}]' }];
  const dump = await dumpMirror(pipeline);
  const second = await startSync(shop, '--json').ended;
  expect(second.code, second.stderr).toBe(0);
  seconds['second run'] = second.seconds;
  const { steps } = JSON.parse(second.stdout) as {
    steps: { step: string; changed: number; wrongSizeCharts: number }[];
  };
  expect(steps.map(({ step, changed }) => ({ step, changed }))).toEqual(
    ['products', 'collections', 'inventory', 'customers', 'orders'].map((step) => ({ step, changed: 0 })),
  );
  expect(steps[0]?.wrongSizeCharts).toBe(1);
  expect(second.stderr).toContain('the size chart of a product is wrong');
  expect(differences(await dumpMirror(pipeline), dump)).toEqual([]);
  peaksMb.push(last.peakMb, second.peakMb);
  report(seconds, Math.max(...peaksMb));
  expect(Math.max(...peaksMb)).toBeLessThan(mostMb);

  product.metafields[0] = { id: 1, namespace: 'custom', key: 'size_chart', type: 'json', value: chart };
  const watched = await pipeline.rows('SELECT kind FROM mirror_watermarks ORDER BY kind');
  expect(watched).toHaveLength(5);
});

test('a dry run says what would change and writes nothing', async () => {
  const shop = await openMirroredShop({ products: 10, orders: 10 });
  const before = await dumpMirror(shop.pipeline);
  const { code, stdout } = await startSync(shop, '--dry-run', '--json').ended;
  expect(code).toBe(0);
  const { steps } = JSON.parse(stdout) as { steps: { step: string; changed: number }[] };
  const { data } = shop.simulator.shop;
  expect(Object.fromEntries(steps.map(({ step, changed }) => [step, changed]))).toMatchObject({
    products: 10,
    inventory: data.inventory.size,
    customers: data.customers.size,
    orders: 10,
  });
  expect(await dumpMirror(shop.pipeline)).toEqual(before);
  expect(await shop.pipeline.rows('SELECT * FROM mirror_imports')).toEqual([]);
});

test('an operation that was begun by a process which died before it knew is found again', async () => {
  const shop = await openMirroredShop({ products: 4, orders: 0 });
  const options = { orderDays: 60, dryRun: false, restart: false, onProgress: () => undefined };
  shop.simulator.faults.next({ kind: 'lost_answer' }, { operation: 'bulkOperationRunQuery' });
  await expect(importShop(shop.deps, options, patience())).rejects.toThrow();
  await importShop(shop.deps, options, patience());
  expect(shop.simulator.calls.filter(({ operation }) => operation === 'bulkOperationRunQuery')).toHaveLength(5);
  expect(await shop.pipeline.rows('SELECT count(*)::int AS n FROM products')).toEqual([{ n: 4 }]);
});

test('wrong usage, and nothing to sign in with', async () => {
  const shop = await openMirroredShop({ products: 0, orders: 0 });
  expect((await startSync(shop, '--orders-days', '0').ended).code).toBe(2);
  expect((await startSync(shop, 'all').ended).code).toBe(2);
  const { code, stdout } = await startSync(shop, '--help').ended;
  expect(code).toBe(0);
  expect(stdout).toContain('npm run shopify:sync');
});
