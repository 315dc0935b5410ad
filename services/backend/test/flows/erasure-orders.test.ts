import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pruneCheckouts } from '../../src/modules/checkouts/checkouts.jobs.ts';
import { clerkSecret, deletionEvent, signedEvent, userEvent } from '../support/clerk.ts';
import { findTraces } from '../support/dump.ts';
import { openSealed } from '../support/sample-resources.ts';
import { sampleWith } from '../support/samples.ts';
import { issuer, startService, type TestService } from '../support/service.ts';
import { addCheckout, type CheckoutRow, lineOf, orderWith } from '../support/workshop.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CLERK_WEBHOOK_SECRET: clerkSecret } });
});
afterAll(() => service?.stop());

interface Person {
  clerkId: string;
  userId: string;
  ask(method: 'GET' | 'POST', url: string, payload?: object, version?: string): Promise<LightMyRequestResponse>;
}

async function tell(body: unknown): Promise<void> {
  const reply = await service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...signedEvent({ body }) });
  expect(reply.statusCode).toBe(200);
  await service.settled();
}

async function signIn(isAdmin = false, email: string | null = null): Promise<Person> {
  const clerkId = `user_${randomUUID()}`;
  await tell(userEvent('user.created', { id: clerkId, email }));
  const [row] = await service.rows<{ id: string }>('SELECT id FROM users WHERE clerk_id = $1', [clerkId]);
  const authorization = `Bearer ${await issuer.issueSession({ clerkId, isAdmin })}`;
  return {
    clerkId,
    userId: row?.id ?? '',
    ask: (method, url, payload, version = '*') =>
      service.app.inject({
        ...{ method, url: `/api/v1${url}` },
        headers: { authorization, 'if-match': version },
        ...(payload && { payload }),
      }),
  };
}

const reserve = (ownerId: string, embroidery: string): Promise<CheckoutRow> =>
  addCheckout({ rows: service.rows, crypto: service.server.deps.crypto }, { ownerId, embroidery, name: embroidery });
const deliver = async (topic: string, body: object) => {
  const { ended, reason } = await service.settle({ topic, body });
  expect([topic, ended, reason]).toEqual([topic, 'applied', undefined]);
};
let lastId = 3_000;
async function buy(checkout: CheckoutRow, changes: object = {}): Promise<number> {
  lastId += 1;
  await deliver('orders/create', orderWith(lastId, [lineOf(1, checkout)], changes));
  return lastId;
}
const places = async (text: string) =>
  (await findTraces(service.rows, [text], 'opened')).map((trace) => trace.split(':')[0]);
const ticketOf = async (orderId: number) =>
  (await service.rows('SELECT id, stage, closed_reason FROM tickets WHERE order_id = $1', [orderId]))[0];

test('an account that is erased takes what is not paid with it, and leaves the workshop its work until it is done', async () => {
  const [person, admin] = [await signIn(), await signIn(true)];
  const [unpaid, made, owed] = [
    await reserve(person.userId, 'Unbezahlt'),
    await reserve(person.userId, 'Fertig'),
    await reserve(person.userId, 'Versprochen'),
  ];
  const [ofMade, ofOwed] = [await buy(made), await buy(owed)];
  const doneId = (await ticketOf(ofMade))?.['id'];
  for (const to of ['cut', 'sew', 'embroider', 'check', 'pack', 'done']) {
    expect((await admin.ask('POST', `/admin/tickets/${doneId}/moves`, { to, note: 'fuer Fertig' })).statusCode).toBe(
      200,
    );
  }
  for (const text of ['Unbezahlt', 'Versprochen']) expect((await places(text)).length).toBeGreaterThan(0);

  await tell(deletionEvent(person.clerkId));
  expect(await places('Unbezahlt')).toEqual([]);
  // Deliveries of Shopify are the shop's, and hold no text of a design.
  expect(await places('Fertig')).toEqual([]);
  expect((await places('Versprochen')).sort()).toEqual(['public.checkouts.design', 'public.tickets.work']);
  expect(await findTraces(service.rows, ['Versprochen'], 'clear')).toEqual([]);
  expect(await service.rows('SELECT FROM order_users WHERE user_id = $1', [person.userId])).toEqual([]);
  expect(await service.rows('SELECT FROM checkouts WHERE owner_id = $1', [person.userId])).toEqual([]);

  const owedId = (await ticketOf(ofOwed))?.['id'];
  expect((await admin.ask('GET', `/admin/tickets/${owedId}`)).json().work.name).toBe('Versprochen');
  expect((await admin.ask('GET', `/admin/tickets/${doneId}/print-sheet.pdf`)).statusCode).toBe(409);
  for (const to of ['cut', 'sew', 'embroider', 'check', 'pack', 'done']) {
    expect((await admin.ask('POST', `/admin/tickets/${owedId}/moves`, { to })).statusCode).toBe(200);
  }
  expect(await places('Versprochen')).toEqual([]);
  // What they can still pay opens a ticket that says why there is nothing to make.
  expect(await ticketOf(await buy(unpaid))).toMatchObject({ stage: 'closed', closed_reason: 'erased' });
});

