import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitUntil } from '../../dev/start/processes.ts';
import { importShop } from '../../src/mirror/import.ts';
import { mirrorRows, shopRows } from '../support/mirror-rows.ts';
import { dumpMirror, type MirroredShop, openMirroredShop } from '../support/mirror-shop.ts';
import { testRecord } from '../support/service.ts';
import { patience } from '../support/shopify-shop.ts';

/** MIRROR_IMPORT=5000x20000 runs the size of a real shop, which takes minutes. */
const [products = 120, orders = 500] = (process.env['MIRROR_IMPORT']?.split('x') ?? []).map(Number);
const size = { products, orders };
const timeoutMs = Math.max(170_000, orders * 120);

const command = join(import.meta.dirname, '../../src/start/shopify-sync.ts');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

function sync(shop: MirroredShop, ...options: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const { simulator, pipeline } = shop;
  const env = {
    PATH: process.env['PATH'],
    ...testRecord({ DATABASE_URL: pipeline.database.url }),
    SHOPIFY_SHOP_DOMAIN: simulator.shop.data.domain,
    SHOPIFY_ADMIN_API_ENDPOINT: simulator.url,
    SHOPIFY_CLIENT_ID: simulator.clientId,
    SHOPIFY_CLIENT_SECRET: simulator.clientSecret,
  };
  const child = spawn(process.execPath, [command, '--orders-days', '9999', ...options], { env, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  return { child, ended: once(child, 'close').then(([code]) => ({ code, stdout, stderr })) };
}

test(`the first import of ${size.products} products and ${size.orders} orders outlives being killed, and a second changes nothing`, {
  timeout: timeoutMs,
}, async () => {
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
  // Killed in the middle of the products, and again in the middle of the orders.
  for (const step of ['products', 'orders']) {
    const killed = sync(shop);
    expect(await waitUntil(async () => (await positionOf(step)) > 0, timeoutMs)).toBe(true);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBeNull();
    expect(await positionOf(step)).toBeGreaterThan(0);
    await pipeline.rows('UPDATE leases SET expires_at = now()');
  }
  const begun = () => simulator.calls.filter(({ operation }) => operation === 'bulkOperationRunQuery').length;
  const last = await sync(shop).ended;
  expect(last).toMatchObject({ code: 0 });
  // Every step was asked for once, however often it was cut off.
  expect(begun()).toBe(5);
  product.metafields = [];
  expect(await mirrorRows(pipeline.rows, deps.crypto)).toEqual(shopRows(simulator.shop.data));
  const large = [...simulator.shop.data.products.values()].filter(({ variants }) => variants.length > 100);
  expect(large.length).toBeGreaterThan(0);

  product.metafields = [{ id: 1, namespace: 'custom', key: 'size_chart', type: 'json', value: '[{"size":"M"}]' }];
  const dump = await dumpMirror(pipeline);
  const second = await sync(shop, '--json').ended;
  expect(second).toMatchObject({ code: 0 });
  const { steps } = JSON.parse(second.stdout) as {
    steps: { step: string; changed: number; wrongSizeCharts: number }[];
  };
  expect(steps.map(({ step, changed }) => ({ step, changed }))).toEqual(
    ['products', 'collections', 'inventory', 'customers', 'orders'].map((step) => ({ step, changed: 0 })),
  );
  expect(steps[0]?.wrongSizeCharts).toBe(1);
  expect(second.stderr).toContain('the size chart of a product is wrong');
  expect(await dumpMirror(pipeline)).toEqual(dump);

  product.metafields[0] = { id: 1, namespace: 'custom', key: 'size_chart', type: 'json', value: chart };
  const watched = await pipeline.rows('SELECT kind FROM mirror_watermarks ORDER BY kind');
  expect(watched).toHaveLength(5);
});

test('a dry run says what would change and writes nothing', async () => {
  const shop = await openMirroredShop({ products: 10, orders: 10 });
  const before = await dumpMirror(shop.pipeline);
  const { code, stdout } = await sync(shop, '--dry-run', '--json').ended;
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
  expect((await sync(shop, '--orders-days', '0').ended).code).toBe(2);
  expect((await sync(shop, 'all').ended).code).toBe(2);
  const { code, stdout } = await sync(shop, '--help').ended;
  expect(code).toBe(0);
  expect(stdout).toContain('npm run shopify:sync');
});
