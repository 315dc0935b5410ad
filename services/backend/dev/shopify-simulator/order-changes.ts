import { fulfillmentPayload, orderPayload, refundPayload } from './rest-orders.ts';
import type { Emit } from './shop-changes.ts';
import {
  fulfillmentStatusOf,
  type ShopData,
  type SimulatedFulfillment,
  type SimulatedOrder,
  type SimulatedProduct,
  totalsOf,
  unfulfilledOf,
} from './shop-model.ts';

export interface NewOrder {
  customerId: number | null;
  lines: {
    variantId: number;
    quantity: number;
    attributes?: { key: string; value: string }[];
    unitPriceMinor?: number;
  }[];
  shippingMinor?: number;
  paid?: boolean;
}

const taxShare = 0.19;

/** What can happen to orders. A product is also "updated" when it is ordered, as in Shopify. */
export function orderChanges(
  data: ShopData,
  moment: () => Date,
  emit: Emit,
  updateProduct: (id: number, change: (product: SimulatedProduct) => void) => void,
) {
  function changeOrder(id: number, topics: string[], change: (order: SimulatedOrder) => void): SimulatedOrder {
    const order = data.orders.get(id);
    if (!order) throw new Error('the shop has no such order');
    change(order);
    order.updatedAt = moment();
    for (const topic of [...topics, 'orders/updated']) emit(topic, orderPayload(data, order));
    return order;
  }

  function createOrder(given: NewOrder): SimulatedOrder {
    const customer = given.customerId === null ? undefined : data.customers.get(given.customerId);
    const order: SimulatedOrder = {
      id: data.nextId++,
      number: 1_001 + data.orders.size,
      customerId: given.customerId,
      currency: data.currency,
      financialStatus: 'PENDING',
      lines: given.lines.map((line) => toLine(data, line)),
      shippingMinor: given.shippingMinor ?? 0,
      taxMinor: 0,
      attributes: [],
      note: null,
      tags: [],
      email: customer?.email ?? null,
      locale: 'ro',
      shippingAddress: customer?.addresses[0] ?? null,
      fulfillments: [],
      refunds: [],
      cancelReason: null,
      cancelledAt: null,
      closedAt: null,
      createdAt: moment(),
      updatedAt: moment(),
    };
    order.taxMinor = Math.round(totalsOf(order).subtotalMinor * taxShare);
    if (given.paid) order.financialStatus = 'PAID';
    data.orders.set(order.id, order);
    emit('orders/create', orderPayload(data, order));
    if (given.paid) emit('orders/paid', orderPayload(data, order));
    for (const productId of new Set(order.lines.flatMap((line) => line.productId ?? []))) {
      updateProduct(productId, () => undefined);
    }
    return order;
  }

  return {
    createOrder,
    updateOrder: (id: number, change: (order: SimulatedOrder) => void) => changeOrder(id, [], change),
    payOrder: (id: number) =>
      changeOrder(id, ['orders/paid'], (order) => {
        order.financialStatus = 'PAID';
      }),
    cancelOrder: (id: number) =>
      changeOrder(id, ['orders/cancelled'], (order) => {
        order.cancelReason = 'CUSTOMER';
        order.cancelledAt = moment();
      }),
    /** Sends everything that has not been sent, or so much of one line. */
    fulfillOrder(id: number, part?: { lineId: number; quantity: number }): SimulatedFulfillment {
      const fulfillment: SimulatedFulfillment = {
        id: data.nextId++,
        status: 'SUCCESS',
        displayStatus: 'FULFILLED',
        locationId: data.locations[0]?.id ?? 1,
        tracking: { company: 'Fan Courier', number: `RO${data.nextId}`, url: 'https://tracking.example.com/' },
        lines: [],
        createdAt: moment(),
        updatedAt: moment(),
      };
      const order = data.orders.get(id);
      if (!order) throw new Error('the shop has no such order');
      fulfillment.lines = part
        ? [part]
        : order.lines
            .map((line) => ({ lineId: line.id, quantity: unfulfilledOf(line) }))
            .filter(({ quantity }) => quantity > 0);
      for (const { lineId, quantity } of fulfillment.lines) {
        const line = order.lines.find((one) => one.id === lineId);
        if (line) line.fulfilledQuantity += quantity;
      }
      order.fulfillments.push(fulfillment);
      order.updatedAt = moment();
      emit('fulfillments/create', fulfillmentPayload(data, order, fulfillment));
      const whole = fulfillmentStatusOf(order) === 'FULFILLED';
      changeOrder(id, [whole ? 'orders/fulfilled' : 'orders/partially_fulfilled'], () => undefined);
      return fulfillment;
    },
    /** A step of the carrier. */
    updateShipment(id: number, fulfillmentId: number, displayStatus: SimulatedFulfillment['displayStatus']): void {
      const order = changeOrder(id, [], (one) => {
        const fulfillment = one.fulfillments.find((part) => part.id === fulfillmentId);
        if (!fulfillment) throw new Error('the order has no such fulfilment');
        fulfillment.displayStatus = displayStatus;
        fulfillment.updatedAt = moment();
      });
      const fulfillment = order.fulfillments.find((part) => part.id === fulfillmentId);
      if (fulfillment) emit('fulfillments/update', fulfillmentPayload(data, order, fulfillment));
    },
    /** Takes units of one line back, with their money. */
    refundOrder(id: number, { lineId, quantity }: { lineId: number; quantity: number }): void {
      const order = data.orders.get(id);
      const line = order?.lines.find((one) => one.id === lineId);
      if (!order || !line) throw new Error('the shop has no such line');
      const subtotalMinor = line.unitPriceMinor * quantity;
      const refund = {
        id: data.nextId++,
        lines: [{ id: data.nextId++, lineId, quantity, subtotalMinor, taxMinor: 0, restock: true }],
        paidBackMinor: subtotalMinor,
        createdAt: moment(),
      };
      changeOrder(id, [], () => {
        line.currentQuantity -= quantity;
        order.refunds.push(refund);
        const isWhole = order.lines.every(({ currentQuantity }) => currentQuantity === 0);
        order.financialStatus = isWhole ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
      });
      emit('refunds/create', refundPayload(order, refund));
    },
    deleteOrder(id: number): void {
      if (!data.orders.delete(id)) throw new Error('the shop has no such order');
      emit('orders/delete', { id });
    },
    /** The customer pays a draft at its invoice URL: it becomes an order with its lines and their attributes. */
    completeDraft(draftId: number, customerId: number | null = null): SimulatedOrder {
      const draft = data.draftOrders.get(draftId);
      if (!draft) throw new Error('the shop has no such draft');
      data.draftOrders.delete(draftId);
      const order = createOrder({ customerId, lines: draft.lines, paid: true });
      return changeOrder(order.id, [], (one) => {
        one.attributes = draft.attributes;
        one.tags = draft.tags;
        one.email = draft.email ?? one.email;
      });
    },
  };
}

function toLine(data: ShopData, given: NewOrder['lines'][number]): SimulatedOrder['lines'][number] {
  for (const product of data.products.values()) {
    const variant = product.variants.find(({ id }) => id === given.variantId);
    if (!variant) continue;
    return {
      id: data.nextId++,
      productId: product.id,
      variantId: variant.id,
      title: product.title,
      variantTitle: variant.title,
      sku: variant.sku,
      quantity: given.quantity,
      currentQuantity: given.quantity,
      fulfilledQuantity: 0,
      unitPriceMinor: given.unitPriceMinor ?? variant.priceMinor,
      discountMinor: 0,
      attributes: given.attributes ?? [],
    };
  }
  throw new Error('the shop has no such variant');
}
