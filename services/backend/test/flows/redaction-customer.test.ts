import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  ada,
  adaCustomer,
  adaDeliveries,
  adaFulfillment,
  adaOrder,
  adaRedaction,
  adaRefund,
  adaRequest,
} from '../support/ada.ts';
import { findTraces } from '../support/dump.ts';
import { emptyTables } from '../support/rows.ts';
import { openSealed } from '../support/sample-resources.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, startWorker, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ queue: 'postgres' });
});
afterAll(() => service?.stop());
beforeEach(() => emptyTables(service.rows));

const traces = (reading: 'clear' | 'opened', texts = ada.texts) => findTraces(service.rows, texts, reading);

/** One after the other: an export holds what had been applied by then. */
async function deliverAll(): Promise<void> {
  for (const sent of adaDeliveries()) expect((await service.settle(sent)).answered).toBe('recorded');
}

async function redact(orders?: string[]): Promise<void> {
  expect((await service.settle({ topic: 'customers/redact', body: adaRedaction(orders) })).ended).toBe('applied');
}

describe('at rest', () => {
  test('nothing personal lies in clear in any table: while pending, settled, dead and parked', async () => {
    const idle = await startService({ queue: 'postgres', workers: 0 });
    try {
      for (const sent of adaDeliveries()) expect((await idle.deliver(sent)).statusCode).toBe(200);
      expect(await idle.rows('SELECT FROM webhook_inbox')).toHaveLength(adaDeliveries().length);
      expect(await findTraces(idle.rows, ada.texts, 'clear')).toEqual([]);
      expect((await findTraces(idle.rows, ada.texts, 'opened')).length).toBeGreaterThanOrEqual(adaDeliveries().length);

      const worker = await startWorker(idle.server.deps.env);
      await idle.settled();
      expect(
        await idle.rows('SELECT status, count(*)::int FROM webhook_inbox GROUP BY status ORDER BY status'),
      ).toEqual([
        { status: 'dead', count: 3 },
        { status: 'parked', count: 4 },
      ]);
      expect(await findTraces(idle.rows, ada.texts, 'clear')).toEqual([]);
      await worker.stop();
    } finally {
      await idle.stop();
    }
  });

  test('the same value is never sealed to the same bytes', async () => {
    await service.settle({ topic: 'customers/create', body: adaCustomer() });
    const [first] = await service.rows('SELECT personal FROM customers');
    await service.settle({ topic: 'customers/update', body: adaCustomer({ updated_at: '2030-01-01T00:00:00Z' }) });
    const [second] = await service.rows('SELECT personal FROM customers');
    expect(second?.['personal'].equals(first?.['personal'])).toBe(false);
  });
});

describe('customers/data_request', () => {
  test('gathers everything that is held, sealed, with an audit entry', async () => {
    await deliverAll();
    const [row] = await service.rows('SELECT customer_id, content FROM data_exports WHERE request_id = 4101');
    expect(row?.['customer_id']).toBe(ada.id);
    const content = openSealed('data-export:4101', row?.['content']) as Record<string, unknown[]>;
    expect(content['customer']).toMatchObject({
      id: ada.id,
      personal: { email: ada.email, phone: ada.phone, first_name: 'Augustine', note: 'loves marzipan' },
    });
    expect(content['orders']).toMatchObject([
      {
        id: ada.orderId,
        totalPrice: '404.95',
        personal: {
          email: ada.email,
          note: 'gate code 8841',
          shipping_address: { address1: 'Kastanienallee 77' },
          line_properties: { '487817672276298560': [{ name: 'Embroidery', value: 'Bruno' }] },
        },
        lines: { length: 5 },
      },
    ]);
    expect(content['fulfillments']).toMatchObject([{ orderId: ada.orderId, lines: expect.any(Array) }]);
    expect(content['refunds']).toMatchObject([{ orderId: ada.orderId, lines: { length: 5 } }]);
    const text = JSON.stringify(content);
    for (const one of ['Quillfeather', 'Kastanienallee', 'X-10435', 'Bruno']) expect(text).toContain(one);
    expect(
      await service.rows(`SELECT actor, details FROM audit_log WHERE subject = 'customer:${ada.id}'`),
    ).toContainEqual({
      actor: 'shopify',
      details: { requestId: '4101', orders: 1, redacted: false },
    });
  });

  test('of somebody unknown makes an export that says so', async () => {
    const body = { ...adaRequest(4102), customer: { id: 99, email: null }, orders_requested: [] };
    expect((await service.settle({ topic: 'customers/data_request', body })).ended).toBe('applied');
    const [row] = await service.rows('SELECT content FROM data_exports WHERE request_id = 4102');
    expect(openSealed('data-export:4102', row?.['content'])).toMatchObject({ customer: null, orders: [] });
  });
});

