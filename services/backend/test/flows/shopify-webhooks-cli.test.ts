import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wantedTopics } from '../../src/mirror/subscriptions.ts';
import { openShop, type SimulatedShop } from '../support/shopify-shop.ts';

const command = join(import.meta.dirname, '../../src/start/shopify-webhooks.ts');
const uri = 'https://api.example.com/webhooks/shopify';

async function mend({ simulator }: SimulatedShop, ...options: string[]) {
  const env = {
    PATH: process.env['PATH'],
    SHOPIFY_SHOP_DOMAIN: simulator.shop.data.domain,
    SHOPIFY_ADMIN_API_ENDPOINT: simulator.url,
    SHOPIFY_CLIENT_ID: simulator.clientId,
    SHOPIFY_CLIENT_SECRET: simulator.clientSecret,
  };
  const child = spawn(process.execPath, [command, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

function subscribe({ simulator }: SimulatedShop, topic: string, more: { uri?: string; filter?: string } = {}): number {
  const { data } = simulator.shop;
  const id = data.nextId++;
  data.subscriptions.set(id, { id, topic, uri, format: 'JSON', filter: null, includeFields: [], ...more });
  return id;
}

const topicsOf = ({ simulator }: SimulatedShop) =>
  [...simulator.shop.data.subscriptions.values()]
    .filter((one) => one.uri === uri)
    .map(({ topic }) => topic)
    .toSorted();

test('a dry run prints the plan, changes nothing and says so by its exit code', async () => {
  const shop = await openShop();
  const { code, stdout } = await mend(shop, '--address', uri, '--dry-run');
  expect(code).toBe(3);
  expect(stdout).toContain('+ ORDERS_CREATE\n');
  expect(stdout).not.toContain('REDACT');
  expect(shop.simulator.shop.data.subscriptions.size).toBe(0);
  expect(shop.simulator.calls.map(({ operation }) => operation)).toEqual(['webhookSubscriptions']);
});

test('what is missing, filtered or of no use is mended, what is not ours stays, and a second run finds nothing', async () => {
  const shop = await openShop();
  const kept = subscribe(shop, 'ORDERS_CREATE');
  const filtered = subscribe(shop, 'PRODUCTS_UPDATE', { filter: 'id:7' });
  const useless = subscribe(shop, 'THEMES_PUBLISH');
  const foreign = subscribe(shop, 'ORDERS_CREATE', { uri: 'https://other.example.com/' });
  const { code, stdout } = await mend(shop, '--address', uri);
  expect({ code, lines: stdout.split('\n').filter((line) => line.startsWith('-')) }).toEqual({
    code: 0,
    lines: ['- PRODUCTS_UPDATE (it has a filter)', '- THEMES_PUBLISH (it is not wanted)'],
  });
  const { subscriptions } = shop.simulator.shop.data;
  expect([kept, filtered, useless, foreign].map((id) => subscriptions.has(id))).toEqual([true, false, false, true]);
  expect(topicsOf(shop)).toEqual(wantedTopics().toSorted());
  expect([...subscriptions.values()].every(({ filter }) => filter === null)).toBe(true);

  const second = await mend(shop, '--address', uri, '--json');
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout).plan).toEqual({ create: [], update: [], remove: [], kept: wantedTopics().length });
});

test('where the app has the subscriptions, those of the shop are removed', async () => {
  const shop = await openShop();
  subscribe(shop, 'ORDERS_CREATE');
  const foreign = subscribe(shop, 'ORDERS_CREATE', { uri: 'https://other.example.com/' });
  expect((await mend(shop, '--address', uri, '--none')).code).toBe(0);
  expect([...shop.simulator.shop.data.subscriptions.keys()]).toEqual([foreign]);
});

test('wrong usage is 2, a shop that does not let us in is 1', async () => {
  const shop = await openShop();
  expect((await mend(shop)).code).toBe(2);
  expect((await mend(shop, '--address', 'http://api.example.com/')).code).toBe(2);
  shop.simulator.faults.next({ kind: 'status', status: 401 }, { operation: 'token', times: 10 });
  const { code, stderr } = await mend(shop, '--address', uri);
  expect(code).toBe(1);
  expect(stderr).not.toBe('');
});
