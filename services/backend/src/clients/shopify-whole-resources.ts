import { AppError } from '../platform/app-error.ts';
import type { ShopifyAdmin } from './shopify.ts';
import type { CustomerNode, FulfillmentNode, OrderNode, ProductNode, RefundNode } from './shopify-nodes.ts';

/** Resources that take more than one call. Undefined: there is none of this id (any more). */

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const patience = 3;

/** A product with all its variants, as it was at one moment. */
export async function readWholeProduct(
  admin: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<ProductNode | undefined> {
  return untilUnchanged(async () => {
    const { product } = await admin.run('product', { id }, signal);
    if (!product) return undefined;
    const variants = await readPages(product.variants, async (after) => {
      const page = await admin.run('productVariants', { id, after }, signal);
      return page.product?.updatedAt === product.updatedAt ? page.product.variants : undefined;
    });
    return variants ? { ...product, variants: { nodes: variants } } : 'changed';
  });
}

/** An order with all its lines, as they were at one moment, and its fulfilments and refunds, which have versions of their own. */
export async function readWholeOrder(
  admin: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<OrderNode | undefined> {
  return untilUnchanged(async () => {
    const { order } = await admin.run('order', { id }, signal);
    if (!order) return undefined;
    const lines = await readPages(order.lineItems, async (after) => {
      const page = await admin.run('orderLines', { id, after }, signal);
      return page.order?.updatedAt === order.updatedAt ? page.order.lineItems : undefined;
    });
    if (!lines) return 'changed';
    const fulfillments = await readEach(order.fulfillments, (part) => readWholeFulfillment(admin, part.id, signal));
    const refunds = await readEach(order.refunds, (part) => readWholeRefund(admin, part.id, signal));
    return { ...order, lineItems: { nodes: lines }, fulfillments, refunds };
  });
}

export async function readWholeFulfillment(
  admin: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<FulfillmentNode | undefined> {
  return untilUnchanged(async () => {
    const { fulfillment } = await admin.run('fulfillment', { id, after: null }, signal);
    if (!fulfillment) return undefined;
    const lines = await readPages(fulfillment.fulfillmentLineItems, async (after) => {
      const page = await admin.run('fulfillment', { id, after }, signal);
      return page.fulfillment?.updatedAt === fulfillment.updatedAt ? page.fulfillment.fulfillmentLineItems : undefined;
    });
    return lines ? { ...fulfillment, fulfillmentLineItems: { nodes: lines } } : 'changed';
  });
}

/** A refund is written once, so its pages cannot differ. */
export async function readWholeRefund(
  admin: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<RefundNode | undefined> {
  return untilUnchanged(async () => {
    const { refund } = await admin.run('refund', { id, after: null }, signal);
    if (!refund) return undefined;
    const lines = await readPages(refund.refundLineItems, async (after) => {
      const page = await admin.run('refund', { id, after }, signal);
      return page.refund?.refundLineItems;
    });
    return lines ? { ...refund, refundLineItems: { nodes: lines } } : 'changed';
  });
}

/**
 * A customer of a list with all their addresses.
 * @returns undefined when they have changed or gone since they were listed: then they are among the next changes.
 */
export async function readWholeCustomer(
  admin: ShopifyAdmin,
  listed: CustomerNode & { addressesV2: Page<CustomerNode['addressesV2']['nodes'][number]> },
  signal: AbortSignal,
): Promise<CustomerNode | undefined> {
  const addresses = await readPages(listed.addressesV2, async (after) => {
    const page = await admin.run('customerAddresses', { id: listed.id, after }, signal);
    return page.customer?.updatedAt === listed.updatedAt ? page.customer.addressesV2 : undefined;
  });
  return addresses && { ...listed, addressesV2: { nodes: addresses } };
}

/** The ids of all locations, closed ones too, in the order of their text. */
export async function readLocationIds(admin: ShopifyAdmin, signal: AbortSignal): Promise<string[]> {
  const { locations } = await admin.run('locations', { after: null }, signal);
  const all = await readPages(locations, async (after) => (await admin.run('locations', { after }, signal)).locations);
  return (all ?? []).map(({ id }) => id).toSorted();
}

/** The ids of the products of a collection, in its order. */
export async function readCollectionProducts(
  admin: ShopifyAdmin,
  id: string,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  return untilUnchanged(async () => {
    const { collection } = await admin.run('collectionProducts', { id, after: null }, signal);
    if (!collection) return undefined;
    const products = await readPages(collection.products, async (after) => {
      const page = await admin.run('collectionProducts', { id, after }, signal);
      return page.collection?.updatedAt === collection.updatedAt ? page.collection.products : undefined;
    });
    return products?.map((product) => product.id) ?? 'changed';
  });
}

/** @returns undefined when `next` says that what is read has changed since its first page. */
async function readPages<Node>(
  first: Page<Node>,
  next: (after: string | null) => Promise<Page<Node> | undefined>,
): Promise<Node[] | undefined> {
  const nodes = [...first.nodes];
  for (let page: Page<Node> | undefined = first; page.pageInfo.hasNextPage; ) {
    page = await next(page.pageInfo.endCursor);
    if (!page) return undefined;
    nodes.push(...page.nodes);
  }
  return nodes;
}

async function readEach<Part, Node>(parts: Part[], read: (part: Part) => Promise<Node | undefined>): Promise<Node[]> {
  const nodes: Node[] = [];
  for (const part of parts) {
    const node = await read(part);
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

async function untilUnchanged<T>(read: () => Promise<T | 'changed' | undefined>): Promise<T | undefined> {
  for (let attempt = 1; attempt <= patience; attempt += 1) {
    const whole = await read();
    if (whole !== 'changed') return whole;
  }
  throw new AppError('unavailable', 'It changes faster than it can be read');
}
