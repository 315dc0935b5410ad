import type { ShopifyAdmin } from '../clients/shopify.ts';
import { updatedSince } from '../clients/shopify-catalogue-operations.ts';
import type { InventoryLevelNode, ProductNode } from '../clients/shopify-nodes.ts';
import {
  readCollectionProducts,
  readLocationIds,
  readWholeCustomer,
  readWholeOrder,
  readWholeProduct,
} from '../clients/shopify-whole-resources.ts';
import type { Clock } from '../platform/clock.ts';
import { toOrderPayload } from '../webhooks/shopify-order-resources.ts';
import {
  toCollectionPayload,
  toCustomerPayload,
  toInventoryDisconnection,
  toInventoryLevelPayload,
  toProductPayload,
} from '../webhooks/shopify-resources.ts';
import type { MirrorKind, Snapshot } from './snapshots.ts';

export interface PageDeps {
  shopify: ShopifyAdmin;
  clock: Clock;
}

/** One page of what changed. */
export interface ChangedPage {
  snapshots: Snapshot[];
  /** Of products: for what a webhook does not carry. */
  products: ProductNode[];
  /** By collection: its products, in order. */
  memberships: Membership[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}
export interface Membership {
  collectionId: string;
  productIds: string[];
}

export type ReadPage = (
  deps: PageDeps,
  since: Date | null,
  cursor: string | null,
  signal: AbortSignal,
) => Promise<ChangedPage>;

const emptyPage: ChangedPage = { snapshots: [], products: [], memberships: [], next: null };
const nextOf = ({ hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null }) =>
  hasNextPage ? endCursor : null;
const searchOf = (since: Date | null, precision: 'second' | 'day' = 'second') =>
  since && updatedSince(since, precision);

/** How each kind is asked for what changed since a time, or for all there is (null), oldest change first. */
export const readPages: Record<MirrorKind, ReadPage> = {
  async product({ shopify, clock }, since, after, signal) {
    const { products: listed } = await shopify.run('productsUpdatedSince', { query: searchOf(since), after }, signal);
    const page = { ...emptyPage, snapshots: [] as Snapshot[], products: [] as ProductNode[] };
    for (const { id } of listed.nodes) {
      const takenAt = clock.now();
      const product = await readWholeProduct(shopify, id, signal);
      if (!product) continue;
      page.products.push(product);
      page.snapshots.push({ payload: toProductPayload(product), takenAt });
    }
    return { ...page, next: nextOf(listed.pageInfo) };
  },

  async collection({ shopify, clock }, since, after, signal) {
    const takenAt = clock.now();
    const { collections } = await shopify.run('collectionsUpdatedSince', { query: searchOf(since), after }, signal);
    const memberships: Membership[] = [];
    for (const { id } of collections.nodes) {
      const productIds = await readCollectionProducts(shopify, id, signal);
      if (productIds) memberships.push({ collectionId: id, productIds });
    }
    const snapshots = collections.nodes.map((node) => ({ payload: toCollectionPayload(node), takenAt }));
    return { ...emptyPage, snapshots, memberships, next: nextOf(collections.pageInfo) };
  },

  /** Levels are asked for location by location, so the cursor says which one. */
  async inventory_level({ shopify, clock }, since, cursor, signal) {
    const takenAt = clock.now();
    const ids = await readLocationIds(shopify, signal);
    const [at, after] = cursor === null ? [ids[0], null] : splitCursor(cursor);
    if (at === undefined) return emptyPage;
    const variables = { location: at, query: searchOf(since), after };
    const { location } = await shopify.run('inventoryLevelsUpdatedSince', variables, signal);
    const endCursor = location ? nextOf(location.inventoryLevels.pageInfo) : null;
    const nextLocation = ids.find((id) => id > at);
    return {
      ...emptyPage,
      snapshots: (location?.inventoryLevels.nodes ?? []).map((level) => levelSnapshot(level, takenAt)),
      next: endCursor !== null ? `${at} ${endCursor}` : nextLocation === undefined ? null : `${nextLocation} `,
    };
  },

  async customer({ shopify, clock }, since, after, signal) {
    const takenAt = clock.now();
    const { customers } = await shopify.run('customersUpdatedSince', { query: searchOf(since, 'day'), after }, signal);
    const snapshots: Snapshot[] = [];
    for (const listed of customers.nodes) {
      const customer = await readWholeCustomer(shopify, listed, signal);
      if (customer) snapshots.push({ payload: toCustomerPayload(customer), takenAt });
    }
    return { ...emptyPage, snapshots, next: nextOf(customers.pageInfo) };
  },

  async order({ shopify, clock }, since, after, signal) {
    const { orders } = await shopify.run('ordersUpdatedSince', { query: searchOf(since), after }, signal);
    const snapshots: Snapshot[] = [];
    for (const { id } of orders.nodes) {
      const takenAt = clock.now();
      const order = await readWholeOrder(shopify, id, signal);
      if (order) snapshots.push({ payload: toOrderPayload(order), takenAt });
    }
    return { ...emptyPage, snapshots, next: nextOf(orders.pageInfo) };
  },
};

export function levelSnapshot(level: InventoryLevelNode, takenAt: Date): Snapshot {
  if (level.isActive) return { payload: toInventoryLevelPayload(level), takenAt };
  return { payload: toInventoryDisconnection(level), takenAt, disconnectedAt: new Date(level.updatedAt) };
}

function splitCursor(cursor: string): [string, string | null] {
  const space = cursor.indexOf(' ');
  return [cursor.slice(0, space), cursor.slice(space + 1) || null];
}
