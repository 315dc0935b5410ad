import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { bodyContext, type Source } from './inbox.ts';

/** Bodies held in memory at a time. */
const shelvedBatch = 20;

/**
 * Erases the bodies of deliveries about these orders and customers, wherever they lie. A delivery that still waits
 * keeps its body until it is processed, since what it says of money and goods is acknowledged; its order and
 * customer are marked as redacted by then, so processing drops what is personal and settling drops the body.
 */
export async function eraseBodies(
  tx: Tx,
  subjects: { orderIds: readonly bigint[]; customerIds: readonly bigint[] },
): Promise<void> {
  const orderIds = [...subjects.orderIds];
  const customerIds = [...subjects.customerIds];
  await tx.$executeRaw`
    UPDATE webhook_logs SET body = NULL
    WHERE body IS NOT NULL AND (order_id = ANY (${orderIds}) OR customer_id = ANY (${customerIds}))`;
  await tx.$executeRaw`
    UPDATE webhook_inbox SET body = NULL
    WHERE body IS NOT NULL AND status IN ('dead', 'parked')
      AND (order_id = ANY (${orderIds}) OR customer_id = ANY (${customerIds}))`;
}

/**
 * Erases the bodies of Clerk's deliveries about somebody, wherever they lie. One that still waits keeps its body until
 * it is processed: their Clerk id is marked as deleted by then, so processing drops the body.
 */
export async function eraseClerkBodies(tx: Tx, clerkUserId: string): Promise<void> {
  const ofUser = { clerkUserId, body: { not: null } };
  await tx.webhookLog.updateMany({ where: ofUser, data: { body: null } });
  await tx.webhookInbox.updateMany({
    where: { ...ofUser, status: { in: ['dead', 'parked'] } },
    data: { body: null },
  });
}

/**
 * Erases shelved bodies that contain one of the texts: of no JSON, or of an unknown topic, nobody can tell whose it
 * is. Shelved deliveries are few, since they are meant to be looked at.
 *
 * A body that does not open stays as it is: nobody without its key can read it, and to wipe it would lose what was
 * acknowledged while a wrong key was configured. One that was damaged counts the same, since the name of its key may
 * be what was damaged.
 * @param from only deliveries of this source: erasing an account at Clerk loses no order of Shopify's.
 * @returns how many bodies did not open, and so were not searched.
 */
export async function eraseBodiesContaining(
  tx: Tx,
  crypto: Crypto,
  texts: readonly string[],
  from?: Source,
): Promise<{ unsearchedBodies: number }> {
  // Digits around it would make an id part of another number.
  const wanted = new RegExp(`(?<!\\d)(${texts.map(escapeForPattern).join('|')})(?!\\d)`, 'i');
  let unsearchedBodies = 0;
  for (let after = 0n; ; ) {
    const rows = await tx.webhookInbox.findMany({
      where: {
        id: { gt: after },
        status: { in: ['dead', 'parked'] },
        body: { not: null },
        ...(from && { source: from }),
      },
      select: { id: true, source: true, webhookId: true, body: true },
      orderBy: { id: 'asc' },
      take: shelvedBatch,
    });
    const found: bigint[] = [];
    for (const { id, source, webhookId, body } of rows) {
      if (!body) continue;
      const text = openIfPossible(crypto, bodyContext(source, webhookId), body);
      if (text === undefined) unsearchedBodies += 1;
      else if (wanted.test(text)) found.push(id);
    }
    await tx.webhookInbox.updateMany({ where: { id: { in: found } }, data: { body: null } });
    if (rows.length < shelvedBatch) return { unsearchedBodies };
    after = (rows.at(-1) as (typeof rows)[number]).id;
  }
}

/** Erases every body that Shopify sent. What still waits cannot be processed any more, and is marked as such. */
export async function eraseAllBodies(tx: Tx): Promise<void> {
  const where = { source: 'shopify', body: { not: null } };
  await tx.webhookLog.updateMany({ where, data: { body: null } });
  await tx.webhookInbox.updateMany({ where, data: { body: null } });
}

/** Orders that named this customer once, as settled deliveries tell: the order itself may have lost the link since. */
export async function findOrdersOnceNaming(tx: Tx, customerId: bigint): Promise<bigint[]> {
  const rows = await tx.webhookLog.findMany({
    where: { customerId, orderId: { not: null } },
    select: { orderId: true },
    distinct: ['orderId'],
  });
  return rows.map(({ orderId }) => orderId as bigint);
}

function openIfPossible(crypto: Crypto, context: string, sealed: Uint8Array): string | undefined {
  try {
    return crypto.open(context, sealed).toString();
  } catch {
    return undefined;
  }
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
