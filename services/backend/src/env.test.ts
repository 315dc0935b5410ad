import { describe, expect, test } from 'vitest';
import { parseEnv } from './env.ts';
import { describeVariable, type EnvName, envSchema, secretNames } from './env-schema.ts';

const least = {
  DATABASE_URL: 'postgresql://pet:pw@localhost/pet',
  SHOPIFY_SHOP_DOMAIN: 'my-shop.myshopify.com',
  SHOPIFY_WEBHOOK_SECRET: 'a-secret-that-is-long',
  ENCRYPTION_KEY: '0123456789abcdef0123456789abcdef',
  JWT_SECRET: 'j'.repeat(32),
  REFRESH_TOKEN_SECRET: 'r'.repeat(32),
  SESSION_SECRET: 's'.repeat(32),
  CLERK_PUBLISHABLE_KEY: 'pk_test_Y2xlcmsuZXhhbXBsZSQ=',
  CLERK_JWT_KEY: '-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----',
};
const mail = {
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'shop@example.com',
  STOREFRONT_URL: 'https://shop.example.com',
};
const bucket = {
  STORAGE_S3_ENDPOINT: 'https://fly.storage.tigris.dev',
  STORAGE_S3_BUCKET: 'pet-previews',
  STORAGE_S3_ACCESS_KEY_ID: 'key',
  STORAGE_S3_SECRET_ACCESS_KEY: 'secret',
};
const problemsOf = (record: Record<string, string | undefined>) => {
  const parsed = parseEnv(record);
  return 'problems' in parsed ? parsed.problems.map(({ name, message }) => `${name} ${message}`) : [];
};
const envOf = (record: Record<string, string | undefined>) => {
  const parsed = parseEnv(record);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.env;
};

test('the least there must be; the rest has defaults', () => {
  expect(envOf(least)).toMatchObject({
    NODE_ENV: 'development',
    PORT: 3001,
    ENABLE_QUEUE: true,
    SHOPIFY_WEBHOOK_SECRET: ['a-secret-that-is-long'],
    WORKER_CONCURRENCY: 8,
    CORS_ORIGIN: [],
  });
});

test('an empty string counts as unset', () => {
  expect(envOf({ ...least, PORT: '', REDIS_URL: '', ENABLE_QUEUE: '' })).toMatchObject({
    PORT: 3001,
    ENABLE_QUEUE: true,
  });
  expect(problemsOf({ ...least, DATABASE_URL: '' })).toEqual(['DATABASE_URL is required']);
});

test('all problems at once, also those that depend on more than one variable', () => {
  const problems = problemsOf({ NODE_ENV: 'production', PORT: '0' });
  expect(problems.map((line) => line.split(' ')[0]).sort()).toEqual(
    [
      'CLERK_PUBLISHABLE_KEY',
      'CLERK_SECRET_KEY',
      'CLERK_WEBHOOK_SECRET',
      'DATABASE_URL',
      'ENCRYPTION_KEY',
      'JWT_SECRET',
      'MAIL_FROM',
      'METRICS_TOKEN',
      'PORT',
      'REDIS_URL',
      'REFRESH_TOKEN_SECRET',
      'SESSION_SECRET',
      'SHOPIFY_SHOP_DOMAIN',
      'SHOPIFY_WEBHOOK_SECRET',
      'SMTP_URL',
      'STOREFRONT_URL',
      'STORAGE_S3_ACCESS_KEY_ID',
      'STORAGE_S3_BUCKET',
      'STORAGE_S3_SECRET_ACCESS_KEY',
    ].sort(),
  );
});

describe('secrets', () => {
  test('two webhook secrets during a rotation, not three, none of them short', () => {
    const two = { ...least, SHOPIFY_WEBHOOK_SECRET: 'a-secret-that-is-long, another-one-of-length' };
    expect(envOf(two).SHOPIFY_WEBHOOK_SECRET).toEqual(['a-secret-that-is-long', 'another-one-of-length']);
    expect(
      problemsOf({ ...least, SHOPIFY_WEBHOOK_SECRET: `${two.SHOPIFY_WEBHOOK_SECRET},a-third-one-of-length` }),
    ).toHaveLength(1);
    expect(problemsOf({ ...least, SHOPIFY_WEBHOOK_SECRET: 'a-secret-that-is-long,short' })).toHaveLength(1);
  });

  test('an encryption key has exactly 32 printable characters', () => {
    for (const key of ['short', 'x'.repeat(33), `${'x'.repeat(31)} `, `${'x'.repeat(31)}ü`]) {
      expect(problemsOf({ ...least, ENCRYPTION_KEY: key })).toHaveLength(1);
    }
  });

  test('what holds a secret is marked as one, and no problem repeats a value', () => {
    const looksSecret = (Object.keys(envSchema.shape) as EnvName[]).filter((name) =>
      /SECRET|_KEY|TOKEN|PASSWORD|DSN|DATABASE_URL|REDIS_URL/.test(name),
    );
    expect(looksSecret.filter((name) => !secretNames.includes(name))).toEqual(['CLERK_PUBLISHABLE_KEY']);
    const wrong = Object.fromEntries(Object.keys(envSchema.shape).map((name) => [name, `hunter2 of ${name}`]));
    expect(problemsOf(wrong).length).toBeGreaterThan(20);
    expect(problemsOf(wrong).join('\n')).not.toContain('hunter2');
  });
});

