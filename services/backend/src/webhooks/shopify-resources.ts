import type {
  AddressNode,
  CollectionNode,
  CustomerNode,
  InventoryLevelNode,
  ProductNode,
  VariantNode,
} from '../clients/shopify-nodes.ts';
import { type Payload, restIdOf, toCustomerAddress, toMoney } from './shopify-rest-parts.ts';

/**
 * What GraphQL tells of a resource, in the words of a webhook about it: so that what is fetched goes through the same
 * schemas and handlers as what is delivered. Only what the handlers read is there.
 */

/** products/create, products/update; with every variant, however many. */
export function toProductPayload(product: ProductNode): Payload {
  const variants = product.variants.nodes;
  return {
    id: restIdOf(product.id),
    admin_graphql_api_id: product.id,
    handle: product.handle,
    title: product.title,
    body_html: product.descriptionHtml,
    vendor: product.vendor,
    product_type: product.productType,
    status: product.status.toLowerCase(),
    tags: product.tags.join(', '),
    options: product.options.map(({ id, name, position, values }) => ({ id: restIdOf(id), name, position, values })),
    published_at: product.publishedAt,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    variants: variants.map(toVariant),
    variant_gids: variants.map(({ id, updatedAt }) => ({ admin_graphql_api_id: id, updated_at: updatedAt })),
    images: product.images.nodes.flatMap(({ id, url, altText, width, height }, index) =>
      id === null ? [] : [{ id: restIdOf(id), src: url, alt: altText, width, height, position: index + 1 }],
    ),
    metafields: product.metafields.nodes.map(({ id, ...metafield }) => ({ id: restIdOf(id), ...metafield })),
  };
}

function toVariant(variant: VariantNode): Payload {
  const [option1, option2, option3] = variant.selectedOptions.map(({ value }) => value);
  return {
    id: restIdOf(variant.id),
    admin_graphql_api_id: variant.id,
    title: variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    price: toMoney(variant.price),
    compare_at_price: variant.compareAtPrice === null ? null : toMoney(variant.compareAtPrice),
    position: variant.position,
    option1: option1 ?? null,
    option2: option2 ?? null,
    option3: option3 ?? null,
    inventory_item_id: restIdOf(variant.inventoryItem.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    inventory_quantity: variant.inventoryQuantity,
    taxable: variant.taxable,
    image_id: variant.image?.id ? restIdOf(variant.image.id) : null,
    created_at: variant.createdAt,
    updated_at: variant.updatedAt,
  };
}

/** collections/create, collections/update. */
export function toCollectionPayload(collection: CollectionNode): Payload {
  const dates = collection.resourcePublicationsV2.nodes.flatMap(({ isPublished, publishDate }) =>
    isPublished && publishDate !== null ? [publishDate] : [],
  );
  const [firstPublished] = dates.toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return {
    id: restIdOf(collection.id),
    admin_graphql_api_id: collection.id,
    handle: collection.handle,
    title: collection.title,
    body_html: collection.descriptionHtml,
    sort_order: collection.sortOrder.toLowerCase().replaceAll('_', '-'),
    published_at: firstPublished ?? null,
    updated_at: collection.updatedAt,
  };
}

/** inventory_levels/connect, inventory_levels/update. One that is no longer active is a disconnection. */
export function toInventoryLevelPayload(level: InventoryLevelNode): Payload {
  const available = level.quantities.find(({ name }) => name === 'available')?.quantity ?? null;
  return {
    inventory_item_id: restIdOf(level.item.id),
    location_id: restIdOf(level.location.id),
    admin_graphql_api_id: level.id,
    available: level.item.tracked ? available : null,
    updated_at: level.updatedAt,
  };
}

/** inventory_levels/disconnect. */
export function toInventoryDisconnection(level: InventoryLevelNode): Payload {
  return { inventory_item_id: restIdOf(level.item.id), location_id: restIdOf(level.location.id) };
}

/** customers/create, customers/update. */
export function toCustomerPayload(customer: CustomerNode): Payload {
  const defaultId = customer.defaultAddress?.id;
  const toListed = (address: AddressNode) => toCustomerAddress(customer.id, address, address.id === defaultId);
  return {
    id: restIdOf(customer.id),
    admin_graphql_api_id: customer.id,
    email: customer.defaultEmailAddress?.emailAddress ?? null,
    phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
    first_name: customer.firstName,
    last_name: customer.lastName,
    note: customer.note,
    state: customer.state.toLowerCase(),
    verified_email: customer.verifiedEmail,
    currency: customer.amountSpent.currencyCode,
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    addresses: customer.addressesV2.nodes.map(toListed),
    default_address: customer.defaultAddress && toListed(customer.defaultAddress),
  };
}
