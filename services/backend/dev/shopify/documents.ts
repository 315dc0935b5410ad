import { bulkQueries } from '../../src/clients/shopify-bulk-queries.ts';
import { type OperationName, shopifyOperations } from '../../src/clients/shopify-operations.ts';

/** Every GraphQL document that we ever send, by name. */
export function listDocuments(): { name: string; text: string }[] {
  const names = Object.keys(shopifyOperations) as OperationName[];
  return [
    ...names.map((name) => ({ name, text: shopifyOperations[name].document })),
    ...Object.entries(bulkQueries).map(([name, query]) => ({
      name: `bulk ${name}`,
      text: query("created_at:>='2026-01-01'"),
    })),
  ];
}
