import { z } from 'zod';
import { absent, gidOf, instant, money, orNull, shopifyId, tags, text } from '../../platform/shopify-schemas.ts';

const variant = z.object({
  id: shopifyId,
  title: orNull(text),
  sku: orNull(text),
  barcode: orNull(text),
  price: money,
  compare_at_price: orNull(money),
  position: orNull(z.int()),
  option1: orNull(text),
  option2: orNull(text),
  option3: orNull(text),
  inventory_item_id: orNull(shopifyId),
  inventory_policy: orNull(text),
  taxable: orNull(z.boolean()),
  image_id: orNull(shopifyId),
});

const image = z.object({
  id: shopifyId,
  src: text,
  alt: orNull(text),
  width: orNull(z.int()),
  height: orNull(z.int()),
  position: orNull(z.int()),
});

const variantGid = /^gid:\/\/shopify\/ProductVariant\/(\d+)$/;

/** products/create and products/update. Beyond 100 variants Shopify sends only `variant_gids`. */
export const productPayload = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Product'),
  handle: orNull(text),
  title: text,
  body_html: orNull(text),
  vendor: orNull(text),
  product_type: orNull(text),
  status: orNull(text),
  tags: orNull(tags),
  options: orNull(z.array(z.object({ name: text, position: orNull(z.int()), values: orNull(z.array(text)) }))),
  published_at: orNull(instant),
  created_at: orNull(instant),
  updated_at: orNull(instant),
  variants: z.array(variant),
  variant_gids: orNull(
    z.array(
      z
        .object({ admin_graphql_api_id: z.string().regex(variantGid) })
        .transform((gid) => BigInt(variantGid.exec(gid.admin_graphql_api_id)?.[1] as string)),
    ),
  ),
  images: orNull(z.array(image)),
});
export type ProductPayload = z.output<typeof productPayload>;

/** A body with `updated_at` is a whole product: the signature does not cover the topic, so it deletes nothing. */
export const productDeletion = z.object({
  id: shopifyId,
  admin_graphql_api_id: gidOf('Product'),
  updated_at: absent,
});
export type ProductDeletion = z.output<typeof productDeletion>;
