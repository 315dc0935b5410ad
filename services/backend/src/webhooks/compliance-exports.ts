import type { Pool } from 'pg';
import { recordAudit } from '../platform/audit.ts';
import type { Crypto } from '../platform/crypto.ts';
import type { Writer } from '../platform/db.ts';
import { exportContext } from './compliance.ts';

/** Handing over what customers/data_request gathered (see compliance): a person does that, and it is audited. */
export interface DataExportSummary {
  requestId: string;
  customerId: string;
  createdAt: Date;
  /** Erased together with the customer. */
  erased: boolean;
  /** When it was last handed over, and by whom. */
  handedOverAt: Date | null;
  handedOverBy: string | null;
}

const action = 'data_export.hand_over';

/** Newest first. */
export async function listDataExports(pool: Pool, limit: number): Promise<DataExportSummary[]> {
  const { rows } = await pool.query<DataExportSummary>(
    `SELECT request_id AS "requestId", customer_id AS "customerId", created_at AS "createdAt", content IS NULL AS erased,
            handed_over.at AS "handedOverAt", handed_over.actor AS "handedOverBy"
     FROM data_exports LEFT JOIN LATERAL (
       SELECT at, actor FROM audit_log
       WHERE subject = 'data_export:' || request_id AND action = $2 ORDER BY id DESC LIMIT 1
     ) AS handed_over ON true
     ORDER BY created_at DESC, request_id DESC LIMIT $1`,
    [limit, action],
  );
  return rows;
}

/**
 * Opens an export and notes in the same transaction who took it.
 * @throws Error when no given key opens it.
 */
export async function takeDataExport(
  writer: Writer,
  crypto: Crypto,
  requestId: bigint,
  actor: string,
): Promise<{ content: Buffer } | 'unknown' | 'erased'> {
  return writer.$transaction(async (tx) => {
    const row = await tx.dataExport.findUnique({ where: { requestId } });
    if (!row) return 'unknown';
    if (!row.content) return 'erased';
    const content = crypto.open(exportContext(requestId), row.content);
    const details = { customerId: String(row.customerId) };
    await recordAudit(tx, { actor, action, subject: `data_export:${requestId}`, details });
    return { content };
  });
}