describe('customers/redact', () => {
  test('erases every trace: shop data, exports, logs, what is dead or parked, and the redaction itself', async () => {
    await deliverAll();
    expect((await traces('opened')).length).toBeGreaterThan(10);
    await redact();
    expect(await traces('opened')).toEqual([]);
    expect(await service.rows('SELECT FROM data_exports WHERE content IS NOT NULL')).toEqual([]);
    expect(await service.rows('SELECT email_hash FROM customers')).toEqual([]);
    expect(await service.rows('SELECT total_price, currency, personal FROM orders')).toEqual([
      { total_price: '404.9500', currency: 'USD', personal: null },
    ]);
    expect(await service.rows('SELECT FROM order_lines')).toHaveLength(5);
    expect(await service.rows('SELECT FROM refunds')).toHaveLength(1);
    expect(await service.rows(`SELECT details FROM audit_log WHERE action = 'customer.redact'`)).toContainEqual({
      details: { orders: [ada.orderId], unsearchedBodies: 0 },
    });
  });

  test('finds the orders itself when the request names none', async () => {
    await deliverAll();
    await redact([]);
    expect(await traces('opened')).toEqual([]);
  });

  test('leaves others alone', async () => {
    await service.settle({ topic: 'customers/create', body: sampleWith('customers/create', {}) });
    await service.settle({ topic: 'orders/create', body: sampleWith('orders/create', {}) });
    await service.settle({ topic: 'draft_orders/create', body: { id: `1${ada.id}9`, note: 'somebody else' } });
    const others = ['bob@biller.com', 'jon@example.com', 'somebody else'];
    const before = await traces('opened', others);
    expect(before.length).toBeGreaterThanOrEqual(4);
    await deliverAll();
    await redact();
    expect(await traces('opened', others)).toEqual(before);
  });

  test('is not undone by what arrives later, whatever it is', async () => {
    await deliverAll();
    await redact();
    const later = { updated_at: '2030-01-01T00:00:00Z' };
    const late = [
      { topic: 'customers/update', body: adaCustomer(later) },
      { topic: 'orders/updated', body: adaOrder(later) },
      { topic: 'orders/create', body: adaOrder({ id: 77, admin_graphql_api_id: 'gid://shopify/Order/77' }) },
      { topic: 'fulfillments/update', body: adaFulfillment(later) },
      { topic: 'refunds/create', body: adaRefund({ id: 78, admin_graphql_api_id: 'gid://shopify/Refund/78' }) },
      { topic: 'customers/data_request', body: adaRequest(4103) },
      { topic: 'customers/redact', body: { ...adaRedaction(), shop_id: 1 } },
      { topic: 'orders/updated', body: adaOrder({ ...later, total_price: 'no price' }) },
      { topic: 'customers/update', body: adaCustomer({ ...later, state: 7 }) },
      { topic: 'customer_tags/removed', body: { customer_id: ada.id, tags: ['Quillfeather'] } },
      { topic: 'order_transactions/create', body: { order_id: ada.orderId, note: 'Bruno' } },
    ];
    for (const sent of late) {
      expect((await service.settle(sent)).answered).toBe('recorded');
      expect([sent.topic, await traces('opened')]).toEqual([sent.topic, []]);
    }
    expect(await service.rows('SELECT FROM customers')).toEqual([]);
    expect(await service.rows('SELECT personal FROM orders ORDER BY id')).toEqual([
      { personal: null },
      { personal: null },
    ]);
    expect(await service.rows('SELECT FROM data_exports WHERE content IS NOT NULL')).toEqual([]);
  });

  test('before anything else is known of the customer holds as well', async () => {
    await redact();
    await deliverAll();
    // Of what is no JSON, or names nobody by id, only a redaction that comes later can tell whose it is.
    await service.settle({ topic: 'customers/redact', body: { ...adaRedaction(), shop_id: 2 } });
    expect(await traces('opened')).toEqual([]);
    expect(await service.rows('SELECT FROM customers')).toEqual([]);
    expect(await service.rows('SELECT personal FROM orders')).toEqual([{ personal: null }]);
  });

  test('waiting beside what it erases, processed at the same time, ends the same', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      await emptyTables(service.rows);
      const all = [...adaDeliveries().slice(0, 5), { topic: 'customers/redact', body: adaRedaction([]) }];
      await Promise.all(all.map((sent) => service.deliver(sent)));
      await service.settled();
      expect(await traces('opened')).toEqual([]);
    }
  });
});

