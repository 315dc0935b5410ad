import type { ShopifyAdmin } from '../clients/shopify.ts';
import { ShopifyError } from '../clients/shopify-failures.ts';
import { nodesAtOnce } from '../clients/shopify-presence-operations.ts';

/**
 * Asks for each of these ids by itself, as the data has it and no search index.
 * @param type as in a global id; `ids` are the numbers in it.
 * @returns those that there are none of.
 * @throws ShopifyError when Shopify answers for others than were asked.
 */
export async function findGone(
  shopify: ShopifyAdmin,
  type: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const gone: string[] = [];
  for (let start = 0; start < ids.length; start += nodesAtOnce) {
    const asked = ids.slice(start, start + nodesAtOnce);
    const gids = asked.map((id) => `gid://shopify/${type}/${id}`);
    const { nodes } = await shopify.run('nodes', { ids: gids }, signal);
    const isWhole = nodes.length === gids.length && nodes.every((node, index) => !node || node.id === gids[index]);
    if (!isWhole) throw new ShopifyError('invalid_answer', 'Shopify answered for other ids than it was asked for');
    gone.push(...asked.filter((_id, index) => nodes[index] === null));
  }
  return gone;
}
