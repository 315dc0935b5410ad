import { setTimeout as sleep } from 'node:timers/promises';
import { dataRequestDelivery, nextId, orderDelivery, type SignedDelivery } from './delivery.ts';
import { type Answer, createAgent, send } from './http-client.ts';
import { pick, type Random } from './random.ts';

/** What the senders know afterwards: this, and not what the servers say of themselves, is held against the database. */
export interface Ledger {
  /** Everything that ever left, by webhook id. */
  sent: Map<string, SignedDelivery>;
  /** Webhook ids that were answered 200 at least once. */
  acknowledged: Set<string>;
  answers: Answer[];
  /** How often something was sent again after an error, as Shopify does. */
  resent: number;
  /** How often something was sent again although it had been acknowledged. */
  repeated: number;
}

export interface Senders {
  readonly ledger: Ledger;
  /** Lets what is under way be answered, and sends until everything is acknowledged. */
  finish(): Promise<void>;
}

interface SendersOptions {
  /** Each sending goes to one of them, a repetition perhaps to another one. */
  urls: readonly string[];
  random: Random;
  concurrency?: number;
  /** Of each sender between two deliveries; the load must leave the machine time to recover. */
  pauseMs?: number;
}

/** A repetition every so many deliveries. */
const repeatShare = 0.08;
const dataRequestShare = 0.25;
const resendPauseMs = 40;

export function createLedger(): Ledger {
  return { sent: new Map(), acknowledged: new Set(), answers: [], resent: 0, repeated: 0 };
}

/** Concurrent senders: each sends one delivery until it is acknowledged, then takes the next one. */
export function startSenders({ urls, random, concurrency = 6, pauseMs = 8 }: SendersOptions): Senders {
  const ledger = createLedger();
  const agent = createAgent();
  let stopped = false;

  async function sendUntilAcknowledged(delivery: SignedDelivery): Promise<void> {
    ledger.sent.set(delivery.webhookId, delivery);
    for (;;) {
      const answer = await send(pick(random, urls), delivery, agent);
      ledger.answers.push(answer);
      if (answer.status === 200) break;
      ledger.resent += 1;
      await sleep(resendPauseMs);
    }
    ledger.acknowledged.add(delivery.webhookId);
  }

  async function run(): Promise<void> {
    let orderId = nextId();
    let version = 0;
    while (!stopped) {
      if (random() < repeatShare && ledger.acknowledged.size > 0) {
        const webhookId = pick(random, [...ledger.acknowledged].slice(-50));
        ledger.repeated += 1;
        await sendUntilAcknowledged(ledger.sent.get(webhookId) as SignedDelivery);
      } else if (random() < dataRequestShare) {
        await sendUntilAcknowledged(dataRequestDelivery());
      } else {
        version += 1;
        await sendUntilAcknowledged(orderDelivery(orderId, version));
        if (version === 3) {
          orderId = nextId();
          version = 0;
        }
      }
      await sleep(pauseMs);
    }
  }

  const running = Promise.all(Array.from({ length: concurrency }, run));
  return {
    ledger,
    async finish() {
      stopped = true;
      await running;
      agent.destroy();
    },
  };
}

/** Answers that began in this span of `performance.now()`. */
export function answersBetween(ledger: Ledger, from: number, to: number): Answer[] {
  return ledger.answers.filter(({ startedAt }) => startedAt >= from && startedAt < to);
}

export function slowestMs(answers: readonly Answer[]): number {
  return Math.round(Math.max(0, ...answers.map(({ milliseconds }) => milliseconds)));
}

/** How many answers there were of each kind, for messages. */
export function tally(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, failure } of answers) {
    const kind = String(status ?? failure);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
