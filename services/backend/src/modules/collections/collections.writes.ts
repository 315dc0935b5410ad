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

/**
 * Which products are in a collection, in its order. Rows that are right already are not written. One writer at a time
 * (see mirror): memberships have no version of their own.
 * @returns whether anything changed, and the products that are not known here yet: they have no row until they are.
 */
export async function saveMemberships(
  tx: Tx,
  collectionId: bigint,
  productIds: readonly bigint[],
): Promise<{ changed: boolean; unknown: bigint[] }> {
  const ids = productIds.map(String);
  const gone = await tx.$executeRaw`
    DELETE FROM collection_products WHERE collection_id = ${collectionId} AND product_id <> ALL (${ids}::bigint[])`;
  const written = await tx.$executeRaw`
    INSERT INTO collection_products AS known (collection_id, product_id, position)
    SELECT collection.id, product.id, listed.position
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS listed (product_id, position)
    JOIN products AS product ON product.id = listed.product_id
    JOIN collections AS collection ON collection.id = ${collectionId}
    ORDER BY product.id
    ON CONFLICT (collection_id, product_id) DO UPDATE SET position = excluded.position
    WHERE known.position <> excluded.position`;
  const unknown = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT listed.id FROM unnest(${ids}::bigint[]) AS listed (id)
    WHERE NOT EXISTS (SELECT FROM products WHERE products.id = listed.id)`;
  return { changed: gone + written > 0, unknown: unknown.map(({ id }) => id) };
}
