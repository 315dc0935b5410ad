import type { Tx } from '../../platform/db.ts';
import type { SizeChart } from '../../platform/size-chart.ts';

/** Keeps the size charts of products that are here. One that is the same already is not written. @returns how many were. */
export async function saveSizeCharts(
  tx: Tx,
  charts: readonly { productId: string; sizes: SizeChart }[],
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO size_charts AS known (product_id, sizes)
    SELECT product.id, one.sizes
    FROM jsonb_to_recordset(${JSON.stringify(charts)}::jsonb) AS one ("productId" bigint, sizes jsonb)
    JOIN products AS product ON product.id = one."productId"
    ON CONFLICT (product_id) DO UPDATE SET sizes = excluded.sizes, updated_at = now()
    WHERE known.sizes <> excluded.sizes`;
}

/** Takes away the charts of products that have none any more. */
export async function deleteSizeCharts(tx: Tx, productIds: readonly string[]): Promise<number> {
  return tx.$executeRaw`DELETE FROM size_charts WHERE product_id = ANY (${productIds}::bigint[])`;
}
