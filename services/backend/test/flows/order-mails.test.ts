import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailContext } from '../../src/platform/mail-outbox.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const now = () => new Date().toISOString();
const orderId = '820982911946154508';
const order = (more: object = {}) =>
  sampleWith('orders/create', {
    id: orderId,
    email: 'ana@example.com',
    customer_locale: 'ro-RO',
    financial_status: 'paid',
    created_at: now(),
    processed_at: now(),
    updated_at: now(),
    test: false,
    cancelled_at: null,
    cancel_reason: null,
    ...more,
  });

/** Every mail that there is, its content where it has not left yet. */
async function mails() {
  const rows = await service.rows<{ key: string; kind: string; locale: string; sealed: Buffer | null; status: string }>(
    'SELECT key, kind, locale, sealed, status FROM mails ORDER BY created_at, key',
  );
  return rows.map(({ key, kind, locale, sealed }) => ({
    key,
    kind,
    locale,
    opened: sealed && fromJson(service.server.deps.crypto.open(mailContext(key), sealed)),
  }));
}

test('a paid order is confirmed once, in the language of its customer, however often it is told', async () => {
  await service.settle({ topic: 'orders/create', body: order({ financial_status: 'pending' }) });
  expect(await mails()).toEqual([]);
  await service.settle({ topic: 'orders/paid', body: order() });
  await service.settle({ topic: 'orders/updated', body: order({ note: 'again' }) });
  const [confirmed, ...more] = await mails();
  expect(more).toEqual([]);
  expect(confirmed).toMatchObject({ key: `order:${orderId}:paid`, kind: 'order_confirmed', locale: 'ro' });
  if (confirmed?.opened) {
    expect(confirmed.opened).toMatchObject({ to: 'ana@example.com', content: { kind: 'order_confirmed' } });
  }
});

test('a parcel that has left is told with where to follow it', async () => {
  const fulfillment = sampleWith('fulfillments/create', {
    id: '255858046',
    order_id: orderId,
    status: 'success',
    shipment_status: null,
    tracking_company: 'FAN Courier',
    tracking_numbers: ['1'],
    tracking_urls: ['https://example.com/1'],
    created_at: now(),
    updated_at: now(),
  });
  await service.settle({ topic: 'fulfillments/create', body: fulfillment });
  const shipped = (await mails()).filter(({ kind }) => kind === 'shipped');
  expect(shipped.map(({ key, locale }) => [key, locale])).toEqual([[`order:${orderId}:shipped:255858046`, 'ro']]);
});

test('an old order that is imported writes to nobody, nor does one without an address', async () => {
  const before = (await mails()).length;
  const old = {
    created_at: '2024-01-01T00:00:00Z',
    processed_at: '2024-01-01T00:00:00Z',
    updated_at: '2024-01-02T00:00:00Z',
  };
  await service.settle({
    topic: 'orders/paid',
    body: order({ id: '17', admin_graphql_api_id: 'gid://shopify/Order/17', ...old }),
  });
  const nobody = { email: null, contact_email: null };
  await service.settle({
    topic: 'orders/paid',
    body: order({ id: '18', admin_graphql_api_id: 'gid://shopify/Order/18', ...nobody }),
  });
  expect(await mails()).toHaveLength(before);
});
