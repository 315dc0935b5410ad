import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { findFreePort } from '../../dev/start/free-port.ts';
import { backendRoot } from '../guards/source-files.ts';
import { startService, type TestService, testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/** `npm run shop` as a developer runs it, beside the whole service. */
let service: TestService;
let environment: Record<string, string | undefined>;
let url: string;

const known = testRecord({});
const patience = { timeout: 20_000 };

beforeAll(async () => {
  service = await startService({ queue: 'inline' });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`;
  environment = {
    DATA_DIR: join(inject('runFolder'), 'no-instance-here'),
    DATABASE_URL: service.database.url,
    SHOPIFY_SHOP_DOMAIN: known['SHOPIFY_SHOP_DOMAIN'],
    SHOPIFY_WEBHOOK_SECRET: known['SHOPIFY_WEBHOOK_SECRET'],
    ENCRYPTION_KEY: known['ENCRYPTION_KEY'],
  };
});
afterAll(() => service?.stop());

const count = async (table: string) =>
  (await service.rows<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))[0]?.count ?? 0;

function open(port: number): { child: ChildProcessWithoutNullStreams; said: () => string } {
  const args = ['--url', url, '--port', String(port), '--products', '8', '--orders', '5'];
  const child = spawn(process.execPath, [join(backendRoot, 'dev/shop/shop.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += String(chunk);
    });
  }
  return { child, said: () => text };
}

test('brings a shop here, tells of it on one screen, and sends webhooks of what one makes happen', {
  timeout: 90_000,
}, async () => {
  const port = await findFreePort();
  const { child, said } = open(port);
  const closed = once(child, 'close');
  onTestFinished(() => void child.kill('SIGKILL'));
  await expect.poll(said, { timeout: 45_000 }).toContain('Try it');
  expect(said()).toContain(`SHOPIFY_ADMIN_API_ENDPOINT=http://127.0.0.1:${port}/admin/api/2026-10/graphql.json`);
  expect(said().split('\n').length).toBeLessThan(40);
  expect([await count('products'), await count('orders')]).toEqual([8, 5]);

  child.stdin.write('order\n');
  await expect.poll(() => count('orders'), patience).toBe(6);
  child.stdin.write('ship\n');
  await expect.poll(said, patience).toContain('is shipped');
  child.stdin.write('delete\n');
  await expect.poll(() => count('products'), patience).toBe(7);
  child.stdin.write('stock 0\nrefund\nprice\npay\nlose many\ndance\nlose 1\n');
  await expect.poll(said, patience).toContain('the next 1 webhooks are lost');
  for (const part of [
    '0 at each of',
    'is refunded',
    'costs 1.00 more',
    'there is no draft order',
    'many is not a number',
    'there is no dance',
  ]) {
    expect(said()).toContain(part);
  }
  child.stdin.write('delete\n');
  await expect.poll(() => said().match(/is deleted/g)?.length, patience).toBe(2);
  child.stdin.end();
  await service.settled();
  expect(await count('products')).toBe(7);
  expect(await service.rows("SELECT topic FROM webhook_inbox WHERE status IN ('dead', 'parked')")).toEqual([]);

  child.kill('SIGINT');
  expect((await closed)[0]).toBe(0);
});

test('says what is wrong in a sentence', async () => {
  const shop = (...args: string[]) => runCommand('dev/shop/shop.ts', args, environment);
  const wrong = await shop('--orders', 'many');
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    '--orders is a whole number, 1 to 20000.\nFor help: npm run shop -- --help\n',
  ]);
  const alone = await shop('--url', `http://127.0.0.1:${await findFreePort()}`);
  expect([alone.code, alone.stdout]).toEqual([1, '']);
  expect(alone.stderr).toContain('No server answers');
  const taken = await shop('--url', url, '--port', new URL(url).port);
  expect(taken.code).toBe(1);
  expect(taken.stderr).toContain('is taken by another program');
  const help = await shop('--help');
  expect([help.code, help.stderr]).toEqual([0, '']);
  expect(help.stdout).toContain('npm run shop');
});
