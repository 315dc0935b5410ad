import type { Reader } from '../../platform/db.ts';
import type { AuditEntryReply } from './audit-log.schemas.ts';

interface Page {
  actor: string | undefined;
  subject: string | undefined;
  beforeId: bigint | undefined;
  limit: number;
}

/** Newest first; one more than `limit`, where there is more. */
export async function findAuditEntries(reader: Reader, page: Page): Promise<AuditEntryReply[]> {
  const { actor, subject, beforeId, limit } = page;
  const rows = await reader.auditEntry.findMany({
    where: {
      ...(actor === undefined ? {} : { actor }),
      ...(subject === undefined ? {} : { subject }),
      ...(beforeId === undefined ? {} : { id: { lt: beforeId } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  return rows.map(({ id, at, details, ...row }) => ({
    ...row,
    id: String(id),
    at: at.toISOString(),
    details: details as Record<string, unknown>,
  }));
}
