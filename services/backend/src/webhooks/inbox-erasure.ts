import type { Crypto } from '../platform/crypto.ts';
import type { Tx } from '../platform/db.ts';
import { bodyContext } from './inbox.ts';

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
 * Erases shelved bodies of which nobody could tell whose they are (no JSON, an unknown topic), when they contain
 * one of the texts. These are few: shelved deliveries are meant to be looked at.
 */
export async function eraseBodiesContaining(tx: Tx, crypto: Crypto, texts: readonly string[]): Promise<void> {
  const wanted = texts.map((text) => text.toLowerCase());
  const rows = await tx.webhookInbox.findMany({
    where: { status: { in: ['dead', 'parked'] }, orderId: null, customerId: null, body: { not: null } },
    select: { id: true, source: true, webhookId: true, body: true },
  });
  const found = rows.filter(({ source, webhookId, body }) => {
    const plain = body && crypto.open(bodyContext(source, webhookId), body).toString('utf8').toLowerCase();
    return plain && wanted.some((text) => plain.includes(text));
  });
  await tx.webhookInbox.updateMany({ where: { id: { in: found.map(({ id }) => id) } }, data: { body: null } });
}

/** Erases every body. What still waits cannot be processed any more, and is marked as such. */
export async function eraseAllBodies(tx: Tx): Promise<void> {
  await tx.webhookLog.updateMany({ where: { body: { not: null } }, data: { body: null } });
  await tx.webhookInbox.updateMany({ where: { body: { not: null } }, data: { body: null } });
}
