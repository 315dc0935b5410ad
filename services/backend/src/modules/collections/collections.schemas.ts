import { z } from 'zod';
import { absent, gidOf, instant, orNull, shopifyId, text } from '../../platform/shopify-schemas.ts';

/** collections/create and collections/update. */
export const collectionPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Collection'),
  handle: orNull(text),
  title: text,
  body_html: orNull(text),
  sort_order: orNull(text),
  published_at: orNull(instant),
  updated_at: orNull(instant),
});
export type CollectionPayload = z.output<typeof collectionPayload>;

/** A body with `updated_at` is a whole collection: the signature does not cover the topic, so it deletes nothing. */
export const collectionDeletion = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Collection'),
  updated_at: absent,
});
export type CollectionDeletion = z.output<typeof collectionDeletion>;
