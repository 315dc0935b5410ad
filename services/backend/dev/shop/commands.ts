import type { Deliveries } from '../shopify-simulator/deliveries.ts';
import { createRandom, type Random } from '../shopify-simulator/random.ts';
import { type ShopData, type SimulatedOrder, unfulfilledOf } from '../shopify-simulator/shop-model.ts';
import type { ShopifySimulator } from '../shopify-simulator/simulator.ts';

/** What can be made to happen in the shop, one word each. */
export interface ShopCommand {
  usage: string;
  about: string;
  /** @returns what happened, in a line. @throws Error when it cannot happen now, with the reason. */
  run(argument: string | undefined): string;
}

export interface CommandDeps {
  simulator: Pick<ShopifySimulator, 'shop' | 'faults'>;
  deliveries: Pick<Deliveries, 'withholdNext'>;
  seed: number;
}

export function createCommands({ simulator, deliveries, seed }: CommandDeps): Record<string, ShopCommand> {
  const { data, change } = simulator.shop;
  const random = createRandom(seed);
  return {
    order: {
      usage: 'order',
      about: 'somebody buys something, and pays',
      run() {
        const lines = [{ variantId: pick(random, pick(random, data.products).variants).id, quantity: 1 }];
        const customerId = pick(random, data.customers).id;
        return describe(change.createOrder({ customerId, lines, paid: true, shippingMinor: 1_500 }));
      },
    },
    pay: {
      usage: 'pay',
      about: 'the newest checkout of a design is paid: the workshop gets a ticket',
      run() {
        const draft = [...data.draftOrders.values()].at(-1);
        if (!draft) throw new Error('there is no draft order: POST /api/v1/designs/:id/checkout makes one');
        return describe(change.completeDraft(draft.id));
      },
    },
    ship: {
      usage: 'ship',
      about: 'what the newest order waits for is sent',
      run() {
        const order = newest(data, (one) => !one.cancelledAt && one.lines.some((line) => unfulfilledOf(line) > 0));
        change.fulfillOrder(order.id);
        return `order #${order.number} is shipped`;
      },
    },
    refund: {
      usage: 'refund',
      about: 'a piece of the newest order is taken back',
      run() {
        const order = newest(data, (one) => one.lines.some(({ currentQuantity }) => currentQuantity > 0));
        const line = pick(
          random,
          order.lines.filter(({ currentQuantity }) => currentQuantity > 0),
        );
        change.refundOrder(order.id, { lineId: line.id, quantity: 1 });
        return `order #${order.number}: one "${line.title}" is refunded`;
      },
    },
    price: {
      usage: 'price',
      about: 'a product costs 1.00 more',
      run() {
        const { title } = change.updateProduct(pick(random, data.products).id, (one) => {
          for (const variant of one.variants) variant.priceMinor += 100;
        });
        return `"${title}" costs 1.00 more`;
      },
    },
    stock: {
      usage: 'stock N',
      about: 'there are N of a variant (0)',
      run(argument) {
        const available = readCount(argument, 0);
        const product = pick(random, data.products);
        const variant = pick(random, product.variants);
        for (const { id } of data.locations) change.setInventory(variant.inventoryItemId, id, available);
        return `"${product.title}", ${variant.title}: ${available} at each of ${data.locations.length} locations`;
      },
    },
    delete: {
      usage: 'delete',
      about: 'a product goes',
      run() {
        const product = pick(random, data.products);
        change.deleteProduct(product.id);
        return `"${product.title}" is deleted`;
      },
    },
    lose: {
      usage: 'lose N',
      about: 'the next N webhooks are never sent (1); reconciliation finds what they told of',
      run(argument) {
        const count = readCount(argument, 1);
        deliveries.withholdNext(count);
        return `the next ${count} webhooks are lost`;
      },
    },
    away: {
      usage: 'away N',
      about: 'the next N calls of the Admin API fail (5)',
      run(argument) {
        const times = readCount(argument, 5);
        simulator.faults.next({ kind: 'status', status: 503 }, { times });
        return `the next ${times} calls of the Admin API answer 503`;
      },
    },
  };
}

function readCount(argument: string | undefined, otherwise: number): number {
  if (argument === undefined) return otherwise;
  if (!/^\d{1,4}$/.test(argument)) throw new Error(`${argument} is not a number from 0 to 9999`);
  return Number(argument);
}

function pick<T>(random: Random, all: ReadonlyMap<unknown, T> | readonly T[]): T {
  const list = [...all.values()];
  if (list.length === 0) throw new Error('the shop has none of that left');
  return random.pick(list);
}

function newest(data: ShopData, fits: (order: SimulatedOrder) => boolean): SimulatedOrder {
  const order = [...data.orders.values()].findLast(fits);
  if (!order) throw new Error('there is no such order: order makes one');
  return order;
}

function describe({ number, lines, email }: SimulatedOrder): string {
  return `order #${number} of ${email ?? 'nobody known'}: ${lines.map(({ title }) => `"${title}"`).join(', ')}, paid`;
}
