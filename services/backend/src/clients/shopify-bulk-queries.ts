import {
  addressFields,
  customerFields,
  imageFields,
  inventoryLevelFields,
  lineFields,
  metafieldFields,
  orderFields,
  productFields,
  variantFields,
} from './shopify-nodes.ts';

/**
 * What is asked for in bulk (shopify.dev/docs/api/usage/bulk-operations/queries): no variables, at most five
 * connections, two deep, every node with its id, and no connection inside a plain list.
 * So an order has its fulfilments and refunds by id only: they have lines, which are a connection.
 */
export const bulkQueries = {
  products: () => `{ products { edges { node { ${productFields}
    images { edges { node { ${imageFields} } } }
    metafields { edges { node { ${metafieldFields} } } }
    variants { edges { node { ${variantFields} } } } } } } }`,
  /** Which products are in which collection. What else a collection is has no id, so it is asked for page by page. */
  collectionProducts: () => '{ collections { edges { node { id products { edges { node { id } } } } } } }',
  inventoryLevels: () => `{ inventoryItems { edges { node { id
    inventoryLevels { edges { node { ${inventoryLevelFields} } } } } } } }`,
  customers: () => `{ customers { edges { node { ${customerFields}
    addressesV2 { edges { node { ${addressFields} } } } } } } }`,
  /** @param search which orders, such as `created_at:>='2026-10-01'`; only those that the app may see at all. */
  orders: (search: string) => `{ orders(query: ${JSON.stringify(search)}) { edges { node { ${orderFields}
    fulfillments(first: 100) { id } refunds(first: 100) { id }
    lineItems { edges { node { ${lineFields} } } } } } } }`,
} as const;
