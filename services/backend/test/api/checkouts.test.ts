import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkout, designPrice } from '../../src/modules/checkouts/checkouts.schemas.ts';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { addVariants, createShopifyDouble, type ShopifyDouble } from '../support/checkouts.ts';
import { waitForReplica } from '../support/database.ts';
import { addProduct, configuration, productId, rewrite } from '../support/designs.ts';
import { findTraces } from '../support/dump.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let shopify: ShopifyDouble;
beforeAll(async () => {
  shopify = createShopifyDouble();
  service = await startService({ checkouts: shopify });
  await addProduct(service);
  await addVariants(service, productId, { S: '69.00', M: '79.00', L: '89.90' });
  await waitForReplica(service.database);
});
afterAll(() => service?.stop());
beforeEach(() => {
  shopify.mood = 'well';
  shopify.hold = undefined;
  shopify.asked = 0;
});

const draw = async (caller: Caller, changes: object = {}): Promise<{ id: string; revision: number }> => {
  const payload = { name: 'Biscuit in navy', productId, configuration: { ...configuration, ...changes } };
  const reply = await caller.ask({ method: 'POST', url: '/api/v1/designs', payload });
  expect(reply.statusCode).toBe(201);
  return reply.json();
};
const pay = (caller: Caller, id: string, { key, quantity }: { key?: string; quantity?: number } = {}) =>
  caller.ask({
    method: 'POST',
    url: `/api/v1/designs/${id}/checkout`,
    payload: quantity === undefined ? {} : { quantity },
    headers: key ? { 'idempotency-key': key } : {},
  });
const rowsOf = (designId: string) =>
  service.rows(
    `SELECT id, status, revision, quantity, url, unit_price FROM checkouts WHERE design_id = $1 ORDER BY created_at`,
    [designId],
  );

test('a design is priced to the cent, by what was chosen', async () => {
  const caller = await asGuest(service);
  const design = await draw(caller);
  const reply = await caller.ask({ url: `/api/v1/designs/${design.id}/price?quantity=3` });
  expect(reply.statusCode).toBe(200);
  expect(designPrice.parse(reply.json())).toEqual(reply.json());
  expect(reply.json()).toEqual({
    designId: design.id,
    revision: 1,
    productId,
    variantId: `${productId}2`,
    currency: 'EUR',
    quantity: 3,
    lines: [
      { kind: 'harness', name: 'M', amount: '79.00' },
      { kind: 'pattern', name: 'stripes', amount: '4.00' },
      { kind: 'hardware', name: 'brass', amount: '6.00' },
      { kind: 'embroidery', name: 'script', amount: '10.65' },
      { kind: 'accessory', name: 'handle', amount: '6.90' },
      { kind: 'accessory', name: 'reflective-trim', amount: '4.90' },
    ],
    unitPrice: '111.45',
    total: '334.35',
  });
  expect(await rowsOf(design.id)).toEqual([]);
});

test('a checkout reserves the revision, tells Shopify what it is, and answers where to pay', async () => {
  const caller = await asGuest(service);
  const design = await draw(caller);
  const reply = await pay(caller, design.id, { quantity: 2 });
  expect([reply.statusCode, shopify.asked]).toEqual([201, 1]);
  const made = reply.json();
  expect(checkout.parse(made)).toEqual(made);
  expect(reply.headers.location).toBe(`/api/v1/checkouts/${made.id}`);
  expect(made).toMatchObject({ status: 'open', url: expect.stringMatching(/invoices/), price: { total: '222.90' } });
  expect(shopify.drafts.get(made.id)).toEqual({
    reference: made.id,
    currency: 'EUR',
    email: undefined,
    lines: [
      {
        variantId: BigInt(`${productId}2`),
        quantity: 2,
        unitPrice: '111.45',
        attributes: [
          { key: 'Design', value: 'Biscuit in navy' },
          { key: 'Embroidery', value: 'Biscuit' },
          { key: '_design_id', value: design.id },
          { key: '_design_revision', value: '1' },
          { key: '_checkout', value: made.id },
        ],
      },
    ],
  });
  expect((await caller.ask({ url: `/api/v1/checkouts/${made.id}` })).json()).toEqual(made);
  expect((await (await asUser(service)).ask({ url: `/api/v1/checkouts/${made.id}` })).statusCode).toBe(404);
  const audit = await service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1', [
    `checkout:${made.id}`,
  ]);
  expect(audit).toEqual([
    { actor: caller.actor, action: 'checkout.create', details: { designId: design.id, revision: 1, quantity: 2 } },
  ]);
  const traces = await findTraces(service.rows, ['Biscuit in navy'], 'clear');
  expect(traces.filter((trace) => trace.includes('checkouts'))).toEqual([]);
});

