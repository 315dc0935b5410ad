import { z } from 'zod';

/**
 * The resources of the shop as Admin GraphQL gives them: for each a fragment and the schema of what it selects.
 * Ids stay the global ids they are (text), amounts stay decimal text, times stay text.
 */

export const gid = z.string().regex(/^gid:\/\/shopify\/\w+\/\d+(\?.*)?$/, { error: 'must be a global id' });
const amount = z.string().regex(/^-?\d+(\.\d+)?$/, { error: 'must be a decimal amount' });
const time = z.iso.datetime({ offset: true });
const shopMoney = z.object({ shopMoney: z.object({ amount, currencyCode: z.string() }) });
const attributes = z.array(z.object({ key: z.string(), value: z.string().nullable() }));
const ref = z.object({ id: gid });

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
export const pageFields = 'pageInfo { hasNextPage endCursor }';

/** One page of a connection. */
export const pageOf = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node), pageInfo });
/** A connection that is short enough to be asked for whole. */
const listOf = <T extends z.ZodType>(node: T) => z.object({ nodes: z.array(node) });

export const variantNode = z.object({
  id: gid,
  title: z.string(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  price: amount,
  compareAtPrice: amount.nullable(),
  position: z.int(),
  inventoryPolicy: z.string(),
  inventoryQuantity: z.int().nullable(),
  taxable: z.boolean(),
  createdAt: time,
  updatedAt: time,
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  inventoryItem: ref,
  image: ref.extend({ id: gid.nullable() }).nullable(),
});
export type VariantNode = z.output<typeof variantNode>;

/** `image` and `images` are deprecated, yet webhooks name pictures by these ids, and `media` has others. */
export const variantFields = `id title sku barcode price compareAtPrice position inventoryPolicy inventoryQuantity taxable
  createdAt updatedAt selectedOptions { name value } inventoryItem { id } image { id }`;

const imageNode = z.object({
  id: gid.nullable(),
  url: z.string(),
  altText: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});
export const imageFields = 'id url altText width height';

const metafieldNode = z.object({
  id: gid,
  namespace: z.string(),
  key: z.string(),
  type: z.string(),
  value: z.string(),
});
export const metafieldFields = 'id namespace key type value';

/** A product beside its connections. */
export const productFields = `id handle title descriptionHtml vendor productType status tags publishedAt createdAt updatedAt
  options { id name position values }`;

/** A product with all its variants, however many pages they took. */
export const productNode = z.object({
  id: gid,
  handle: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productType: z.string(),
  status: z.string(),
  tags: z.array(z.string()),
  publishedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
  options: z.array(z.object({ id: gid, name: z.string(), position: z.int(), values: z.array(z.string()) })),
  images: listOf(imageNode),
  metafields: listOf(metafieldNode),
  variants: listOf(variantNode),
});
export type ProductNode = z.output<typeof productNode>;

/** A collection has no date of publication of its own in GraphQL: its publications have. */
export const collectionFields = `id handle title descriptionHtml sortOrder updatedAt
  resourcePublicationsV2(first: 10) { nodes { isPublished publishDate } }`;
export const collectionNode = z.object({
  id: gid,
  handle: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  sortOrder: z.string(),
  updatedAt: time,
  resourcePublicationsV2: listOf(z.object({ isPublished: z.boolean(), publishDate: time.nullable() })),
});
export type CollectionNode = z.output<typeof collectionNode>;

export const inventoryLevelFields = `id updatedAt isActive location { id } quantities(names: ["available"]) { name quantity }
  item { id tracked }`;
export const inventoryLevelNode = z.object({
  id: gid,
  updatedAt: time,
  isActive: z.boolean(),
  location: ref,
  quantities: z.array(z.object({ name: z.string(), quantity: z.int() })),
  item: z.object({ id: gid, tracked: z.boolean() }),
});
export type InventoryLevelNode = z.output<typeof inventoryLevelNode>;

const addressText = z.string().nullable();
export const addressFields = `id firstName lastName name company address1 address2 city province provinceCode country
  countryCodeV2 zip phone latitude longitude`;
export const addressNode = z.object({
  id: gid,
  firstName: addressText,
  lastName: addressText,
  name: addressText,
  company: addressText,
  address1: addressText,
  address2: addressText,
  city: addressText,
  province: addressText,
  provinceCode: addressText,
  country: addressText,
  countryCodeV2: addressText,
  zip: addressText,
  phone: addressText,
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});
export type AddressNode = z.output<typeof addressNode>;

const contact = {
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullable(),
  defaultAddress: addressNode.nullable(),
};
const contactFields = `firstName lastName defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber }
  defaultAddress { ${addressFields} }`;

/** A customer beside the list of addresses. */
export const customerFields = `id ${contactFields} note state verifiedEmail createdAt updatedAt amountSpent { currencyCode }`;
export const customerNode = z.object({
  id: gid,
  ...contact,
  note: z.string().nullable(),
  state: z.string(),
  verifiedEmail: z.boolean(),
  createdAt: time,
  updatedAt: time,
  amountSpent: z.object({ currencyCode: z.string() }),
  addressesV2: listOf(addressNode),
});
export type CustomerNode = z.output<typeof customerNode>;

const moneyFields = '{ shopMoney { amount currencyCode } }';
export const lineFields = `id title variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping
  originalUnitPriceSet ${moneyFields} totalDiscountSet ${moneyFields} customAttributes { key value } product { id }
  variant { id }`;
export const lineNode = z.object({
  id: gid,
  title: z.string(),
  variantTitle: z.string().nullable(),
  sku: z.string().nullable(),
  quantity: z.int(),
  currentQuantity: z.int(),
  unfulfilledQuantity: z.int(),
  requiresShipping: z.boolean(),
  originalUnitPriceSet: shopMoney,
  totalDiscountSet: shopMoney,
  customAttributes: attributes,
  product: ref.nullable(),
  variant: ref.nullable(),
});
export type LineNode = z.output<typeof lineNode>;

/** An order beside its lines, fulfilments and refunds. */
export const orderFields = `id name number createdAt updatedAt processedAt cancelledAt cancelReason closedAt test tags note email
  phone customerLocale currencyCode displayFinancialStatus displayFulfillmentStatus customAttributes { key value }
  subtotalPriceSet ${moneyFields} totalDiscountsSet ${moneyFields} totalShippingPriceSet ${moneyFields}
  totalTaxSet ${moneyFields} totalPriceSet ${moneyFields} customer { id ${contactFields} }
  billingAddress { ${addressFields} } shippingAddress { ${addressFields} }`;

export const orderHead = z.object({
  id: gid,
  name: z.string(),
  number: z.int(),
  createdAt: time,
  updatedAt: time,
  processedAt: time,
  cancelledAt: time.nullable(),
  cancelReason: z.string().nullable(),
  closedAt: time.nullable(),
  test: z.boolean(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  customerLocale: z.string().nullable(),
  currencyCode: z.string(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  customAttributes: attributes,
  subtotalPriceSet: shopMoney.nullable(),
  totalDiscountsSet: shopMoney.nullable(),
  totalShippingPriceSet: shopMoney,
  totalTaxSet: shopMoney.nullable(),
  totalPriceSet: shopMoney,
  customer: z.object({ id: gid, ...contact }).nullable(),
  billingAddress: addressNode.nullable(),
  shippingAddress: addressNode.nullable(),
});

/** A fulfilment beside its lines. */
export const fulfillmentFields = `id status displayStatus createdAt updatedAt location { id } trackingInfo { company number url }
  order { id }`;
export const fulfillmentHead = z.object({
  id: gid,
  status: z.string(),
  displayStatus: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
  location: ref.nullable(),
  trackingInfo: z.array(
    z.object({ company: z.string().nullable(), number: z.string().nullable(), url: z.string().nullable() }),
  ),
  order: ref,
});
export const fulfillmentLineNode = z.object({ quantity: z.int().nullable(), lineItem: ref });
export const fulfillmentNode = fulfillmentHead.extend({ fulfillmentLineItems: listOf(fulfillmentLineNode) });
export type FulfillmentNode = z.output<typeof fulfillmentNode>;

/** A refund beside its lines. */
export const refundFields = `id createdAt processedAt order { id }
  transactions(first: 20) { nodes { kind status amountSet ${moneyFields} } }`;
export const refundLineFields = `id quantity restockType restocked subtotalSet ${moneyFields} totalTaxSet ${moneyFields}
  lineItem { id }`;
export const refundHead = z.object({
  id: gid,
  createdAt: time.nullable(),
  processedAt: time,
  order: ref,
  transactions: listOf(z.object({ kind: z.string(), status: z.string(), amountSet: shopMoney })),
});
export const refundLineNode = z.object({
  id: gid.nullable(),
  quantity: z.int(),
  restockType: z.string(),
  restocked: z.boolean(),
  subtotalSet: shopMoney,
  totalTaxSet: shopMoney,
  lineItem: ref,
});
export const refundNode = refundHead.extend({ refundLineItems: listOf(refundLineNode) });
export type RefundNode = z.output<typeof refundNode>;

/** An order with all its lines, fulfilments and refunds, however many calls they took. */
export const orderNode = orderHead.extend({
  lineItems: listOf(lineNode),
  fulfillments: z.array(fulfillmentNode),
  refunds: z.array(refundNode),
});
export type OrderNode = z.output<typeof orderNode>;
