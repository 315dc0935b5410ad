import { shopifyRowId } from '../../http/lists.ts';
import { AppError } from '../../platform/app-error.ts';
import { type Crypto, sha256 } from '../../platform/crypto.ts';
import { drawHarness, drawingVersion } from '../../platform/harness-drawing.ts';
import type { Reads } from '../../platform/read-router.ts';
import { findOrder, findOrderedDesign, listOrders } from './customer-orders.reads.ts';
import type { CustomerOrder } from './customer-orders.schemas.ts';

export type CustomerOrdersService = ReturnType<typeof createCustomerOrdersService>;

/** Every function throws AppError `not_found` for what is not there, or not for certain the user's. */
export function createCustomerOrdersService({ crypto }: { crypto: Crypto }) {
  return {
    listOrders,

    /** With the tag of what it says: an order has no version of its own. */
    async getOrder(reads: Reads, userId: string, id: string): Promise<{ order: CustomerOrder; tag: string }> {
      const orderId = parseId(id);
      const order = orderId && (await findOrder(reads.models, crypto, userId, orderId));
      if (!order) throw new AppError('not_found', 'You have no such order.');
      return { order, tag: tagOf(JSON.stringify(order)) };
    },

    /** What was ordered, drawn from the order's own copy: the design itself may have changed or be gone. */
    async getOrderLinePreviewSvg(
      reads: Reads,
      userId: string,
      of: { id: string; lineId: string },
    ): Promise<{ tag: string; draw: () => string }> {
      const [orderId, lineId] = [parseId(of.id), parseId(of.lineId)];
      const ordered = orderId && lineId && (await findOrderedDesign(reads.models, crypto, userId, { orderId, lineId }));
      if (!ordered) throw new AppError('not_found', 'You have no such order, or nothing was designed for this line.');
      const { configuration } = ordered;
      return {
        tag: tagOf(`${drawingVersion} ${JSON.stringify(configuration)}`),
        draw: () => drawHarness(configuration),
      };
    },
  };
}

function parseId(text: string): bigint | undefined {
  const id = shopifyRowId.safeParse(text);
  return id.success ? BigInt(id.data) : undefined;
}

function tagOf(text: string): string {
  return sha256(text).toString('base64url').slice(0, 27);
}
