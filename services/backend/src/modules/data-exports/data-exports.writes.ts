import type { Bytes } from '../../platform/crypto.ts';
import type { Tx } from '../../platform/db.ts';

/** Keeps a sealed export under the id of the request that asked for it. */
export async function saveDataExport(
  tx: Tx,
  row: { requestId: bigint; customerId: bigint; content: Bytes },
): Promise<void> {
  const { requestId, ...rest } = row;
  await tx.dataExport.upsert({ where: { requestId }, create: row, update: rest });
}

export async function eraseDataExports(tx: Tx, customerId: bigint): Promise<void> {
  await tx.dataExport.updateMany({ where: { customerId }, data: { content: null } });
}

export async function eraseAllDataExports(tx: Tx): Promise<void> {
  await tx.dataExport.updateMany({ data: { content: null } });
}
