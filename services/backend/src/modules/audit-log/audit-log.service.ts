import { decodeShopifyCursor, toPage } from '../../http/lists.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findAuditEntries } from './audit-log.reads.ts';
import type { AuditLogQuery } from './audit-log.schemas.ts';

export type AuditLogService = ReturnType<typeof createAuditLogService>;

/** Who did what. Only read here: entries are written with what they tell of, and the database keeps them as they are. */
export function createAuditLogService() {
  return {
    /** @throws AppError `invalid_input` for the cursor */
    async listAuditEntries(reads: Reads, { limit, cursor, sort, actor, subject }: AuditLogQuery) {
      const after = decodeShopifyCursor(cursor, sort, /^$/);
      const page = { actor, subject, limit, beforeId: after && BigInt(after.id) };
      const found = await findAuditEntries(reads.models, page);
      const { rows, nextCursor } = toPage(found, limit, ({ id }) => ({ sort, after: '', id }));
      return { items: rows, nextCursor };
    },
  };
}
