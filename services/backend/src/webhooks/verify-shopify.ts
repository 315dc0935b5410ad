import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A delivery whose body is Shopify's. Its headers are not covered by the signature: they are claims. */
export interface VerifiedDelivery {
  topic: string;
  shopDomain: string;
  webhookId: string;
  signature: string;
  eventId: string | null;
  apiVersion: string | null;
  triggeredAt: Date | null;
}

export type Verification =
  | { outcome: 'verified'; delivery: VerifiedDelivery }
  | { outcome: 'missing_signature' | 'invalid_signature' | 'foreign_shop' }
  | { outcome: 'missing_header'; header: string };

const longestHeader = 255;

/**
 * Checks a Shopify webhook on its raw bytes: base64(HMAC-SHA256(secret, body)), compared in constant time.
 * Nothing is parsed. `secrets` are the current and, during a rotation, the previous one: after a rotation Shopify
 * may sign with the old secret for another hour (shopify.dev, "Rotate or revoke client credentials").
 */
export function verifyShopify(
  body: Uint8Array,
  headers: IncomingHttpHeaders,
  options: { secrets: readonly string[]; shopDomain: string },
): Verification {
  const signature = single(headers['x-shopify-hmac-sha256']);
  if (!signature) return { outcome: 'missing_signature' };
  if (!isSignedBy(options.secrets, body, signature)) return { outcome: 'invalid_signature' };

  const required = ['x-shopify-topic', 'x-shopify-shop-domain', 'x-shopify-webhook-id'] as const;
  const [topic, shopDomain, webhookId] = required.map((name) => single(headers[name]));
  if (!topic) return { outcome: 'missing_header', header: 'X-Shopify-Topic' };
  if (!shopDomain) return { outcome: 'missing_header', header: 'X-Shopify-Shop-Domain' };
  if (!webhookId) return { outcome: 'missing_header', header: 'X-Shopify-Webhook-Id' };
  if (shopDomain.toLowerCase() !== options.shopDomain) return { outcome: 'foreign_shop' };

  return {
    outcome: 'verified',
    delivery: {
      topic,
      shopDomain: options.shopDomain,
      webhookId,
      signature,
      eventId: single(headers['x-shopify-event-id']) ?? null,
      apiVersion: single(headers['x-shopify-api-version']) ?? null,
      triggeredAt: parseInstant(single(headers['x-shopify-triggered-at'])),
    },
  };
}

function isSignedBy(secrets: readonly string[], body: Uint8Array, signature: string): boolean {
  // Compared as text: a decoder would also take other alphabets, stray characters and what follows the padding.
  const given = Buffer.from(signature);
  let matched = false;
  // No early exit: which secret matched must not show in the time taken.
  for (const secret of secrets) {
    const expected = Buffer.from(createHmac('sha256', secret).update(body).digest('base64'));
    if (given.length === expected.length && timingSafeEqual(expected, given)) matched = true;
  }
  return matched;
}

/**
 * A header that is absent, repeated, empty or absurdly long counts as missing. Node joins what is repeated with a
 * comma, which none of these headers has inside.
 */
function single(value: string | string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text !== '' && text.length <= longestHeader && !text.includes(',') ? text : undefined;
}

function parseInstant(text: string | undefined): Date | null {
  if (!text) return null;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
