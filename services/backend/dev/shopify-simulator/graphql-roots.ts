import { type BulkOperations, bulkMutations, bulkQueriesOf } from './bulk-operations.ts';
import { compareText, connection, idKey, type PageArguments, type RequestContext, timeKey } from './connections.ts';
import { draftOrderMutations } from './draft-orders.ts';
import { collectionNode, gid, inventoryItems, locationNode, productNode } from './graphql-catalogue.ts';
import { customerNode, draftOrderNode, fulfillmentNode, orderNode, refundNode } from './graphql-orders.ts';
import { presentNodes } from './present-nodes.ts';
import { parseSearch, type Searchable } from './search-query.ts';
import type { ShopData, SimulatedOrder } from './shop-model.ts';
import { subscriptionMutations, subscriptionNode } from './subscriptions.ts';

type ListArguments = PageArguments & { query?: string | null; sortKey?: string | null };
interface IdArgument {
  id: string;
}

export interface RootOptions {
  data: ShopData;
  now: () => Date;
  bulk: BulkOperations;
  /** How long after it was made the search finds a draft. */
  searchLagMs: () => number;
  /** Without read_all_orders an app sees 60 days. */
  readAllOrders: boolean;
}

const orderWindowMs = 60 * 86_400_000;

/** The roots of the schema: graphql-js calls what is asked for. */
export function createRoots({ data, now, bulk, searchLagMs, readAllOrders }: RootOptions): Record<string, unknown> {
  const visibleOrders = () => {
    const since = now().getTime() - orderWindowMs;
    return [...data.orders.values()].filter(({ createdAt }) => readAllOrders || createdAt.getTime() >= since);
  };
  const draftsFoundBy = ({ query }: ListArguments) => {
    const before = now().getTime() - searchLagMs();
    const found = query ? parseSearch(query) : () => true;
    return [...data.draftOrders.values()].filter(
      (draft) => found(draft) && (!query || draft.createdAt.getTime() <= before),
    );
  };
  /** Fulfilments and refunds never move to another order. A part that is new since is looked for everywhere. */
  const known = new Map<number, SimulatedOrder>();
  const orderOfPart = (id: number) => {
    if (!known.has(id)) {
      for (const order of data.orders.values())
        for (const part of [...order.fulfillments, ...order.refunds]) known.set(part.id, order);
    }
    const order = known.get(id);
    return order && data.orders.get(order.id);
  };
  return {
    shop: {
      id: gid('Shop', 548_380_009),
      name: data.name,
      myshopifyDomain: data.domain,
      currencyCode: data.currency,
      ianaTimezone: 'Europe/Bucharest',
      plan: { publicDisplayName: 'Basic' },
    },
    products: list(
      () => [...data.products.values()],
      (product) => productNode(data, product),
    ),
    product: ({ id }: IdArgument) => found(data.products, id, (product) => productNode(data, product)),
    collections: list(
      () => [...data.collections.values()].map(withCreation),
      (one) => collectionNode(data, one),
    ),
    collection: ({ id }: IdArgument) => found(data.collections, id, (one) => collectionNode(data, one)),
    inventoryItems: (page: PageArguments, context: RequestContext) => inventoryItems(data, page, context),
    locations: (page: PageArguments, context: RequestContext) =>
      connection(data.locations, page, context, { ...byId, toNode: (one) => locationNode(one, levelsOf) }),
    location: ({ id }: { id?: string | null }) => {
      const location = data.locations.find((one) => one.id === numberOf(id ?? ''));
      return location ? locationNode(location, levelsOf) : null;
    },
    customers: list(
      () => [...data.customers.values()],
      (one) => customerNode(data, one),
      { wholeDays: true },
    ),
    customer: ({ id }: IdArgument) => found(data.customers, id, (one) => customerNode(data, one)),
    orders: list(visibleOrders, (order) => orderNode(data, order)),
    order: ({ id }: IdArgument) => found(data.orders, id, (order) => orderNode(data, order)),
    fulfillment: ({ id }: IdArgument) => {
      const order = orderOfPart(numberOf(id));
      const part = order?.fulfillments.find((one) => one.id === numberOf(id));
      return order && part ? fulfillmentNode(order, part) : null;
    },
    refund: ({ id }: IdArgument) => {
      const order = orderOfPart(numberOf(id));
      const part = order?.refunds.find((one) => one.id === numberOf(id));
      return order && part ? refundNode(order, part) : null;
    },
    productsCount: count(() => [...data.products.values()]),
    collectionsCount: count(() => [...data.collections.values()].map(withCreation)),
    customersCount: count(() => [...data.customers.values()], { wholeDays: true }),
    ordersCount: count(visibleOrders),
    nodes: ({ ids }: { ids: string[] }) => presentNodes(data, ids),
    draftOrders: (page: ListArguments, context: RequestContext) =>
      connection(draftsFoundBy(page), page, context, { ...byId, toNode: draftOrderNode }),
    webhookSubscriptions: (page: PageArguments, context: RequestContext) =>
      connection([...data.subscriptions.values()], page, context, { ...byId, toNode: subscriptionNode }),
    ...bulkQueriesOf(bulk),
    ...bulkMutations(bulk),
    ...draftOrderMutations(data, now),
    ...subscriptionMutations(data),
  };

  function levelsOf({ locationId, query }: { locationId?: number; query?: string | null | undefined }) {
    const matches = parseSearch(query);
    return [...data.inventory.values()].filter(
      (level) =>
        level.locationId === locationId &&
        matches({ id: level.inventoryItemId, createdAt: level.updatedAt, updatedAt: level.updatedAt }),
    );
  }
}

const byId = { keyOf: ({ id }: { id: number }) => idKey(id), compare: compareText };

function list<Item extends Searchable, Node>(
  all: () => Item[],
  toNode: (item: Item) => Node,
  { wholeDays = false } = {},
) {
  return (page: ListArguments, context: RequestContext) => {
    const keyOf = (item: Item) => (page.sortKey === 'UPDATED_AT' ? timeKey(item.updatedAt, item.id) : idKey(item.id));
    const matching = all().filter(parseSearch(page.query, wholeDays));
    return connection(matching, page, context, { keyOf, compare: compareText, toNode });
  };
}

/** Exact up to its limit, which is 10,000 if nothing else is said, or null for none. */
function count<Item extends Searchable>(all: () => Item[], { wholeDays = false } = {}) {
  return ({ query, limit = 10_000 }: { query?: string | null; limit?: number | null }) => {
    const matching = all().filter(parseSearch(query, wholeDays)).length;
    const isCut = limit !== null && matching > limit;
    return { count: isCut ? limit : matching, precision: isCut ? 'AT_LEAST' : 'EXACT' };
  };
}

function withCreation<T extends { updatedAt: Date }>(item: T): T & { createdAt: Date } {
  return { ...item, createdAt: item.updatedAt };
}

/** gid://shopify/Order/7?x -> 7 */
function numberOf(gidText: string): number {
  return Number(/\/(\d+)(\?|$)/.exec(gidText)?.[1]);
}

function found<Item, Node>(all: Map<number, Item>, id: string, toNode: (item: Item) => Node): Node | null {
  const item = all.get(numberOf(id));
  return item ? toNode(item) : null;
}
