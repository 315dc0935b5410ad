import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkOrders } from '../../src/modules/orders/order-users.writes.ts';
import { sha256 } from '../../src/platform/crypto.ts';
import { openOrderedDesign, ticketContext } from '../../src/platform/ordered-design.ts';
import { claimCheckouts } from '../../src/webhooks/order-links.ts';
import { userEvent } from '../support/clerk.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { sampleWith } from '../support/samples.ts';
import { addCheckout, type CheckoutRow, lineOf, orderWith } from '../support/workshop.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());

/** One thing that happened: told by Shopify, by Clerk, or done here. */
type Happening =
  | { by: 'shopify'; topic: string; body: object; second: number }
  | { by: 'clerk'; body: ReturnType<typeof userEvent> }
  | { by: 'claim' };

const at = (second: number) => new Date(Date.parse('2025-11-21T10:00:00.000Z') + second * 1_000);
const iso = (second: number) => at(second).toISOString();

const guestId = '0193f0a1-0000-7000-8000-000000000001';
const claimerId = '0193f0a1-0000-7000-8000-000000000002';
const checkouts: CheckoutRow[] = [
  { id: '0193f0a1-0000-7000-8000-00000000000a', designId: randomUUID(), revision: 3, quantity: 1 },
  { id: '0193f0a1-0000-7000-8000-00000000000b', designId: randomUUID(), revision: 1, quantity: 2 },
].map((row) => ({ ...row, variantId: '10012', unitPrice: '111.45' }));
const [first, second] = checkouts as [CheckoutRow, CheckoutRow];
const [customerId, email, clerkId] = ['7001', 'ilona@example.com', 'user_convergence_orders'];
const mainId = 9_002;

const shopify = (topic: string, seconds: number, body: object): Happening => ({
  by: 'shopify',
  topic,
  body,
  second: seconds,
});
const customer = { id: customerId, admin_graphql_api_id: `gid://shopify/Customer/${customerId}`, email };
const person = (seconds: number, verified: boolean) =>
  shopify(
    'customers/update',
    seconds,
    sampleWith('customers/update', { ...customer, verified_email: verified, updated_at: iso(seconds) }),
  );
const lines = (left = 2) => [
  lineOf(11, first),
  lineOf(12, second, { current_quantity: left }),
  lineOf(13, first),
  lineOf(14, second, { price: '1.00' }),
  { ...lineOf(15, first), properties: [] },
];
const order = (topic: string, seconds: number, changes: object = {}) =>
  shopify(topic, seconds, orderWith(mainId, lines(), { customer, updated_at: iso(seconds), ...changes }));
const refund = sampleWith('refunds/create', {
  ...{ id: 9_101, admin_graphql_api_id: 'gid://shopify/Refund/9101', order_id: mainId, processed_at: iso(30) },
  refund_line_items: [
    { id: 1, line_item_id: 12, quantity: 1, subtotal: '111.45', total_tax: '0.00', restock_type: 'cancel' },
  ],
  transactions: [{ kind: 'refund', status: 'success', amount: '111.45', currency: 'EUR' }],
});
const fulfillment = (seconds: number, changes: object) =>
  sampleWith('fulfillments/update', {
    ...{ id: 9_201, admin_graphql_api_id: 'gid://shopify/Fulfillment/9201', order_id: mainId },
    ...{ created_at: iso(40), updated_at: iso(seconds), status: 'success', line_items: [{ id: 11, quantity: 1 }] },
    ...changes,
  });
const clerk = (seconds: number, verified: boolean, externalId?: string): Happening => ({
  by: 'clerk',
  body: userEvent(
    'user.updated',
    { id: clerkId, email, verified, updatedAt: at(seconds), ...(externalId && { externalId }) },
    at(seconds),
  ),
});

const common: Happening[] = [
  person(1, false),
  order('orders/create', 2, { financial_status: 'pending' }),
  clerk(3, false),
  order('orders/paid', 4),
  { by: 'claim' },
  person(6, true),
  clerk(7, true),
  shopify('refunds/create', 30, refund),
  order('orders/updated', 31, { line_items: lines(1), financial_status: 'partially_refunded', refunds: [refund] }),
  shopify('fulfillments/create', 40, fulfillment(40, { shipment_status: null })),
  shopify('fulfillments/update', 50, fulfillment(50, { shipment_status: 'delivered' })),
];