test.each([
  ['SHOPIFY_SHOP_DOMAIN', 'shop.example.com'],
  ['SHOPIFY_SHOP_DOMAIN', 'my-shop.myshopify.com.evil.example'],
  ['SHOPIFY_SHOP_DOMAIN', 'https://my-shop.myshopify.com'],
  ['DATABASE_URL', 'mysql://x'],
  ['DATABASE_POOL_MAX', '1'],
  ['REDIS_PREFIX', 'no-colon'],
  ['ENABLE_QUEUE', 'yes'],
  ['LOG_LEVEL', 'loud'],
  ['CORS_ORIGIN', 'https://shop.example.com/path'],
  ['CORS_ORIGIN', '*'],
  ['CLERK_JWT_KEY', 'a key'],
  ['CLERK_PUBLISHABLE_KEY', 'sk_live_x'],
  ['CLERK_WEBHOOK_SECRET', 'x'.repeat(32)],
  // Without bytes behind it, anybody could sign.
  ['CLERK_WEBHOOK_SECRET', 'whsec_'],
  ['CLERK_WEBHOOK_SECRET', `whsec_${'x'.repeat(32)},whsec_`],
  ['JWT_SECRET', 'short'],
  ['STORAGE_S3_REGION', 'Frankfurt!'],
])('%s=%s is refused', (name, value) => {
  expect(problemsOf({ ...least, [name]: value }).map((line) => line.split(' ')[0])).toEqual([name]);
});

test('Shopify is asked in plain text in development only', () => {
  const plain = { ...least, SHOPIFY_ADMIN_API_ENDPOINT: 'http://127.0.0.1:9090/admin/api/2026-10/graphql.json' };
  expect(problemsOf(plain)).toEqual([]);
  for (const NODE_ENV of ['staging', 'production']) {
    const problems = problemsOf({ ...plain, NODE_ENV }).filter((line) => line.startsWith('SHOPIFY'));
    expect(problems).toEqual(['SHOPIFY_ADMIN_API_ENDPOINT must begin with https:// in staging and production']);
  }
});

test('one Redis or a cluster, not both; a deployment needs one of them or no queue', () => {
  const deployed = {
    ...least,
    NODE_ENV: 'staging',
    METRICS_TOKEN: 'x'.repeat(32),
    CLERK_SECRET_KEY: 'sk_test_x',
    CLERK_WEBHOOK_SECRET: `whsec_${'x'.repeat(32)}`,
    ...bucket,
    ...mail,
  };
  const [url, nodes] = [{ REDIS_URL: 'redis://r' }, { REDIS_CLUSTER_NODES: 'a:1,b:2' }];
  expect(problemsOf({ ...least, ...url, ...nodes })).toEqual([
    'REDIS_CLUSTER_NODES cannot be set together with REDIS_URL',
  ]);
  expect(problemsOf(deployed)).toHaveLength(1);
  for (const enough of [url, nodes, { ENABLE_QUEUE: 'false' }])
    expect(problemsOf({ ...deployed, ...enough })).toEqual([]);
});

test('a bucket needs its key, and at Amazon a region', () => {
  expect(problemsOf({ ...least, ...bucket })).toEqual([]);
  expect(problemsOf({ ...least, ...bucket, STORAGE_S3_ENDPOINT: '', STORAGE_S3_REGION: 'eu-central-1' })).toEqual([]);
  expect(problemsOf({ ...least, ...bucket, STORAGE_S3_ENDPOINT: '' })).toEqual([
    'STORAGE_S3_REGION is required without STORAGE_S3_ENDPOINT',
  ]);
  for (const name of ['STORAGE_S3_ACCESS_KEY_ID', 'STORAGE_S3_SECRET_ACCESS_KEY']) {
    expect(problemsOf({ ...least, ...bucket, [name]: '' })).toEqual([`${name} is required with a bucket`]);
  }
});

test('every variable says what it is for', () => {
  for (const name of Object.keys(envSchema.shape) as EnvName[]) {
    expect(describeVariable(name).about.length).toBeGreaterThan(10);
  }
});
