import { randomUUID } from 'node:crypto';
import { type DeliveryPlan, planDelivery } from './delivery-plan.ts';
import { type PreparedDelivery, sendDelivery } from './delivery-sending.ts';
import { createRandom } from './random.ts';
import type { ShopEvent } from './shop-changes.ts';
import type { ShopifySimulator } from './simulator.ts';

export interface DeliveriesOptions {
  simulator: Pick<ShopifySimulator, 'shop'>;
  /** Where the subscriptions of the app (shopify.app.toml) go: these are never removed. */
  appUri?: string;
  /** Of the client, the oldest first. Shopify signs with the oldest that is not revoked. */
  secrets: string[];
  /** So many times as fast do the waits between attempts go by. */
  timeScale?: number;
  /** Shares of what goes out wrong. */
  plan?: Partial<DeliveryPlan>;
  seed?: number;
}

export interface DeliveryCounts {
  events: number;
  sent: number;
  duplicates: number;
  reordered: number;
  withheld: number;
  failedAttempts: number;
  /** Those whose eighth retry failed. */
  givenUp: number;
  /** Topics of subscriptions that Shopify removed. */
  removed: string[];
}

export interface Deliveries {
  counts: DeliveryCounts;
  /** May be changed while it runs. */
  plan: DeliveryPlan;
  /** Withholds the next so many, whatever the plan says. */
  withholdNext(deliveries: number): void;
  /** Shopify stops signing with it at once; in truth that "can take up to an hour". */
  revokeOldestSecret(): void;
  addSecret(secret: string): void;
  /** Until nothing is on its way, retries included. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** shopify.dev/changelog, "Updates to webhook retry mechanism": eight retries over four hours, exponential. */
const retries = 8;
const firstRetryMs = (4 * 60 * 60_000) / (2 ** retries - 1);
/** After so many failures in a row a subscription made by the Admin API is deleted. */
const failuresUntilRemoval = 8;
/** So many later deliveries go first when one is out of order. */
const overtakenBy = 5;
const sendersAtOnce = 8;

interface Waiting {
  delivery: PreparedDelivery;
  subscriptionId: number | undefined;
  attempt: number;
}

/** Tells subscribers of what happens in the shop, as well and as badly as Shopify does. */
export function startDeliveries(options: DeliveriesOptions): Deliveries {
  const { shop } = options.simulator;
  const random = createRandom(options.seed ?? 1);
  const secrets = [...options.secrets];
  const queue: Waiting[] = [];
  const heldBack: { waiting: Waiting; overtakers: number }[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const failuresInARow = new Map<number, number>();
  const idle: (() => void)[] = [];
  let running = 0;
  let withholding = 0;
  let isStopped = false;
  const deliveries: Deliveries = {
    counts: {
      ...{ events: 0, sent: 0, duplicates: 0, reordered: 0, withheld: 0, failedAttempts: 0, givenUp: 0 },
      removed: [],
    },
    plan: { duplicates: 0, reordered: 0, withheld: 0, ...options.plan },
    withholdNext(count) {
      withholding += count;
    },
    revokeOldestSecret() {
      if (secrets.length < 2) throw new Error('the last secret cannot be revoked');
      secrets.shift();
    },
    addSecret: (secret) => secrets.push(secret),
    settled() {
      releaseAll();
      return isIdle() ? Promise.resolve() : new Promise((resolve) => idle.push(resolve));
    },
    async stop() {
      isStopped = true;
      unsubscribe();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      queue.length = 0;
      heldBack.length = 0;
      if (running > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
  };
  const { counts } = deliveries;
  const unsubscribe = shop.onEvent(announce);
  return deliveries;

  function announce(event: ShopEvent): void {
    counts.events += 1;
    for (const { uri, subscriptionId } of subscribersOf(event.topic)) {
      const delivery: PreparedDelivery = {
        uri,
        topic: event.topic,
        shopDomain: shop.data.domain,
        webhookId: randomUUID(),
        eventId: randomUUID(),
        triggeredAt: event.triggeredAt,
        body: Buffer.from(JSON.stringify(event.payload)),
      };
      dispatch({ delivery, subscriptionId, attempt: 0 });
    }
  }

  function subscribersOf(topic: string): { uri: string; subscriptionId: number | undefined }[] {
    const name = topic.replace('/', '_').toUpperCase();
    const own = [...shop.data.subscriptions.values()].filter((one) => one.topic === name);
    const subscribers = own.map(({ id, uri }) => ({ uri, subscriptionId: id as number | undefined }));
    return options.appUri ? [...subscribers, { uri: options.appUri, subscriptionId: undefined }] : subscribers;
  }

  function dispatch(waiting: Waiting): void {
    const fate = withholding > 0 ? 'withheld' : planDelivery(deliveries.plan, random);
    if (fate === 'withheld') {
      withholding = Math.max(0, withholding - 1);
      counts.withheld += 1;
      return;
    }
    if (fate === 'reordered') {
      counts.reordered += 1;
      heldBack.push({ waiting, overtakers: 0 });
      return;
    }
    push(waiting);
    if (fate === 'duplicate') {
      counts.duplicates += 1;
      push({ ...waiting });
    }
    for (const held of [...heldBack]) {
      held.overtakers += 1;
      if (held.overtakers < overtakenBy) continue;
      heldBack.splice(heldBack.indexOf(held), 1);
      push(held.waiting);
    }
  }

  function releaseAll(): void {
    for (const { waiting } of heldBack.splice(0)) push(waiting);
  }

  function push(waiting: Waiting): void {
    queue.push(waiting);
    while (running < sendersAtOnce && queue.length > 0) void send(queue.shift() as Waiting);
  }

  async function send(waiting: Waiting): Promise<void> {
    running += 1;
    counts.sent += 1;
    // The secret is that of the moment of sending; body and address are those of the moment it was triggered.
    const isTaken = await sendDelivery(waiting.delivery, secrets[0] ?? '');
    running -= 1;
    settle(waiting, isTaken);
    while (!isStopped && running < sendersAtOnce && queue.length > 0) void send(queue.shift() as Waiting);
    if (isIdle()) for (const resolve of idle.splice(0)) resolve();
  }

  function settle(waiting: Waiting, isTaken: boolean): void {
    const { subscriptionId } = waiting;
    if (subscriptionId !== undefined) countFailures(subscriptionId, isTaken);
    if (isTaken || isStopped) return;
    counts.failedAttempts += 1;
    if (waiting.attempt === retries) {
      counts.givenUp += 1;
      return;
    }
    const waitMs = (firstRetryMs * 2 ** waiting.attempt) / (options.timeScale ?? 1);
    const timer = setTimeout(() => {
      timers.delete(timer);
      push({ ...waiting, attempt: waiting.attempt + 1 });
    }, waitMs);
    timers.add(timer);
  }

  function countFailures(subscriptionId: number, isTaken: boolean): void {
    const failures = isTaken ? 0 : (failuresInARow.get(subscriptionId) ?? 0) + 1;
    failuresInARow.set(subscriptionId, failures);
    const subscription = shop.data.subscriptions.get(subscriptionId);
    if (failures < failuresUntilRemoval || !subscription) return;
    shop.data.subscriptions.delete(subscriptionId);
    counts.removed.push(subscription.topic);
  }

  function isIdle(): boolean {
    return running === 0 && (isStopped || (queue.length === 0 && timers.size === 0 && heldBack.length === 0));
  }
}