const histories: Record<string, Happening[]> = {
  'an order, its customer, their account and a claim': common,
  'an order that is cancelled': [
    ...common,
    order('orders/cancelled', 60, { line_items: lines(0), financial_status: 'refunded', cancelled_at: iso(60) }),
  ],
  'an order whose lines are gone, and one that is deleted': [
    ...common,
    order('orders/updated', 60, { line_items: lines().slice(1) }),
    shopify('orders/updated', 5, orderWith(9_001, [lineOf(21, first)], { updated_at: iso(5) })),
    shopify('orders/delete', 70, { id: 9_001 }),
  ],
  'two orders with one checkout, of which the lower id is the first': [
    ...common,
    shopify('orders/updated', 5, orderWith(9_001, [lineOf(21, first)], { updated_at: iso(5) })),
    shopify('orders/updated', 6, orderWith(9_003, [lineOf(31, second)], { updated_at: iso(6) })),
  ],
  'an account that Clerk knows by the id of the customer': [
    ...common,
    clerk(80, false, `gid://shopify/Customer/${customerId}`),
  ],
  'a customer whose address is no longer verified': [...common.filter(({ by }) => by !== 'claim'), person(90, false)],
};

async function happen(happening: Happening, copy: number): Promise<void> {
  if (happening.by === 'claim') {
    await pipeline.deps.database.writer.$transaction((tx) => claimCheckouts(tx, { guestId, userId: claimerId }));
    return;
  }
  const webhookId = randomUUID();
  const body = Buffer.from(JSON.stringify(happening.body) + ' '.repeat(copy));
  const isClerk = happening.by === 'clerk';
  await pipeline.inbox.record({
    source: happening.by,
    webhookId,
    topic: isClerk ? happening.body.type : happening.topic,
    shopDomain: isClerk ? 'clerk.example.com' : 'happy-tails.myshopify.com',
    apiVersion: null,
    eventId: null,
    triggeredAt: isClerk ? new Date(happening.body.timestamp) : at(happening.second),
    body,
    signature: sha256(body).toString('base64'),
    repeatable: false,
  });
  const [receipt] = await pipeline.rows('SELECT inbox_id FROM webhook_receipts WHERE webhook_id = $1', [webhookId]);
  await pipeline.process(String(receipt?.['inbox_id']));
}

async function beginAnew(): Promise<void> {
  await emptyTables(pipeline.rows);
  await pipeline.rows(`DELETE FROM checkouts; DELETE FROM owners;`);
  await pipeline.rows(`INSERT INTO owners (id, kind) VALUES ($1, 'guest'), ($2, 'user')`, [guestId, claimerId]);
  await pipeline.rows(`INSERT INTO users (id, clerk_id, personal) VALUES ($1, 'user_claimer', '')`, [claimerId]);
  const { crypto } = pipeline.deps;
  for (const row of checkouts) await addCheckout({ rows: pipeline.rows, crypto }, { ...row, ownerId: guestId });
}

