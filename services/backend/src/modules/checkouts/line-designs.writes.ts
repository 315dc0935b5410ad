import type { Checkout } from '../../generated/client.ts';
import type { Tx } from '../../platform/db.ts';
import { parseAmount } from '../../platform/money.ts';
import { type LineDesign, type OrderedLine, readLineDesign } from './line-designs.schemas.ts';

type Fault =
  | 'malformed'
  | 'unknown_checkout'
  | 'other_design'
  | 'other_product'
  | 'other_currency'
  | 'other_price'
  | 'other_quantity';

interface Said {
  line: OrderedLine;
  design: LineDesign | 'malformed';
}

/**
 * Notes which lines of an order are of a design, and checks what they say against the checkout they name: it must be
 * there, of that revision of that design, and ask for that product, price and quantity. Of several lines with one
 * checkout only the first (of the lowest order, then line) is of the design, whichever came first here.
 *
 * Under the locks of the order and, taken here in the order of their ids, of every checkout that is concerned.
 * @returns the orders whose lines may mean something else now.
 */
export async function saveLineDesigns(
  tx: Tx,
  order: { id: bigint; currency: string },
  lines: readonly OrderedLine[],
): Promise<bigint[]> {
  const said = lines.flatMap((line): Said[] => {
    const design = readLineDesign(line);
    return design ? [{ line, design }] : [];
  });
  const known = await tx.orderLineDesign.findMany({ where: { orderId: order.id } });
  if (said.length === 0 && known.length === 0) return [];

  const named = said.map(({ design }) => (design === 'malformed' ? null : design.checkoutId));
  const checkouts = await lockCheckouts(tx, [...named, ...known.map(({ checkoutId }) => checkoutId)]);
  await tx.orderLineDesign.deleteMany({ where: { orderId: order.id } });
  await tx.orderLineDesign.createMany({
    data: said.map(({ line, design }) => ({
      orderId: order.id,
      lineId: line.id,
      checkoutId: design === 'malformed' ? null : design.checkoutId,
      fault: findFault(order.currency, line, design, checkouts) ?? null,
    })),
    skipDuplicates: true,
  });
  const changed = await giveToFirst(tx, [...checkouts.keys()]);
  return [...new Set([order.id, ...changed])].sort((a, b) => (a < b ? -1 : 1));
}

/** Locks the checkouts that the lines of an order have, where nothing is said anew about them. */
export async function lockCheckoutsOfOrder(tx: Tx, orderId: bigint): Promise<void> {
  const known = await tx.orderLineDesign.findMany({ where: { orderId }, select: { checkoutId: true } });
  await lockCheckouts(
    tx,
    known.map(({ checkoutId }) => checkoutId),
  );
}

async function lockCheckouts(tx: Tx, ids: readonly (string | null)[]): Promise<Map<string, Checkout>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  await tx.$queryRaw`SELECT FROM checkouts WHERE id = ANY (${wanted}::uuid[]) ORDER BY id FOR UPDATE`;
  const rows = await tx.checkout.findMany({ where: { id: { in: wanted } } });
  return new Map(rows.map((row) => [row.id, row]));
}

function findFault(
  currency: string,
  line: OrderedLine,
  design: Said['design'],
  checkouts: ReadonlyMap<string, Checkout>,
): Fault | undefined {
  if (design === 'malformed') return 'malformed';
  const checkout = checkouts.get(design.checkoutId);
  if (!checkout) return 'unknown_checkout';
  if (checkout.designId !== design.designId || checkout.revision !== design.revision) return 'other_design';
  // Null once the shop has deleted the product. No cart can hold a line without one.
  const isOther = (said: bigint | null, ours: bigint) => said !== null && said !== ours;
  if (isOther(line.product_id, checkout.productId) || isOther(line.variant_id, checkout.variantId)) {
    return 'other_product';
  }
  if (currency !== checkout.currency) return 'other_currency';
  if (parseAmount(line.price) !== parseAmount(checkout.unitPrice.toFixed(4))) return 'other_price';
  if (line.quantity !== checkout.quantity) return 'other_quantity';
  return undefined;
}

/** @returns the orders for which that changed something. */
async function giveToFirst(tx: Tx, checkoutIds: readonly string[]): Promise<bigint[]> {
  if (checkoutIds.length === 0) return [];
  const ids = [...checkoutIds];
  const changed = await tx.$queryRaw<{ orderId: bigint }[]>`
    UPDATE order_line_designs AS d SET taken = ranked.rank > 1
    FROM (SELECT order_id, line_id, row_number() OVER (PARTITION BY checkout_id ORDER BY order_id, line_id) AS rank
          FROM order_line_designs WHERE checkout_id = ANY (${ids}::uuid[]) AND fault IS NULL) AS ranked
    WHERE d.order_id = ranked.order_id AND d.line_id = ranked.line_id AND d.taken <> (ranked.rank > 1)
    RETURNING d.order_id AS "orderId"`;
  await tx.$executeRaw`
    UPDATE checkouts AS c SET status = CASE WHEN sold THEN 'ordered' ELSE 'expired' END, updated_at = now()
    FROM (SELECT id, EXISTS (SELECT FROM order_line_designs WHERE checkout_id = checkouts.id AND fault IS NULL) AS sold
          FROM checkouts WHERE id = ANY (${ids}::uuid[])) AS now_sold
    WHERE c.id = now_sold.id AND sold <> (c.status = 'ordered')`;
  return changed.map(({ orderId }) => orderId);
}
