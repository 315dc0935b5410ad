import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Topic } from '../../src/webhooks/topics.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample, sampleWith } from '../support/samples.ts';
import { queueKinds, startService, type TestService } from '../support/service.ts';

/** The same suite for every way in which deliveries reach the processor. */
describe.each(queueKinds)('Shopify webhooks, queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue });
  });
  afterAll(() => service?.stop());
  beforeEach(() => emptyTables(service.rows));

  describe('what nobody can apply is acknowledged and set aside', () => {
    test('not JSON: parked, and counted', async () => {
      const before = await service.metric('webhook_settled_total', { topic: 'orders/create', outcome: 'parked' });
      const bodies = ['', '{"id":', 'id=1&name=x', '<order/>', Buffer.from([0xff, 0x00, 0xfe]), '\ufeff{}'];
      for (const body of bodies) {
        const { ended, reason } = await service.settle({ topic: 'orders/create', body });
        expect([body, ended, reason]).toEqual([body, 'parked', 'the body is not JSON']);
      }
      const worker = service.workers[0] ?? service.server;
      const text = await worker.deps.metrics.registry.metrics();
      const counted = /webhook_settled_total\{topic="orders\/create",outcome="parked"\} (\d+)/.exec(text)?.[1];
      expect(Number(counted) - (queue === 'inline' ? before : 0)).toBeGreaterThanOrEqual(bodies.length);
    });

    test('an unknown topic: parked, with its body', async () => {
      for (const topic of ['themes/publish', '__proto__', 'constructor', 'x'.repeat(255)]) {
        const { ended, reason, webhookId } = await service.settle({ topic, body: { id: 1, topic } });
        expect([ended, reason]).toEqual(['parked', 'no handler for this topic']);
        expect((await service.unsettled(webhookId))?.body).not.toBeNull();
      }
    });

    test('100 000 levels of nesting, in any place', async () => {
      const deep = (open: string, close: string, inner = '1') =>
        `${open.repeat(100_000)}${inner}${close.repeat(100_000)}`;
      const bodies = [
        deep('[', ']'),
        deep('{"a":', '}'),
        `{"id":1,"note_attributes":${deep('[', ']', '')}}`,
        JSON.stringify(sampleWith('orders/create', { note_attributes: 0 })).replace(
          '"note_attributes":0',
          `"note_attributes":${deep('[', ']', '')}`,
        ),
      ];
      for (const body of bodies) {
        const { ended } = await service.settle({ topic: 'orders/create', body });
        expect(ended).toMatch(/^(parked|dead)$/);
      }
      expect((await service.settle({ topic: 'orders/create', body: readSample('orders/create').text })).ended).toBe(
        'applied',
      );
    });

    test('a shape that does not fit: dead at once, with the path of the field and never its value', async () => {
      const secretive = 'jon@example.com is not a price';
      const lines = [{ ...(sampleWith('orders/create', {})['line_items'] as object[])[0], price: secretive }];
      const cases: [Topic, object, string][] = [
        ['orders/create', sampleWith('orders/create', { line_items: lines }), 'line_items.0.price'],
        ['orders/create', sampleWith('orders/create', { id: secretive }), 'id'],
        ['orders/create', sampleWith('orders/create', { updated_at: secretive }), 'updated_at'],
        ['orders/create', sampleWith('orders/create', { currency: [secretive] }), 'currency'],
        ['customers/update', sampleWith('customers/update', { verified_email: secretive }), 'verified_email'],
        ['products/update', sampleWith('products/update', { variants: secretive }), 'variants'],
        ['inventory_levels/update', { inventory_item_id: 1, location_id: -1, updated_at: '2026-01-01' }, 'location_id'],
        ['shop/redact', { shop_id: 1, shop_domain: 'x', [secretive]: 1 }, 'body'],
      ];
      for (const [topic, body, path] of cases) {
        const { ended, reason, webhookId } = await service.settle({ topic, body });
        expect(ended).toBe('dead');
        expect(reason).toMatch(
          new RegExp(`^the payload does not fit its topic: (.*; )?${path.replaceAll('.', '\\.')}: `),
        );
        expect(reason).not.toContain('jon@example.com');
        expect(await service.unsettled(webhookId)).toMatchObject({ attempts: 1 });
      }
      expect(await service.rows('SELECT FROM resource_versions')).toEqual([]);
    });

    test.each(['[]', 'null', '1', '"text"', 'true'])('JSON that is no object: %s', async (body) => {
      expect((await service.settle({ topic: 'products/update', body })).ended).toBe('dead');
    });
  });

  describe('values', () => {
    test('64-bit ids stay exact, as numbers and as text, from the bytes to the row', async () => {
      const ids = ['9007199254740993', '820982911946154508', '9223372036854775807'];
      for (const id of ids) {
        const base = readSample('collections/update').text;
        const body = base.replace(/"id":\d+/, `"id":${id}`).replace(/Collection\/\d+/, `Collection/${id}`);
        expect((await service.settle({ topic: 'collections/update', body })).ended).toBe('applied');
      }
      const found = await service.rows<{ id: string }>('SELECT id FROM collections ORDER BY id');
      expect(found.map(({ id }) => id)).toEqual(ids);
      const tooBig = sampleWith('collections/update', { id: '9223372036854775808' });
      expect((await service.settle({ topic: 'collections/update', body: tooBig })).ended).toBe('dead');
    });

    test('ids inside parts stay exact too', async () => {
      const body = JSON.stringify(
        sampleWith('fulfillments/create', {
          id: '@id',
          order_id: '@order',
          line_items: [{ id: '@line', quantity: 2 }],
        }),
      )
        .replace('"@id"', '255858046000000001')
        .replace('"@order"', '820982911946154509')
        .replace('"@line"', '466157049000000003');
      expect((await service.settle({ topic: 'fulfillments/create', body })).ended).toBe('applied');
      expect(await service.rows('SELECT id, order_id FROM fulfillments')).toEqual([
        { id: '255858046000000001', order_id: '820982911946154509' },
      ]);
      expect(await service.rows('SELECT line_id FROM fulfillment_lines')).toEqual([{ line_id: '466157049000000003' }]);
    });

    test('money is exact, whatever its size', async () => {
      const body = sampleWith('orders/create', {
        total_price: '123456789012345.6789',
        subtotal_price: '0.1',
        total_tax: '0.2000',
        total_discounts: '-0.3',
      });
      expect((await service.settle({ topic: 'orders/create', body })).ended).toBe('applied');
      expect(await service.rows('SELECT total_price, subtotal_price, total_tax, total_discounts FROM orders')).toEqual([
        {
          total_price: '123456789012345.6789',
          subtotal_price: '0.1000',
          total_tax: '0.2000',
          total_discounts: '-0.3000',
        },
      ]);
    });

    test('amounts that are bare numbers keep every digit', async () => {
      const [line] = sampleWith('refunds/create', {})['refund_line_items'] as object[];
      const amounts = { subtotal: '@a', total_tax: '@b', subtotal_set: null, total_tax_set: null };
      const body = JSON.stringify(sampleWith('refunds/create', { refund_line_items: [{ ...line, ...amounts }] }))
        .replace('"@a"', '10000000000000.07')
        .replace('"@b"', '1.10');
      expect((await service.settle({ topic: 'refunds/create', body })).ended).toBe('applied');
      expect(await service.rows('SELECT lines_total FROM refunds')).toEqual([{ lines_total: '10000000000001.1700' }]);
    });

    test('U+0000 and lone surrogates in text do no harm', async () => {
      const odd = 'a\\u0000b\\ud800c\\udfffd';
      const product = readSample('products/update').text.replace('"Example T-Shirt"', `"${odd}"`);
      expect((await service.settle({ topic: 'products/update', body: product })).ended).toBe('applied');
      expect((await service.rows('SELECT title FROM products'))[0]?.['title']).toMatch(/^ab.c.d$/);
      const order = readSample('orders/create').text.replaceAll('"jon@example.com"', `"${odd}"`);
      expect((await service.settle({ topic: 'orders/create', body: order })).ended).toBe('applied');
      const tags = sampleWith('orders/updated', { tags: 'x\u0000y, \u0000', name: '\u0000' });
      const settled = await service.settle({
        topic: 'orders/updated',
        body: { ...tags, updated_at: '2030-01-01T00:00:00Z' },
      });
      expect(settled.ended).toBe('applied');
      expect((await service.rows('SELECT tags FROM orders'))[0]?.['tags']).toEqual(['xy']);
      const variants = (sampleWith('products/update', {})['variants'] as object[]).map((variant) => ({
        ...variant,
        sku: 'S\u0000K\ud800U',
        title: '\u0000',
      }));
      const updated = sampleWith('products/update', { variants, updated_at: '2030-01-01T00:00:00Z' });
      expect((await service.settle({ topic: 'products/update', body: updated })).ended).toBe('applied');
    });

    test('absent keys, nulls, unknown fields and unknown enum values are normal', async () => {
      const { id, currency, total_price, admin_graphql_api_id } = sampleWith('orders/create', {});
      const least = { id, currency, total_price, line_items: [] };
      expect((await service.settle({ topic: 'orders/create', body: least })).ended).toBe('applied');
      const nothing = Object.fromEntries(Object.keys(sampleWith('orders/create', {})).map((key) => [key, null]));
      const nulls = { ...nothing, ...least, admin_graphql_api_id, updated_at: '2026-01-01T00:00:00Z' };
      expect((await service.settle({ topic: 'orders/updated', body: nulls })).ended).toMatch(/applied|stale/);
      const novel = sampleWith('orders/updated', {
        updated_at: '2030-01-01T00:00:00Z',
        financial_status: 'paid_in_goats',
        cancel_reason: 'moon',
        an_unknown_field: { deep: [1, 2, 3] },
      });
      expect((await service.settle({ topic: 'orders/updated', body: novel })).ended).toBe('applied');
      expect(await service.rows('SELECT financial_status FROM orders')).toEqual([
        { financial_status: 'paid_in_goats' },
      ]);
      expect((await service.settle({ topic: 'customers/update', body: { id: 7, updated_at: null } })).ended).toBe(
        'applied',
      );
    });
  });
});
