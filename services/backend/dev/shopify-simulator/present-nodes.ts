import { GraphQLError } from 'graphql';
import { mostInAnArray } from './query-cost.ts';
import type { ShopData } from './shop-model.ts';

/** What `nodes(ids:)` answers: each that there is, with its type, and null for what there is not. */
export function presentNodes(data: ShopData, ids: string[]): ({ __typename: string; id: string } | null)[] {
  if (ids.length > mostInAnArray)
    throw new GraphQLError(`The input array size of ${ids.length} is greater than allowed`);
  return ids.map((id) => {
    const [, type = '', number] = /^gid:\/\/shopify\/(\w+)\/(\d+)$/.exec(id) ?? [];
    return isPresent(data, type, Number(number)) ? { __typename: type, id } : null;
  });
}

function isPresent(data: ShopData, type: string, id: number): boolean {
  switch (type) {
    case 'Product':
      return data.products.has(id);
    case 'Collection':
      return data.collections.has(id);
    case 'Customer':
      return data.customers.has(id);
    case 'Order':
      return data.orders.has(id);
    case 'Location':
      return data.locations.some((one) => one.id === id);
    case 'InventoryItem':
      return [...data.products.values()].some(({ variants }) => variants.some((one) => one.inventoryItemId === id));
    default:
      throw new GraphQLError(`Invalid id: ${type}/${id}`);
  }
}
