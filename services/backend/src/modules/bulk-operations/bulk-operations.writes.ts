import type { Tx } from '../../platform/db.ts';
import { advanceVersion, versionOf } from '../../platform/resource-versions.ts';
import type { BulkOperationPayload } from './bulk-operations.schemas.ts';

/** Records how a bulk operation ended. */
export async function recordBulkOperation(
  tx: Tx,
  payload: BulkOperationPayload,
  triggeredAt: Date,
): Promise<{ fresh: boolean }> {
  const id = payload.admin_graphql_api_id;
  const version = versionOf(payload, payload.completed_at, triggeredAt);
  const { fresh } = await advanceVersion(tx, { kind: 'bulk_operation', id }, version);
  if (!fresh) return { fresh };
  const row = {
    type: payload.type,
    status: payload.status,
    errorCode: payload.error_code,
    createdAt: payload.created_at,
    completedAt: payload.completed_at,
  };
  await tx.bulkOperation.upsert({ where: { id }, create: { id, ...row }, update: row });
  return { fresh };
}
