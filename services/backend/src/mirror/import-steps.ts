import { bulkQueries } from '../clients/shopify-bulk-queries.ts';
import {
  customerNode,
  inventoryLevelNode,
  orderHead,
  orderNode,
  type ProductNode,
  productNode,
} from '../clients/shopify-nodes.ts';
import { readWholeFulfillment, readWholeRefund } from '../clients/shopify-whole-resources.ts';
import { toOrderPayload } from '../webhooks/shopify-order-resources.ts';
import { toCustomerPayload, toProductPayload } from '../webhooks/shopify-resources.ts';
import { restIdOf } from '../webhooks/shopify-rest-parts.ts';
import { type BulkGroup, childrenOf } from './bulk-groups.ts';
import { levelSnapshot, type Membership } from './pages.ts';
import type { MirrorDeps } from './reconcile.ts';
import type { MirrorKind, Snapshot } from './snapshots.ts';

export interface ReadGroups {
  /** How many were in the file, those among them that are known already and were not asked for. */
  resources: number;
  snapshots: Snapshot[];
  products: ProductNode[];
  memberships: Membership[];
}

/** A part of the first import: one bulk operation, and how its groups are read. */
export interface ImportStep {
  name: 'products' | 'collections' | 'inventory' | 'customers' | 'orders';
  kind: MirrorKind;
  query: string;
  /** Groups that are applied, and noted as done, together. */
  batch: number;
  read(deps: MirrorDeps, groups: BulkGroup[], takenAt: Date, signal: AbortSignal): Promise<ReadGroups>;
}

const nothing = { snapshots: [], products: [], memberships: [] };
const dayMs = 24 * 60 * 60_000;
/** Without read_all_orders an app sees the orders of sixty days (Admin schema, `order`). */
export const defaultOrderDays = 60;
/** Fulfilments and refunds that are asked for at the same time. */
const atOnce = 4;

/** In this order: collections name products. */
export function importSteps(options: { now: Date; orderDays: number }): ImportStep[] {
  const since = new Date(options.now.getTime() - options.orderDays * dayMs);
  return [
    { name: 'products', kind: 'product', query: bulkQueries.products(), batch: 40, read: readProducts },
    {
      name: 'collections',
      kind: 'collection',
      query: bulkQueries.collectionProducts(),
      batch: 5,
      read: readMemberships,
    },
    { name: 'inventory', kind: 'inventory_level', query: bulkQueries.inventoryLevels(), batch: 500, read: readLevels },
    { name: 'customers', kind: 'customer', query: bulkQueries.customers(), batch: 200, read: readCustomers },
    {
      name: 'orders',
      kind: 'order',
      query: bulkQueries.orders(`created_at:>='${since.toISOString().slice(0, 10)}'`),
      batch: 50,
      read: readOrders,
    },
  ];
}

async function readProducts(_deps: MirrorDeps, groups: BulkGroup[], takenAt: Date): Promise<ReadGroups> {
  const products = groups.map((group) =>
    productNode.parse({
      ...group.root,
      // Pictures are those lines that are neither: Shopify names their ids differently from version to version.
      images: { nodes: group.children.filter((line) => 'altText' in line) },
      metafields: { nodes: childrenOf(group, 'Metafield') },
      variants: { nodes: childrenOf(group, 'ProductVariant') },
    }),
  );
  const snapshots = products.map((one) => ({ payload: toProductPayload(one), takenAt }));
  return { ...nothing, resources: products.length, products, snapshots };
}

async function readMemberships(_deps: MirrorDeps, groups: BulkGroup[]): Promise<ReadGroups> {
  const memberships = groups.map((group) => ({
    collectionId: group.root.id,
    productIds: childrenOf(group, 'Product').map(({ id }) => id),
  }));
  return { ...nothing, resources: memberships.length, memberships };
}

async function readLevels(_deps: MirrorDeps, groups: BulkGroup[], takenAt: Date): Promise<ReadGroups> {
  const levels = groups.flatMap(({ children }) => children.map((line) => inventoryLevelNode.parse(line)));
  return { ...nothing, resources: levels.length, snapshots: levels.map((level) => levelSnapshot(level, takenAt)) };
}

async function readCustomers(_deps: MirrorDeps, groups: BulkGroup[], takenAt: Date): Promise<ReadGroups> {
  const snapshots = groups.map((group) => {
    const node = customerNode.parse({ ...group.root, addressesV2: { nodes: childrenOf(group, 'MailingAddress') } });
    return { payload: toCustomerPayload(node), takenAt };
  });
  return { ...nothing, resources: snapshots.length, snapshots };
}

/**
 * A bulk result only names fulfilments and refunds, so each is asked for; but not those of orders that are known as of
 * that second. What differs within a second is left to reconciliation.
 */
async function readOrders(
  deps: MirrorDeps,
  groups: BulkGroup[],
  takenAt: Date,
  signal: AbortSignal,
): Promise<ReadGroups> {
  const heads = groups.map((group) => ({ group, head: orderHead.parse(group.root) }));
  const { rows } = await deps.database.primary.query<{ id: string; second: string }>(
    `SELECT id, extract(epoch FROM updated_at)::bigint::text AS second FROM resource_versions
     WHERE kind = 'order' AND id = ANY ($1::text[]) AND updated_at > '-infinity'`,
    [heads.map(({ head }) => String(restIdOf(head.id)))],
  );
  const known = new Map(rows.map(({ id, second }) => [id, Number(second) * 1_000]));
  const news = heads.filter(({ head }) => (known.get(String(restIdOf(head.id))) ?? 0) < Date.parse(head.updatedAt));
  const snapshots: Snapshot[] = [];
  for (let start = 0; start < news.length; start += atOnce) {
    const some = news.slice(start, start + atOnce);
    snapshots.push(...(await Promise.all(some.map(({ group }) => readOrder(deps, group, takenAt, signal)))));
  }
  return { ...nothing, resources: groups.length, snapshots };
}

async function readOrder(deps: MirrorDeps, group: BulkGroup, takenAt: Date, signal: AbortSignal): Promise<Snapshot> {
  const fulfillments: unknown[] = [];
  for (const id of idsOf(group.root['fulfillments'])) {
    fulfillments.push(await readWholeFulfillment(deps.shopify, id, signal));
  }
  const refunds: unknown[] = [];
  for (const id of idsOf(group.root['refunds'])) refunds.push(await readWholeRefund(deps.shopify, id, signal));
  const isThere = (part: unknown) => part !== undefined;
  const node = orderNode.parse({
    ...group.root,
    lineItems: { nodes: childrenOf(group, 'LineItem') },
    fulfillments: fulfillments.filter(isThere),
    refunds: refunds.filter(isThere),
  });
  return { payload: toOrderPayload(node), takenAt };
}

function idsOf(refs: unknown): string[] {
  return (refs as { id: string }[]).map(({ id }) => id);
}
