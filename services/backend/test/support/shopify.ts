import { createHmac, randomUUID } from 'node:crypto';

/** What the tests' shop is called and how it signs. */
export const shopDomain = 'happy-tails.myshopify.com';
export const webhookSecret = 'current-webhook-secret-of-the-tests';
export const previousSecret = 'previous-webhook-secret-of-the-tests';
export const clientSecret = 'client-secret-of-the-app-in-the-tests';

export interface Sent {
  topic: string;
  /** A string or bytes go out as they are; anything else as JSON. */
  body: unknown;
  webhookId?: string;
  eventId?: string;
  triggeredAt?: string;
  shop?: string;
  secret?: string;
  /** Added last, so it replaces; undefined takes a header away. */
  headers?: Record<string, string | string[] | undefined>;
}

export interface Signed {
  headers: Record<string, string | string[]>;
  payload: Buffer;
}

/** base64(HMAC-SHA256(secret, bytes)), as shopify.dev describes it. */
export function sign(bytes: Uint8Array, secret = webhookSecret): string {
  return createHmac('sha256', secret).update(bytes).digest('base64');
}

/** A delivery as Shopify would send it. */
export function signedDelivery(sent: Sent): Signed {
  const payload = toBytes(sent.body);
  const headers: Record<string, string | string[] | undefined> = {
    'content-type': 'application/json',
    'x-shopify-topic': sent.topic,
    'x-shopify-shop-domain': sent.shop ?? shopDomain,
    'x-shopify-api-version': '2026-07',
    'x-shopify-webhook-id': sent.webhookId ?? randomUUID(),
    'x-shopify-event-id': sent.eventId ?? randomUUID(),
    'x-shopify-triggered-at': sent.triggeredAt ?? new Date().toISOString(),
    'x-shopify-hmac-sha256': sign(payload, sent.secret),
    ...sent.headers,
  };
  const given = Object.entries(headers).filter((entry): entry is [string, string | string[]] => entry[1] !== undefined);
  return { headers: Object.fromEntries(given), payload };
}

export function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
