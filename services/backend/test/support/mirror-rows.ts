import type pg from 'pg';
import { fulfillmentStatusOf, type ShopData, totalsOf, unfulfilledOf } from '../../dev/shopify-simulator/shop-model.ts';
import { customerContext } from '../../src/modules/customers/customers.writes.ts';
import type { Crypto } from '../../src/platform/crypto.ts';
import { orderContext } from '../../src/platform/order-mails.ts';

/** Table by table, one text for each row, sorted: what the mirror has, and what it should have. */
export type TableRows = Record<string, string[]>;

type Rows = <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>;

const time = (column: string) => `extract(epoch from ${column})::bigint`;

const queries = {
  products: `SELECT id, handle, title, body_html, vendor, product_type, status, tags, ${time('published_at')} AS published,
    ${time('updated_at')} AS updated FROM products`,
  variants: `SELECT id, product_id, title, sku, price, compare_at_price, position, option1, option2, option3,
    inventory_item_id, inventory_policy, image_id FROM product_variants`,
  images: 'SELECT id, product_id, src, alt, width_px, height_px, position FROM product_images',
  sizeCharts: 'SELECT product_id, sizes FROM size_charts',
  collections: `SELECT id, handle, title, body_html, sort_order, ${time('published_at')} AS published,
    ${time('updated_at')} AS updated FROM collections`,
  memberships: 'SELECT collection_id, product_id, position FROM collection_products',
  inventory: `SELECT inventory_item_id, location_id, available, ${time('updated_at')} AS updated FROM inventory_levels`,
  orders: `SELECT id, name, customer_id, currency, financial_status, fulfillment_status, subtotal_price, total_discounts,
    total_shipping, total_tax, total_price, tags, cancel_reason, ${time('cancelled_at')} AS cancelled,
    ${time('created_at')} AS created, ${time('updated_at')} AS updated, personal FROM orders`,
  lines: `SELECT order_id, id, position, title, variant_title, sku, quantity, current_quantity, price, total_discount,
    fulfillment_status FROM order_lines`,
  fulfillments: `SELECT id, order_id, status, shipment_status, location_id, tracking_company, tracking_numbers,
    ${time('updated_at')} AS updated FROM fulfillments`,
  fulfillmentLines: 'SELECT fulfillment_id, line_id, quantity FROM fulfillment_lines',
  refunds: 'SELECT id, order_id, currency, lines_total, money_total, restock FROM refunds',
  refundLines: 'SELECT refund_id, id, line_id, quantity, subtotal, total_tax, restock_type FROM refund_lines',
  customers: `SELECT id, state, verified_email, currency, ${time('updated_at')} AS updated, personal FROM customers`,
};

const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).toSorted();
const money = (minor: number) => (minor / 100).toFixed(4);
const seconds = (date: Date | null) => date && String(date.getTime() / 1_000);
const text = (id: number | null) => (id === null ? null : String(id));

export async function mirrorRows(rows: Rows, crypto: Crypto): Promise<TableRows> {
  const tables: TableRows = {};
  for (const [name, sql] of Object.entries(queries)) {
    const context = name === 'customers' ? customerContext : orderContext;
    tables[name] = sorted(
      (await rows(sql)).map((row) =>
        Object.entries(row).map(([column, value]) => {
          if (column !== 'personal') return value;
          const { email } = JSON.parse(crypto.open(context(BigInt(row['id'])), value).toString('utf8'));
          return email;
        }),
      ),
    );
  }
  return tables;
}

