import { z } from 'zod';
import { list, shopDomain, url } from './platform/env-fields.ts';
import { variable } from './platform/env-variables.ts';

const shopify = 'Shopify';

/** The shop: its webhooks, its Admin API, and how long what it said is kept. */
export const shopifyVariables = {
  SHOPIFY_SHOP_DOMAIN: variable(shopDomain, {
    section: shopify,
    about: 'The shop whose webhooks are taken; every other shop is refused.',
    example: 'my-shop.myshopify.com',
  }),
  SHOP_CURRENCY: variable(
    z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'must be three capital letters, as ISO 4217 has them' })
      .default('EUR'),
    { section: shopify, about: "The shop's currency, which its prices are in: Shopify's products do not say it." },
  ),
  SHOPIFY_WEBHOOK_SECRET: variable(
    list.pipe(
      z
        .array(z.string().min(16, { error: 'must be at least 16 characters' }))
        .min(1)
        .max(2),
    ),
    {
      section: shopify,
      about:
        'What Shopify signs webhooks with: the client secret of the app. Two, separated by a comma, during a rotation.',
      secret: true,
    },
  ),
  SHOPIFY_ADMIN_API_ENDPOINT: variable(url('https', 'http').optional(), {
    section: shopify,
    about: 'Admin GraphQL, with its version; http only in development and test. Unset: that of the shop, 2026-10.',
    example: 'https://my-shop.myshopify.com/admin/api/2026-10/graphql.json',
  }),
  SHOPIFY_ADMIN_ACCESS_TOKEN: variable(z.string().min(1).optional(), {
    section: shopify,
    about: 'Token for the Admin API of an app that has a permanent one. Unset: client id and secret get one for a day.',
    secret: true,
  }),
  SHOPIFY_CLIENT_ID: variable(z.string().min(1).optional(), {
    section: shopify,
    about: 'Client id of the app. With SHOPIFY_CLIENT_SECRET it gets tokens for the Admin API.',
  }),
  SHOPIFY_CLIENT_SECRET: variable(z.string().min(16, { error: 'must be at least 16 characters' }).optional(), {
    section: shopify,
    about: 'Client secret of the app. Gets tokens with SHOPIFY_CLIENT_ID; webhooks signed with it are taken as well.',
    secret: true,
  }),
  WEBHOOK_LOG_RETENTION_DAYS: variable(z.coerce.number().int().min(1).max(3_650).default(90), {
    section: shopify,
    about: 'Settled deliveries are kept this many days.',
  }),
  WEBHOOK_RECEIPT_RETENTION_DAYS: variable(z.coerce.number().int().min(7).max(3_650).default(400), {
    section: shopify,
    about: 'A copy of a delivery is recognised as a copy for this many days.',
  }),
};
