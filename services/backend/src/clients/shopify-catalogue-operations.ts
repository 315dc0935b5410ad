import { z } from 'zod';
import {
  collectionFields,
  collectionNode,
  gid,
  imageFields,
  inventoryLevelFields,
  inventoryLevelNode,
  metafieldFields,
  pageFields,
  pageInfo,
  pageOf,
  productFields,
  productNode,
  variantFields,
  variantNode,
} from './shopify-nodes.ts';
import { after, query } from './shopify-operation.ts';

const changed = z.object({ id: gid, updatedAt: z.iso.datetime({ offset: true }) });
const search = z.strictObject({ query: z.string().max(200).nullable(), after });
const onePage = z.strictObject({ id: gid, after });

/** Products, variants, collections, inventory. */
export const catalogueOperations = {
  /** Which products changed; `product` tells how. Search: see `updatedSince`. */
  productsUpdatedSince: query({
    document: `query productsUpdatedSince($query: String, $after: String) {
      products(first: 100, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id updatedAt } ${pageFields} }
    }`,
    variables: search,
    data: z.object({ products: pageOf(changed) }),
    cost: 102,
  }),
  /** A product with its first 50 variants; null when there is none. */
  product: query({
    document: `query product($id: ID!) {
      product(id: $id) {
        ${productFields}
        images(first: 100) { nodes { ${imageFields} } }
        metafields(first: 25) { nodes { ${metafieldFields} } }
        variants(first: 50) { nodes { ${variantFields} } ${pageFields} }
      }
    }`,
    variables: z.strictObject({ id: gid }),
    data: z.object({ product: productNode.extend({ variants: pageOf(variantNode) }).nullable() }),
    cost: 333,
  }),
  productVariants: query({
    document: `query productVariants($id: ID!, $after: String) {
      product(id: $id) { updatedAt variants(first: 200, after: $after) { nodes { ${variantFields} } ${pageFields} } }
    }`,
    variables: onePage,
    data: z.object({
      product: z.object({ updatedAt: changed.shape.updatedAt, variants: pageOf(variantNode) }).nullable(),
    }),
    cost: 803,
  }),
  collectionsUpdatedSince: query({
    document: `query collectionsUpdatedSince($query: String, $after: String) {
      collections(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {
        nodes { ${collectionFields} } ${pageFields}
      }
    }`,
    variables: search,
    data: z.object({ collections: pageOf(collectionNode) }),
    cost: 652,
  }),
  /** Which products are in a collection, in its order. */
  collectionProducts: query({
    document: `query collectionProducts($id: ID!, $after: String) {
      collection(id: $id) { id updatedAt products(first: 250, after: $after) { nodes { id } ${pageFields} } }
    }`,
    variables: onePage,
    data: z.object({
      collection: z.object({ ...changed.shape, products: pageOf(z.object({ id: gid })) }).nullable(),
    }),
    cost: 253,
  }),
  locations: query({
    document: `query locations($after: String) {
      locations(first: 100, after: $after, includeInactive: true) { nodes { id name isActive } ${pageFields} }
    }`,
    variables: z.strictObject({ after }),
    data: z.object({ locations: pageOf(z.object({ id: gid, name: z.string(), isActive: z.boolean() })) }),
    cost: 102,
  }),
  /** Levels of one location. An item's own `updatedAt` does not move with its stock; that of its level does. */
  inventoryLevelsUpdatedSince: query({
    document: `query inventoryLevelsUpdatedSince($location: ID!, $query: String, $after: String) {
      location(id: $location) {
        inventoryLevels(first: 200, after: $after, query: $query, includeInactive: true) {
          nodes { ${inventoryLevelFields} } ${pageFields}
        }
      }
    }`,
    variables: search.extend({ location: gid }),
    data: z.object({
      location: z.object({ inventoryLevels: z.object({ nodes: z.array(inventoryLevelNode), pageInfo }) }).nullable(),
    }),
    cost: 803,
  }),
} as const;

/**
 * The search for what changed at `since` or later. The search index of customers knows whole days only
 * (Admin schema, `customers(query:)`), so theirs begins at midnight UTC.
 */
export function updatedSince(since: Date, precision: 'second' | 'day' = 'second'): string {
  const time = since.toISOString();
  return `updated_at:>='${precision === 'day' ? time.slice(0, 10) : `${time.slice(0, 19)}Z`}'`;
}
