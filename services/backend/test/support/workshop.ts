import { randomUUID } from 'node:crypto';
import type { Crypto } from '../../src/platform/crypto.ts';
import { checkoutContext, sealOrderedDesign } from '../../src/platform/ordered-design.ts';
import { configuration, productId } from './designs.ts';
import { sampleWith } from './samples.ts';
import type { TestService } from './service.ts';

/** A checkout as reserveCheckout leaves it, straight into the table. */
export interface CheckoutRow {
  id: string;
  designId: string;
  revision: number;
  variantId: string;
  quantity: number;
  unitPrice: string;
}

export async function addCheckout(
  { rows, crypto }: { rows: TestService['rows']; crypto: Crypto },
  made: Partial<CheckoutRow> & { ownerId: string | null; embroidery?: string | null; name?: string },
): Promise<CheckoutRow> {
  const row = {
    id: randomUUID(),
    designId: randomUUID(),
    revision: 3,
    variantId: `${productId}2`,
    quantity: 1,
    unitPrice: '111.45',
    ...made,
  };
  const text = made.embroidery === undefined ? 'Biscuit' : made.embroidery;
  const ordered = {
    designId: row.designId,
    revision: row.revision,
    name: made.name ?? 'Biscuit in navy',
    productTitle: 'Custom Y-Harness',
    variantTitle: 'M',
    sku: 'HAR-Y-M',
    configuration: { ...configuration, embroidery: text === null ? null : { ...configuration.embroidery, text } },
  };
  await rows(
    `INSERT INTO checkouts (id, owner_id, design_id, revision, product_id, variant_id, currency, quantity, unit_price,
       price_lines, design, status, draft_order_id, url)
     VALUES ($1, $2, $3, $4, $5, $6, 'EUR', $7, $8, '[]', $9, 'open', 1, 'https://example.com/pay')`,
    [
      ...[row.id, row.ownerId, row.designId, row.revision, productId, row.variantId, row.quantity, row.unitPrice],
      sealOrderedDesign(crypto, checkoutContext(row.id), ordered as Parameters<typeof sealOrderedDesign>[2]),
    ],
  );
  return row;
}

export const attributesOf = (checkout: CheckoutRow) => [
  { name: 'Design', value: 'Biscuit in navy' },
  { name: '_design_id', value: checkout.designId },
  { name: '_design_revision', value: String(checkout.revision) },
  { name: '_checkout', value: checkout.id },
];

/** A line of an order that pays for a checkout, as Shopify sends it. */
export const lineOf = (id: number, checkout: CheckoutRow, changes: object = {}) => ({
  id,
  product_id: productId,
  variant_id: checkout.variantId,
  title: 'Custom Y-Harness',
  quantity: checkout.quantity,
  current_quantity: checkout.quantity,
  price: checkout.unitPrice,
  total_discount: '0.00',
  requires_shipping: true,
  properties: attributesOf(checkout),
  ...changes,
});

/** An order of these lines. Nothing of the sample's own customer, fulfilments or refunds is in it. */
export const orderWith = (id: string | number, lines: object[], changes: object = {}) =>
  sampleWith('orders/updated', {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    currency: 'EUR',
    line_items: lines,
    customer: null,
    financial_status: 'paid',
    cancelled_at: null,
    cancel_reason: null,
    fulfillments: [],
    refunds: [],
    created_at: '2025-11-21T10:00:00Z',
    updated_at: '2025-11-21T10:00:00Z',
    ...changes,
  });
