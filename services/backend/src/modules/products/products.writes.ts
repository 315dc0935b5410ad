import type { Tx } from '../../platform/db.ts';
import { advanceVersion, markDeleted, type Version, versionOf } from '../../platform/resource-versions.ts';
import type { ProductDeletion, ProductPayload } from './products.schemas.ts';

/**
 * Applies a product. Variants carry the version of the payload that described them: the newest payload decides
 * which variants exist, and an older one may still describe those that the newest only names (more than 100).
 */
export async function applyProduct(tx: Tx, payload: ProductPayload, triggeredAt: Date): Promise<{ fresh: boolean }> {
  const version = versionOf(payload, payload.updated_at, triggeredAt);
  const state = await advanceVersion(tx, { kind: 'product', id: payload.id }, version);
  if (state.deleted) return { fresh: false };
  if (state.fresh) await saveProduct(tx, payload, version);
  await saveVariants(tx, payload, version);
  return { fresh: state.fresh };
}

/** Deletes a product with its variants and images, for good. */
export async function deleteProduct(tx: Tx, payload: ProductDeletion): Promise<{ fresh: boolean }> {
  const marked = await markDeleted(tx, { kind: 'product', id: payload.id });
  await tx.product.deleteMany({ where: { id: payload.id } });
  return marked;
}

async function saveProduct(tx: Tx, payload: ProductPayload, version: Version): Promise<void> {
  const described = payload.variants.map(({ id }) => id);
  const variantIds = [...new Set([...described, ...(payload.variant_gids ?? [])])];
  const row = {
    handle: payload.handle ?? String(payload.id),
    title: payload.title,
    bodyHtml: payload.body_html,
    vendor: payload.vendor,
    productType: payload.product_type,
    status: payload.status ?? 'active',
    tags: payload.tags ?? [],
    options: payload.options ?? [],
    variantIds,
    publishedAt: payload.published_at,
    createdAt: payload.created_at,
    updatedAt: version.updatedAt,
  };
  await tx.product.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
  await tx.productVariant.deleteMany({ where: { productId: payload.id, id: { notIn: variantIds } } });
  await tx.productImage.deleteMany({ where: { productId: payload.id } });
  await tx.productImage.createMany({
    data: (payload.images ?? []).map((image, index) => ({
      id: image.id,
      productId: payload.id,
      src: image.src,
      alt: image.alt,
      widthPx: image.width,
      heightPx: image.height,
      position: image.position ?? index + 1,
    })),
    skipDuplicates: true,
  });
}

async function saveVariants(tx: Tx, payload: ProductPayload, version: Version): Promise<void> {
  if (payload.variants.length === 0) return;
  const variants = payload.variants.map((variant, index) => ({
    ...variant,
    id: String(variant.id),
    title: variant.title ?? '',
    position: variant.position ?? index + 1,
    taxable: variant.taxable ?? true,
    inventory_item_id: variant.inventory_item_id?.toString() ?? null,
    image_id: variant.image_id?.toString() ?? null,
  }));
  await tx.$executeRaw`
    INSERT INTO product_variants AS known
      (id, product_id, title, sku, barcode, price, compare_at_price, position, option1, option2, option3,
       inventory_item_id, inventory_policy, taxable, image_id, source_updated_at, source_triggered_at, source_digest)
    SELECT DISTINCT ON (v.id)
           v.id, product.id, v.title, v.sku, v.barcode, v.price, v.compare_at_price, v.position, v.option1, v.option2,
           v.option3, v.inventory_item_id, v.inventory_policy, v.taxable, v.image_id,
           ${version.updatedAt}, ${version.triggeredAt}, ${version.digest}
    FROM products AS product, jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) AS v (
           id bigint, title text, sku text, barcode text, price numeric, compare_at_price numeric, position integer,
           option1 text, option2 text, option3 text, inventory_item_id bigint, inventory_policy text,
           taxable boolean, image_id bigint)
    WHERE product.id = ${payload.id} AND v.id = ANY (product.variant_ids)
    ORDER BY v.id
    ON CONFLICT (id) DO UPDATE SET
      product_id = excluded.product_id, title = excluded.title, sku = excluded.sku, barcode = excluded.barcode,
      price = excluded.price, compare_at_price = excluded.compare_at_price, position = excluded.position,
      option1 = excluded.option1, option2 = excluded.option2, option3 = excluded.option3,
      inventory_item_id = excluded.inventory_item_id, inventory_policy = excluded.inventory_policy,
      taxable = excluded.taxable, image_id = excluded.image_id, source_updated_at = excluded.source_updated_at,
      source_triggered_at = excluded.source_triggered_at, source_digest = excluded.source_digest
    WHERE (known.source_updated_at, known.source_triggered_at, known.source_digest)
        < (excluded.source_updated_at, excluded.source_triggered_at, excluded.source_digest)`;
}
