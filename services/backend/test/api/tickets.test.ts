import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ticket, ticketList } from '../../src/modules/tickets/tickets.schemas.ts';
import { asUser, type Caller } from '../support/callers.ts';
import { waitForReplica } from '../support/database.ts';
import { findTraces } from '../support/dump.ts';
import { sampleWith } from '../support/samples.ts';
import { issuer, startService, type TestService } from '../support/service.ts';
import { addCheckout, lineOf, orderWith } from '../support/workshop.ts';

let service: TestService;
let ask: Caller['ask'];
beforeAll(async () => {
  service = await startService();
  const headers = { authorization: `Bearer ${await issuer.issueSession({ clerkId: 'user_admin', isAdmin: true })}` };
  let readAfter = '';
  ask = async (options) => {
    const reply = await service.app.inject({
      ...options,
      headers: { ...headers, ...(readAfter && { 'x-read-after': readAfter }), ...options.headers },
    });
    readAfter = reply.headers['x-read-after']?.toString() ?? readAfter;
    return reply;
  };
});
afterAll(() => service?.stop());

let lastId = 6_000;
interface Opened {
  orderId: number;
  id: string;
  checkoutId: string;
}

async function deliver(topic: string, body: object): Promise<void> {
  const { ended, reason } = await service.settle({ topic, body });
  expect([ended, reason]).toEqual(['applied', undefined]);
  await waitForReplica(service.database);
}

/** A paid order of one design, and its ticket. */
async function open(made: { embroidery?: string | null; quantity?: number; ownerId?: string } = {}): Promise<Opened> {
  lastId += 1;
  const { crypto } = service.server.deps;
  const checkout = await addCheckout({ rows: service.rows, crypto }, { ownerId: null, ...made });
  checkouts.set(lastId, checkout);
  await deliver('orders/paid', orderWith(lastId, [lineOf(1, checkout)]));
  const [row] = await service.rows<{ id: string }>('SELECT id FROM tickets WHERE order_id = $1', [lastId]);
  return { orderId: lastId, id: row?.id ?? '', checkoutId: checkout.id };
}
const checkouts = new Map<number, Awaited<ReturnType<typeof addCheckout>>>();
const update = (orderId: number, line: object, changes: object = {}) =>
  deliver(
    'orders/updated',
    orderWith(orderId, [lineOf(1, checkouts.get(orderId) as never, line)], {
      updated_at: new Date().toISOString(),
      ...changes,
    }),
  );
const move = (id: string, to: string, version: number | string, note?: string) =>
  ask({
    method: 'POST',
    url: `/api/v1/admin/tickets/${id}/moves`,
    payload: { to, ...(note && { note }) },
    headers: { 'if-match': typeof version === 'number' ? `"${version}"` : version },
  });
const read = async (id: string) => (await ask({ url: `/api/v1/admin/tickets/${id}` })).json();
const auditOf = async (id: string) =>
  (
    await service.rows<{ line: string }>(
      `SELECT action || coalesce(' ' || (details->>'to'), ' ' || (details->>'reason'), '') AS line FROM audit_log
     WHERE subject = $1 ORDER BY id`,
      [`ticket:${id}`],
    )
  ).map(({ line }) => line);

test('a paid line opens one ticket, with everything the workshop needs, sealed', async () => {
  const { id, orderId } = await open({ embroidery: 'Zăpadă', quantity: 2 });
  const told = await read(id);
  expect(ticket.parse(told)).toEqual(told);
  expect(told).toMatchObject({
    ...{ orderId: String(orderId), orderName: `#${orderId}`, lineId: '1', quantity: 2, embroidered: true },
    ...{ stage: 'queued', closedReason: null, version: 1, paidAt: '2025-11-21T10:00:00.000Z', moves: [] },
    work: { revision: 3, sku: 'HAR-Y-M', configuration: { embroidery: { text: 'Zăpadă' }, hardware: 'brass' } },
    next: ['cut', 'closed'],
  });
  const traces = await findTraces(service.rows, ['Zăpadă'], 'clear');
  expect(traces).toEqual([]);
  await deliver(
    'orders/updated',
    orderWith(orderId, [lineOf(1, checkouts.get(orderId) as never)], { updated_at: '2025-11-21T12:00:00Z' }),
  );
  expect(await service.rows('SELECT id FROM tickets WHERE order_id = $1', [orderId])).toEqual([{ id }]);
  expect(await auditOf(id)).toEqual(['ticket.open']);
});

