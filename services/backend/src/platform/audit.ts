import type { Prisma } from '../generated/client.ts';
import type { Tx } from './db.ts';

/** Who did what to whom. The database refuses to change or remove an entry, so nothing personal goes into it. */
export async function recordAudit(
  tx: Tx,
  entry: { actor: string; action: string; subject: string; details?: Prisma.InputJsonObject },
): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, details: entry.details ?? {} } });
}
