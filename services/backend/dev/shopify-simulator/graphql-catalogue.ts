import { compareText, connection, idKey, ordered, type PageArguments, type RequestContext } from './connections.ts';
import { utc } from './moments.ts';
import type {
  ShopData,
  SimulatedCollection,
  SimulatedInventoryLevel,
  SimulatedLocation,
  SimulatedProduct,
  SimulatedVariant,
} from './shop-model.ts';

/** Products, collections and stock as values that graphql-js resolves by itself. */

export const gid = (type: string, id: number) => `gid://shopify/${type}/${id}`;
/** `Money`: always two places. */
export const money = (minor: number) => (minor / 100).toFixed(2);
/** `Decimal`: without zeros at the end, but one (20.0, 19.99). */
export const decimal = (minor: number) => money(minor).replace(/0$/, '');

const byId = { keyOf: ({ id }: { id: number }) => idKey(id), compare: compareText };

export function productNode(data: ShopData, product: SimulatedProduct) {
  return {
    ...product,
    __typename: 'Product',
    id: gid('Product', product.id),
    publishedAt: product.publishedAt && utc(product.publishedAt),
    createdAt: utc(product.createdAt),
    updatedAt: utc(product.updatedAt),
    options: product.options.map(({ id, name }, index) => ({
      id: gid('ProductOption', id),
      name,
      position: index + 1,
      values: [...new Set(product.variants.map(({ options }) => options[index] ?? ''))],
    })),
    images: (page: PageArguments, context: RequestContext) =>
      ordered(product.images, page, context, (image) => ({
        id: gid('ProductImage', image.id),
        url: image.url,
        altText: image.alt,
        width: image.widthPx,
        height: image.heightPx,
      })),
    metafields: (page: PageArguments, context: RequestContext) =>
      ordered(product.metafields, page, context, (field) => ({ ...field, id: gid('Metafield', field.id) })),
    variants: (page: PageArguments, context: RequestContext) =>
      ordered(product.variants, page, context, (variant) => variantNode(data, product, variant)),
  };
}

export function variantNode(data: ShopData, product: SimulatedProduct, variant: SimulatedVariant) {
  const levels = data.locations.map(({ id }) => data.inventory.get(`${variant.inventoryItemId}:${id}`)?.available ?? 0);
  return {
    ...variant,
    id: gid('ProductVariant', variant.id),
    price: money(variant.priceMinor),
    compareAtPrice: variant.compareAtPriceMinor === null ? null : money(variant.compareAtPriceMinor),
    position: product.variants.indexOf(variant) + 1,
    inventoryQuantity: levels.reduce((sum, available) => sum + available, 0),
    createdAt: utc(variant.createdAt),
    updatedAt: utc(variant.updatedAt),
    selectedOptions: product.options.map(({ name }, index) => ({ name, value: variant.options[index] ?? '' })),
    inventoryItem: { id: gid('InventoryItem', variant.inventoryItemId), tracked: true },
    image: variant.imageId === null ? null : { id: gid('ProductImage', variant.imageId) },
  };
}

export function collectionNode(data: ShopData, collection: SimulatedCollection) {
  return {
    ...collection,
    id: gid('Collection', collection.id),
    updatedAt: utc(collection.updatedAt),
    resourcePublicationsV2: (page: PageArguments, context: RequestContext) =>
      ordered(collection.publishedAt ? [collection.publishedAt] : [], page, context, (date) => ({
        isPublished: true,
        publishDate: utc(date),
      })),
    products: (page: PageArguments, context: RequestContext) => {
      const members = collection.productIds.flatMap((id) => data.products.get(id) ?? []);
      return ordered(members, page, context, (product) => productNode(data, product));
    },
  };
}

export function inventoryLevelNode(level: SimulatedInventoryLevel) {
  return {
    id: `gid://shopify/InventoryLevel/${level.locationId}?inventory_item_id=${level.inventoryItemId}`,
    updatedAt: utc(level.updatedAt),
    isActive: level.isActive,
    location: { id: gid('Location', level.locationId) },
    item: { id: gid('InventoryItem', level.inventoryItemId), tracked: true },
    quantities: ({ names }: { names: string[] }) =>
      names.map((name) => ({ name, quantity: name === 'available' ? level.available : 0 })),
  };
}

export function locationNode(location: SimulatedLocation, levelsOf: LevelsOf) {
  return {
    id: gid('Location', location.id),
    name: location.name,
    isActive: true,
    inventoryLevels: (
      page: PageArguments & { query?: string | null; includeInactive?: boolean },
      context: RequestContext,
    ) =>
      levelPage(
        levelsOf({ locationId: location.id, query: page.query }).filter((one) => one.isActive || page.includeInactive),
        page,
        context,
      ),
  };
}

export type LevelsOf = (of: { locationId?: number; query?: string | null | undefined }) => SimulatedInventoryLevel[];

/** Items are not kept apart: they are what the variants have. */
export function inventoryItems(data: ShopData, page: PageArguments, context: RequestContext) {
  const items = [...data.products.values()].flatMap(({ variants }) =>
    variants.map(({ inventoryItemId }) => ({ id: inventoryItemId })),
  );
  return connection(items, page, context, {
    ...byId,
    toNode: ({ id }) => ({
      id: gid('InventoryItem', id),
      tracked: true,
      inventoryLevels: (inner: PageArguments, innerContext: RequestContext) => {
        const levels = data.locations.flatMap((location) => data.inventory.get(`${id}:${location.id}`) ?? []);
        return levelPage(
          levels.filter(({ isActive }) => isActive),
          inner,
          innerContext,
        );
      },
    }),
  });
}

function levelPage(levels: SimulatedInventoryLevel[], page: PageArguments, context: RequestContext) {
  return connection(levels, page, context, {
    keyOf: ({ inventoryItemId }) => idKey(inventoryItemId),
    compare: compareText,
    toNode: inventoryLevelNode,
  });
}
