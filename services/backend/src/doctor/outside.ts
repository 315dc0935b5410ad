import { createPublicKey, randomUUID } from 'node:crypto';
import { probeSmtp } from '../clients/mail-smtp.ts';
import { createShopifyAdmin } from '../clients/shopify.ts';
import { openStorage } from '../clients/storage.ts';
import { createMetrics } from '../platform/metrics.ts';
import { type Check, type Finding, fail, ok, type Settings, warn } from './check.ts';

/** What belongs to others: storage, mail, Clerk, Shopify. No mail is sent and nothing of theirs is changed. */

const shopifyTimeoutMs = 8_000;

export const outsideChecks: readonly Check[] = [
  { name: 'storage', needs: ['STORAGE_DIR', 'STORAGE_S3_REGION'], look: lookAtStorage },
  { name: 'mail', look: lookAtMail },
  { name: 'clerk', needs: ['CLERK_PUBLISHABLE_KEY'], look: lookAtClerk },
  { name: 'shopify', needs: ['SHOPIFY_SHOP_DOMAIN'], look: lookAtShopify },
];

async function lookAtStorage(settings: Settings): Promise<Finding> {
  const bucket = settings.STORAGE_S3_BUCKET;
  const storage = await openStorage({
    folder: settings.STORAGE_DIR ?? '',
    s3: bucket
      ? {
          bucket,
          endpoint: settings.STORAGE_S3_ENDPOINT,
          region: settings.STORAGE_S3_REGION ?? '',
          accessKeyId: settings.STORAGE_S3_ACCESS_KEY_ID ?? '',
          secretAccessKey: settings.STORAGE_S3_SECRET_ACCESS_KEY ?? '',
          requestTimeoutMs: 5_000,
        }
      : undefined,
  });
  const place = bucket ? `the bucket ${bucket}` : 'the folder';
  const folder = `doctor/${randomUUID()}/`;
  const probe = Buffer.from(folder);
  let doing = 'write to';
  try {
    await storage.put(`${folder}probe.bin`, probe, 'application/octet-stream');
    doing = 'read from';
    const back = await storage.get(`${folder}probe.bin`);
    if (!back || !probe.equals(back))
      return fail(`${place} gives back something else`, 'Look at what stands before it.');
    doing = 'delete from';
    await storage.delete(folder);
    if ((await storage.list(folder)).length > 0)
      return fail(`${place} keeps what is deleted`, 'Erasing people needs deletion.');
  } catch {
    const advice = bucket
      ? 'Look at STORAGE_S3_* and at what that key may do: read, write, list, delete.'
      : 'Look at STORAGE_DIR and who owns it.';
    return fail(`cannot ${doing} ${place}`, advice);
  }
  return ok(`wrote, read and deleted in ${place}`);
}

async function lookAtMail({ SMTP_URL: url, NODE_ENV: mode }: Settings): Promise<Finding> {
  const deployed = mode === 'production' || mode === 'staging';
  if (!url) return deployed ? fail('no server', 'Set SMTP_URL.') : ok('not used: mail becomes files');
  const problem = await probeSmtp(url);
  if (!problem) return ok('the server takes us');
  return fail(problem, 'Look at SMTP_URL; mail waits and is sent when it works.');
}

/** A publishable key is the base64 of the instance's host and a dollar sign (clerk.com/docs, "Clerk environment variables"). */
async function lookAtClerk(settings: Settings): Promise<Finding> {
  const {
    CLERK_PUBLISHABLE_KEY: key = '',
    CLERK_JWT_KEY: jwtKey,
    CLERK_SECRET_KEY: secretKey,
    NODE_ENV: mode,
  } = settings;
  const host = Buffer.from(key.split('_')[2] ?? '', 'base64').toString('utf8');
  if (!/^[a-z0-9.-]+\$$/.test(host))
    return fail('CLERK_PUBLISHABLE_KEY names no instance', 'Copy it again from Clerk.');
  const found = `keys of ${host.slice(0, -1)}`;
  if (jwtKey !== undefined) {
    try {
      createPublicKey(jwtKey);
    } catch {
      return fail('CLERK_JWT_KEY is no public key', 'Copy it again, with its first and last line.');
    }
  }
  if (mode === 'production' && [key, secretKey].some((one) => /^[ps]k_test_/.test(one ?? ''))) {
    return fail(`${found}, of a test instance`, 'Production needs pk_live_ and sk_live_.');
  }
  if (jwtKey === undefined) return warn(found, 'Set CLERK_JWT_KEY: without it each new key costs a call to Clerk.');
  return ok(found);
}

async function lookAtShopify(settings: Settings): Promise<Finding> {
  const { SHOPIFY_ADMIN_ACCESS_TOKEN: token, SHOPIFY_CLIENT_ID: id, SHOPIFY_CLIENT_SECRET: secret } = settings;
  if (!token && !(id && secret))
    return warn(
      'no credentials of the Admin API',
      'Set SHOPIFY_CLIENT_ID and _SECRET: nothing is brought from the shop before.',
    );
  const shopDomain = settings.SHOPIFY_SHOP_DOMAIN ?? '';
  const shopify = createShopifyAdmin({
    shopDomain,
    endpoint: settings.SHOPIFY_ADMIN_API_ENDPOINT,
    ...{ accessToken: token, clientId: id, clientSecret: secret },
    ...{ metrics: createMetrics(), timeoutMs: shopifyTimeoutMs },
  });
  try {
    const { shop } = await shopify.run('shop', {}, AbortSignal.timeout(shopifyTimeoutMs));
    if (shop.myshopifyDomain === shopDomain) return ok(`${shop.name} answers`);
    return fail(`these credentials are of ${shop.myshopifyDomain}`, 'SHOPIFY_SHOP_DOMAIN must be that shop.');
  } catch {
    return fail('the shop does not answer, or refuses', 'Look at SHOPIFY_* and at the scopes of the app.');
  }
}