async function stateAfter(happened: readonly Happening[], concurrently: boolean): Promise<object> {
  await beginAnew();
  if (concurrently) await Promise.all(happened.map(happen));
  else for (const [copy, one] of happened.entries()) await happen(one, copy);
  expect(await pipeline.rows('SELECT topic, status, reason FROM webhook_inbox')).toEqual([]);
  // Nobody waited for somebody who waited for them.
  expect(await pipeline.rows('SELECT topic FROM webhook_logs WHERE attempts > 1')).toEqual([]);
  const tickets = await pipeline.rows('SELECT * FROM tickets ORDER BY order_id, line_id');
  const { crypto } = pipeline.deps;
  return {
    users: await pipeline.rows(
      `SELECT order_id, clerk_id, order_users.created_at FROM order_users JOIN users ON users.id = user_id ORDER BY 1`,
    ),
    lines: await pipeline.rows('SELECT * FROM order_line_designs ORDER BY order_id, line_id'),
    ordered: await pipeline.rows(`SELECT id, status = 'ordered' AS ordered FROM checkouts ORDER BY id`),
    timeline: await pipeline.rows('SELECT * FROM order_timeline ORDER BY order_id, step, key'),
    tickets: tickets.map((ticket) => ({
      ...{ orderId: ticket['order_id'], lineId: ticket['line_id'], checkoutId: ticket['checkout_id'] },
      ...{ stage: ticket['stage'], reason: ticket['closed_reason'], quantity: ticket['quantity'] },
      ...{ name: ticket['order_name'], paidAt: ticket['paid_at'], embroidered: ticket['embroidered'] },
      work: openOrderedDesign(crypto, ticketContext(ticket['id']), ticket['work']),
    })),
  };
}

test.each(Object.entries(histories))(
  '%s: whatever comes when and how often, it comes to the same',
  { timeout: 120_000 },
  async (_name, history) => {
    const expected = await stateAfter(history, false);
    const arrivals = fc
      .tuple(
        fc.shuffledSubarray([...history], { minLength: history.length }),
        fc.array(fc.constantFrom(...history.filter(({ by }) => by !== 'claim')), { maxLength: 4 }),
      )
      .map(([all, again]) => [...all, ...again]);
    await fc.assert(
      fc.asyncProperty(arrivals, fc.boolean(), async (happened, concurrently) => {
        expect(await stateAfter(happened, concurrently)).toEqual(expected);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  },
);

test('what the first of them comes to is what it should be', async () => {
  const state = (await stateAfter(histories['an order, its customer, their account and a claim'] ?? [], false)) as {
    tickets: object[];
    lines: object[];
    users: object[];
    timeline: { step: string; at: Date }[];
  };
  expect(state.lines).toEqual([
    { order_id: '9002', line_id: '11', checkout_id: first.id, fault: null, taken: false },
    { order_id: '9002', line_id: '12', checkout_id: second.id, fault: null, taken: false },
    { order_id: '9002', line_id: '13', checkout_id: first.id, fault: null, taken: true },
    { order_id: '9002', line_id: '14', checkout_id: second.id, fault: 'other_price', taken: false },
  ]);
  expect(state.tickets).toMatchObject([
    { lineId: '11', stage: 'queued', quantity: 1, embroidered: true, paidAt: at(4) },
    { lineId: '12', stage: 'queued', quantity: 1, work: { revision: 1 } },
  ]);
  expect(state.users).toEqual([{ order_id: '9002', clerk_id: clerkId, created_at: at(0) }]);
  expect(state.timeline.map(({ step, at: when }) => [step, when])).toEqual([
    ['delivered', at(50)],
    ['paid', at(4)],
    ['placed', at(0)],
    ['refunded', at(30)],
    ['shipped', at(40)],
  ]);
});

test('an account and an order that become known at the same moment find each other', async () => {
  await beginAnew();
  await happen(person(1, true), 0);
  await pipeline.rows(
    `INSERT INTO orders (id, name, customer_id, currency, subtotal_price, total_discounts,
    total_shipping, total_tax, total_price, created_at, updated_at)
    VALUES (9002, '#9002', $1, 'EUR', 1, 0, 0, 0, 1, now(), now())`,
    [customerId],
  );
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let looked: () => void = () => undefined;
  const hasLooked = new Promise<void>((resolve) => {
    looked = resolve;
  });
  // The order's transaction has looked for its user and found none, and is not committed yet.
  const ordering = pipeline.deps.database.writer.$transaction(async (tx) => {
    await linkOrders(tx, [9_002n]);
    looked();
    await held;
  });
  await hasLooked;
  const accounting = happen(clerk(7, true), 1);
  const waiting = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
  await expect.poll(async () => (await pipeline.rows(waiting)).length).toBe(1);
  commit();
  await Promise.all([ordering, accounting]);
  expect(await pipeline.rows('SELECT order_id FROM order_users')).toEqual([{ order_id: '9002' }]);
});
