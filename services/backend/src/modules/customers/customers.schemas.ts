import { z } from 'zod';
import { absent, gidOf, instant, orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

/** customers/create and customers/update. Protected fields may be absent. */
export const customerPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Customer'),
  email: orNull(text),
  phone: orNull(text),
  first_name: orNull(text),
  last_name: orNull(text),
  note: orNull(text),
  addresses: orNull(z.array(z.record(z.string(), z.unknown()))),
  default_address: orNull(z.record(z.string(), z.unknown())),
  state: orNull(text),
  verified_email: orNull(z.boolean()),
  currency: orNull(text),
  created_at: orNull(instant),
  updated_at: orNull(instant),
});
export type CustomerPayload = z.output<typeof customerPayload>;

/** A body with `updated_at` is a whole customer: the signature does not cover the topic, so it deletes nothing. */
export const customerDeletion = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Customer'),
  updated_at: absent,
});
export type CustomerDeletion = z.output<typeof customerDeletion>;
