import type { Env } from '../env-schema.ts';
import { showNoDrift } from './drift.ts';
import { type MirrorDeps, reconcile } from './reconcile.ts';
import { type MirrorKind, mirrorKinds } from './snapshots.ts';
import { sweep } from './sweep.ts';

export type MirrorVariable =
  | 'SHOPIFY_SHOP_DOMAIN'
  | 'SHOPIFY_ADMIN_ACCESS_TOKEN'
  | 'SHOPIFY_CLIENT_ID'
  | 'SHOPIFY_CLIENT_SECRET';
type MirrorEnv = Pick<Env, MirrorVariable>;

type Job = (payload: unknown, signal: AbortSignal) => Promise<void>;

/** Whether there is anything to sign in to the Admin API with. */
export function hasAdminAccess(env: MirrorEnv): boolean {
  return Boolean(env.SHOPIFY_ADMIN_ACCESS_TOKEN || (env.SHOPIFY_CLIENT_ID && env.SHOPIFY_CLIENT_SECRET));
}

/** The jobs that keep the mirror right. Without access to the Admin API they do nothing, and say so once. */
export function createMirrorJobs(deps: Omit<MirrorDeps, 'shopDomain'> & { env: MirrorEnv }) {
  const mirror: MirrorDeps = { ...deps, shopDomain: deps.env.SHOPIFY_SHOP_DOMAIN };
  const isEnabled = hasAdminAccess(deps.env);
  showNoDrift(deps.metrics);
  if (!isEnabled) {
    deps.log.info(
      'reconciliation with the shop is off: there is neither SHOPIFY_ADMIN_ACCESS_TOKEN nor SHOPIFY_CLIENT_ID with SHOPIFY_CLIENT_SECRET',
    );
  }
  const reconcileOf =
    (kind: MirrorKind): Job =>
    async (_payload, signal) => {
      if (!isEnabled) return;
      const { outcome, changed } = await reconcile(mirror, kind, signal);
      if (changed > 0) deps.log.warn({ kind, outcome, changed }, 'the mirror lacked news of the shop, and has it now');
    };
  return {
    'reconcile-products': reconcileOf('product'),
    'reconcile-collections': reconcileOf('collection'),
    'reconcile-inventory': reconcileOf('inventory_level'),
    'reconcile-customers': reconcileOf('customer'),
    'reconcile-orders': reconcileOf('order'),
    'sweep-mirror': (async (_payload, signal) => {
      if (!isEnabled) return;
      for (const kind of mirrorKinds) await sweep(mirror, kind, signal);
    }) satisfies Job,
  };
}
