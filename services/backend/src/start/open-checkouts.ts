import type { ShopifyAdmin } from '../clients/shopify.ts';
import type { Checkouts } from '../clients/shopify-checkouts.ts';
import { createLocalCheckouts } from '../clients/shopify-checkouts-local.ts';
import { createShopifyCheckouts } from '../clients/shopify-draft-orders.ts';
import type { Env } from '../env-schema.ts';
import { AppError } from '../platform/app-error.ts';

type CheckoutEnv = Pick<
  Env,
  'NODE_ENV' | 'PORT' | 'SHOPIFY_ADMIN_ACCESS_TOKEN' | 'SHOPIFY_CLIENT_ID' | 'SHOPIFY_CLIENT_SECRET'
>;

/** True where a stand-in makes checkouts: in development and tests, as long as there is no shop to ask. */
export function hasLocalCheckouts(env: CheckoutEnv): boolean {
  return !hasShop(env) && (env.NODE_ENV === 'development' || env.NODE_ENV === 'test');
}

/** What makes checkouts in this process. */
export function openCheckouts(env: CheckoutEnv, admin: ShopifyAdmin): Checkouts {
  if (hasShop(env)) return createShopifyCheckouts(admin);
  if (hasLocalCheckouts(env)) return createLocalCheckouts(`http://localhost:${env.PORT}/api/v1`);
  return {
    async createCheckout() {
      throw new AppError('unavailable', 'Nothing can be paid here yet.');
    },
  };
}

function hasShop(env: CheckoutEnv): boolean {
  return Boolean(env.SHOPIFY_ADMIN_ACCESS_TOKEN ?? (env.SHOPIFY_CLIENT_ID && env.SHOPIFY_CLIENT_SECRET));
}
