import type { Tx } from '../../platform/db.ts';
import { advanceVersion, markDeleted, versionOf } from '../../platform/resource-versions.ts';
import type { CollectionDeletion, CollectionPayload } from './collections.schemas.ts';

export async function applyCollection(
  tx: Tx,
  payload: CollectionPayload,
  triggeredAt: Date,
): Promise<{ fresh: boolean }> {
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const { fresh } = await advanceVersion(tx, { kind: 'collection', id: payload.id }, version);
  if (!fresh) return { fresh };
  const row = {
    handle: payload.handle ?? String(payload.id),
    title: payload.title,
    bodyHtml: payload.body_html,
    sortOrder: payload.sort_order,
    publishedAt: payload.published_at,
    updatedAt: version.updatedAt,
  };
  await tx.collection.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
  return { fresh };
}

/** Deletes a collection, for good. */
export async function deleteCollection(tx: Tx, payload: CollectionDeletion): Promise<{ fresh: boolean }> {
  const marked = await markDeleted(tx, { kind: 'collection', id: payload.id });
  await tx.collection.deleteMany({ where: { id: payload.id } });
  return marked;
}