test('asked again, by whichever key or none, it is the same checkout; another quantity is another', async () => {
  const caller = await asUser(service);
  const design = await draw(caller);
  const first = await pay(caller, design.id, { key: 'one' });
  const replayed = await pay(caller, design.id, { key: 'one' });
  const [again, other] = [await pay(caller, design.id), await pay(caller, design.id, { key: 'two' })];
  expect([first, replayed, again, other].map(({ statusCode }) => statusCode)).toEqual([201, 201, 200, 200]);
  for (const reply of [replayed, again, other]) expect(reply.json()).toEqual(first.json());
  expect(shopify.asked).toBe(1);
  const two = await pay(caller, design.id, { quantity: 2 });
  expect(two.statusCode).toBe(201);
  expect(two.json().id).not.toBe(first.json().id);
});

test('an edit makes a new revision and leaves the frozen one to its checkout', async () => {
  const caller = await asUser(service);
  const design = await draw(caller);
  const first = (await pay(caller, design.id)).json();
  const change = { configuration: { ...configuration, embroidery: null } };
  const headers = { 'if-match': '"1"' };
  await caller.ask({ method: 'PATCH', url: `/api/v1/designs/${design.id}`, payload: change, headers });
  const second = (await pay(caller, design.id)).json();
  expect([first.price.revision, second.price.revision, second.price.unitPrice]).toEqual([1, 2, '100.80']);
  expect((await caller.ask({ url: `/api/v1/checkouts/${first.id}` })).json()).toEqual(first);
});

test('a new price or a day later, the old one is left and a new one made', async () => {
  const caller = await asUser(service);
  const design = await draw(caller, { fit: { kind: 'size', size: 'L' } });
  const first = (await pay(caller, design.id)).json();
  await rewrite(service, `UPDATE product_variants SET price = '90.00' WHERE id = $1`, [`${productId}3`]);
  const second = (await pay(caller, design.id)).json();
  expect(second.price.lines[0]).toEqual({ kind: 'harness', name: 'L', amount: '90.00' });
  await rewrite(service, `UPDATE checkouts SET created_at = now() - interval '25 hours' WHERE id = $1`, [second.id]);
  const third = (await pay(caller, design.id)).json();
  expect((await rowsOf(design.id)).map(({ id, status }) => [id, status]).sort()).toEqual(
    [
      [first.id, 'expired'],
      [second.id, 'expired'],
      [third.id, 'open'],
    ].sort(),
  );
});

test.each(['away', 'answer lost', 'broken'] as const)(
  'Shopify %s: nothing is lost and nothing made twice',
  async (mood) => {
    const caller = await asUser(service);
    const design = await draw(caller);
    shopify.mood = mood;
    const drafts = shopify.drafts.size;
    const failed = [await pay(caller, design.id, { key: 'k' }), await pay(caller, design.id)];
    for (const reply of failed) {
      expect(reply.statusCode).toBe(mood === 'broken' ? 500 : 503);
      if (mood !== 'broken') expect(reply.headers['retry-after']).toBe('5');
    }
    const [pending] = await rowsOf(design.id);
    expect(pending).toMatchObject({ status: 'pending', url: null });
    shopify.mood = 'well';
    const made = await pay(caller, design.id, { key: 'k' });
    expect([made.statusCode, made.json().id]).toEqual([201, pending?.['id']]);
    expect((await rowsOf(design.id)).length).toBe(1);
    expect(shopify.drafts.size).toBe(drafts + 1);
  },
);