test('shop/redact erases everybody, keeps catalogue and amounts, and what waits cannot come back', async () => {
  await deliverAll();
  await service.settle({ topic: 'app/uninstalled', body: sampleWith('app/uninstalled', {}) });
  await service.settle({ topic: 'products/create', body: sampleWith('products/create', {}) });
  const waiting = 'postponed-until-tomorrow';
  await service.deliver({ topic: 'unheard/of', body: { note: 'Quillfeather' }, webhookId: waiting });
  await service.settled();
  await service.rows(`UPDATE webhook_inbox SET status = 'pending', due_at = now() + interval '1 day',
    relay_at = now() + interval '1 day' WHERE webhook_id = '${waiting}'`);
  const body = { shop_id: 954889, shop_domain: 'happy-tails.myshopify.com' };
  await service.deliver({ topic: 'shop/redact', body });
  await expect.poll(() => service.rows('SELECT FROM shops WHERE redacted_at IS NOT NULL')).toHaveLength(1);
  expect(await traces('opened', [...ada.texts, 'super@supertoys.com', '190 MacLaren'])).toEqual([]);
  expect(await service.rows('SELECT title FROM products')).toHaveLength(1);
  expect(await service.rows('SELECT total_price FROM orders')).toEqual([{ total_price: '404.9500' }]);
  await service.rows(`UPDATE webhook_inbox SET due_at = now(), relay_at = now() WHERE webhook_id = '${waiting}'`);
  await service.settled();
  expect(await service.unsettled(waiting)).toMatchObject({ status: 'dead', reason: 'the body was erased on request' });
});

test.each([
  `UPDATE audit_log SET actor = 'nobody'`,
  'DELETE FROM audit_log',
  'TRUNCATE audit_log',
  'TRUNCATE audit_log CASCADE',
  `INSERT INTO audit_log (actor, action, subject) VALUES ('x', 'x', 'x'); DELETE FROM audit_log`,
])('the audit log refuses: %s', async (statement) => {
  await service.settle({ topic: 'customers/redact', body: { ...adaRedaction(), shop_id: Date.now() } });
  const before = await service.rows('SELECT * FROM audit_log');
  expect(before.length).toBeGreaterThan(0);
  await expect(service.rows(statement)).rejects.toMatchObject({ code: '42501' });
  expect(await service.rows('SELECT * FROM audit_log')).toEqual(before);
});
