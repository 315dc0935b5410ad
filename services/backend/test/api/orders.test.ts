import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerOrder, orderList } from '../../src/modules/orders/customer-orders.schemas.ts';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { waitForReplica } from '../support/database.ts';
import { rewrite } from '../support/designs.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';
import { addCheckout, attributesOf, type CheckoutRow, lineOf, orderWith } from '../support/workshop.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

let lastId = 5_000;
const nextId = () => {
  lastId += 1;
  return lastId;
};
const checkoutOf = (
  ownerId: string | null,
  made: Parameters<typeof addCheckout>[1] | object = {},
): Promise<CheckoutRow> =>
  addCheckout({ rows: service.rows, crypto: service.server.deps.crypto }, { ...made, ownerId });
async function deliver(topic: string, body: object): Promise<void> {
  expect((await service.settle({ topic, body })).ended).toBe('applied');
  await waitForReplica(service.database);
}
const read = async (caller: Caller, id: number) => (await caller.ask({ url: `/api/v1/orders/${id}` })).json();
const idsOf = async (caller: Caller): Promise<string[]> =>
  (await caller.ask({ url: '/api/v1/orders' })).json().items.map(({ id }: { id: string }) => id);

test('an order is told with lines, design, money and timeline, in the form that is promised', async () => {
  const caller = await asUser(service);
  const checkout = await checkoutOf(caller.ownerId);
  const id = nextId();
  const money = {
    ...{ subtotal_price: '120.45', total_discounts: '1.00', total_tax: '19.23', taxes_included: true },
    ...{ total_price: '125.45', total_shipping_price_set: { shop_money: { amount: '5.00' } } },
  };
  const leash = { id: 2, title: 'Leash', quantity: 2, current_quantity: 1, price: '5.00', total_discount: '1.00' };
  await deliver('orders/create', orderWith(id, [lineOf(1, checkout), leash], money));
  await deliver('fulfillments/create', {
    ...sampleWith('fulfillments/create', { id: 10 * id, order_id: id, status: 'success', line_items: [] }),
    admin_graphql_api_id: `gid://shopify/Fulfillment/${10 * id}`,
    ...{ created_at: '2025-11-25T10:00:00Z', updated_at: '2025-11-26T10:00:00Z', shipment_status: 'delivered' },
    ...{ tracking_company: 'FAN Courier', tracking_numbers: ['T-1'], tracking_urls: ['https://fan.example/T-1'] },
  });
  const refund = sampleWith('refunds/create', { id: 10 * id, order_id: id, processed_at: '2025-11-27T10:00:00Z' });
  await deliver('refunds/create', {
    ...{ ...refund, admin_graphql_api_id: `gid://shopify/Refund/${10 * id}` },
    refund_line_items: [{ id: 1, line_item_id: 2, quantity: 1, subtotal: '4.50', total_tax: '0.00' }],
    transactions: [{ kind: 'refund', status: 'success', amount: '4.50', currency: 'EUR' }],
  });

  const told = await read(caller, id);
  expect(customerOrder.parse(told)).toEqual(told);
  const previewUrl = `/api/v1/orders/${id}/lines/1/preview.svg`;
  expect(told).toEqual({
    ...{ id: String(id), name: `#${id}`, createdAt: '2025-11-21T10:00:00.000Z', currency: 'EUR', step: 'refunded' },
    ...{
      financialStatus: 'paid',
      fulfillmentStatus: expect.toSatisfy((status) => status === null || status === 'fulfilled'),
    },
    money: {
      ...{ items: '121.45', discounts: '1.00', subtotal: '120.45', shipping: '5.00', tax: '19.23', taxIncluded: true },
      ...{ other: '0.00', total: '125.45', refunded: '4.50' },
    },
    lines: [
      {
        ...{ id: '1', title: 'Custom Y-Harness', variantTitle: null, quantity: 1, currentQuantity: 1 },
        ...{ unitPrice: '111.45', discount: '0.00', total: '111.45', designFault: null },
        design: { id: checkout.designId, revision: 3, name: 'Biscuit in navy', previewUrl },
      },
      {
        ...{ id: '2', title: 'Leash', variantTitle: null, quantity: 2, currentQuantity: 1 },
        ...{ unitPrice: '5.00', discount: '1.00', total: '9.00', design: null, designFault: null },
      },
    ],
    timeline: [
      { step: 'placed', at: '2025-11-21T10:00:00.000Z' },
      { step: 'paid', at: '2025-11-21T10:00:00.000Z' },
      {
        ...{ step: 'shipped', at: '2025-11-25T10:00:00.000Z' },
        tracking: { company: 'FAN Courier', numbers: ['T-1'], urls: ['https://fan.example/T-1'] },
      },
      { step: 'delivered', at: '2025-11-26T10:00:00.000Z' },
      { step: 'refunded', at: '2025-11-27T10:00:00.000Z', amount: '4.50' },
    ],
  });
  const picture = await caller.ask({ url: previewUrl });
  expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/svg+xml']);
  expect(picture.body).toContain('Biscuit');
  expect((await caller.ask({ url: `/api/v1/orders/${id}/lines/2/preview.svg` })).statusCode).toBe(404);

  const reply = await caller.ask({ url: `/api/v1/orders/${id}` });
  const again = await caller.ask({
    url: `/api/v1/orders/${id}`,
    headers: { 'if-none-match': String(reply.headers.etag) },
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('what the workshop needs outlives the design: edited, deleted and pruned', async () => {
  const caller = await asUser(service);
  const checkout = await checkoutOf(caller.ownerId, { embroidery: 'Mokus' });
  const id = nextId();
  await deliver('orders/paid', orderWith(id, [lineOf(1, checkout)]));
  // The design of this checkout never was: nothing but the order's own copy is read.
  expect((await read(caller, id)).lines[0].design).toMatchObject({ id: checkout.designId, name: 'Biscuit in navy' });
  expect((await caller.ask({ url: `/api/v1/orders/${id}/lines/1/preview.svg` })).body).toContain('Mokus');
});

test('a line that claims what is not so gets no design, and says why', async () => {
  const [caller, other] = [await asUser(service), await asUser(service)];
  const mine = await checkoutOf(caller.ownerId);
  const dear = await checkoutOf(caller.ownerId);
  const theirs = await checkoutOf(other.ownerId, { embroidery: 'Geheim' });
  const said = (changes: Record<string, unknown>) =>
    attributesOf(mine).map(({ name, value }) => ({ name, value: name in changes ? changes[name] : value }));
  const id = nextId();
  const lines = [
    lineOf(1, mine),
    lineOf(2, mine),
    lineOf(3, mine, { properties: said({ _design_id: theirs.designId }) }),
    lineOf(4, mine, { properties: said({ _design_revision: '4' }) }),
    lineOf(5, mine, { properties: said({ _checkout: '0193f0a1-0000-7000-8000-00000000dead' }) }),
    lineOf(6, mine, { properties: said({ _checkout: "'; DROP TABLE orders; --" }) }),
    lineOf(7, mine, { properties: [...said({}), { name: '_checkout', value: theirs.id }] }),
    lineOf(8, mine, { properties: [{ name: '_design_id', value: mine.designId }] }),
    lineOf(9, mine, { properties: 'a text' }),
    lineOf(10, dear, { price: '0.01' }),
    lineOf(11, dear, { quantity: 3, current_quantity: 3 }),
    lineOf(12, dear, { product_id: 1002 }),
    lineOf(13, dear, { variant_id: 1 }),
    lineOf(14, theirs, { properties: attributesOf({ ...theirs, designId: mine.designId }) }),
    lineOf(15, dear, { properties: [] }),
  ];
  await deliver('orders/paid', orderWith(id, lines));
  const told = await read(caller, id);
  expect(told.lines.map(({ id: line, design, designFault }: never) => [line, design !== null, designFault])).toEqual([
    ['1', true, null],
    ['2', false, 'taken'],
    ['3', false, 'other_design'],
    ['4', false, 'other_design'],
    ['5', false, 'unknown_checkout'],
    ['6', false, 'malformed'],
    ['7', false, 'malformed'],
    ['8', false, 'malformed'],
    ['9', false, 'malformed'],
    ['10', false, 'other_price'],
    ['11', false, 'other_quantity'],
    ['12', false, 'other_product'],
    ['13', false, 'other_product'],
    ['14', false, 'other_design'],
    ['15', false, null],
  ]);
  expect(await service.rows('SELECT line_id FROM tickets WHERE order_id = $1', [id])).toEqual([{ line_id: '1' }]);
  const wrongCurrency = nextId();
  await deliver('orders/paid', orderWith(wrongCurrency, [lineOf(1, dear)], { currency: 'RON' }));
  const faults = 'SELECT fault FROM order_line_designs WHERE order_id = $1';
  expect(await service.rows(faults, [wrongCurrency])).toEqual([{ fault: 'other_currency' }]);
  expect(await idsOf(caller)).toEqual([String(id)]);
  expect(await idsOf(other)).toEqual([]);
});

test('an order is found by a verified address on both sides, and never by less', async () => {
  const { crypto } = service.server.deps;
  const address = 'ana@example.com';
  const hash = crypto.lookupHash('email', address);
  const customer = (id: number, verified: boolean | null) =>
    sampleWith('customers/update', {
      ...{
        id,
        admin_graphql_api_id: `gid://shopify/Customer/${id}`,
        email: 'Ana@Example.com ',
        verified_email: verified,
      },
      updated_at: new Date().toISOString(),
    });
  const [caller, stranger] = [await asUser(service), await asUser(service)];
  const [ofVerified, ofUnverified, typedOnly] = [nextId(), nextId(), nextId()];
  const by = (id: number) => ({ customer: { id, email: address } });
  await deliver('orders/create', orderWith(ofVerified, [], by(81)));
  await deliver('orders/create', orderWith(ofUnverified, [], by(82)));
  await deliver('orders/create', orderWith(typedOnly, [], { email: address, contact_email: address }));
  await deliver('customers/create', customer(81, true));
  await deliver('customers/create', customer(82, false));
  expect(await idsOf(caller)).toEqual([]);

  await rewrite(service, 'UPDATE users SET email_hash = $2 WHERE id = $1', [caller.ownerId, hash]);
  await deliver('customers/update', customer(81, true));
  await deliver('customers/update', customer(82, false));
  expect(await idsOf(caller)).toEqual([String(ofVerified)]);
  expect((await stranger.ask({ url: `/api/v1/orders/${ofVerified}` })).statusCode).toBe(404);
  // Two accounts with one address: whose it is would be a guess.
  await rewrite(service, 'UPDATE users SET email_hash = $2 WHERE id = $1', [stranger.ownerId, hash]);
  await deliver('customers/update', customer(81, true));
  expect([await idsOf(caller), await idsOf(stranger)]).toEqual([[], []]);
  // Unless Clerk knows one of them as that customer.
  await rewrite(service, 'UPDATE users SET shopify_customer_id = 81 WHERE id = $1', [stranger.ownerId]);
  await deliver('customers/update', customer(81, true));
  expect([await idsOf(caller), await idsOf(stranger)]).toEqual([[], [String(ofVerified)]]);
});

test('a visitor’s order is theirs once they have signed in and claimed it', async () => {
  const caller = await asUser(service);
  const session = (await service.app.inject({ method: 'POST', url: '/api/v1/guest-sessions' })).json();
  const [guest] = await service.rows<{ id: string }>(
    `SELECT guest_id AS id FROM guest_refresh_tokens ORDER BY created_at DESC LIMIT 1`,
  );
  const checkout = await checkoutOf(guest?.id ?? null);
  const id = nextId();
  await deliver('orders/paid', orderWith(id, [lineOf(1, checkout)]));
  expect(await idsOf(caller)).toEqual([]);
  const payload = { refreshToken: session.refreshToken };
  expect((await caller.ask({ method: 'POST', url: '/api/v1/me/claims', payload })).statusCode).toBeLessThan(300);
  expect(await idsOf(caller)).toEqual([String(id)]);
  expect((await caller.ask({ url: `/api/v1/checkouts/${checkout.id}` })).json()).toMatchObject({
    status: 'ordered',
    url: null,
  });
});

test('a list comes in pages, newest first, each order once', async () => {
  const caller = await asUser(service);
  const expected: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    const id = nextId();
    const changes = { created_at: `2025-11-2${Math.floor(index / 2)}T10:00:00Z` };
    await service.settle({
      topic: 'orders/paid',
      body: orderWith(id, [lineOf(1, await checkoutOf(caller.ownerId))], changes),
    });
    expected.unshift(String(id));
  }
  await waitForReplica(service.database);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const reply = await caller.ask({ url: `/api/v1/orders?limit=3${cursor && `&cursor=${cursor}`}` });
    const page: { items: { id: string }[]; nextCursor: string | null } = reply.json();
    expect(orderList.parse(page)).toEqual(page);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(expected);
  expect((await caller.ask({ url: '/api/v1/orders?cursor=WyItY3JlYXRlZEF0IiwiMSIsIngiXQ' })).statusCode).toBe(400);
  expect((await (await asGuest(service)).ask({ url: '/api/v1/orders' })).statusCode).toBe(403);
});