/** Worked out from the shop's own state: neither from what it sends nor from what it answers. */
export function shopRows(data: ShopData): TableRows {
  const products = [...data.products.values()];
  const orders = [...data.orders.values()];
  return {
    products: sorted(
      products.map((one) => [
        ...[text(one.id), one.handle, one.title, one.descriptionHtml, one.vendor, one.productType],
        ...[one.status.toLowerCase(), one.tags, seconds(one.publishedAt), seconds(one.updatedAt)],
      ]),
    ),
    variants: sorted(
      products.flatMap((one) =>
        one.variants.map((variant, index) => [
          ...[text(variant.id), text(one.id), variant.title, variant.sku, money(variant.priceMinor)],
          variant.compareAtPriceMinor === null ? null : money(variant.compareAtPriceMinor),
          ...[index + 1, ...[0, 1, 2].map((option) => variant.options[option] ?? null)],
          ...[text(variant.inventoryItemId), variant.inventoryPolicy.toLowerCase(), text(variant.imageId)],
        ]),
      ),
    ),
    images: sorted(
      products.flatMap((one) =>
        one.images.map(({ id, url, alt, widthPx, heightPx }, index) => [
          ...[text(id), text(one.id), url, alt, widthPx, heightPx, index + 1],
        ]),
      ),
    ),
    sizeCharts: sorted(
      products.flatMap((one) =>
        one.metafields
          .filter(({ namespace, key }) => namespace === 'custom' && key === 'size_chart')
          .map(({ value }) => [text(one.id), (JSON.parse(value) as SizeRow[]).map(asJsonb)]),
      ),
    ),
    collections: sorted(
      [...data.collections.values()].map((one) => [
        ...[text(one.id), one.handle, one.title, one.descriptionHtml],
        ...[one.sortOrder.toLowerCase().replaceAll('_', '-'), seconds(one.publishedAt), seconds(one.updatedAt)],
      ]),
    ),
    memberships: sorted(
      [...data.collections.values()].flatMap((one) =>
        one.productIds.map((product, index) => [text(one.id), text(product), index + 1]),
      ),
    ),
    inventory: sorted(
      [...data.inventory.values()]
        .filter(({ isActive }) => isActive)
        .map((one) => [text(one.inventoryItemId), text(one.locationId), one.available, seconds(one.updatedAt)]),
    ),
    orders: sorted(
      orders.map((one) => {
        const { subtotalMinor, discountMinor, totalMinor } = totalsOf(one);
        const statuses = { FULFILLED: 'fulfilled', PARTIALLY_FULFILLED: 'partial', UNFULFILLED: null };
        return [
          ...[text(one.id), `#${one.number}`, text(one.customerId), one.currency, one.financialStatus.toLowerCase()],
          ...[statuses[fulfillmentStatusOf(one)], money(subtotalMinor), money(discountMinor)],
          ...[money(one.shippingMinor), money(one.taxMinor), money(totalMinor), one.tags],
          ...[one.cancelReason?.toLowerCase() ?? null, seconds(one.cancelledAt)],
          ...[seconds(one.createdAt), seconds(one.updatedAt), one.email],
        ];
      }),
    ),
    lines: sorted(
      orders.flatMap((order) =>
        order.lines.map((line, index) => [
          ...[text(order.id), text(line.id), index + 1, line.title, line.variantTitle, line.sku, line.quantity],
          ...[line.currentQuantity, money(line.unitPriceMinor), money(line.discountMinor)],
          line.fulfilledQuantity === 0 ? null : unfulfilledOf(line) === 0 ? 'fulfilled' : 'partial',
        ]),
      ),
    ),
    fulfillments: sorted(
      orders.flatMap((order) =>
        order.fulfillments.map((one) => [
          ...[text(one.id), text(order.id), one.status.toLowerCase()],
          one.displayStatus === 'FULFILLED' || one.status === 'CANCELLED' ? null : one.displayStatus.toLowerCase(),
          ...[text(one.locationId), one.tracking?.company ?? null, one.tracking ? [one.tracking.number] : []],
          seconds(one.updatedAt),
        ]),
      ),
    ),
    fulfillmentLines: sorted(
      orders.flatMap((order) =>
        order.fulfillments.flatMap((one) => one.lines.map((line) => [text(one.id), text(line.lineId), line.quantity])),
      ),
    ),
    refunds: sorted(
      orders.flatMap((order) =>
        order.refunds.map((one) => [
          ...[text(one.id), text(order.id), order.currency],
          money(one.lines.reduce((sum, line) => sum + line.subtotalMinor + line.taxMinor, 0)),
          ...[money(one.paidBackMinor), one.lines.some(({ restock }) => restock)],
        ]),
      ),
    ),
    refundLines: sorted(
      orders.flatMap((order) =>
        order.refunds.flatMap((one) =>
          one.lines.map((line) => [
            ...[text(one.id), text(line.id), text(line.lineId), line.quantity, money(line.subtotalMinor)],
            ...[money(line.taxMinor), line.restock ? 'return' : 'no_restock'],
          ]),
        ),
      ),
    ),
    customers: sorted(
      [...data.customers.values()].map((one) => [
        ...[text(one.id), one.state.toLowerCase(), one.verifiedEmail, data.currency, seconds(one.updatedAt), one.email],
      ]),
    ),
  };
}

interface SizeRow {
  size: string;
  neckMm: number[];
  chestMm: number[];
  backMm: number[];
}

/** jsonb keeps keys by length, then by bytes. */
function asJsonb({ size, backMm, neckMm, chestMm }: SizeRow) {
  return { size, backMm, neckMm, chestMm };
}
