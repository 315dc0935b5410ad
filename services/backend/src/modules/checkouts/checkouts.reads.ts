import type { Checkout as CheckoutRow } from '../../generated/client.ts';
import { AppError } from '../../platform/app-error.ts';
import type { Reader } from '../../platform/db.ts';
import { type DesignConfiguration, migrateConfiguration } from '../../platform/design-configuration.ts';
import { chooseVariant, type PriceLine, priceDesign } from '../../platform/design-pricing.ts';
import { formatAmount, parseAmount } from '../../platform/money.ts';
import type { OrderedDesign } from '../../platform/ordered-design.ts';
import type { Checkout, DesignPrice } from './checkouts.schemas.ts';

/** A design with its price, as the mirror has it now. */
export interface PricedDesign {
  price: DesignPrice;
  variantId: bigint;
  ordered: OrderedDesign;
}

/**
 * The newest revision of somebody's design, priced.
 * @param asked `currency` is the shop's.
 * @throws AppError `not_found` without the design, `conflict` when the shop does not sell it (any more).
 */
export async function priceOwnDesign(
  reader: Reader,
  ownerId: string,
  asked: { designId: string; quantity: number; currency: string },
): Promise<PricedDesign> {
  const design = await reader.savedDesign.findFirst({ where: { id: asked.designId, ownerId, deletedAt: null } });
  if (!design) throw new AppError('not_found', 'You have no such design.');
  const configuration = migrateConfiguration(design.configuration, design.schemaVersion);
  const product = await reader.product.findFirst({
    where: { id: design.productId, status: { notIn: ['draft', 'archived'] } },
    include: { variants: true },
  });
  if (!product) throw new AppError('conflict', 'The shop no longer sells what this design is made from.');
  const variants = product.variants.map(({ id, title, price, position, option1, option2, option3 }) => ({
    ...{ id, title, position },
    price: price.toFixed(4),
    options: [option1, option2, option3],
  }));
  const variant = chooseVariant(variants, configuration.fit);
  if (!variant) throw new AppError('conflict', 'The shop does not sell this product in the size of the design.');

  const { id: designId, revision, name, productId } = design;
  const sku = product.variants.find(({ id }) => id === variant.id)?.sku ?? null;
  return {
    variantId: variant.id,
    price: {
      ...{ designId, revision, productId: String(productId), variantId: String(variant.id) },
      ...{ currency: asked.currency, quantity: asked.quantity },
      ...priceOf(configuration, variant.price, asked.quantity),
    },
    ordered: { designId, revision, name, productTitle: product.title, variantTitle: variant.title, sku, configuration },
  };
}

function priceOf(configuration: DesignConfiguration, variantPrice: string, quantity: number) {
  try {
    return priceDesign(configuration, variantPrice, quantity);
  } catch (error) {
    throw new AppError('conflict', 'The shop has no price for this product.', { cause: error });
  }
}

/** Undefined when there is none or it is somebody else's. */
export async function findCheckout(reader: Reader, ownerId: string, id: string): Promise<Checkout | undefined> {
  const row = await reader.checkout.findFirst({ where: { id, ownerId } });
  return row ? toCheckout(row) : undefined;
}

export function toCheckout(row: CheckoutRow): Checkout {
  const unitPrice = parseAmount(row.unitPrice.toFixed(4));
  return {
    id: row.id,
    status: row.status as Checkout['status'],
    url: row.status === 'open' ? row.url : null,
    price: {
      designId: row.designId,
      revision: row.revision,
      productId: String(row.productId),
      variantId: String(row.variantId),
      currency: row.currency,
      quantity: row.quantity,
      // Written by reserveCheckout from what priceDesign made.
      lines: row.priceLines as unknown as PriceLine[],
      unitPrice: formatAmount(unitPrice),
      total: formatAmount(unitPrice * BigInt(row.quantity)),
    },
    createdAt: row.createdAt.toISOString(),
  };
}
