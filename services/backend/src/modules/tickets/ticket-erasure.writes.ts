import type { Tx } from '../../platform/db.ts';

/**
 * What becomes of ordered designs when people are erased. A design that was paid for and is still to be made stays,
 * sealed, because the contract with its customer could not be kept without it (GDPR, article 17 (3) b and 6 (1) b); it
 * goes in the transaction in which the workshop is done with it or the order ends. Everything else goes at once. What
 * remains then are ids, amounts and stages.
 */

/**
 * Erases the checkouts of people who are erased. Locks them until the transaction ends.
 * @returns the orders that they became.
 */
export async function eraseCheckoutsOf(tx: Tx, ownerIds: readonly string[]): Promise<bigint[]> {
  const owners = [...ownerIds];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM checkouts WHERE owner_id = ANY (${owners}::uuid[]) ORDER BY id FOR UPDATE`;
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.$executeRaw`
    UPDATE checkouts SET owner_id = NULL, erased_at = now(), updated_at = now(), url = NULL,
      status = CASE WHEN status IN ('pending', 'open') THEN 'expired' ELSE status END
    WHERE id = ANY (${ids}::uuid[])`;
  await eraseFinishedWork(tx, ids);
  const lines = await tx.orderLineDesign.findMany({ where: { checkoutId: { in: ids } }, select: { orderId: true } });
  return [...new Set(lines.map(({ orderId }) => orderId))];
}

/** Of these checkouts, those whose owner is erased and that nobody waits for any more. */
export async function eraseFinishedWork(tx: Tx, checkoutIds: readonly string[]): Promise<void> {
  if (checkoutIds.length === 0) return;
  const finished = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM checkouts AS c
    WHERE c.id = ANY (${[...checkoutIds]}::uuid[]) AND c.erased_at IS NOT NULL
      AND NOT EXISTS (
        SELECT FROM order_line_designs AS d
          JOIN orders AS o ON o.id = d.order_id
          LEFT JOIN tickets AS t ON t.order_id = d.order_id AND t.line_id = d.line_id
        WHERE d.checkout_id = c.id AND d.fault IS NULL AND NOT d.taken
          AND o.cancelled_at IS NULL AND (t.id IS NULL OR t.stage NOT IN ('done', 'closed')))`;
  await eraseDesigns(
    tx,
    finished.map(({ id }) => id),
  );
}

/** Erases everything that the lines of these orders were to be made from, made or not: privacy law asked for it. */
export async function eraseWorkOf(tx: Tx, orderIds: readonly bigint[]): Promise<void> {
  const lines = await tx.orderLineDesign.findMany({
    where: { orderId: { in: [...orderIds] }, fault: null, taken: false, checkoutId: { not: null } },
    select: { checkoutId: true },
    orderBy: { checkoutId: 'asc' },
  });
  const ids = lines.map(({ checkoutId }) => checkoutId as string);
  await tx.$queryRaw`SELECT FROM checkouts WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  await eraseDesigns(tx, ids);
}

export async function eraseAllWork(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT count(*) FROM (SELECT FROM checkouts ORDER BY id FOR UPDATE) AS locked`;
  await tx.checkout.updateMany({ data: { design: null, url: null, erasedAt: new Date() } });
  await tx.checkout.updateMany({ where: { status: { in: ['pending', 'open'] } }, data: { status: 'expired' } });
  await tx.ticketMove.updateMany({ data: { note: null } });
  await tx.ticket.updateMany({ data: { work: null } });
  const unfinished = { stage: { notIn: ['done', 'closed'] } };
  await tx.ticket.updateMany({ where: unfinished, data: { stage: 'closed', closedReason: 'erased' } });
}

async function eraseDesigns(tx: Tx, checkoutIds: readonly string[]): Promise<void> {
  if (checkoutIds.length === 0) return;
  const ids = [...checkoutIds];
  await tx.checkout.updateMany({ where: { id: { in: ids } }, data: { design: null, url: null } });
  await tx.ticketMove.updateMany({ where: { ticket: { checkoutId: { in: ids } } }, data: { note: null } });
  await tx.ticket.updateMany({ where: { checkoutId: { in: ids } }, data: { work: null } });
}
