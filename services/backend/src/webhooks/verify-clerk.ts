import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** What the signature of a delivery covers beside its body. */
export interface VerifiedClerkDelivery {
  /** svix-id: a retry has the same. */
  webhookId: string;
  /** svix-timestamp: when this attempt was sent, in whole seconds. */
  sentAt: Date;
}

export type ClerkVerification =
  | { outcome: 'verified'; delivery: VerifiedClerkDelivery }
  | { outcome: 'missing_signature' | 'invalid_signature' | 'expired_signature' }
  | { outcome: 'missing_header'; header: string };

interface VerifyOptions {
  /** `whsec_` and base64. None: nothing is taken. */
  secrets: readonly string[];
  now: Date;
}

/** Each way, as Svix's own libraries have it (docs.svix.com, "Verifying webhooks manually"). */
export const toleranceSeconds = 5 * 60;
const longestSignatures = 2_000;
/** No full stop inside: the signed text joins id, time and body by one, and must come apart in one way only. */
const saneId = /^[\w-]{1,255}$/;
const saneTimestamp = /^\d{1,11}$/;

/**
 * Checks a webhook of Clerk, which Svix delivers, on its raw bytes: base64(HMAC-SHA256(secret, id.timestamp.body)),
 * compared in constant time. Nothing is parsed. The header holds several signatures while Svix rotates a secret, and
 * `secrets` two while we do.
 *
 * By hand, because `verifyWebhook` of @clerk/backend takes one secret, decodes the bytes to text before it checks
 * them, and refuses what is signed and no JSON, which here is recorded and parked.
 */
export function verifyClerk(body: Uint8Array, headers: IncomingHttpHeaders, options: VerifyOptions): ClerkVerification {
  const signatures = single(headers['svix-signature']);
  if (!signatures) return { outcome: 'missing_signature' };
  if (options.secrets.length === 0) return { outcome: 'invalid_signature' };
  const id = single(headers['svix-id']);
  if (!id || !saneId.test(id)) return { outcome: 'missing_header', header: 'svix-id' };
  const timestamp = single(headers['svix-timestamp']);
  if (!timestamp || !saneTimestamp.test(timestamp)) return { outcome: 'missing_header', header: 'svix-timestamp' };

  if (!isSignedBy(options.secrets, `${id}.${timestamp}.`, body, signatures)) return { outcome: 'invalid_signature' };
  const sentAt = new Date(Number(timestamp) * 1_000);
  const distanceMs = Math.abs(options.now.getTime() - sentAt.getTime());
  if (distanceMs > toleranceSeconds * 1_000) return { outcome: 'expired_signature' };
  return { outcome: 'verified', delivery: { webhookId: id, sentAt } };
}

function isSignedBy(secrets: readonly string[], prefix: string, body: Uint8Array, signatures: string): boolean {
  const given = signatures.split(' ').map((signature) => Buffer.from(signature));
  let matched = false;
  // No early exit: which secret matched must not show in the time taken.
  for (const secret of secrets) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = Buffer.from(`v1,${createHmac('sha256', key).update(prefix).update(body).digest('base64')}`);
    for (const one of given) {
      if (one.length === expected.length && timingSafeEqual(expected, one)) matched = true;
    }
  }
  return matched;
}

/** A header that is absent, repeated (an array, or joined by a comma: see the patterns), empty or absurdly long is missing. */
function single(value: string | string[] | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text !== '' && text.length <= longestSignatures ? text : undefined;
}
