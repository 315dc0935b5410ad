import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceStock } from '../../src/modules/stock-alerts/stock-alerts.jobs.ts';
import { mailContext } from '../../src/platform/mail-outbox.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;

beforeAll(async () => {
  service = await startService({ queue: 'postgres', workers: 0 });
  await service.rows(`
    INSERT INTO products (id, handle, title, status, variant_ids, published_at, updated_at)
    VALUES (1, 'y-harness', 'Y-Harness', 'active', '{11,12}', '2026-01-01', now()),
           (2, 'secret', 'Secret', 'draft', '{21}', NULL, now())`);
  await service.rows(`
    INSERT INTO product_variants
      (id, product_id, title, price, position, inventory_item_id, inventory_policy, source_updated_at,
       source_triggered_at, source_digest)
    SELECT id, product_id, 'V', 10, 1, id * 10, 'deny', now(), now(), '\\x'
    FROM (VALUES (11, 1), (12, 1), (21, 2)) AS v (id, product_id)`);
});
afterAll(() => service.stop());

const post = (url: string, payload: object, key?: string) =>
  service.app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload,
    headers: key ? { 'idempotency-key': key } : {},
  });
const ask = (email: string, more: object = {}) => post('/products/y-harness/notify-me', { email, ...more });
const announce = () => {
  const { database, ...deps } = service.server.deps;
  const storefrontUrl = 'https://shop.example.com';
  return announceStock({ ...deps, writer: database.writer, storefrontUrl }, new AbortController().signal);
};
const stock = (item: number, available: number) =>
  service.rows(
    `INSERT INTO inventory_levels VALUES ($1, 1, $2, now()) ON CONFLICT (inventory_item_id, location_id)
     DO UPDATE SET available = excluded.available`,
    [item, available],
  );

/** What waits to be sent to an address, opened. */
async function mailsTo(email: string) {
  const rows = await service.rows<{ key: string; locale: string; sealed: Buffer }>(
    'SELECT key, locale, sealed FROM mails ORDER BY created_at, key',
  );
  return rows
    .map(({ key, locale, sealed }) => ({
      locale,
      ...(fromJson(service.server.deps.crypto.open(mailContext(key), sealed)) as {
        to: string;
        content: { kind: string; link: string; product: string };
      }),
    }))
    .filter(({ to }) => to === email);
}
const tokenOf = (link: string) => link.split('/').at(-1) as string;

test('asked, confirmed, back: one mail each, and then the address is forgotten', async () => {
  const email = 'ana@example.com';
  const asked = await ask(email, { variantId: '11', locale: 'ro' });
  expect([asked.statusCode, asked.json()]).toEqual([202, { status: 'confirmation_sent' }]);
  expect((await ask(email, { variantId: '11', locale: 'ro' })).statusCode).toBe(202);
  const [{ id }] = (await service.rows<{ id: string }>('SELECT id FROM stock_alerts')) as [{ id: string }];
  expect(
    await service.rows(`SELECT actor, subject, details FROM audit_log WHERE action = 'stock_alert.request'`),
  ).toEqual([{ actor: 'visitor', subject: `stock_alert:${id}`, details: {} }]);
  const [question, ...more] = await mailsTo(email);
  expect(more).toEqual([]);
  expect(question).toMatchObject({ locale: 'ro', content: { kind: 'confirm_stock_alert', product: 'Y-Harness' } });

  // Stock alone makes no mail: nobody has confirmed yet.
  await stock(110, 3);
  await announce();
  expect(await mailsTo(email)).toHaveLength(1);
  await stock(110, 0);

  const token = tokenOf(question?.content.link as string);
  const confirmed = await post('/stock-alerts/confirmations', { token });
  expect([confirmed.statusCode, confirmed.json()]).toEqual([
    200,
    { product: { handle: 'y-harness', title: 'Y-Harness' } },
  ]);
  expect((await post('/stock-alerts/confirmations', { token })).statusCode).toBe(200);

  // Another variant is not what was asked for.
  await stock(120, 5);
  await announce();
  expect(await mailsTo(email)).toHaveLength(1);

  await stock(110, 1);
  await Promise.all([announce(), announce(), announce()]);
  expect((await mailsTo(email)).map(({ content }) => [content.kind, content.link])).toEqual([
    ['confirm_stock_alert', question?.content.link],
    ['back_in_stock', 'https://shop.example.com/products/y-harness'],
  ]);
  expect(await service.rows('SELECT FROM stock_alerts')).toEqual([]);
  expect((await post('/stock-alerts/confirmations', { token })).statusCode).toBe(404);
  await service.rows('DELETE FROM inventory_levels');
});

test('who can buy it now need not wait', async () => {
  await stock(120, 1);
  expect((await ask('bob@example.com')).json()).toMatchObject({ status: 409, code: 'conflict' });
  expect((await ask('bob@example.com', { variantId: '11' })).statusCode).toBe(202);
  await service.rows('DELETE FROM inventory_levels');
});

test('nobody can have somebody else flooded', async () => {
  const email = 'victim@example.com';
  await service.rows(
    `INSERT INTO products (id, handle, title, status, variant_ids, published_at, updated_at)
     SELECT i, 'p-' || i, 'P', 'active', '{}', '2026-01-01', now() FROM generate_series(1000, 1029) i`,
  );
  await service.rows(
    `INSERT INTO product_variants (id, product_id, title, price, position, inventory_policy, source_updated_at,
       source_triggered_at, source_digest)
     SELECT i, i, 'V', 1, 1, 'deny', now(), now(), '\\x' FROM generate_series(1000, 1029) i`,
  );
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => post(`/products/p-${1_000 + index}/notify-me`, { email })),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
  expect(await mailsTo(email)).toHaveLength(20);
});

test.each([
  [{ email: 'nobody' }, 400],
  [{ email: `${'a'.repeat(250)}@example.com` }, 400],
  [{ email: 'a@example.com\r\nBcc: b@example.com' }, 400],
  [{ email: 'a@example.com', variantId: 11 }, 400],
  [{ email: 'a@example.com', variantId: '9223372036854775807' }, 404],
  [{ email: 'a@example.com', variantId: '9999999999999999999' }, 404],
  [{ email: 'a@example.com', locale: 'de' }, 400],
])('%j is answered %i and keeps nothing', async (body, status) => {
  const before = await service.rows('SELECT id FROM stock_alerts ORDER BY id');
  expect((await post('/products/y-harness/notify-me', body)).statusCode).toBe(status);
  expect(await service.rows('SELECT id FROM stock_alerts ORDER BY id')).toEqual(before);
});

test('what is not shown cannot be waited for', async () => {
  const answers = await Promise.all(
    ['secret', 'nothing'].map((handle) => post(`/products/${handle}/notify-me`, { email: 'a@example.com' })),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
});

test('an address that nobody confirms is forgotten after a week', async () => {
  await ask('late@example.com', { variantId: '12' });
  await service.rows(`UPDATE stock_alerts SET created_at = now() - interval '8 days'`);
  await announce();
  expect(await service.rows('SELECT FROM stock_alerts')).toEqual([]);
});
