import type { CreatedCheckout } from '../../clients/shopify-checkouts.ts';
import type { Checkout as CheckoutRow, Prisma } from '../../generated/client.ts';
import type { Identity } from '../../http/identity.ts';
import { AppError } from '../../platform/app-error.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Crypto } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import { checkoutContext, sealOrderedDesign } from '../../platform/ordered-design.ts';
import { type PricedDesign, priceOwnDesign } from './checkouts.reads.ts';

export type Owner = Pick<Identity, 'kind' | 'ownerId'>;

export interface Asked {
  /** Of the new checkout: the same for every attempt under one Idempotency-Key. */
  id: string;
  designId: string;
  quantity: number;
  currency: string;
}

export interface Reserved {
  row: CheckoutRow;
  /** True for the one who has to ask Shopify now: the row is theirs until `askedUntil`. */
  mustAsk: boolean;
}

/** A price is kept for so long; afterwards whoever comes back gets today's. */
export const priceKeptMs = 24 * 60 * 60 * 1_000;

/**
 * Freezes a design at its newest revision and price: the row of the checkout, there before Shopify hears of it.
 * The one that can be paid already is the answer again, as long as it costs what it costs today.
 *
 * Lock order: owner, design, checkout, like every change of designs. Shopify is asked by one at a time, or two
 * attempts could make two draft orders: who died on the way is taken for dead at `askedUntil`.
 * @throws AppError `not_found`, `conflict`, `out_of_stock`, and `unauthenticated` once the owner is erased.
 */
export function reserveCheckout(
  writer: Writer,
  crypto: Crypto,
  owner: Owner,
  asked: Asked,
  { now, askingMs }: { now: Date; askingMs: number },
): Promise<Reserved> {
  return writer.$transaction(async (tx) => {
    await lockOwner(tx, owner.ownerId);
    await lockDesign(tx, owner.ownerId, asked.designId);
    const known = await tx.checkout.findFirst({ where: { id: asked.id, ownerId: owner.ownerId } });
    const row = known ?? (await findOrInsert(tx, crypto, owner, asked, now));
    if (row.status !== 'pending' || (row.askedUntil && row.askedUntil > now)) return { row, mustAsk: false };
    const data = { askedUntil: new Date(now.getTime() + askingMs) };
    return { row: await tx.checkout.update({ where: { id: row.id }, data }), mustAsk: true };
  });
}

/** Whoever edits the design waits, so that the revision is the newest until the row is there. */
async function findOrInsert(tx: Tx, crypto: Crypto, owner: Owner, asked: Asked, now: Date): Promise<CheckoutRow> {
  const priced = await priceOwnDesign(tx, owner.ownerId, asked);
  await requireStock(tx, priced.variantId, asked.quantity);
  const { designId, revision, quantity } = priced.price;
  const live = await tx.checkout.findFirst({
    where: { designId, revision, quantity, status: { in: ['pending', 'open'] } },
  });
  if (live && isStillGood(live, priced, now)) return live;
  if (live) await tx.checkout.update({ where: { id: live.id }, data: { status: 'expired', updatedAt: now } });
  const row = await insertCheckout(tx, crypto, owner, asked.id, priced, now);
  await recordAudit(tx, {
    actor: `${owner.kind}:${owner.ownerId}`,
    action: 'checkout.create',
    subject: `checkout:${row.id}`,
    details: { designId, revision, quantity },
  });
  return row;
}

/** By the rule of the product page, on the primary: as the last delivery that was processed says. */
async function requireStock(tx: Tx, variantId: bigint, quantity: number): Promise<void> {
  const [stock] = await tx.$queryRaw<{ isSellable: boolean }[]>`
    SELECT lower(v.inventory_policy) IS NOT DISTINCT FROM 'continue'
             OR (stock.available AND coalesce(stock.quantity >= ${quantity}, true)) AS "isSellable"
    FROM product_variants AS v, variant_stock(v.inventory_item_id, v.inventory_policy) AS stock WHERE v.id = ${variantId}`;
  if (!stock?.isSellable) throw new AppError('out_of_stock', 'There is not enough of what this design is made from.');
}

function isStillGood(live: CheckoutRow, { price }: PricedDesign, now: Date): boolean {
  return (
    now.getTime() - live.createdAt.getTime() < priceKeptMs &&
    String(live.variantId) === price.variantId &&
    live.currency === price.currency &&
    live.unitPrice.equals(price.unitPrice)
  );
}

function insertCheckout(
  tx: Tx,
  crypto: Crypto,
  owner: Owner,
  id: string,
  { price, variantId, ordered }: PricedDesign,
  now: Date,
): Promise<CheckoutRow> {
  return tx.checkout.create({
    data: {
      id,
      ownerId: owner.ownerId,
      designId: price.designId,
      revision: price.revision,
      productId: BigInt(price.productId),
      variantId,
      currency: price.currency,
      quantity: price.quantity,
      unitPrice: price.unitPrice,
      priceLines: price.lines as unknown as Prisma.InputJsonArray,
      design: sealOrderedDesign(crypto, checkoutContext(id), ordered),
      createdAt: now,
      updatedAt: now,
    },
  });
}

/**
 * Keeps what Shopify made. A payment may have been quicker: then the row says `ordered` already, and goes on saying so.
 */
export async function openCheckout(writer: Writer, id: string, made: CreatedCheckout, now: Date): Promise<CheckoutRow> {
  const kept = { draftOrderId: made.draftOrderId, url: made.url, askedUntil: null, updatedAt: now };
  await writer.checkout.updateMany({ where: { id, status: 'pending' }, data: { ...kept, status: 'open' } });
  await writer.checkout.updateMany({ where: { id, url: null }, data: kept });
  return writer.checkout.findUniqueOrThrow({ where: { id } });
}

/** Lets the next attempt ask at once. `failed`: asking again would change nothing, so the next one is a new checkout. */
export async function releaseCheckout(writer: Writer, id: string, status: 'pending' | 'failed'): Promise<void> {
  await writer.checkout.updateMany({ where: { id, status: 'pending' }, data: { status, askedUntil: null } });
}

async function lockOwner(tx: Tx, ownerId: string): Promise<void> {
  const [owner] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM owners WHERE id = ${ownerId}::uuid FOR KEY SHARE`;
  if (!owner) throw new AppError('unauthenticated', 'The account of this session no longer exists.');
}

async function lockDesign(tx: Tx, ownerId: string, id: string): Promise<void> {
  await tx.$queryRaw`
    SELECT 1 FROM saved_designs WHERE id = ${id}::uuid AND owner_id = ${ownerId}::uuid FOR NO KEY UPDATE`;
}