test('it goes through the workshop, each step on the timeline and in the audit log', async () => {
  const customer = await asUser(service);
  const { id, orderId } = await open({ ownerId: customer.ownerId });
  let version = 1;
  for (const to of ['cut', 'sew', 'embroider', 'check', 'sew', 'embroider', 'check', 'pack', 'done']) {
    const reply = await move(id, to, version, to === 'cut' ? 'Ask Ilona Kovács about the neck' : undefined);
    version += 1;
    expect([to, reply.statusCode, reply.headers.etag]).toEqual([to, 200, `"${version}"`]);
    expect(ticket.parse(reply.json())).toEqual(reply.json());
  }
  const done = await read(id);
  expect(done).toMatchObject({ stage: 'done', next: [], version: 10 });
  expect(done.moves[0]).toMatchObject({ from: 'queued', to: 'cut', note: 'Ask Ilona Kovács about the neck' });
  expect(await findTraces(service.rows, ['Kovács'], 'clear')).toEqual([]);
  expect(await auditOf(id)).toEqual([
    'ticket.open',
    ...['cut', 'sew', 'embroider', 'check', 'sew', 'embroider', 'check', 'pack', 'done'].map(
      (to) => `ticket.move ${to}`,
    ),
  ]);
  await waitForReplica(service.database);
  const { timeline } = (await customer.ask({ url: `/api/v1/orders/${orderId}` })).json();
  expect(timeline.map(({ step, stage }: { step: string; stage?: string }) => stage ?? step)).toEqual([
    ...[
      'placed',
      'paid',
      'in_production',
      'cut',
      'sew',
      'embroider',
      'check',
      'sew',
      'embroider',
      'check',
      'pack',
      'done',
    ],
  ]);
});

test('only moves that lead somewhere, on the version that was seen, by administrators', async () => {
  const { id } = await open({ embroidery: null });
  for (const to of ['queued', 'sew', 'embroider', 'check', 'pack', 'done']) {
    expect([to, (await move(id, to, 1)).statusCode]).toEqual([to, 409]);
  }
  expect((await move(id, 'bin', 1)).statusCode).toBe(400);
  expect((await move(id, 'cut', 2)).statusCode).toBe(412);
  const withoutVersion = { method: 'POST', url: `/api/v1/admin/tickets/${id}/moves`, payload: { to: 'cut' } } as const;
  expect((await ask(withoutVersion)).statusCode).toBe(428);
  expect((await (await asUser(service)).ask(withoutVersion)).statusCode).toBe(403);
  expect((await move(randomUUID(), 'cut', '*')).statusCode).toBe(404);
  const both = await Promise.all([move(id, 'cut', 1), move(id, 'closed', 1)]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412]);
  const other = await open({ embroidery: null });
  await move(other.id, 'cut', 1);
  expect((await move(other.id, 'sew', 2)).json().next).toEqual(['check', 'closed']);
  expect((await move(other.id, 'closed', 3)).json()).toMatchObject({
    stage: 'closed',
    closedReason: 'by_hand',
    next: [],
  });
});

const refundOf = (orderId: number, quantity: number) => ({
  ...sampleWith('refunds/create', { id: orderId, order_id: orderId, processed_at: '2025-11-22T10:00:00Z' }),
  admin_graphql_api_id: `gid://shopify/Refund/${orderId}`,
  refund_line_items: [
    { id: 1, line_item_id: 1, quantity, subtotal: '1.00', total_tax: '0.00', restock_type: 'cancel' },
  ],
  transactions: [],
});

