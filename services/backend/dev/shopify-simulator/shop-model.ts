/** What the simulated shop knows. Amounts are in minor units, so that sums are exact; ids are the numbers inside gids. */

export interface SimulatedImage {
  id: number;
  url: string;
  alt: string | null;
  widthPx: number;
  heightPx: number;
}

export interface SimulatedVariant {
  id: number;
  inventoryItemId: number;
  title: string;
  sku: string | null;
  barcode: string | null;
  priceMinor: number;
  compareAtPriceMinor: number | null;
  /** One value for each option of the product. */
  options: string[];
  inventoryPolicy: 'DENY' | 'CONTINUE';
  taxable: boolean;
  imageId: number | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedProduct {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT';
  tags: string[];
  options: { id: number; name: string }[];
  images: SimulatedImage[];
  metafields: { id: number; namespace: string; key: string; type: string; value: string }[];
  variants: SimulatedVariant[];
  publishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedCollection {
  id: number;
  handle: string;
  title: string;
  descriptionHtml: string;
  sortOrder: 'MANUAL' | 'BEST_SELLING' | 'ALPHA_ASC' | 'PRICE_ASC' | 'CREATED_DESC';
  /** In the order of the collection. */
  productIds: number[];
  publishedAt: Date | null;
  updatedAt: Date;
}

export interface SimulatedLocation {
  id: number;
  name: string;
}

export interface SimulatedInventoryLevel {
  inventoryItemId: number;
  locationId: number;
  available: number;
  isActive: boolean;
  updatedAt: Date;
}

export interface SimulatedAddress {
  id: number;
  firstName: string;
  lastName: string;
  address1: string;
  city: string;
  province: string | null;
  country: string;
  countryCode: string;
  zip: string;
  phone: string | null;
}

export interface SimulatedCustomer {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  note: string | null;
  state: 'DISABLED' | 'ENABLED' | 'INVITED';
  verifiedEmail: boolean;
  /** The first is the default one. */
  addresses: SimulatedAddress[];
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedLine {
  id: number;
  productId: number | null;
  variantId: number | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  quantity: number;
  currentQuantity: number;
  fulfilledQuantity: number;
  unitPriceMinor: number;
  discountMinor: number;
  attributes: { key: string; value: string }[];
}

export interface SimulatedFulfillment {
  id: number;
  status: 'SUCCESS' | 'CANCELLED';
  displayStatus: 'FULFILLED' | 'IN_TRANSIT' | 'OUT_FOR_DELIVERY' | 'DELIVERED' | 'FAILURE';
  locationId: number;
  tracking: { company: string; number: string; url: string } | null;
  lines: { lineId: number; quantity: number }[];
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedRefund {
  id: number;
  lines: { id: number; lineId: number; quantity: number; subtotalMinor: number; taxMinor: number; restock: boolean }[];
  paidBackMinor: number;
  createdAt: Date;
}

export interface SimulatedOrder {
  id: number;
  number: number;
  customerId: number | null;
  currency: string;
  financialStatus: 'PENDING' | 'PAID' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED';
  lines: SimulatedLine[];
  shippingMinor: number;
  taxMinor: number;
  attributes: { key: string; value: string }[];
  note: string | null;
  tags: string[];
  email: string | null;
  locale: 'ro' | 'en' | 'hu';
  shippingAddress: SimulatedAddress | null;
  fulfillments: SimulatedFulfillment[];
  refunds: SimulatedRefund[];
  cancelReason: 'CUSTOMER' | 'INVENTORY' | 'OTHER' | null;
  cancelledAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedDraftOrder {
  id: number;
  email: string | null;
  currency: string;
  tags: string[];
  attributes: { key: string; value: string }[];
  lines: {
    variantId: number;
    quantity: number;
    unitPriceMinor: number;
    attributes: { key: string; value: string }[];
  }[];
  invoiceUrl: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface SimulatedSubscription {
  id: number;
  /** ORDERS_CREATE */
  topic: string;
  uri: string;
  format: string;
  filter: string | null;
  includeFields: string[];
}

export interface ShopData {
  name: string;
  domain: string;
  currency: string;
  products: Map<number, SimulatedProduct>;
  collections: Map<number, SimulatedCollection>;
  locations: SimulatedLocation[];
  /** By `levelKey`. */
  inventory: Map<string, SimulatedInventoryLevel>;
  customers: Map<number, SimulatedCustomer>;
  orders: Map<number, SimulatedOrder>;
  draftOrders: Map<number, SimulatedDraftOrder>;
  subscriptions: Map<number, SimulatedSubscription>;
  /** The next id of anything. */
  nextId: number;
}

export function levelKey(inventoryItemId: number, locationId: number): string {
  return `${inventoryItemId}:${locationId}`;
}

/** Ids of today's shops have 13 or 14 digits. */
const firstId = 9_100_000_000_001;

export function emptyShop(domain: string): ShopData {
  return {
    name: 'Happy Tails',
    domain,
    currency: 'RON',
    products: new Map(),
    collections: new Map(),
    locations: [],
    inventory: new Map(),
    customers: new Map(),
    orders: new Map(),
    draftOrders: new Map(),
    subscriptions: new Map(),
    nextId: firstId,
  };
}

/** What an order comes to: price less discounts, with shipping and taxes. */
export function totalsOf(order: SimulatedOrder): {
  subtotalMinor: number;
  discountMinor: number;
  totalMinor: number;
} {
  const gross = order.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0);
  const discountMinor = order.lines.reduce((sum, line) => sum + line.discountMinor, 0);
  const subtotalMinor = gross - discountMinor;
  return { subtotalMinor, discountMinor, totalMinor: subtotalMinor + order.shippingMinor + order.taxMinor };
}

export function fulfillmentStatusOf(order: SimulatedOrder): 'FULFILLED' | 'PARTIALLY_FULFILLED' | 'UNFULFILLED' {
  const waiting = order.lines.reduce((sum, line) => sum + unfulfilledOf(line), 0);
  const sent = order.lines.reduce((sum, line) => sum + line.fulfilledQuantity, 0);
  if (sent === 0) return 'UNFULFILLED';
  return waiting === 0 ? 'FULFILLED' : 'PARTIALLY_FULFILLED';
}

export function unfulfilledOf(line: SimulatedLine): number {
  return Math.max(0, line.currentQuantity - line.fulfilledQuantity);
}
