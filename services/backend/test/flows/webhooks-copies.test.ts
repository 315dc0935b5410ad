import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Topic } from '../../src/webhooks/topics.ts';
import { emptyTables } from '../support/rows.ts';
import { readSample, sampleWith } from '../support/samples.ts';
import { queueKinds, startService, type TestService } from '../support/service.ts';

/** The same suite for every way in which deliveries reach the processor. */
describe.each(queueKinds)('copies and confused topics, queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue });
  });
  afterAll(() => service?.stop());
  beforeEach(() => emptyTables(service.rows));

  const receiptOf = async (webhookId: string) =>
    (await service.rows('SELECT duplicates FROM webhook_receipts WHERE webhook_id = $1', [webhookId]))[0];

  describe('copies', () => {
    test('the same webhook id 200 times at once: one is recorded, one row, 199 counted', async () => {
      const before = await service.metric('webhook_deliveries_total', { outcome: 'duplicate' });
      const webhookId = randomUUID();
      const copy = { topic: 'orders/create', body: readSample('orders/create').text, webhookId };
      const replies = await Promise.all(Array.from({ length: 200 }, () => service.deliver(copy)));
      const answered = replies.map((reply) => `${reply.statusCode} ${reply.json().status}`);
      expect(answered.filter((answer) => answer === '200 recorded')).toHaveLength(1);
      expect(answered.filter((answer) => answer === '200 duplicate')).toHaveLength(199);
      await service.settled();
      expect(await receiptOf(webhookId)).toEqual({ duplicates: 199 });
      expect(await service.metric('webhook_deliveries_total', { outcome: 'duplicate' })).toBe(before + 199);
      const [{ count } = {}] = await service.rows('SELECT count(*) FROM webhook_logs');
      expect(count).toBe('1');
      expect((await service.deliver(copy)).json()).toEqual({ status: 'duplicate' });
    });

    test('the same bytes under other headers: a duplicate, without a second effect', async () => {
      const body = readSample('orders/create').text;
      const first = await service.settle({ topic: 'orders/create', body });
      const again = await service.settle({ topic: 'orders/create', body, triggeredAt: '2030-01-01T00:00:00Z' });
      expect([again.answered, again.ended]).toEqual(['duplicate', undefined]);
      expect(await receiptOf(first.webhookId)).toEqual({ duplicates: 1 });
      const race = await Promise.all(
        Array.from({ length: 20 }, () =>
          service.deliver({ topic: 'customers/redact', body: readSample('customers/redact').text }),
        ),
      );
      expect(race.filter((reply) => reply.json().status === 'recorded')).toHaveLength(1);
      await service.settled();
      expect(await service.rows(`SELECT FROM webhook_logs WHERE topic = 'customers/redact'`)).toHaveLength(1);
    });

    test('the same webhook id with another body is a copy as well: the first body counts', async () => {
      const webhookId = randomUUID();
      for (const title of ['first', 'second']) {
        const body = sampleWith('collections/update', { title, updated_at: `2030-01-01T00:00:0${title.length}Z` });
        await service.deliver({ topic: 'collections/update', body, webhookId });
        await service.settled();
      }
      expect(await service.rows('SELECT title FROM collections')).toEqual([{ title: 'first' }]);
    });
  });

  describe('a signed body under a topic that is not its own', () => {
    const crossed: [Topic, Topic, string][] = [
      ['products/update', 'products/delete', 'products'],
      ['collections/update', 'collections/delete', 'collections'],
      ['customers/update', 'customers/delete', 'customers'],
      ['orders/create', 'orders/delete', 'orders'],
      ['inventory_levels/connect', 'inventory_levels/disconnect', 'inventory_levels'],
      ['orders/create', 'products/delete', 'orders'],
      ['products/update', 'collections/delete', 'products'],
      ['customers/update', 'customers/redact', 'customers'],
      ['customers/update', 'shop/redact', 'customers'],
      ['orders/create', 'customers/redact', 'orders'],
      ['orders/create', 'customers/data_request', 'orders'],
      ['orders/create', 'app/uninstalled', 'orders'],
      ['products/update', 'orders/delete', 'products'],
      ['refunds/create', 'orders/delete', 'refunds'],
      ['fulfillments/create', 'orders/delete', 'fulfillments'],
      ['refunds/create', 'fulfillments/create', 'refunds'],
    ];

    test.each(crossed)('%s as %s takes nothing away', async (topic, wrong, table) => {
      const body = readSample(topic).text;
      expect((await service.settle({ topic, body })).ended).toBe('applied');
      const before = await service.rows(`SELECT * FROM ${table}`);
      expect(before).not.toEqual([]);
      const { answered, ended } = await service.settle({ topic: wrong, body, triggeredAt: '2030-01-01T00:00:00Z' });
      expect([answered, ended]).toEqual(['recorded', 'dead']);
      expect(await service.rows(`SELECT * FROM ${table}`)).toEqual(before);
      expect(await service.rows('SELECT FROM shops UNION ALL SELECT FROM data_exports')).toEqual([]);
      expect(await service.rows('SELECT FROM resource_versions WHERE deleted OR redacted')).toEqual([]);
    });

    test('the redaction of a customer as that of the shop erases nothing', async () => {
      expect(
        (await service.settle({ topic: 'customers/create', body: sampleWith('customers/create', {}) })).ended,
      ).toBe('applied');
      const body = readSample('customers/redact').text;
      expect((await service.settle({ topic: 'shop/redact', body })).ended).toBe('dead');
      expect(await service.rows('SELECT FROM customers')).toHaveLength(1);
    });

    test('a request for data as a redaction erases nothing', async () => {
      const body = sampleWith('customers/data_request', { customer: { id: 706405506930370000 } });
      const customer = sampleWith('customers/create', { id: 706405506930370000 });
      expect((await service.settle({ topic: 'customers/create', body: customer })).ended).toBe('applied');
      expect((await service.settle({ topic: 'customers/redact', body })).ended).toBe('dead');
      expect(await service.rows('SELECT FROM customers')).toHaveLength(1);
    });

    test('orders/create as orders/updated changes nothing: the order is the same', async () => {
      const body = readSample('orders/create').text;
      await service.settle({ topic: 'orders/create', body, triggeredAt: '2026-01-01T00:00:00Z' });
      const before = await service.rows('SELECT * FROM orders');
      const { answered } = await service.settle({ topic: 'orders/updated', body, triggeredAt: '2026-01-02T00:00:00Z' });
      expect(answered).toBe('recorded');
      const without = (rows: object[]) => rows.map((row) => ({ ...row, personal: undefined }));
      expect(without(await service.rows('SELECT * FROM orders'))).toEqual(without(before));
      expect(await service.rows('SELECT FROM order_lines')).toHaveLength(
        readSample('orders/create').payload.line_items.length,
      );
    });
  });

  describe('bodies that name no event', () => {
    const connected = { topic: 'inventory_levels/connect' as const };
    const disconnected = readSample('inventory_levels/disconnect').text;

    test('the second inventory_levels/disconnect is parked, and applied when replayed', async () => {
      const level = (updated_at: string) => ({ ...connected, body: sampleWith(connected.topic, { updated_at }) });
      const take = (triggeredAt: string) =>
        service.settle({ topic: 'inventory_levels/disconnect', body: disconnected, triggeredAt });
      expect(
        (await service.settle({ ...level('2026-01-01T00:00:00Z'), triggeredAt: '2026-01-01T00:00:00Z' })).ended,
      ).toBe('applied');
      expect((await take('2026-01-02T00:00:00Z')).ended).toBe('applied');
      expect(await service.rows('SELECT FROM inventory_levels')).toEqual([]);
      expect(
        (await service.settle({ ...level('2026-01-03T00:00:00Z'), triggeredAt: '2026-01-03T00:00:00Z' })).ended,
      ).toBe('applied');

      const second = await take('2026-01-04T00:00:00Z');
      expect([second.answered, second.ended]).toEqual(['recorded', 'parked']);
      expect(second.reason).toContain('replay this one if the event is real');
      expect(await service.rows('SELECT FROM inventory_levels')).toHaveLength(1);

      await service.replay(second.webhookId);
      await service.settled();
      expect(await service.log(second.webhookId)).toMatchObject({ outcome: 'applied', replays: 1 });
      expect(await service.rows('SELECT FROM inventory_levels')).toEqual([]);
    });

    test('the second app/uninstalled likewise', async () => {
      const body = readSample('app/uninstalled').text;
      const leave = (triggeredAt: string) => service.settle({ topic: 'app/uninstalled', body, triggeredAt });
      expect((await leave('2026-01-01T00:00:00Z')).ended).toBe('applied');
      const second = await leave('2026-02-01T00:00:00Z');
      expect(second.ended).toBe('parked');
      await service.replay(second.webhookId);
      await service.settled();
      expect(await service.rows('SELECT uninstalled_at FROM shops')).toEqual([
        { uninstalled_at: new Date('2026-02-01T00:00:00Z') },
      ]);
    });

    test('a dead delivery that is replayed is tried again from the start', async () => {
      const { webhookId, ended } = await service.settle({ topic: 'orders/create', body: { id: 1 } });
      expect(ended).toBe('dead');
      await service.replay(webhookId);
      await service.settled();
      expect(await service.unsettled(webhookId)).toMatchObject({ status: 'dead', attempts: 1, replays: 1 });
    });
  });

  test('a burst of different deliveries: each is applied once', async () => {
    const ids = Array.from({ length: 150 }, (_, index) => 1_000_000 + index);
    const replies = await Promise.all(
      ids.map((id) =>
        service.deliver({
          topic: 'collections/create',
          body: sampleWith('collections/create', { id, admin_graphql_api_id: `gid://shopify/Collection/${id}` }),
        }),
      ),
    );
    expect(replies.every((reply) => reply.json().status === 'recorded')).toBe(true);
    await service.settled();
    expect(await service.rows('SELECT FROM collections')).toHaveLength(ids.length);
    expect(await service.rows(`SELECT FROM webhook_logs WHERE attempts = 1`)).toHaveLength(ids.length);
  });
});
