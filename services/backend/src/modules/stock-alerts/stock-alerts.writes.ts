import { Prisma } from '../../generated/client.ts';
import type { Bytes } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';
import type { MailLocale } from '../../platform/mail-contents.ts';

export interface AlertProduct {
  id: bigint;
  handle: string;
  title: string;
}

/** What can be bought: some variant that sells without stock, or that has some. `v` is the variant. */
const canBeBought = Prisma.sql`
  (v.inventory_policy = 'continue' OR
   (SELECT coalesce(sum(available), 0) FROM inventory_levels WHERE inventory_item_id = v.inventory_item_id) > 0)`;

/** A product that the shop shows, and whether the variant (or any) can be bought now. */
export async function findAlertProduct(
  writer: Writer,
  handle: string,
  variantId: bigint | null,
): Promise<(AlertProduct & { available: boolean }) | undefined> {
  const [found] = await writer.$queryRaw<(AlertProduct & { available: boolean })[]>`
    SELECT p.id, p.handle, p.title, bool_or(${canBeBought}) AS available
    FROM products p JOIN product_variants v ON v.product_id = p.id
    WHERE p.handle = ${handle} AND p.status = 'active' AND p.published_at <= now()
      AND (${variantId}::bigint IS NULL OR v.id = ${variantId}::bigint)
    GROUP BY p.id ORDER BY p.id LIMIT 1`;
  return found;
}

export interface AlertRow {
  id: string;
  productId: bigint;
  variantId: bigint | null;
  locale: MailLocale;
  email: Bytes;
  emailHash: Bytes;
  tokenHash: Bytes;
}

/** @returns false when this address waits for this already, or for as many products as it may. */
export async function insertAlert(tx: Tx, alert: AlertRow, atMost: number): Promise<boolean> {
  // One at a time for each address, or the count would not hold.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${alert.emailHash.readBigInt64BE()})`;
  if ((await tx.stockAlert.count({ where: { emailHash: alert.emailHash } })) >= atMost) return false;
  const { count } = await tx.stockAlert.createMany({ data: [alert], skipDuplicates: true });
  return count === 1;
}

/** Confirms an address; again and again is the same. Undefined: there is none of this token, or no longer. */
export async function confirmAlert(writer: Writer, tokenHash: Bytes, now: Date): Promise<AlertProduct | undefined> {
  await writer.stockAlert.updateMany({ where: { tokenHash, confirmedAt: null }, data: { confirmedAt: now } });
  const alert = await writer.stockAlert.findUnique({ where: { tokenHash }, include: { product: true } });
  return alert?.product;
}

export type DueAlert = Pick<AlertRow, 'id' | 'locale' | 'email'> & { handle: string; title: string };

/** Takes away some of the confirmed alerts whose product can be bought; two processes never get the same. */
export function takeDueAlerts(tx: Tx, limit: number): Promise<DueAlert[]> {
  return tx.$queryRaw<DueAlert[]>`
    DELETE FROM stock_alerts alert USING products p
    WHERE p.id = alert.product_id AND alert.id IN (
      SELECT a.id FROM stock_alerts a JOIN products q ON q.id = a.product_id
      WHERE a.confirmed_at IS NOT NULL AND q.status = 'active' AND q.published_at <= now() AND EXISTS (
        SELECT FROM product_variants v
        WHERE v.product_id = a.product_id AND (a.variant_id IS NULL OR v.id = a.variant_id) AND ${canBeBought})
      ORDER BY a.confirmed_at LIMIT ${limit} FOR UPDATE OF a SKIP LOCKED)
    RETURNING alert.id, alert.locale, alert.email, p.handle, p.title`;
}

/** Addresses that nobody confirmed are forgotten. */
export async function forgetUnconfirmed(writer: Writer, before: Date): Promise<void> {
  await writer.stockAlert.deleteMany({ where: { confirmedAt: null, createdAt: { lt: before } } });
}

export async function eraseAlerts(tx: Tx, emailHashes: readonly Bytes[]): Promise<void> {
  await tx.stockAlert.deleteMany({ where: { emailHash: { in: [...emailHashes] } } });
}

export async function eraseAllAlerts(tx: Tx): Promise<void> {
  await tx.stockAlert.deleteMany();
}
