import { ordered, type PageArguments, type RequestContext } from './connections.ts';
import { decimal, gid } from './graphql-catalogue.ts';
import { utc } from './moments.ts';
import {
  fulfillmentStatusOf,
  type ShopData,
  type SimulatedAddress,
  type SimulatedCustomer,
  type SimulatedDraftOrder,
  type SimulatedFulfillment,
  type SimulatedLine,
  type SimulatedOrder,
  type SimulatedRefund,
  totalsOf,
  unfulfilledOf,
} from './shop-model.ts';

/** Orders, customers and drafts as values that graphql-js resolves by itself. */

export function customerNode(data: ShopData, customer: SimulatedCustomer) {
  return {
    ...customer,
    id: gid('Customer', customer.id),
    defaultEmailAddress: { emailAddress: customer.email },
    defaultPhoneNumber: customer.phone === null ? null : { phoneNumber: customer.phone },
    defaultAddress: customer.addresses[0] ? addressNode(customer.addresses[0], 'CustomerAddress') : null,
    createdAt: utc(customer.createdAt),
    updatedAt: utc(customer.updatedAt),
    amountSpent: { amount: '0.0', currencyCode: data.currency },
    addressesV2: (page: PageArguments, context: RequestContext) =>
      ordered(customer.addresses, page, context, (address) => addressNode(address, 'CustomerAddress')),
  };
}

function addressNode(address: SimulatedAddress, model: 'CustomerAddress' | 'Address') {
  return {
    ...address,
    id: `${gid('MailingAddress', address.id)}?model_name=${model}`,
    name: `${address.firstName} ${address.lastName}`,
    company: null,
    address2: null,
    provinceCode: null,
    countryCodeV2: address.countryCode,
    latitude: null,
    longitude: null,
  };
}

export function orderNode(data: ShopData, order: SimulatedOrder) {
  const { subtotalMinor, discountMinor, totalMinor } = totalsOf(order);
  const set = (minor: number) => moneyBag(minor, order.currency);
  const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
  return {
    id: gid('Order', order.id),
    name: `#${order.number}`,
    number: order.number,
    createdAt: utc(order.createdAt),
    updatedAt: utc(order.updatedAt),
    processedAt: utc(order.createdAt),
    cancelledAt: order.cancelledAt && utc(order.cancelledAt),
    cancelReason: order.cancelReason,
    closedAt: order.closedAt && utc(order.closedAt),
    test: false,
    tags: order.tags,
    note: order.note,
    email: order.email,
    phone: null,
    customerLocale: order.locale,
    currencyCode: order.currency,
    displayFinancialStatus: order.financialStatus,
    displayFulfillmentStatus: fulfillmentStatusOf(order),
    customAttributes: order.attributes,
    subtotalPriceSet: set(subtotalMinor),
    totalDiscountsSet: set(discountMinor),
    totalShippingPriceSet: set(order.shippingMinor),
    totalTaxSet: set(order.taxMinor),
    totalPriceSet: set(totalMinor),
    customer: customer ? customerNode(data, customer) : null,
    billingAddress: order.shippingAddress && addressNode(order.shippingAddress, 'Address'),
    shippingAddress: order.shippingAddress && addressNode(order.shippingAddress, 'Address'),
    lineItems: (page: PageArguments, context: RequestContext) =>
      ordered(order.lines, page, context, (line) => lineNode(data, order, line)),
    fulfillments: ({ first }: PageArguments) =>
      order.fulfillments.slice(0, first ?? undefined).map((one) => fulfillmentNode(order, one)),
    refunds: ({ first }: PageArguments) =>
      order.refunds.slice(0, first ?? undefined).map((one) => refundNode(order, one)),
  };
}

function lineNode(data: ShopData, order: SimulatedOrder, line: SimulatedLine) {
  const product = line.productId === null ? undefined : data.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  return {
    id: gid('LineItem', line.id),
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unfulfilledQuantity: unfulfilledOf(line),
    requiresShipping: true,
    originalUnitPriceSet: moneyBag(line.unitPriceMinor, order.currency),
    totalDiscountSet: moneyBag(line.discountMinor, order.currency),
    customAttributes: line.attributes,
    // Shopify forgets what a line was of when that is deleted.
    product: product ? { id: gid('Product', product.id) } : null,
    variant: variant ? { id: gid('ProductVariant', variant.id) } : null,
  };
}

export function fulfillmentNode(order: SimulatedOrder, fulfillment: SimulatedFulfillment) {
  return {
    id: gid('Fulfillment', fulfillment.id),
    status: fulfillment.status,
    displayStatus: fulfillment.status === 'CANCELLED' ? 'CANCELED' : fulfillment.displayStatus,
    createdAt: utc(fulfillment.createdAt),
    updatedAt: utc(fulfillment.updatedAt),
    location: { id: gid('Location', fulfillment.locationId) },
    trackingInfo: fulfillment.tracking ? [fulfillment.tracking] : [],
    order: { id: gid('Order', order.id) },
    fulfillmentLineItems: (page: PageArguments, context: RequestContext) =>
      ordered(fulfillment.lines, page, context, ({ lineId, quantity }) => ({
        quantity,
        lineItem: { id: gid('LineItem', lineId) },
      })),
  };
}

export function refundNode(order: SimulatedOrder, refund: SimulatedRefund) {
  const transactions = [
    { kind: 'REFUND', status: 'SUCCESS', amountSet: moneyBag(refund.paidBackMinor, order.currency) },
  ];
  return {
    id: gid('Refund', refund.id),
    createdAt: utc(refund.createdAt),
    processedAt: utc(refund.createdAt),
    order: { id: gid('Order', order.id) },
    transactions: (page: PageArguments, context: RequestContext) => ordered(transactions, page, context, (one) => one),
    refundLineItems: (page: PageArguments, context: RequestContext) =>
      ordered(refund.lines, page, context, (line) => ({
        id: gid('RefundLineItem', line.id),
        quantity: line.quantity,
        restockType: line.restock ? 'RETURN' : 'NO_RESTOCK',
        restocked: line.restock,
        subtotalSet: moneyBag(line.subtotalMinor, order.currency),
        totalTaxSet: moneyBag(line.taxMinor, order.currency),
        lineItem: { id: gid('LineItem', line.lineId) },
      })),
  };
}

export function draftOrderNode(draft: SimulatedDraftOrder) {
  return {
    id: gid('DraftOrder', draft.id),
    invoiceUrl: draft.invoiceUrl,
    status: 'OPEN',
    tags: draft.tags,
    customAttributes: draft.attributes,
  };
}

function moneyBag(minor: number, currencyCode: string) {
  const amount = { amount: decimal(minor), currencyCode };
  return { shopMoney: amount, presentmentMoney: amount };
}
