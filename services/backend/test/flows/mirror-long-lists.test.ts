import { expect, test } from 'vitest';
import { reconcile } from '../../src/mirror/reconcile.ts';
import type { MirrorKind } from '../../src/mirror/snapshots.ts';
import { customerContext } from '../../src/modules/customers/customers.writes.ts';
import { type MirroredShop, openMirroredShop } from '../support/mirror-shop.ts';
import { patience } from '../support/shopify-shop.ts';

/** What Shopify gives in pages comes whole, also where one page is nearly always enough. */

async function reconcileAll(shop: MirroredShop, kind: MirrorKind): Promise<void> {
  await shop.pipeline.rows("INSERT INTO mirror_watermarks (kind, complete_to) VALUES ($1, '2020-01-01')", [kind]);
  while ((await reconcile(shop.deps, kind, patience())).outcome !== 'complete');
}

test('a customer comes with all addresses, not only the first page of them', async () => {
  const shop = await openMirroredShop({ products: 1, orders: 3 });
  const [customer] = [...shop.simulator.shop.data.customers.values()];
  const [address] = customer?.addresses ?? [];
  if (!customer || !address) throw new Error('there is no customer with an address');
  customer.addresses = Array.from({ length: 300 }, (_one, index) => ({
    ...address,
    id: index + 1,
    city: `City ${index}`,
  }));
  await reconcileAll(shop, 'customer');
  const [row] = await shop.pipeline.rows<{ personal: Buffer }>('SELECT personal FROM customers WHERE id = $1', [
    customer.id,
  ]);
  if (!row) throw new Error('the customer is not mirrored');
  const opened = JSON.parse(shop.deps.crypto.open(customerContext(BigInt(customer.id)), row.personal).toString('utf8'));
  expect(opened.addresses.map(({ city }: { city: string }) => city)).toEqual(
    customer.addresses.map(({ city }) => city),
  );
  const asked = shop.simulator.calls.filter(({ operation }) => operation === 'customerAddresses');
  expect(asked).toHaveLength(2);
});

test('stock comes from every location, however many there are', async () => {
  const shop = await openMirroredShop({ products: 1, orders: 0 });
  const { data, change } = shop.simulator.shop;
  const [product] = [...data.products.values()];
  const [variant] = product?.variants ?? [];
  if (!variant) throw new Error('there is no variant');
  while (data.locations.length < 103) data.locations.push({ id: data.nextId++, name: `Kiosk ${data.nextId}` });
  for (const { id } of data.locations) change.setInventory(variant.inventoryItemId, id, 3);
  await reconcileAll(shop, 'product');
  await reconcileAll(shop, 'inventory_level');
  const [levels] = await shop.pipeline.rows(
    'SELECT count(*)::int AS places, sum(available)::int AS available FROM inventory_levels WHERE inventory_item_id = $1',
    [variant.inventoryItemId],
  );
  expect(levels).toEqual({ places: 103, available: 309 });
});
