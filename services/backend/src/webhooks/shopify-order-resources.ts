import type { FulfillmentNode, LineNode, OrderNode, RefundNode } from '../clients/shopify-nodes.ts';
import { moneyOf, type Payload, restIdOf, toAddress, toCustomerAddress, toMoneySet } from './shopify-rest-parts.ts';

/** Orders and their parts as webhooks would have told of them (see shopify-resources). */

/** orders/create, orders/updated and all other topics whose body is an order. */
export function toOrderPayload(order: OrderNode): Payload {
  return {
    id: restIdOf(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    order_number: order.number,
    currency: order.currencyCode,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? null,
    fulfillment_status: fulfillmentStatuses[order.displayFulfillmentStatus] ?? null,
    subtotal_price: moneyOf(order.subtotalPriceSet),
    total_discounts: moneyOf(order.totalDiscountsSet),
    total_shipping_price_set: toMoneySet(order.totalShippingPriceSet),
    total_tax: moneyOf(order.totalTaxSet),
    total_price: moneyOf(order.totalPriceSet),
    tags: order.tags.join(', '),
    test: order.test,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: order.cancelledAt,
    closed_at: order.closedAt,
    processed_at: order.processedAt,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    line_items: order.lineItems.nodes.map((line) => toLine(line, order.fulfillments)),
    fulfillments: order.fulfillments.map(toFulfillmentPayload),
    refunds: order.refunds.map(toRefundPayload),
    customer: toOrderCustomer(order.customer),
    email: order.email,
    contact_email: order.email,
    phone: order.phone,
    note: order.note,
    note_attributes: toProperties(order.customAttributes),
    customer_locale: order.customerLocale,
    billing_address: order.billingAddress && toAddress(order.billingAddress),
    shipping_address: order.shippingAddress && toAddress(order.shippingAddress),
  };
}

/** The REST order says only how much of it is fulfilled, not what is being done about the rest. */
const fulfillmentStatuses: Record<string, string> = {
  FULFILLED: 'fulfilled',
  PARTIALLY_FULFILLED: 'partial',
  RESTOCKED: 'restocked',
};

function toLine(line: LineNode, fulfillments: readonly FulfillmentNode[]): Payload {
  return {
    id: restIdOf(line.id),
    admin_graphql_api_id: line.id,
    product_id: line.product && restIdOf(line.product.id),
    variant_id: line.variant && restIdOf(line.variant.id),
    title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    price: moneyOf(line.originalUnitPriceSet),
    total_discount: moneyOf(line.totalDiscountSet),
    fulfillment_status: lineStatusOf(line, fulfillments),
    requires_shipping: line.requiresShipping,
    properties: toProperties(line.customAttributes),
  };
}

/** By what was sent: a line that was sent and then taken back is still fulfilled, one that was removed before is not. */
function lineStatusOf(line: LineNode, fulfillments: readonly FulfillmentNode[]): string | null {
  const isSent = fulfillments.some(
    ({ status, fulfillmentLineItems }) =>
      status === 'SUCCESS' && fulfillmentLineItems.nodes.some(({ lineItem }) => lineItem.id === line.id),
  );
  if (!isSent) return null;
  return line.unfulfilledQuantity === 0 ? 'fulfilled' : 'partial';
}

/** fulfillments/create, fulfillments/update. */
export function toFulfillmentPayload(fulfillment: FulfillmentNode): Payload {
  const numbers = fulfillment.trackingInfo.flatMap(({ number }) => (number === null ? [] : [number]));
  const urls = fulfillment.trackingInfo.flatMap(({ url }) => (url === null ? [] : [url]));
  return {
    id: restIdOf(fulfillment.id),
    admin_graphql_api_id: fulfillment.id,
    order_id: restIdOf(fulfillment.order.id),
    status: fulfillment.status.toLowerCase(),
    shipment_status: shipmentStatusOf(fulfillment.displayStatus),
    location_id: fulfillment.location && restIdOf(fulfillment.location.id),
    tracking_company: fulfillment.trackingInfo[0]?.company ?? null,
    tracking_numbers: numbers,
    tracking_urls: urls,
    created_at: fulfillment.createdAt,
    updated_at: fulfillment.updatedAt,
    line_items: fulfillment.fulfillmentLineItems.nodes.map(({ quantity, lineItem }) => ({
      id: restIdOf(lineItem.id),
      quantity: quantity ?? 0,
    })),
  };
}

/** GraphQL's status also tells of fulfilments that no carrier has: REST has none for these. */
const statusesOfNoShipment = new Set(['CANCELED', 'FULFILLED', 'LABEL_VOIDED', 'MARKED_AS_FULFILLED', 'SUBMITTED']);

function shipmentStatusOf(displayStatus: string | null): string | null {
  if (displayStatus === null || statusesOfNoShipment.has(displayStatus)) return null;
  return displayStatus === 'NOT_DELIVERED' ? 'failure' : displayStatus.toLowerCase();
}

/** refunds/create. */
export function toRefundPayload(refund: RefundNode): Payload {
  return {
    id: restIdOf(refund.id),
    admin_graphql_api_id: refund.id,
    order_id: restIdOf(refund.order.id),
    restock: refund.refundLineItems.nodes.some(({ restocked }) => restocked),
    created_at: refund.createdAt,
    processed_at: refund.processedAt,
    refund_line_items: refund.refundLineItems.nodes.flatMap((line) =>
      line.id === null
        ? []
        : [
            {
              id: restIdOf(line.id),
              line_item_id: restIdOf(line.lineItem.id),
              quantity: line.quantity,
              restock_type: line.restockType.toLowerCase(),
              subtotal_set: toMoneySet(line.subtotalSet),
              total_tax_set: toMoneySet(line.totalTaxSet),
            },
          ],
    ),
    transactions: refund.transactions.nodes.map(({ kind, status, amountSet }) => ({
      kind: kind.toLowerCase(),
      status: status.toLowerCase(),
      amount: moneyOf(amountSet),
      currency: amountSet.shopMoney.currencyCode,
    })),
  };
}

function toOrderCustomer(customer: OrderNode['customer']): Payload | null {
  if (!customer) return null;
  return {
    id: restIdOf(customer.id),
    email: customer.defaultEmailAddress?.emailAddress ?? null,
    phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
    first_name: customer.firstName,
    last_name: customer.lastName,
    default_address: customer.defaultAddress && toCustomerAddress(customer.id, customer.defaultAddress, true),
  };
}

function toProperties(attributes: { key: string; value: string | null }[]): Payload[] {
  return attributes.map(({ key, value }) => ({ name: key, value }));
}
