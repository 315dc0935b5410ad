import type { Checkouts } from '../clients/shopify-checkouts.ts';
import { createLocalCheckouts } from '../clients/shopify-checkouts-local.ts';
import type { Env } from '../env-schema.ts';
import { AppError } from '../platform/app-error.ts';

/** True where the stand-in makes checkouts: nowhere but in development and tests. */
export function hasLocalCheckouts(env: Pick<Env, 'NODE_ENV'>): boolean {
  return env.NODE_ENV === 'development' || env.NODE_ENV === 'test';
}

/** What makes checkouts in this process. */
export function openCheckouts(env: Pick<Env, 'NODE_ENV' | 'PORT'>): Checkouts {
  if (hasLocalCheckouts(env)) return createLocalCheckouts(`http://localhost:${env.PORT}/api/v1`);
  return {
    async createCheckout() {
      throw new AppError('unavailable', 'Nothing can be paid here yet.');
    },
  };
}
