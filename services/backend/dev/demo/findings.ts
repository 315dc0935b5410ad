import type pg from 'pg';
import { customerContext } from '../../src/modules/customers/customers.writes.ts';
import type { Crypto } from '../../src/platform/crypto.ts';
import { orderContext } from '../../src/platform/order-mails.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import { exportContext } from '../../src/webhooks/compliance.ts';
import { currency, prices, type Shop, trackingNumber } from './shop.ts';

/** One thing that the database must say, and what it does say. */
export interface Finding {
  about: string;
  what: string;
  expected: string;
  found: string;
}

export interface Look {
  client: pg.Client;
  crypto: Crypto;
  shop: Shop;
}

type Row = Record<string, unknown>;

export async function queryOne(client: pg.Client, sql: string, values: unknown[]): Promise<Row> {
  return (await client.query<Row>(sql, values)).rows[0] ?? {};
}

/** What is personal is ciphertext in its column, and opens with the key of the service. */
export async function findSealed({ client, crypto, shop }: Look): Promise<Finding[]> {
  const about = 'How personal data is stored';
  const { order, customer } = shop;
  const orderRow = await queryOne(client, 'SELECT personal FROM orders WHERE id = $1', [order.id]);
  const customerRow = await queryOne(client, 'SELECT personal FROM customers WHERE id = $1', [customer.id]);
  const sealed = orderRow['personal'] as Buffer | null | undefined;
  const opened = openJson(crypto, orderContext(order.id), sealed) as { line_properties?: Record<string, unknown> };
  const properties = (opened?.line_properties?.[String(order.harnessLineId)] ?? []) as {
    name: string;
    value: string;
  }[];
  const bob = openJson(crypto, customerContext(customer.id), customerRow['personal'] as Buffer) as { email?: string };
  return [
    {
      about,
      what: 'in the column',
      expected: sealed ? describeSealed(sealed) : 'ciphertext',
      found: !sealed ? 'nothing' : sealed.includes(order.dogName) ? 'plain text' : describeSealed(sealed),
    },
    {
      about,
      what: 'opened with the key',
      expected: `Dog's name: ${order.dogName}`,
      found: properties
        .filter(({ name }) => name === "Dog's name")
        .map(({ name, value }) => `${name}: ${value}`)
        .join(),
    },
    { about, what: "and Bob's address", expected: customer.email, found: bob?.email ?? 'does not open' },
  ];
}

export async function findExport({ client, crypto, shop }: Look): Promise<Finding[]> {
  const { content } = await queryOne(client, 'SELECT content FROM data_exports WHERE request_id = $1', [
    shop.dataRequestId,
  ]);
  const opened = openJson(crypto, exportContext(shop.dataRequestId), content as Buffer | null) as {
    customer?: { personal?: { email?: string } };
    orders?: unknown[];
    refunds?: unknown[];
  };
  return [
    {
      about: 'The export for Bob',
      what: 'sealed, and opens to',
      expected: `${shop.customer.email}, 1 order, 1 refund`,
      found: `${opened?.customer?.personal?.email}, ${opened?.orders?.length} order, ${opened?.refunds?.length} refund`,
    },
  ];
}

