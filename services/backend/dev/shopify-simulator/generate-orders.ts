import { languages, people } from './generate-words.ts';
import { momentBefore } from './moments.ts';
import type { Random } from './random.ts';
import type {
  ShopData,
  SimulatedAddress,
  SimulatedCustomer,
  SimulatedLine,
  SimulatedOrder,
  SimulatedProduct,
} from './shop-model.ts';
import { totalsOf } from './shop-model.ts';

const minutesOfFiftyDays = 50 * 24 * 60;
const firstOrderNumber = 1_001;
const minuteMs = 60_000;

export function generateOrders(data: ShopData, random: Random, count: number, now: Date): void {
  const customers = Array.from({ length: Math.ceil(count / 3) }, (_, index) =>
    generateCustomer(data, random, index, now),
  );
  for (const customer of customers) data.customers.set(customer.id, customer);
  const products = [...data.products.values()];
  if (products.length === 0) return;
  for (let index = 0; index < count; index += 1) {
    const order = generateOrder(data, random, { index, products, customer: random.pick(customers), now });
    data.orders.set(order.id, order);
  }
}

function generateCustomer(data: ShopData, random: Random, index: number, now: Date): SimulatedCustomer {
  const firstName = random.pick(people.firstNames);
  const lastName = random.pick(people.lastNames);
  const phone = random.chance(0.5) ? `+4074${String(1_000_000 + index)}` : null;
  const address = (): SimulatedAddress => ({
    id: data.nextId++,
    firstName,
    lastName,
    address1: `Strada Florilor ${random.between(1, 200)}`,
    ...random.pick(people.cities),
    phone,
  });
  const createdAt = momentBefore(now, minutesOfFiftyDays + random.int(500_000));
  return {
    id: data.nextId++,
    firstName,
    lastName,
    email: `customer-${index + 1}@example.com`,
    phone,
    note: random.chance(0.1) ? 'Sună înainte de livrare' : null,
    state: random.pick(['DISABLED', 'ENABLED', 'INVITED']),
    verifiedEmail: random.chance(0.9),
    addresses: Array.from({ length: random.between(1, 2) }, address),
    createdAt,
    updatedAt: momentBefore(now, random.int(minutesOfFiftyDays)),
  };
}

interface OrderOf {
  index: number;
  products: SimulatedProduct[];
  customer: SimulatedCustomer;
  now: Date;
}

function generateOrder(data: ShopData, random: Random, of: OrderOf): SimulatedOrder {
  const { customer, index, now } = of;
  const minutes = random.between(120, minutesOfFiftyDays);
  const createdAt = momentBefore(now, minutes);
  const lines = Array.from({ length: random.between(1, 4) }, () =>
    generateLine(data, random, random.pick(of.products)),
  );
  const order: SimulatedOrder = {
    id: data.nextId++,
    number: firstOrderNumber + index,
    customerId: customer.id,
    currency: data.currency,
    financialStatus: random.chance(0.9) ? 'PAID' : 'PENDING',
    lines,
    shippingMinor: random.pick([0, 1_500, 2_499]),
    taxMinor: 0,
    attributes: random.chance(0.2) ? [{ key: 'gift', value: 'da' }] : [],
    note: null,
    tags: random.chance(0.1) ? ['vip'] : [],
    email: customer.email,
    locale: random.pick(languages),
    shippingAddress: customer.addresses[0] ?? null,
    fulfillments: [],
    refunds: [],
    cancelReason: null,
    cancelledAt: null,
    closedAt: null,
    createdAt,
    updatedAt: createdAt,
  };
  order.taxMinor = Math.round(totalsOf(order).subtotalMinor * 0.19);
  if (order.financialStatus === 'PAID') liveOn(data, random, order, now);
  return order;
}

function generateLine(data: ShopData, random: Random, product: SimulatedProduct): SimulatedLine {
  const variant = random.pick(product.variants);
  const quantity = random.between(1, 3);
  const customMade = product.productType === 'Harness' && random.chance(0.3);
  return {
    id: data.nextId++,
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title,
    sku: variant.sku,
    quantity,
    currentQuantity: quantity,
    fulfilledQuantity: 0,
    unitPriceMinor: variant.priceMinor,
    discountMinor: random.chance(0.1) ? Math.round(variant.priceMinor * 0.1) : 0,
    attributes: customMade ? [{ key: 'Nume', value: random.pick(['Rex', 'Bella', 'Bodri', 'Luna']) }] : [],
  };
}

/** What became of a paid order: sent, returned, cancelled. */
function liveOn(data: ShopData, random: Random, order: SimulatedOrder, now: Date): void {
  const later = (minutes: number) => new Date(Math.min(order.updatedAt.getTime() + minutes * minuteMs, now.getTime()));
  if (random.chance(0.05)) {
    order.updatedAt = later(random.between(5, 500));
    order.cancelledAt = order.updatedAt;
    order.cancelReason = 'CUSTOMER';
    return;
  }
  if (random.chance(0.7)) {
    order.updatedAt = later(random.between(60, 3_000));
    const number = `RO${order.number}`;
    order.fulfillments.push({
      id: data.nextId++,
      status: 'SUCCESS',
      displayStatus: random.pick(['FULFILLED', 'IN_TRANSIT', 'DELIVERED']),
      locationId: data.locations[0]?.id ?? 1,
      tracking: { company: 'Fan Courier', number, url: `https://tracking.example.com/${number}` },
      lines: order.lines.map((line) => ({ lineId: line.id, quantity: line.quantity })),
      createdAt: order.updatedAt,
      updatedAt: order.updatedAt,
    });
    for (const line of order.lines) line.fulfilledQuantity = line.quantity;
  }
  if (random.chance(0.1)) refund(data, order, later(random.between(100, 5_000)));
}

function refund(data: ShopData, order: SimulatedOrder, at: Date): void {
  const line = order.lines[0];
  if (!line) return;
  order.updatedAt = at;
  order.financialStatus = 'PARTIALLY_REFUNDED';
  line.currentQuantity -= 1;
  order.refunds.push({
    id: data.nextId++,
    lines: [
      {
        id: data.nextId++,
        lineId: line.id,
        quantity: 1,
        subtotalMinor: line.unitPriceMinor,
        taxMinor: 0,
        restock: true,
      },
    ],
    paidBackMinor: line.unitPriceMinor,
    createdAt: at,
  });
}
