import { afterAll, beforeAll, expect, test } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { ada, adaCustomer, adaDeliveries, adaOrder, adaRedaction } from '../support/ada.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type StartedProcess, startServerProcess } from '../support/processes.ts';
import { sampleWith } from '../support/samples.ts';
import { testRecord } from '../support/service.ts';
import {
  clientSecret,
  previousSecret,
  type Sent,
  sign,
  signedDelivery,
  toBytes,
  webhookSecret,
} from '../support/shopify.ts';

const metricsToken = 'metrics-token-of-the-tests-0123456789';

let database: TestDatabase;
let server: StartedProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServerProcess(
    testRecord({
      DATABASE_URL: database.url,
      DATABASE_REPLICA_URL: database.replicaUrl,
      ENABLE_QUEUE: 'false',
      LOG_LEVEL: 'trace',
      METRICS_TOKEN: metricsToken,
    }),
  );
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

const signatures: string[] = [];

async function send(sent: Sent): Promise<number> {
  const { headers, payload } = signedDelivery(sent);
  signatures.push(String(headers['x-shopify-hmac-sha256']));
  const reply = await fetch(`http://127.0.0.1:${server.port}/webhooks/shopify?email=${ada.email}`, {
    method: 'POST',
    headers: headers as Record<string, string>,
    body: new Uint8Array(payload),
  });
  await reply.arrayBuffer();
  return reply.status;
}

const query = (sql: string) => withClient(database.url, async (client) => (await client.query(sql)).rows);
const idle = () =>
  expect
    .poll(
      () => query(`SELECT FROM webhook_inbox WHERE status = 'processing' OR (status = 'pending' AND attempts = 0)`),
      {
        timeout: 15_000,
      },
    )
    .toEqual([]);

/** Everything that can go wrong with her data in hand. */
async function goThroughEverything(): Promise<void> {
  for (const sent of adaDeliveries()) expect(await send(sent)).toBe(200);
  await idle();
  const bad = [
    { 'x-shopify-hmac-sha256': sign(toBytes('x')) },
    { 'x-shopify-hmac-sha256': undefined },
    { 'x-shopify-webhook-id': '' },
    { 'x-shopify-shop-domain': 'quillfeather.myshopify.com' },
    { 'x-request-id': ada.email },
  ];
  for (const headers of bad) await send({ topic: 'orders/create', body: adaOrder({ nonce: Math.random() }), headers });

  const later = { updated_at: '2030-01-01T00:00:00Z' };
  const [line] = adaOrder()['line_items'] as object[];
  await send({ topic: 'orders/updated', body: adaOrder({ ...later, line_items: [{ ...line, quantity: 3e9 }] }) });
  await send({ topic: 'customers/update', body: adaCustomer({ ...later, created_at: '-200000-01-01T00:00:00Z' }) });
  const [variant] = sampleWith('products/update', {})['variants'] as object[];
  const product = { variants: [{ ...variant, title: 'Bruno', sku: 'Kastanienallee', position: 3e9 }], title: 'Bruno' };
  await send({ topic: 'products/update', body: sampleWith('products/update', product) });
  await idle();

  for (const table of ['customers', 'orders', 'data_exports']) {
    await query(`ALTER TABLE ${table} RENAME TO ${table}_away`);
    await send({ topic: 'customers/update', body: adaCustomer({ ...later, nonce: table }) });
    await send({ topic: 'orders/updated', body: adaOrder({ ...later, nonce: table }) });
    await send({ topic: 'customers/redact', body: { ...adaRedaction(), nonce: table } });
    await idle();
    await query(`ALTER TABLE ${table}_away RENAME TO ${table}`);
  }
  await query('ALTER TABLE webhook_receipts RENAME TO webhook_receipts_away');
  expect(await send({ topic: 'customers/update', body: adaCustomer({ nonce: 'unrecorded' }) })).toBe(503);
  await query('ALTER TABLE webhook_receipts_away RENAME TO webhook_receipts');
  await fetch(`http://127.0.0.1:${server.port}/${ada.email}?token=${metricsToken}`, {
    headers: { authorization: `Bearer ${metricsToken}`, cookie: `session=${metricsToken}` },
  });
  expect(await send({ topic: 'customers/redact', body: adaRedaction() })).toBe(200);
  await idle();
}

test('no line at the most talkative level holds personal data, a secret, a signature or a body', async () => {
  await goThroughEverything();
  const { stdout, stderr } = await server.stop();
  const lines = `${stdout}${stderr}`.trim().split('\n');
  expect(lines.length).toBeGreaterThan(50);

  const secrets = [webhookSecret, previousSecret, clientSecret, metricsToken, 'tests-encrypt-with-this-32-chars'];
  const passwords = [database.url, database.replicaUrl].map((url) => new URL(url).password);
  const parts = ['admin_graphql_api_id', 'line_items', 'shop_money', 'Mid-century lounger', '3000000000', '-200000'];
  const forbidden = [...ada.texts, ...secrets, ...passwords, ...signatures, ...parts];
  const telling = lines.filter((line) => forbidden.some((text) => line.toLowerCase().includes(text.toLowerCase())));
  expect(telling).toEqual([]);
});

test('every line is JSON, with a level, a time, and what it is about', async () => {
  const { stdout } = await server.stop();
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const line of lines)
    expect(line).toMatchObject({ level: expect.any(String), time: expect.any(String), role: 'server' });
  const answered = lines.filter(({ msg }) => msg === 'request answered');
  const processed = lines.filter(({ msg }) => msg === 'delivery processed');
  expect(answered.length).toBeGreaterThan(20);
  expect(answered.every(({ requestId, operation }) => requestId && operation)).toBe(true);
  expect(processed.length).toBeGreaterThan(10);
  expect(processed.every(({ inboxId, topic }) => inboxId && topic)).toBe(true);
});
