import { describe, expect, test } from 'vitest';
import { generateShop } from '../../dev/shopify-simulator/generate-shop.ts';
import type { CheckoutDraft } from '../../src/clients/shopify-checkouts.ts';
import { createShopifyCheckouts } from '../../src/clients/shopify-draft-orders.ts';
import { openShop, patience } from '../support/shopify-shop.ts';

async function openCheckouts() {
  const shop = await openShop({ data: generateShop({ seed: 3, products: 3, orders: 0 }) });
  const [product] = shop.simulator.shop.data.products.values();
  const variantId = product?.variants[0]?.id ?? 0;
  const draft = (reference: string): CheckoutDraft => ({
    reference,
    currency: 'RON',
    email: 'ada@example.com',
    lines: [
      {
        variantId: BigInt(variantId),
        quantity: 2,
        unitPrice: '249.90',
        attributes: [{ key: '_design', value: 'dsg_1' }],
      },
    ],
  });
  return { ...shop, checkouts: createShopifyCheckouts(shop.admin), draft, variantId };
}

describe('a checkout', () => {
  test('is a draft order at our price, with what the workshop must know', async () => {
    const { checkouts, draft, simulator, variantId } = await openCheckouts();
    const checkout = await checkouts.createCheckout(draft('checkout:1'), patience());
    const [made, ...others] = simulator.shop.data.draftOrders.values();
    expect(others).toEqual([]);
    expect(checkout).toEqual({ draftOrderId: BigInt(made?.id ?? 0), url: made?.invoiceUrl });
    expect(made).toMatchObject({
      email: 'ada@example.com',
      currency: 'RON',
      attributes: [{ key: '_reference', value: 'checkout:1' }],
      lines: [{ variantId, quantity: 2, unitPriceMinor: 24_990, attributes: [{ key: '_design', value: 'dsg_1' }] }],
    });
  });

  test('is made once for a reference, also when the answer was lost and the search does not know it yet', async () => {
    const { checkouts, draft, simulator, arrived } = await openCheckouts();
    simulator.searchLagMs = 60_000;
    for (const fault of [{ kind: 'lost_answer' }, { kind: 'late_status', status: 500 }] as const) {
      simulator.faults.next(fault, { operation: 'draftOrderCreate' });
      const first = await checkouts.createCheckout(draft(`checkout:${fault.kind}`), patience());
      const second = await checkouts.createCheckout(draft(`checkout:${fault.kind}`), patience());
      expect(second).toEqual(first);
    }
    expect(simulator.shop.data.draftOrders.size).toBe(2);
    expect(arrived('draftOrderCreate')).toBe(2);
  });

  test('of another reference is another', async () => {
    const { checkouts, draft, simulator } = await openCheckouts();
    const first = await checkouts.createCheckout(draft('checkout:1'), patience());
    const second = await checkouts.createCheckout(draft('checkout:2'), patience());
    expect(second.url).not.toBe(first.url);
    expect(simulator.shop.data.draftOrders.size).toBe(2);
  });

  test('is found by its tag when many others came after it', async () => {
    const { checkouts, draft, simulator } = await openCheckouts();
    const first = await checkouts.createCheckout(draft('checkout:1'), patience());
    const { draftOrders } = simulator.shop.data;
    const [made] = draftOrders.values();
    if (!made) throw new Error('there is no draft');
    for (let id = made.id + 1; id <= made.id + 80; id += 1) {
      draftOrders.set(id, { ...made, id, tags: [], attributes: [] });
    }
    expect(await checkouts.createCheckout(draft('checkout:1'), patience())).toEqual(first);
  });

  test('that was refused for its connection is tried again, and fails as unavailable', async () => {
    const { checkouts, draft, simulator } = await openCheckouts();
    simulator.faults.next({ kind: 'drop' }, { operation: 'draftOrderCreate' });
    await expect(checkouts.createCheckout(draft('checkout:1'), patience())).rejects.toMatchObject({
      code: 'unavailable',
    });
    expect(simulator.shop.data.draftOrders.size).toBe(0);
    await checkouts.createCheckout(draft('checkout:1'), patience());
    expect(simulator.shop.data.draftOrders.size).toBe(1);
  });

  test('of a variant that is gone names the field', async () => {
    const { checkouts, draft } = await openCheckouts();
    const gone = { ...draft('checkout:1'), lines: [{ variantId: 1n, quantity: 1, unitPrice: '1.00', attributes: [] }] };
    await expect(checkouts.createCheckout(gone, patience())).rejects.toMatchObject({
      kind: 'user_errors',
      userErrors: [{ field: ['lineItems', '0', 'variantId'] }],
    });
  });
});
