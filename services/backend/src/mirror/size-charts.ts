import type { ProductNode } from '../clients/shopify-nodes.ts';
import { deleteSizeCharts, saveSizeCharts } from '../modules/products/size-charts.writes.ts';
import { type SizeChart, sizeChart } from '../platform/size-chart.ts';
import { restIdOf } from '../webhooks/shopify-rest-parts.ts';
import type { ApplyDeps } from './apply-snapshots.ts';

type Charted = Pick<ProductNode, 'id' | 'handle' | 'metafields'>;

/** The metafield in which the shop keeps a product's size chart: JSON, as platform/size-chart has it. */
const namespace = 'custom';
const key = 'size_chart';

/**
 * Takes over the size charts of these products. A product without the metafield has none; one whose chart is wrong
 * keeps what it had, so that a slip in the shop leaves nobody without sizes.
 * @returns how many changed, and how many are wrong: those are logged.
 */
export async function applySizeCharts(
  deps: ApplyDeps,
  products: readonly Charted[],
): Promise<{ changed: number; wrong: number }> {
  const charts: { productId: string; sizes: SizeChart }[] = [];
  const without: string[] = [];
  let wrong = 0;
  for (const product of products) {
    const productId = String(restIdOf(product.id));
    const metafield = product.metafields.nodes.find((one) => one.namespace === namespace && one.key === key);
    if (!metafield) {
      without.push(productId);
      continue;
    }
    const sizes = sizeChart.safeParse(parseJson(metafield.value));
    if (sizes.success) charts.push({ productId, sizes: sizes.data });
    else {
      wrong += 1;
      const issues = sizes.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).slice(0, 5);
      deps.log.warn({ productId, handle: product.handle, issues }, 'the size chart of a product is wrong');
    }
  }
  const { writer } = deps.database;
  const changed = await writer.$transaction(
    async (tx) => (await saveSizeCharts(tx, charts)) + (await deleteSizeCharts(tx, without)),
  );
  return { changed, wrong };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
