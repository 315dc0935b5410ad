import { z } from 'zod';
import { gidOf, instant, orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

/** fulfillments/create and fulfillments/update, and the fulfilments inside an order. */
export const fulfillmentPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Fulfillment'),
  order_id: shopifyId,
  status: orNull(text),
  shipment_status: orNull(text),
  location_id: orNull(shopifyId),
  tracking_company: orNull(text),
  tracking_numbers: orNull(z.array(text)),
  tracking_urls: orNull(z.array(text)),
  created_at: orNull(instant),
  updated_at: orNull(instant),
  line_items: orNull(z.array(z.object({ id: shopifyId, quantity: z.int() }))),
});
export type FulfillmentPayload = z.output<typeof fulfillmentPayload>;
