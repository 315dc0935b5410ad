import { z } from 'zod';
import { gid } from './shopify-nodes.ts';
import { query } from './shopify-operation.ts';

const counted = z.object({ count: z.int().nonnegative() }).nullable();
const search = z.strictObject({ query: z.string().max(200) });

/**
 * Whether things are still there. Counts cost a point however much they count; they are exact below ten thousand and may
 * be a little older than the data. Only products and collections have deletion events that Shopify documents, so
 * what is gone is found by counting, for every kind in the same way.
 */
export const presenceOperations = {
  productsCount: query({
    document: 'query productsCount($query: String) { productsCount(query: $query) { count } }',
    variables: search,
    data: z.object({ productsCount: counted }),
    cost: 1,
  }),
  collectionsCount: query({
    document: 'query collectionsCount($query: String) { collectionsCount(query: $query) { count } }',
    variables: search,
    data: z.object({ collectionsCount: counted }),
    cost: 1,
  }),
  customersCount: query({
    document: 'query customersCount($query: String) { customersCount(query: $query) { count } }',
    variables: search,
    data: z.object({ customersCount: counted }),
    cost: 1,
  }),
  ordersCount: query({
    document: 'query ordersCount($query: String) { ordersCount(query: $query) { count } }',
    variables: search,
    data: z.object({ ordersCount: counted }),
    cost: 1,
  }),
  /**
   * The same ids again, with null for each that there is not. An array of more than 250 is refused
   * (shopify.dev/docs/api/usage/limits, "Input limits").
   */
  nodes: query({
    document: 'query nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: z.strictObject({ ids: z.array(gid).max(250) }),
    data: z.object({ nodes: z.array(z.object({ id: gid }).nullable()) }),
    cost: 250,
  }),
} as const;

/** So many ids are asked for at once. */
export const nodesAtOnce = 250;

/** The search for ids from `first` to `last`, both included. */
export function idsBetween(first: string, last: string): string {
  return `id:>=${first} AND id:<=${last}`;
}
