import { z } from 'zod';
import { orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

const customer = z.object({ id: shopifyId, email: orNull(text), phone: orNull(text) });

/** customers/data_request: ids here are plain numbers, never gids. */
export const dataRequest = z.object({
  shop_domain: z.string(),
  customer,
  orders_requested: orNull(z.array(shopifyId)),
  data_request: z.object({ id: shopifyId }),
});
export type DataRequest = z.output<typeof dataRequest>;

/** customers/redact. */
export const customerRedaction = z.object({
  shop_domain: z.string(),
  customer,
  orders_to_redact: z.array(shopifyId).nullable(),
});
export type CustomerRedaction = z.output<typeof customerRedaction>;