test('an order that is cancelled after the erasure takes the design with it', async () => {
  const person = await signIn();
  const id = await buy(await reserve(person.userId, 'Abbestellt'));
  await tell(deletionEvent(person.clerkId));
  expect((await places('Abbestellt')).length).toBe(2);
  const [row] = await service.rows('SELECT checkout_id FROM order_line_designs WHERE order_id = $1', [id]);
  const [checkout] = await service.rows('SELECT * FROM checkouts WHERE id = $1', [row?.['checkout_id']]);
  const line = lineOf(1, {
    ...{ id: checkout?.['id'], designId: checkout?.['design_id'], revision: 3, variantId: checkout?.['variant_id'] },
    ...{ quantity: 1, unitPrice: '111.45' },
  });
  const changes = { cancelled_at: '2025-11-22T10:00:00Z', updated_at: '2025-11-22T10:00:00Z' };
  await deliver('orders/cancelled', orderWith(id, [line], changes));
  expect(await places('Abbestellt')).toEqual([]);
});

test('customers/redact and shop/redact erase what was ordered, whatever came first', async () => {
  const admin = await signIn(true);
  const customer = (id: number) => ({ id, email: 'someone@example.org' });
  const redact = (id: number, orders: number[]) =>
    deliver('customers/redact', {
      ...{ shop_id: id, shop_domain: 'happy-tails.myshopify.com', customer: { ...customer(id), phone: null } },
      orders_to_redact: orders,
    });
  const person = await signIn();
  const first = await buy(await reserve(person.userId, 'Zuerst'), { customer: customer(71) });
  const { id } = (await ticketOf(first)) ?? {};
  await admin.ask('POST', `/admin/tickets/${id}/moves`, { to: 'cut', note: 'Zuerst zuschneiden' });
  expect((await places('Zuerst')).length).toBe(3);
  await redact(71, [first]);
  expect(await places('Zuerst')).toEqual([]);
  expect(await ticketOf(first)).toMatchObject({ stage: 'closed', closed_reason: 'erased' });
  expect(await service.rows('SELECT FROM order_users WHERE order_id = $1', [first])).toEqual([]);

  await redact(72, []);
  const late = await reserve(person.userId, 'Danach');
  const lateId = await buy(late, { customer: customer(72) });
  expect(await places('Danach')).toEqual([]);
  expect(await ticketOf(lateId)).toMatchObject({ stage: 'closed', closed_reason: 'erased' });

  const ofShop = await buy(await reserve(person.userId, 'Ladenschluss'));
  await deliver('shop/redact', { shop_id: 1, shop_domain: 'happy-tails.myshopify.com' });
  expect(await places('Ladenschluss')).toEqual([]);
  expect(await ticketOf(ofShop)).toMatchObject({ stage: 'closed', closed_reason: 'erased' });
  expect(await service.rows('SELECT FROM order_users')).toEqual([]);
});

test('who asks for their data is handed what was designed, ordered and made', async () => {
  const person = await signIn(false, 'mara@example.org');
  const id = 73;
  const customer = { id, email: 'mara@example.org' };
  await deliver('customers/create', {
    ...sampleWith('customers/create', { ...customer, admin_graphql_api_id: `gid://shopify/Customer/${id}` }),
    ...{ verified_email: true, updated_at: '2025-11-21T09:00:00Z' },
  });
  const orderId = await buy(await reserve(person.userId, 'Mein Eigen'), { customer });
  await deliver('customers/data_request', {
    ...{ shop_id: 1, shop_domain: 'happy-tails.myshopify.com', customer: { ...customer, phone: null } },
    ...{ orders_requested: [orderId], data_request: { id: 4_301 } },
  });
  const [row] = await service.rows('SELECT content FROM data_exports WHERE request_id = 4301');
  const held = { checkouts: [{ design: { name: 'Mein Eigen' } }], tickets: [{ work: { name: 'Mein Eigen' } }] };
  expect(openSealed('data-export:4301', row?.['content'])).toMatchObject(held);
  const copy = (await person.ask('GET', '/me/export')).json();
  expect(copy.checkouts).toMatchObject([{ unitPrice: '111.45', design: { name: 'Mein Eigen' } }]);
  expect(copy.purchases).toMatchObject([held]);
});

test('what nobody paid for three months is forgotten', async () => {
  const person = await signIn();
  const [old, fresh, bought] = [
    await reserve(person.userId, 'Vergessen'),
    await reserve(person.userId, 'Neulich'),
    await reserve(person.userId, 'Gekauft'),
  ];
  await buy(bought);
  await service.rows(`UPDATE checkouts SET created_at = now() - interval '91 days' WHERE id = ANY ($1)`, [
    [old.id, bought.id],
  ]);
  const { database, clock, log } = service.server.deps;
  await pruneCheckouts({ pool: database.primary, clock, log });
  expect(await places('Vergessen')).toEqual([]);
  expect((await places('Neulich')).length).toBe(1);
  expect((await places('Gekauft')).length).toBe(2);
  const states = await service.rows('SELECT status, url FROM checkouts WHERE id = ANY ($1) ORDER BY status', [
    [old.id, fresh.id],
  ]);
  expect(states).toEqual([
    { status: 'expired', url: null },
    { status: 'open', url: 'https://example.com/pay' },
  ]);
});
