import type { Tx } from '../../platform/db.ts';
import { advanceVersion, versionOf } from '../../platform/resource-versions.ts';
import type { ShopPayload, ShopRedaction } from './shops.schemas.ts';

/** Notes that the app was uninstalled. The owner's name and address, which the payload has too, are not kept. */
export async function markUninstalled(
  tx: Tx,
  domain: string,
  payload: ShopPayload,
  triggeredAt: Date,
): Promise<{ fresh: boolean }> {
  const { fresh } = await advanceVersion(tx, { kind: 'shop', id: domain }, versionOf(payload, null, triggeredAt));
  if (!fresh) return { fresh };
  const row = {
    shopifyId: payload.id,
    name: payload.name,
    planName: payload.plan_name,
    uninstalledAt: triggeredAt,
  };
  await tx.shop.upsert({ where: { domain }, create: { domain, ...row }, update: row });
  return { fresh };
}

export async function markShopRedacted(tx: Tx, domain: string, payload: ShopRedaction, at: Date): Promise<void> {
  const row = { shopifyId: payload.shop_id, redactedAt: at };
  await tx.shop.upsert({ where: { domain }, create: { domain, ...row }, update: row });
}