test.each(['queued', 'sewn', 'done'] as const)(
  'cancelled and refunded lines close their ticket: %s',
  async (progress) => {
    const steps = { queued: [], sewn: ['cut', 'sew'], done: ['cut', 'sew', 'check', 'pack', 'done'] }[progress];
    const expected = async (opened: Opened, reason: string) => {
      const { stage, closedReason } = await read(opened.id);
      expect([stage, closedReason]).toEqual(progress === 'done' ? ['done', null] : ['closed', reason]);
    };
    const opened = [];
    for (let index = 0; index < 3; index += 1) {
      const one = await open({ embroidery: null, quantity: 2 });
      for (const to of steps) expect((await move(one.id, to, '*')).statusCode).toBe(200);
      opened.push(one);
    }
    const [cancelled, refunded, removed] = opened as [Opened, Opened, Opened];
    await update(cancelled.orderId, {}, { cancelled_at: '2025-11-22T10:00:00Z' });
    await expected(cancelled, 'cancelled');
    await deliver('refunds/create', refundOf(refunded.orderId, 1));
    expect(await read(refunded.id)).toMatchObject({ quantity: progress === 'done' ? 2 : 1, closedReason: null });
    await deliver('refunds/create', { ...refundOf(refunded.orderId, 2), processed_at: '2025-11-23T10:00:00Z' });
    await expected(refunded, 'refunded');
    await update(removed.orderId, { current_quantity: 0 });
    await expected(removed, 'removed');
    if (progress === 'sewn') expect((await auditOf(cancelled.id)).at(-1)).toBe('ticket.close cancelled');
  },
);

test('what was never paid opens none; what was cancelled before it was paid opens one that is closed', async () => {
  lastId += 1;
  const { crypto } = service.server.deps;
  const checkout = await addCheckout({ rows: service.rows, crypto }, { ownerId: null });
  const state = () => service.rows('SELECT stage, closed_reason FROM tickets WHERE order_id = $1', [lastId]);
  const tell = (updated_at: string, changes: object) =>
    service.settle({
      topic: 'orders/updated',
      body: orderWith(lastId, [lineOf(1, checkout)], { updated_at, ...changes }),
    });
  await tell('2025-11-21T10:00:03Z', { financial_status: 'pending', cancelled_at: '2025-11-21T10:00:03Z' });
  expect(await state()).toEqual([]);
  await tell('2025-11-21T10:00:01Z', { financial_status: 'authorized' });
  expect(await state()).toEqual([]);
  expect((await tell('2025-11-21T10:00:02Z', { financial_status: 'paid' })).ended).toBe('stale');
  expect(await state()).toEqual([{ stage: 'closed', closed_reason: 'cancelled' }]);
});

test('the list is oldest first, by stage, in pages', async () => {
  await service.rows('DELETE FROM tickets');
  const opened = [await open(), await open(), await open()];
  for (const [index, { id }] of opened.entries()) {
    await service.rows('UPDATE tickets SET paid_at = $2 WHERE id = $1', [id, new Date(Date.UTC(2025, 10, 20 - index))]);
  }
  await move(opened[1]?.id ?? '', 'cut', '*');
  await waitForReplica(service.database);
  const list = async (query: string) => (await ask({ url: `/api/v1/admin/tickets?${query}` })).json();
  const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
  const all = await list('');
  expect(ticketList.parse(all)).toEqual(all);
  expect(ids(all)).toEqual(opened.map(({ id }) => id).reverse());
  expect(ids(await list('stage=queued'))).toEqual([opened[2]?.id, opened[0]?.id]);
  const first = await list('limit=2');
  expect(ids(await list(`limit=2&cursor=${first.nextCursor}`))).toEqual([opened[0]?.id]);
});

test('the print sheet is the same bytes each time, of this ticket, on one page', async () => {
  const { id } = await open({ embroidery: 'Őzike Șț' });
  const sheet = () => ask({ url: `/api/v1/admin/tickets/${id}/print-sheet.pdf` });
  const [one, two, other] = [await sheet(), await sheet(), await open({ embroidery: 'Anders' })];
  expect([one.statusCode, one.headers['content-type']]).toEqual([200, 'application/pdf']);
  expect(one.rawPayload.equals(two.rawPayload)).toBe(true);
  expect(one.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(one.rawPayload.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
  const different = await ask({ url: `/api/v1/admin/tickets/${other.id}/print-sheet.pdf` });
  expect(different.rawPayload.equals(one.rawPayload)).toBe(false);
});
