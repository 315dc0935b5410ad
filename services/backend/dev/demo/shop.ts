import { createIds, type Ids, type Json, takeSample } from './samples.ts';

/** The shop of the demo: whom and what the morning is about, and the bodies that Shopify would send of them. */

export interface ShopClock {
  /** "08:31" this morning, as the instant it is. */
  instant(time: string): Date;
  /** As Shopify writes it, with the shop's offset. */
  stamp(time: string): string;
}

export interface Variant {
  id: bigint;
  itemId: bigint;
  title: string;
  price: string;
}

export interface Product {
  id: bigint;
  title: string;
  handle: string;
  variants: Variant[];
}

export interface Shop {
  ids: Ids;
  clock: ShopClock;
  domain: string;
  harness: Product;
  leash: Product;
  locationId: bigint;
  customer: { id: bigint; email: string; phone: string; firstName: string; lastName: string };
  order: { id: bigint; name: string; number: number; harnessLineId: bigint; leashLineId: bigint; dogName: string };
  fulfillmentId: bigint;
  refundId: bigint;
  dataRequestId: bigint;
}

export const currency = 'USD';
export const prices = { shipping: '5.00', subtotal: '114.80', total: '119.80', leash: '24.90', newLarge: '104.90' };
export const trackingNumber = '1Z827WK74630';

/** Everything has ids of its own, so that the demo can be run again and again on one database. */
export function openShop(now: Date, domain: string): Shop {
  const ids = createIds(now);
  const run = ids.next().toString(36);
  const variant = (title: string, price: string): Variant => ({ id: ids.next(), itemId: ids.next(), title, price });
  return {
    ids,
    clock: createShopClock(now),
    domain,
    harness: {
      id: ids.next(),
      title: 'Trail Harness, made to measure',
      handle: `trail-harness-${run}`,
      variants: [variant('Small', '89.90'), variant('Large', '99.90')],
    },
    leash: {
      id: ids.next(),
      title: 'Reflective Leash',
      handle: `reflective-leash-${run}`,
      variants: [variant('2 m', prices.leash)],
    },
    locationId: ids.next(),
    customer: {
      id: ids.next(),
      email: `bob.${run}@example.com`,
      phone: '+1-613-555-0142',
      firstName: 'Bob',
      lastName: 'Biller',
    },
    order: {
      id: ids.next(),
      name: '#1042',
      number: 1042,
      harnessLineId: ids.next(),
      leashLineId: ids.next(),
      dogName: 'Biscuit',
    },
    fulfillmentId: ids.next(),
    refundId: ids.next(),
    dataRequestId: ids.next(),
  };
}

/** The shop lies where it is about noon now, so that "this morning" is over, wherever and whenever the demo runs. */
function createShopClock(now: Date): ShopClock {
  const offsetHours = 12 - now.getUTCHours();
  const date = now.toISOString().slice(0, 10);
  const offset = `${offsetHours < 0 ? '-' : '+'}${String(Math.abs(offsetHours)).padStart(2, '0')}:00`;
  const stamp = (time: string) => `${date}T${time}:00${offset}`;
  return { stamp, instant: (time) => new Date(stamp(time)) };
}

export function gid(type: string, id: bigint): string {
  return `gid://shopify/${type}/${id}`;
}

export function productBody(shop: Shop, product: Product, times: { created: string; updated: string }): Json {
  const { clock, ids } = shop;
  const sample = takeSample('products/create', ids);
  const [sampleVariant] = sample['variants'] as Json[];
  const stamps = { created_at: clock.stamp(times.created), updated_at: clock.stamp(times.updated) };
  return {
    ...sample,
    ...stamps,
    id: product.id,
    admin_graphql_api_id: gid('Product', product.id),
    title: product.title,
    handle: product.handle,
    body_html: `<p>${product.title}</p>`,
    vendor: 'Pet Shop',
    product_type: 'Walking',
    published_at: clock.stamp(times.created),
    tags: 'dog, walking',
    options: [{ name: 'Size', position: 1, values: product.variants.map(({ title }) => title) }],
    variants: product.variants.map((variant, index) => ({
      ...sampleVariant,
      ...stamps,
      id: variant.id,
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      product_id: product.id,
      inventory_item_id: variant.itemId,
      title: variant.title,
      option1: variant.title,
      price: variant.price,
      compare_at_price: null,
      position: index + 1,
    })),
    variant_gids: product.variants.map(({ id }) => ({
      admin_graphql_api_id: gid('ProductVariant', id),
      updated_at: clock.instant(times.updated).toISOString(),
    })),
  };
}

export function inventoryBody({ ids, clock, harness, locationId }: Shop, time: string): Json {
  const itemId = harness.variants[0]?.itemId;
  return {
    ...takeSample('inventory_levels/connect', ids),
    inventory_item_id: itemId,
    location_id: locationId,
    available: 10,
    updated_at: clock.stamp(time),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${locationId}?inventory_item_id=${itemId}`,
  };
}

export function customerBody(shop: Shop, time: string): Json {
  const sample = takeSample('customers/create', shop.ids);
  return {
    ...sample,
    ...customerFields(shop),
    created_at: shop.clock.stamp(time),
    updated_at: shop.clock.stamp(time),
    note: 'Walks three dogs',
    default_address: { ...(sample['default_address'] as Json), id: shop.ids.next(), customer_id: shop.customer.id },
  };
}

export function customerFields({ customer }: Shop): Json {
  return {
    id: customer.id,
    admin_graphql_api_id: gid('Customer', customer.id),
    email: customer.email,
    phone: customer.phone,
    first_name: customer.firstName,
    last_name: customer.lastName,
  };
}

/** customers/data_request and customers/redact: plain ids, no times. */
export function privacyBody(shop: Shop, topic: 'customers/data_request' | 'customers/redact'): Json {
  const { customer, order } = shop;
  const orders = [order.id];
  return {
    ...takeSample(topic, shop.ids),
    shop_domain: shop.domain,
    customer: { id: customer.id, email: customer.email, phone: customer.phone },
    ...(topic === 'customers/redact'
      ? { orders_to_redact: orders }
      : { orders_requested: orders, data_request: { id: shop.dataRequestId } }),
  };
}
