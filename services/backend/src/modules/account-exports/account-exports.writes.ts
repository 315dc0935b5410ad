import type { AccountExport } from '../../generated/client.ts';
import { recordAudit } from '../../platform/audit.ts';
import type { Bytes } from '../../platform/crypto.ts';
import type { Tx, Writer } from '../../platform/db.ts';

/** One that waits already is the same wish: it is given back. Undefined: there is no such user any more. */
export function requestExport(writer: Writer, userId: string, id: string): Promise<AccountExport | undefined> {
  return writer.$transaction(async (tx) => {
    const user = await tx.$queryRaw<unknown[]>`SELECT FROM users WHERE id = ${userId}::uuid FOR UPDATE`;
    if (user.length === 0) return undefined;
    const waiting = await tx.accountExport.findFirst({ where: { userId, OR: [{ readyAt: null }, { id }] } });
    if (waiting) return waiting;
    const who = `user:${userId}`;
    await recordAudit(tx, { actor: who, action: 'user.export', subject: who, details: { export: id } });
    return tx.accountExport.create({ data: { id, userId } });
  });
}

export function listPendingExports(writer: Writer, limit: number): Promise<{ id: string; userId: string }[]> {
  return writer.accountExport.findMany({
    where: { readyAt: null },
    select: { id: true, userId: true },
    orderBy: { createdAt: 'asc' },
    take: limit,
  });
}

/** @returns false when another process was first, or the user is gone. */
export async function completeExport(tx: Tx, id: string, content: Bytes, now: Date): Promise<boolean> {
  const { count } = await tx.accountExport.updateMany({
    where: { id, readyAt: null },
    data: { content, readyAt: now },
  });
  return count === 1;
}

export async function forgetExports(writer: Writer, before: Date): Promise<void> {
  await writer.accountExport.deleteMany({ where: { readyAt: { lt: before } } });
}