test('what Shopify refuses for good is given up; the next attempt is a new checkout', async () => {
  const caller = await asUser(service);
  const design = await draw(caller);
  shopify.mood = 'refuses';
  expect((await pay(caller, design.id)).statusCode).toBe(409);
  shopify.mood = 'well';
  expect((await pay(caller, design.id)).statusCode).toBe(201);
  expect((await rowsOf(design.id)).map(({ status }) => status)).toEqual(['failed', 'open']);
});

test('a process that died after any step is made up for by the next attempt', async () => {
  const caller = await asUser(service);
  const design = await draw(caller);
  // After the row was committed and Shopify had answered, before its answer was kept.
  const id = (await pay(caller, design.id)).json().id;
  const url = (await rowsOf(design.id))[0]?.['url'];
  const dead = `UPDATE checkouts SET status = 'pending', url = NULL, draft_order_id = NULL, asked_until = $2 WHERE id = $1`;
  await rewrite(service, dead, [id, new Date(Date.now() + 60_000)]);
  const waiting = await pay(caller, design.id);
  expect([waiting.statusCode, waiting.headers['retry-after'], shopify.asked]).toEqual([503, '5', 1]);
  await rewrite(service, dead, [id, new Date(Date.now() - 1)]);
  const made = await pay(caller, design.id);
  expect([made.statusCode, made.json().id, made.json().url]).toEqual([200, id, url]);
});

test('ten at once ask Shopify once', async () => {
  const caller = await asUser(service);
  const design = await draw(caller);
  let release: () => void = () => undefined;
  shopify.hold = new Promise((resolve) => {
    release = resolve;
  });
  const answered: number[] = [];
  const all = Array.from({ length: 10 }, async () => answered.push((await pay(caller, design.id)).statusCode));
  await expect.poll(() => answered).toEqual(Array.from({ length: 9 }, () => 503));
  release();
  await Promise.all(all);
  expect([shopify.asked, answered.at(-1)]).toEqual([1, 201]);
  expect(await rowsOf(design.id)).toHaveLength(1);
});

test('measures of its own are made from the base variant; a size the product lacks is a conflict', async () => {
  const caller = await asUser(service);
  const fit = { kind: 'custom', neckMm: 400, chestMm: 600, backMm: 450 };
  const custom = await draw(caller, { fit });
  const price = (await caller.ask({ url: `/api/v1/designs/${custom.id}/price` })).json();
  expect(price.lines.slice(0, 2)).toEqual([
    { kind: 'harness', name: 'made to measure', amount: '69.00' },
    { kind: 'measures', name: 'custom', amount: '12.00' },
  ]);
  const missing = await draw(caller, { fit: { kind: 'size', size: 'XL' } });
  expect((await pay(caller, missing.id)).json()).toMatchObject({ status: 409, code: 'conflict' });
  expect(await rowsOf(missing.id)).toEqual([]);
});

test('what is not theirs, in the bin, or not a quantity is refused', async () => {
  const [caller, other] = [await asUser(service), await asGuest(service)];
  const design = await draw(caller);
  expect((await pay(other, design.id)).statusCode).toBe(404);
  expect((await other.ask({ url: `/api/v1/designs/${design.id}/price` })).statusCode).toBe(404);
  expect((await pay(caller, randomUUID())).statusCode).toBe(404);
  for (const quantity of [0, 21, 1.5, '2']) {
    expect([quantity, (await pay(caller, design.id, { quantity: quantity as number })).statusCode]).toEqual([
      quantity,
      400,
    ]);
  }
  await caller.ask({ method: 'DELETE', url: `/api/v1/designs/${design.id}`, headers: { 'if-match': '*' } });
  expect((await pay(caller, design.id)).statusCode).toBe(404);
});

test('without credentials a stand-in leads to a page that says so', async () => {
  const local = await startService();
  try {
    await addProduct(local);
    await addVariants(local, productId, { M: '79.00' });
    await waitForReplica(local.database);
    const caller = await asGuest(local);
    const { url } = (await pay(caller, (await draw(caller)).id)).json();
    expect(url).toMatch(/^http:\/\/localhost:3001\/api\/v1\/local-checkouts\/[0-9a-f-]{36}$/);
    const page = await local.app.inject({ url: new URL(url).pathname });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('without credentials for Shopify');
  } finally {
    await local.stop();
  }
});
