import { gid, money } from './graphql-catalogue.ts';
import { local } from './moments.ts';
import {
  fulfillmentStatusOf,
  type ShopData,
  type SimulatedAddress,
  type SimulatedCustomer,
  type SimulatedFulfillment,
  type SimulatedLine,
  type SimulatedOrder,
  type SimulatedRefund,
  totalsOf,
  unfulfilledOf,
} from './shop-model.ts';

/** Bodies of webhooks about orders and customers (see rest-payloads). */

type Body = Record<string, unknown>;

export function customerPayload(data: ShopData, customer: SimulatedCustomer): Body {
  const addresses = customer.addresses.map((address, index) => customerAddress(customer, address, index === 0));
  return {
    id: customer.id,
    created_at: local(customer.createdAt),
    updated_at: local(customer.updatedAt),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: data.currency,
    addresses,
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
    default_address: addresses[0] ?? null,
  };
}

function customerAddress(customer: SimulatedCustomer, address: SimulatedAddress, isDefault: boolean): Body {
  const { latitude, longitude, ...rest } = orderAddress(address);
  return { id: address.id, customer_id: customer.id, ...rest, country_name: address.country, default: isDefault };
}

function orderAddress(address: SimulatedAddress): Body {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: null,
    company: null,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`,
    country_code: address.countryCode,
    province_code: null,
  };
}

const restStatuses = { FULFILLED: 'fulfilled', PARTIALLY_FULFILLED: 'partial', UNFULFILLED: null };

export function orderPayload(data: ShopData, order: SimulatedOrder): Body {
  const { subtotalMinor, discountMinor, totalMinor } = totalsOf(order);
  const customer = order.customerId === null ? undefined : data.customers.get(order.customerId);
  const address = order.shippingAddress && orderAddress(order.shippingAddress);
  return {
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: order.cancelledAt && local(order.cancelledAt),
    closed_at: order.closedAt && local(order.closedAt),
    contact_email: order.email,
    created_at: local(order.createdAt),
    currency: order.currency,
    customer_locale: order.locale,
    email: order.email,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: restStatuses[fulfillmentStatusOf(order)],
    name: `#${order.number}`,
    note: order.note,
    note_attributes: properties(order.attributes),
    number: order.number - 1_000,
    order_number: order.number,
    phone: null,
    processed_at: local(order.createdAt),
    subtotal_price: money(subtotalMinor),
    tags: order.tags.join(', '),
    test: false,
    total_discounts: money(discountMinor),
    total_price: money(totalMinor),
    total_shipping_price_set: moneySet(order.shippingMinor, order.currency),
    total_tax: money(order.taxMinor),
    updated_at: local(order.updatedAt),
    billing_address: address,
    customer: customer ? withoutAddresses(customerPayload(data, customer)) : null,
    fulfillments: order.fulfillments.map((one) => fulfillmentPayload(data, order, one)),
    line_items: order.lines.map((line) => linePayload(data, order, line)),
    refunds: order.refunds.map((one) => refundPayload(order, one)),
    shipping_address: address,
  };
}

function linePayload(data: ShopData, order: SimulatedOrder, line: SimulatedLine): Body {
  const product = line.productId === null ? undefined : data.products.get(line.productId);
  const variant = product?.variants.find(({ id }) => id === line.variantId);
  const sent = unfulfilledOf(line) === 0 ? 'fulfilled' : 'partial';
  return {
    id: line.id,
    admin_graphql_api_id: gid('LineItem', line.id),
    current_quantity: line.currentQuantity,
    fulfillment_status: line.fulfilledQuantity > 0 ? sent : null,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: money(line.unitPriceMinor),
    price_set: moneySet(line.unitPriceMinor, order.currency),
    product_exists: Boolean(product),
    product_id: product?.id ?? null,
    properties: properties(line.attributes),
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    title: line.title,
    total_discount: money(line.discountMinor),
    variant_id: variant?.id ?? null,
    variant_title: line.variantTitle,
  };
}

const noShipment = new Set(['FULFILLED']);

export function fulfillmentPayload(data: ShopData, order: SimulatedOrder, fulfillment: SimulatedFulfillment): Body {
  const { tracking, displayStatus } = fulfillment;
  const sent = order.lines.filter(({ id }) => fulfillment.lines.some(({ lineId }) => lineId === id));
  return {
    id: fulfillment.id,
    admin_graphql_api_id: gid('Fulfillment', fulfillment.id),
    order_id: order.id,
    status: fulfillment.status.toLowerCase(),
    created_at: local(fulfillment.createdAt),
    updated_at: local(fulfillment.updatedAt),
    tracking_company: tracking?.company ?? null,
    shipment_status:
      noShipment.has(displayStatus) || fulfillment.status === 'CANCELLED' ? null : displayStatus.toLowerCase(),
    location_id: fulfillment.locationId,
    tracking_number: tracking?.number ?? null,
    tracking_numbers: tracking ? [tracking.number] : [],
    tracking_url: tracking?.url ?? null,
    tracking_urls: tracking ? [tracking.url] : [],
    line_items: sent.map((line) => ({
      ...linePayload(data, order, line),
      quantity: fulfillment.lines.find(({ lineId }) => lineId === line.id)?.quantity ?? 0,
    })),
  };
}

export function refundPayload(order: SimulatedOrder, refund: SimulatedRefund): Body {
  return {
    id: refund.id,
    admin_graphql_api_id: gid('Refund', refund.id),
    order_id: order.id,
    created_at: local(refund.createdAt),
    processed_at: local(refund.createdAt),
    note: null,
    restock: refund.lines.some(({ restock }) => restock),
    refund_line_items: refund.lines.map((line) => ({
      id: line.id,
      line_item_id: line.lineId,
      quantity: line.quantity,
      restock_type: line.restock ? 'return' : 'no_restock',
      subtotal: line.subtotalMinor / 100,
      total_tax: line.taxMinor / 100,
      subtotal_set: moneySet(line.subtotalMinor, order.currency),
      total_tax_set: moneySet(line.taxMinor, order.currency),
    })),
    transactions: [
      {
        kind: 'refund',
        status: 'success',
        amount: money(refund.paidBackMinor),
        currency: order.currency,
      },
    ],
  };
}

function withoutAddresses({ addresses, ...customer }: Body): Body {
  return customer;
}

function moneySet(minor: number, currency_code: string) {
  const amount = { amount: money(minor), currency_code };
  return { shop_money: amount, presentment_money: amount };
}

function properties(attributes: { key: string; value: string }[]) {
  return attributes.map(({ key, value }) => ({ name: key, value }));
}
