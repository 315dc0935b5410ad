import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { DevError } from '../dev-error.ts';
import { describeDatabase } from '../start/databases.ts';
import type { ShopClock } from './shop.ts';
import type { Outcome, Step } from './story.ts';
import type { DemoTarget } from './target.ts';

/** What the server said. */
export interface Answer {
  status: number;
  /** recorded or duplicate; of anything else the code of the problem. */
  result: string;
  detail: string | null;
  milliseconds: number;
}

export interface Settled {
  inboxId: string;
  outcome: Outcome;
  reason: string | null;
  milliseconds: number;
}

/** Sends a delivery as Shopify does: base64(HMAC-SHA256(secret, the very bytes)), and headers that are not signed. */
export async function send(target: DemoTarget, clock: ShopClock, step: Step): Promise<Answer> {
  const secret = step.forged === 'signature' ? 'a secret that is not the right one' : target.webhookSecret;
  const begun = performance.now();
  const reply = await fetch(`${target.url}/webhooks/shopify`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': step.topic,
      'x-shopify-shop-domain': step.forged === 'shop' ? 'some-other-shop.myshopify.com' : target.shopDomain,
      'x-shopify-api-version': '2026-07',
      'x-shopify-webhook-id': step.webhookId,
      'x-shopify-event-id': randomUUID(),
      'x-shopify-triggered-at': clock.instant(step.time).toISOString(),
      'x-shopify-hmac-sha256': createHmac('sha256', secret).update(step.body).digest('base64'),
    },
    body: new Uint8Array(step.body),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new DevError(`The server at ${target.url} does not answer any more.`, undefined, { cause });
  });
  const text = await reply.text();
  const milliseconds = Math.round(performance.now() - begun);
  const { status, code, detail } = parseAnswer(text);
  return {
    status: reply.status,
    result: (reply.ok ? status : code) ?? 'unreadable',
    detail: detail ?? null,
    milliseconds,
  };
}

function parseAnswer(text: string): { status?: string; code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { status?: string; code?: string; detail?: string };
  } catch {
    return {};
  }
}

const findState = `
  SELECT receipt.inbox_id AS "inboxId", coalesce(log.outcome, inbox.status) AS state, inbox.reason, inbox.attempts
  FROM webhook_receipts AS receipt
    LEFT JOIN webhook_inbox AS inbox ON inbox.id = receipt.inbox_id
    LEFT JOIN webhook_logs AS log ON log.id = receipt.inbox_id
  WHERE receipt.source = 'shopify' AND receipt.webhook_id = $1`;

interface State {
  inboxId: string;
  state: string;
  reason: string | null;
  attempts: number | null;
}

/** Waits for what becomes of a recorded delivery. */
export async function waitUntilSettled(
  client: pg.Client,
  target: DemoTarget,
  step: Step,
  timeoutSeconds: number,
): Promise<Settled> {
  const begun = performance.now();
  for (;;) {
    const { rows } = await client.query<State>(findState, [step.webhookId]);
    const [found] = rows;
    const milliseconds = Math.round(performance.now() - begun);
    if (!found) throw wrongDatabase(target);
    if (isOutcome(found.state)) {
      return { inboxId: found.inboxId, outcome: found.state, reason: found.reason, milliseconds };
    }
    if (milliseconds > timeoutSeconds * 1_000) throw notSettled(step, found, timeoutSeconds);
    await sleep(10);
  }
}

function isOutcome(state: string): state is Outcome {
  return state === 'applied' || state === 'stale' || state === 'parked' || state === 'dead';
}

function wrongDatabase(target: DemoTarget): DevError {
  return new DevError(
    `The server recorded the delivery, but not in the database at ${describeDatabase(target.databaseUrl)}.`,
    'Set DATABASE_URL to the database of that server.',
  );
}

function notSettled(step: Step, found: State, timeoutSeconds: number): DevError {
  const what = `Delivery ${found.inboxId} (${step.topic}) was recorded`;
  if (found.attempts) {
    return new DevError(
      `${what}, but is not settled after ${timeoutSeconds} s and ${found.attempts} attempts: ${found.reason ?? found.state}.`,
      `More: npm run inbox -- show ${found.inboxId}`,
    );
  }
  return new DevError(
    `${what}, but nobody has processed it for ${timeoutSeconds} s: no worker is running.`,
    'npm start runs one; the delivery is safe and will be processed as soon as there is one.',
  );
}
