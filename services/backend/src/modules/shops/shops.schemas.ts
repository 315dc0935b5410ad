import { z } from 'zod';
import { orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

/** app/uninstalled: the Shop resource. `plan_name` is what only a shop has, so that no other body passes for one. */
export const shopPayload = z.object({
  id: shopifyId,
  name: orNull(text),
  plan_name: text.nullable(),
});
export type ShopPayload = z.output<typeof shopPayload>;

/**
 * shop/redact. Strict: the signature does not cover the topic, and a customer's redaction sent under this one
 * must not erase the shop.
 */
export const shopRedaction = z.strictObject({ shop_id: shopifyId, shop_domain: z.string() });
export type ShopRedaction = z.output<typeof shopRedaction>;
