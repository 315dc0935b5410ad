import { createShopifyAdmin, type ShopifyAdmin } from '../clients/shopify.ts';
import type { Metrics } from '../platform/metrics.ts';
import { readSecret } from './command-environment.ts';
import { CommandError } from './command-line.ts';

export interface CommandShop {
  admin: ShopifyAdmin;
  shopDomain: string;
}

/** @throws CommandError when the environment does not name a shop, or has nothing to sign in with. */
export function openCommandShop(metrics: Metrics): CommandShop {
  const shopDomain = readSecret('SHOPIFY_SHOP_DOMAIN');
  if (!shopDomain) throw new CommandError('This needs SHOPIFY_SHOP_DOMAIN, like my-shop.myshopify.com.');
  const accessToken = readSecret('SHOPIFY_ADMIN_ACCESS_TOKEN');
  const clientId = readSecret('SHOPIFY_CLIENT_ID');
  const clientSecret = readSecret('SHOPIFY_CLIENT_SECRET');
  if (!accessToken && !(clientId && clientSecret)) {
    throw new CommandError(
      'This needs access to the Admin API: SHOPIFY_ADMIN_ACCESS_TOKEN, or SHOPIFY_CLIENT_ID and SHOPIFY_CLIENT_SECRET.',
    );
  }
  const endpoint = readSecret('SHOPIFY_ADMIN_API_ENDPOINT');
  return {
    shopDomain,
    admin: createShopifyAdmin({ shopDomain, endpoint, accessToken, clientId, clientSecret, metrics }),
  };
}
