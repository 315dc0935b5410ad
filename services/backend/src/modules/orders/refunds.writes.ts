import { Prisma } from '../../generated/client.ts';
import type { Tx } from '../../platform/db.ts';
import { advanceVersion, lockResource, type ResourceState, versionOf } from '../../platform/resource-versions.ts';
import type { RefundPayload } from './refunds.schemas.ts';

/**
 * Applies a refund, which may come before its order. It tells of goods and of money apart: Shopify sends it when the
 * refund is made, which is not when the money moves.
 * @returns the state of its order.
 */
export async function applyRefund(
  tx: Tx,
  payload: RefundPayload,
  triggeredAt: Date,
): Promise<ResourceState & { fresh: boolean }> {
  const order = await lockResource(tx, { kind: 'order', id: payload.order_id });
  if (order.deleted) return { ...order, fresh: false };
  const version = versionOf(payload, payload.processed_at ?? payload.created_at, triggeredAt);
  const { fresh } = await advanceVersion(tx, { kind: 'refund', id: payload.id }, version);
  if (fresh) await saveRefund(tx, payload);
  return { ...order, fresh };
}

async function saveRefund(tx: Tx, payload: RefundPayload): Promise<void> {
  // `subtotal_set` is decimal text in the shop's currency; `subtotal` a bare number in older versions.
  const lines = (payload.refund_line_items ?? []).map((line) => ({
    refundId: payload.id,
    id: line.id,
    lineId: line.line_item_id,
    quantity: line.quantity,
    subtotal: line.subtotal_set?.shop_money.amount ?? line.subtotal ?? '0',
    totalTax: line.total_tax_set?.shop_money.amount ?? line.total_tax ?? '0',
    restockType: line.restock_type,
  }));
  const row = {
    orderId: payload.order_id,
    currency: currencyOf(payload),
    linesTotal: sum(lines.flatMap((line) => [line.subtotal, line.totalTax])),
    moneyTotal: moneyTotalOf(payload),
    restock: payload.restock ?? false,
    createdAt: payload.created_at,
    processedAt: payload.processed_at,
  };
  await tx.refund.upsert({ where: { id: payload.id }, create: { id: payload.id, ...row }, update: row });
  await tx.refundLine.deleteMany({ where: { refundId: payload.id } });
  await tx.refundLine.createMany({ data: lines, skipDuplicates: true });
}

function currencyOf(payload: RefundPayload): string | null {
  const ofLines = payload.refund_line_items?.find((line) => line.subtotal_set)?.subtotal_set?.shop_money.currency_code;
  return ofLines ?? payload.transactions?.find(({ currency }) => currency)?.currency ?? null;
}

/** What was paid back, or null when the payload does not speak of money at all. */
function moneyTotalOf(payload: RefundPayload): Prisma.Decimal | null {
  const paidBack = payload.transactions?.filter(({ kind, status }) => kind === 'refund' && status === 'success');
  return paidBack ? sum(paidBack.map(({ amount }) => amount ?? '0')) : null;
}

function sum(amounts: string[]): Prisma.Decimal {
  return amounts.reduce((total, amount) => total.plus(amount), new Prisma.Decimal(0));
}
