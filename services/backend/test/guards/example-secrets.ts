import { generateKeyPairSync } from 'node:crypto';
import type { EnvName } from '../../src/env-schema.ts';

/** Secrets of the right form, to see whether the variables beside them are enough. They open nothing. */
export function exampleSecrets(): Partial<Record<EnvName, string>> {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const random = 'x'.repeat(32);
  return {
    DATABASE_URL: 'postgresql://pet:password@postgres:5432/pet',
    DATABASE_REPLICA_URL: 'postgresql://pet:password@replica:5432/pet',
    REDIS_URL: 'redis://redis:6379',
    CLERK_SECRET_KEY: `sk_${random}`,
    CLERK_JWT_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    CLERK_WEBHOOK_SECRET: `whsec_${random}`,
    SHOPIFY_WEBHOOK_SECRET: random,
    SMTP_URL: 'smtp://user:password@smtp.example.com:587',
    ENCRYPTION_KEY: random,
    JWT_SECRET: random,
    REFRESH_TOKEN_SECRET: random,
    SESSION_SECRET: random,
    STORAGE_S3_ACCESS_KEY_ID: random,
    STORAGE_S3_SECRET_ACCESS_KEY: random,
    METRICS_TOKEN: random,
  };
}
