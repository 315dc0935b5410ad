import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asGuest, type Caller } from '../support/callers.ts';
import { addVariants, createShopifyDouble, type ShopifyDouble } from '../support/checkouts.ts';
import { addProduct, configuration, productId } from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

/** Of size M, which the design is of. */
const variantId = `${productId}2`;

let service: TestService;
let shopify: ShopifyDouble;
beforeAll(async () => {
  shopify = createShopifyDouble();
  service = await startService({ checkouts: shopify });
  await addProduct(service);
  await addVariants(service, productId, { S: '69.00', M: '79.00', L: '89.90' });
  await service.rows("UPDATE product_variants SET inventory_policy = 'deny' WHERE id = $1", [variantId]);
});
afterAll(() => service?.stop());
beforeEach(() => {
  shopify.asked = 0;
});

const draw = async (caller: Caller): Promise<{ id: string }> => {
  const payload = { name: 'Biscuit in navy', productId, configuration };
  const reply = await caller.ask({ method: 'POST', url: '/api/v1/designs', payload });
  expect(reply.statusCode).toBe(201);
  return reply.json();
};
const pay = (caller: Caller, id: string, { key, quantity = 1 }: { key?: string; quantity?: number } = {}) =>
  caller.ask({
    method: 'POST',
    url: `/api/v1/designs/${id}/checkout`,
    payload: { quantity },
    headers: key ? { 'idempotency-key': key } : {},
  });
const statusesOf = async (designId: string) =>
  (await service.rows('SELECT status FROM checkouts WHERE design_id = $1', [designId])).map((row) => row['status']);

const stock = async (levels: (number | null)[]) => {
  await service.rows('DELETE FROM inventory_levels WHERE inventory_item_id = $1', [variantId]);
  for (const [location, available] of levels.entries()) {
    await service.rows('INSERT INTO inventory_levels VALUES ($1, $2, $3, now())', [variantId, location + 1, available]);
  }
};

test.each([
  ['nowhere', [], 1],
  ['none of it', [0, 0], 1],
  ['oversold', [-2, 1], 1],
  ['fewer than asked for', [2, 1], 4],
])('%s: refused, and Shopify is not asked', async (_what, levels, quantity) => {
  await stock(levels);
  const caller = await asGuest(service);
  const design = await draw(caller);
  const reply = await pay(caller, design.id, { quantity });
  expect([reply.statusCode, reply.json().code, shopify.asked]).toEqual([409, 'out_of_stock', 0]);
  expect(await statusesOf(design.id)).toEqual([]);
  expect((await caller.ask({ url: `/api/v1/designs/${design.id}/price` })).statusCode).toBe(200);
});

test.each([
  ['just enough, in two places', [2, 1], 3],
  ['not counted', [null], 5],
])('%s: sold', async (_what, levels, quantity) => {
  await stock(levels);
  const caller = await asGuest(service);
  expect((await pay(caller, (await draw(caller)).id, { quantity })).statusCode).toBe(201);
});

test('one that was open while there was stock is not answered again; the attempt that made it is', async () => {
  await stock([1]);
  const caller = await asGuest(service);
  const design = await draw(caller);
  const made = await pay(caller, design.id, { key: 'first' });
  expect(made.statusCode).toBe(201);
  await stock([0]);
  expect((await pay(caller, design.id)).json().code).toBe('out_of_stock');
  expect((await pay(caller, design.id, { key: 'first' })).json()).toEqual(made.json());
  expect(await statusesOf(design.id)).toEqual(['open']);
});

test('a webhook that brings stock opens the way at once', async () => {
  await stock([]);
  const caller = await asGuest(service);
  const design = await draw(caller);
  expect((await pay(caller, design.id)).statusCode).toBe(409);
  await service.settle({
    topic: 'inventory_levels/update',
    body: {
      inventory_item_id: Number(variantId),
      location_id: 1,
      available: 1,
      updated_at: new Date().toISOString(),
    },
  });
  expect((await pay(caller, design.id)).statusCode).toBe(201);
});