export async function findProducts({ client, shop }: Look): Promise<Finding[]> {
  const { harness, leash } = shop;
  const [small, large] = harness.variants;
  const product = await queryOne(client, 'SELECT title, status FROM products WHERE id = $1', [harness.id]);
  const variants = await client.query<{ id: string; title: string; price: string }>(
    'SELECT id, title, price::numeric(19,2)::text AS price FROM product_variants WHERE product_id = $1 ORDER BY position',
    [harness.id],
  );
  const stock = await queryOne(client, 'SELECT available FROM inventory_levels WHERE inventory_item_id = $1', [
    small?.itemId,
  ]);
  const gone = await queryOne(
    client,
    `SELECT (SELECT count(*)::int FROM products WHERE id = $1) AS products,
            (SELECT count(*)::int FROM product_variants WHERE product_id = $1) AS variants,
            (SELECT deleted FROM resource_versions WHERE kind = 'product' AND id = $1::text) AS tombstone`,
    [leash.id],
  );
  const about = `Product ${harness.title}`;
  const aboutLeash = `Product ${leash.title}`;
  return [
    { about, what: 'state', expected: 'active', found: String(product['status'] ?? 'missing') },
    {
      about,
      what: 'variants',
      expected: `${small?.title} ${small?.price}, ${large?.title} ${prices.newLarge}`,
      found: variants.rows.map(({ title, price }) => `${title} ${price}`).join(', '),
    },
    {
      about,
      what: 'ids, to the last digit',
      expected: `${small?.id}, ${large?.id}`,
      found: variants.rows.map(({ id }) => id).join(', '),
    },
    { about, what: 'stock of the small one', expected: '10', found: String(stock['available'] ?? 'unknown') },
    {
      about: aboutLeash,
      what: 'rows left',
      expected: '0 products, 0 variants',
      found: `${gone['products']} products, ${gone['variants']} variants`,
    },
    { about: aboutLeash, what: 'tombstone', expected: 'yes', found: gone['tombstone'] ? 'yes' : 'no' },
  ];
}

export async function findOrder({ client, shop }: Look): Promise<Finding[]> {
  const { order } = shop;
  const row = await queryOne(
    client,
    `SELECT total_price::numeric(19,2) || ' ' || currency AS total, financial_status, fulfillment_status, updated_at
     FROM orders WHERE id = $1`,
    [order.id],
  );
  const lines = await queryOne(
    client,
    `SELECT string_agg(current_quantity || ' of ' || quantity || ' ' || split_part(title, ',', 1) || coalesce(' (' || fulfillment_status || ')', ''), ' + '
                       ORDER BY position) AS lines FROM order_lines WHERE order_id = $1`,
    [order.id],
  );
  const shipped = await queryOne(
    client,
    `SELECT count(DISTINCT f.id) || ' (' || string_agg(status || ', ' || tracking_company || ' ' || tracking_numbers[1], '; ')
            || ', ' || count(line.*) || ' line)' AS found
     FROM fulfillments AS f LEFT JOIN fulfillment_lines AS line ON line.fulfillment_id = f.id WHERE order_id = $1`,
    [order.id],
  );
  const refunded = await queryOne(
    client,
    `SELECT count(*) || ' of ' || string_agg(money_total::numeric(19,2) || ' ' || currency, ', ') AS found
     FROM refunds WHERE order_id = $1`,
    [order.id],
  );
  const updatedAt = row['updated_at'] instanceof Date ? row['updated_at'].toISOString() : 'never';
  const about = `Order ${order.name}`;
  const [harness, leash] = [shop.harness.title.split(',')[0], shop.leash.title];
  return [
    { about, what: 'total', expected: `${prices.total} ${currency}`, found: String(row['total']) },
    {
      about,
      what: 'status',
      expected: 'partially_refunded, partial',
      found: `${row['financial_status']}, ${row['fulfillment_status']}`,
    },
    {
      about,
      what: 'lines',
      expected: `1 of 1 ${harness} (fulfilled) + 0 of 1 ${leash}`,
      found: String(lines['lines']),
    },
    {
      about,
      what: 'fulfilments',
      expected: `1 (success, UPS ${trackingNumber}, 1 line)`,
      found: String(shipped['found']),
    },
    { about, what: 'refunds', expected: `1 of ${prices.leash} ${currency}`, found: String(refunded['found']) },
    {
      about,
      what: 'as of (not the late note)',
      expected: shop.clock.instant('10:31').toISOString(),
      found: updatedAt,
    },
  ];
}

function describeSealed(sealed: Buffer): string {
  const firstBytes = [...sealed.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `${firstBytes} ... (${sealed.length} bytes, no "Biscuit" in them)`;
}

function openJson(crypto: Crypto, context: string, sealed: Uint8Array | null | undefined): unknown {
  try {
    return sealed ? fromJson(crypto.open(context, sealed)) : undefined;
  } catch {
    return undefined;
  }
}
