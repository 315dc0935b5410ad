import { z } from 'zod';

/**
 * The pieces that Shopify's payloads are made of. Protected fields are absent, others null, unknown ones normal:
 * a schema names only what is used, and everything but an id may be missing.
 */

const largestId = 2n ** 63n - 1n;

/** 64-bit. Numbers arrive as bigint where they exceed 2^53 (see webhooks/payload). */
export const shopifyId = z
  .union([z.bigint(), z.int(), z.string().regex(/^\d{1,19}$/)])
  .transform((id) => BigInt(id))
  .refine((id) => id > 0n && id <= largestId, { error: 'must be a positive 64-bit integer' });

/** PostgreSQL's text cannot hold U+0000, and its jsonb no half of a surrogate pair. */
export const text = z.string().transform(toStorable);

/** Timestamps carry the shop's local offset, so they are compared as instants, never as text. */
export const instant = z
  .string()
  .transform((value) => new Date(value))
  .refine((date) => !Number.isNaN(date.getTime()), { error: 'must be an ISO 8601 timestamp' });

/** Decimal text, never a float: "19.99", or a bare number in a few places (refunds). */
export const money = z
  .union([z.string(), z.int(), z.bigint()])
  .transform(String)
  .refine((amount) => /^-?\d{1,15}(\.\d{1,4}0*)?$/.test(amount), { error: 'must be a decimal amount' });

/** "a, b" or, in newer versions, ["a", "b"]. */
export const tags = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? value.split(',') : value))
  .transform((parts) => [...new Set(parts.map((part) => toStorable(part).trim()).filter(Boolean))].sort());

export const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** A resource's global id: the only part of a body that says what kind of resource it is. */
export const gidOf = (type: string) => z.string().startsWith(`gid://shopify/${type}/`).optional();

/** A key that only another kind of body has: with it, a body is not what its topic says. */
export const absent = z.undefined().optional();

function toStorable(value: string): string {
  return value.replaceAll('\u0000', '').toWellFormed();
}
