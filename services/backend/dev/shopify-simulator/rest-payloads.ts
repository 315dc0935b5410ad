import { gid, money } from './graphql-catalogue.ts';
import { local } from './moments.ts';
import type { SimulatedCollection, SimulatedInventoryLevel, SimulatedProduct, SimulatedVariant } from './shop-model.ts';

/** Bodies of webhooks about the catalogue: made from the shop, not from what GraphQL answers, so that each checks the other. */

/** Beyond these a webhook only names the variants. */
const describedVariants = 100;

export function productPayload(product: SimulatedProduct): Record<string, unknown> {
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.descriptionHtml,
    created_at: local(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: product.publishedAt && local(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: local(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.slice(0, describedVariants).map((one, index) => variantPayload(product, one, index + 1)),
    options: product.options.map(({ id, name }, index) => ({
      id,
      product_id: product.id,
      name,
      position: index + 1,
      values: [...new Set(product.variants.map(({ options }) => options[index]))],
    })),
    images: product.images.map((image, index) => ({
      id: image.id,
      alt: image.alt,
      position: index + 1,
      product_id: product.id,
      admin_graphql_api_id: gid('ProductImage', image.id),
      width: image.widthPx,
      height: image.heightPx,
      src: image.url,
      variant_ids: product.variants.filter(({ imageId }) => imageId === image.id).map(({ id }) => id),
    })),
    variant_gids: product.variants.map(({ id, updatedAt }) => ({
      admin_graphql_api_id: gid('ProductVariant', id),
      updated_at: updatedAt.toISOString(),
    })),
  };
}

function variantPayload(product: SimulatedProduct, variant: SimulatedVariant, position: number) {
  const [option1 = null, option2 = null, option3 = null] = variant.options;
  return {
    admin_graphql_api_id: gid('ProductVariant', variant.id),
    barcode: variant.barcode,
    compare_at_price: variant.compareAtPriceMinor === null ? null : money(variant.compareAtPriceMinor),
    created_at: local(variant.createdAt),
    id: variant.id,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position,
    price: money(variant.priceMinor),
    product_id: product.id,
    sku: variant.sku,
    taxable: variant.taxable,
    title: variant.title,
    updated_at: local(variant.updatedAt),
    option1,
    option2,
    option3,
    image_id: variant.imageId,
    inventory_item_id: variant.inventoryItemId,
  };
}

export function collectionPayload(collection: SimulatedCollection): Record<string, unknown> {
  return {
    id: collection.id,
    handle: collection.handle,
    title: collection.title,
    updated_at: local(collection.updatedAt),
    body_html: collection.descriptionHtml,
    published_at: collection.publishedAt && local(collection.publishedAt),
    sort_order: collection.sortOrder.toLowerCase().replaceAll('_', '-'),
    template_suffix: null,
    published_scope: 'web',
    admin_graphql_api_id: gid('Collection', collection.id),
  };
}

export function inventoryLevelPayload(level: SimulatedInventoryLevel): Record<string, unknown> {
  return {
    inventory_item_id: level.inventoryItemId,
    location_id: level.locationId,
    available: level.available,
    updated_at: local(level.updatedAt),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${level.locationId}?inventory_item_id=${level.inventoryItemId}`,
  };
}
