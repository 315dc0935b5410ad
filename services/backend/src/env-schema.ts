import { z } from 'zod';
import { backupVariables } from './env-backup.ts';
import { mailVariables } from './env-mail.ts';
import { shopifyVariables } from './env-shopify.ts';
import { storageVariables } from './env-storage.ts';
import {
  encryptionKey,
  flag,
  list,
  origins,
  port,
  publicKeyPem,
  region,
  signingSecret,
  url,
} from './platform/env-fields.ts';
import { type VariableMeta, variable, variables } from './platform/env-variables.ts';

/**
 * Every variable this service reads: one schema gives validation, the typed `Env`, and env.template.
 */

const process = 'Process';
const database = 'PostgreSQL';
const queue = 'Redis and the queue';
const cache = 'Replies that are kept as bytes';
const api = 'API';
const clerk = 'Clerk: who signs in';
const secrets = 'Secrets of our own';
const observability = 'Seeing what happens';

export const envSchema = z.object({
  NODE_ENV: variable(z.enum(['development', 'test', 'staging', 'production']).default('development'), {
    section: process,
    about: 'staging and production refuse to start without what they need; development and test fill in.',
  }),
  APP_NAME: variable(z.string().min(1).max(40).default('pet-backend'), {
    section: process,
    about: 'Name in logs, in PostgreSQL (application_name) and in the API document.',
  }),
  PORT: variable(port(3001), { section: process, about: 'Port of the API.' }),
  HOST: variable(z.string().min(1).default('0.0.0.0'), {
    section: process,
    about: 'Address to listen on, both ports.',
  }),
  OPS_PORT: variable(port(9091), {
    section: process,
    about: 'Private port for probes and metric scraping, of the server and of the worker. Never publish it.',
  }),

  DATABASE_URL: variable(url('postgres', 'postgresql'), {
    section: database,
    about: 'The primary.',
    secret: true,
    example: 'postgresql://pet:password@localhost:5432/pet',
  }),
  DATABASE_REPLICA_URL: variable(url('postgres', 'postgresql').optional(), {
    section: database,
    about: 'A streaming replica for reads. Unset: reads use the primary.',
    secret: true,
    example: 'postgresql://pet:password@localhost:5433/pet',
  }),
  DATABASE_DIRECT_URL: variable(url('postgres', 'postgresql').optional(), {
    section: database,
    about: 'The primary past any pooler, for migrations: a pooler may lose their locks. Unset: DATABASE_URL.',
    secret: true,
    example: 'postgresql://pet:password@direct.cluster.flympg.net:5432/pet',
  }),
  DATABASE_POOL_MIN: variable(z.coerce.number().int().min(0).max(100).default(2), {
    section: database,
    about: 'Connections kept open per pool when idle.',
  }),
  DATABASE_POOL_MAX: variable(z.coerce.number().int().min(2).max(200).default(20), {
    section: database,
    about: 'Most connections per pool (primary, replica). Recording webhooks has two more of its own.',
  }),
  REPLICA_MAX_LAG_MS: variable(z.coerce.number().int().min(0).max(600_000).default(2_000), {
    section: database,
    about: 'A replica further behind than this, in milliseconds, counts as degraded.',
  }),

  ENABLE_QUEUE: variable(flag(true), {
    section: queue,
    about: 'false: no queue and no worker; the server processes deliveries itself.',
  }),
  REDIS_URL: variable(url('redis', 'rediss').optional(), {
    section: queue,
    about: 'Redis for the queue (maxmemory-policy noeviction). Unset in development: the queue lives in PostgreSQL.',
    secret: true,
    example: 'redis://localhost:6379',
  }),
  REDIS_CLUSTER_NODES: variable(list.optional(), {
    section: queue,
    about: 'host:port list of a Redis Cluster, separated by commas, instead of REDIS_URL.',
    example: 'redis-1:6379,redis-2:6379,redis-3:6379',
  }),
  REDIS_PREFIX: variable(
    z
      .string()
      .regex(/^[a-z0-9_-]+:$/, { error: 'must be lower-case letters, digits, - or _, ended by a colon' })
      .default('pet:'),
    {
      section: queue,
      about: 'Prefix of every key; used as the hash tag {prefix}, so that a cluster keeps a queue together.',
    },
  ),
  WORKER_CONCURRENCY: variable(z.coerce.number().int().min(1).max(100).default(8), {
    section: queue,
    about: 'Deliveries that one process works on at a time.',
  }),

  ENABLE_CACHE: variable(flag(true), {
    section: cache,
    about: 'false: every reply is made anew.',
  }),
  CACHE_REDIS_URL: variable(url('redis', 'rediss').optional(), {
    section: cache,
    about:
      'Redis that the processes share replies in. Not the one of the queue, which may not evict: set maxmemory and ' +
      'maxmemory-policy allkeys-lru here. Unset: each process keeps its own.',
    secret: true,
    example: 'redis://localhost:6380',
  }),
  REDIS_TTL: variable(z.coerce.number().int().min(1).max(86_400).default(3_600), {
    section: cache,
    about:
      'The longest that a reply is kept, in seconds. Changes of the catalogue show within a second whatever it is.',
  }),
  CACHE_MEMORY_MB: variable(z.coerce.number().int().min(1).max(4_096).default(64), {
    section: cache,
    about: 'Megabytes of replies that one process keeps.',
  }),

  CORS_ORIGIN: variable(origins.default([]), {
    section: api,
    about: 'Exact origins, separated by commas, that browsers may call the API from. Empty: none.',
    example: 'https://shop.example.com',
  }),
  ENABLE_RATE_LIMITING: variable(flag(true), { section: api, about: 'Limits requests per user, guest or address.' }),
  CLIENT_ADDRESS_HEADER: variable(z.enum(['fly-client-ip', 'x-real-ip']).optional(), {
    section: api,
    about: 'Header in which the proxy in front names the client. Only where every request passes a proxy that sets it.',
    example: 'x-real-ip',
  }),
  FLY_APP_NAME: variable(z.string().optional(), {
    section: api,
    about: 'Set by Fly itself. When it is, Fly-Client-IP is taken for the address of a client.',
  }),
  FLY_REGION: variable(region.optional(), {
    section: api,
    about: 'Set by Fly itself: the region of this machine.',
    example: 'iad',
  }),
  PRIMARY_REGION: variable(region.optional(), {
    section: api,
    about: 'Region of the primary, on Fly set from primary_region. Writes that arrive in another are sent there.',
    example: 'fra',
  }),

  CLERK_PUBLISHABLE_KEY: variable(
    z.string().regex(/^pk_(test|live)_/, { error: 'must begin with pk_test_ or pk_live_' }),
    {
      section: clerk,
      about: 'Names the Clerk instance whose session tokens are taken. npm start has an issuer of its own.',
      example: 'pk_live_...',
    },
  ),
  CLERK_SECRET_KEY: variable(z.string().startsWith('sk_').optional(), {
    section: clerk,
    about: 'Backend key of that instance. Required in staging and production.',
    secret: true,
  }),
  CLERK_JWT_KEY: variable(publicKeyPem.optional(), {
    section: clerk,
    about: 'Public key (PEM) of that instance: with it, verifying a session token needs no network.',
    secret: true,
  }),
  CLERK_WEBHOOK_SECRET: variable(
    list
      .pipe(
        z
          .array(
            z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, {
              error: 'must be whsec_ and the base64 of at least 24 bytes',
            }),
          )
          .min(1)
          .max(2),
      )
      .optional(),
    {
      section: clerk,
      about: 'What Clerk signs webhooks with; two, separated by a comma, during a rotation. Required when deployed.',
      secret: true,
    },
  ),

  ...shopifyVariables,

  ENCRYPTION_KEY: variable(encryptionKey, {
    section: secrets,
    about: 'Exactly 32 characters. Encrypts personal data at rest (AES-256-GCM).',
    secret: true,
  }),
  ENCRYPTION_KEY_PREVIOUS: variable(encryptionKey.optional(), {
    section: secrets,
    about:
      'Another key that decrypts and never encrypts: the one before, or, in the first step of a rotation, the next.',
    secret: true,
  }),

  JWT_SECRET: variable(signingSecret, {
    section: secrets,
    about: 'Signs the access tokens of guests. At least 32 characters, as the two that follow.',
    secret: true,
  }),
  REFRESH_TOKEN_SECRET: variable(signingSecret, {
    section: secrets,
    about: "Keys the hashes of guests' refresh tokens.",
    secret: true,
  }),
  SESSION_SECRET: variable(signingSecret, {
    section: secrets,
    about: 'Signs the mark by which a client reads its own writes, list cursors, and sessions of the operations page.',
    secret: true,
  }),

  ...storageVariables,
  ...backupVariables,
  ...mailVariables,

  LOG_LEVEL: variable(z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'), {
    section: observability,
    about: 'Least severe level that is logged.',
  }),
  METRICS_TOKEN: variable(signingSecret.optional(), {
    section: observability,
    about: 'Bearer token for /metrics on PORT, at least 32 characters. Required in staging and production.',
    secret: true,
  }),
  SENTRY_DSN: variable(url('https', 'http').optional(), {
    section: observability,
    about: 'Where unexpected errors are reported. Unset: only to the log.',
    secret: true,
  }),
  RELEASE: variable(
    z
      .string()
      .regex(/^[\w.:@+-]{1,200}$/, { error: 'must be letters, digits and . : @ + - _' })
      .optional(),
    {
      section: observability,
      about: 'What runs here, for error reports: the commit. Unset: the image that Fly names.',
      example: '4f1c2d9',
    },
  ),
  FLY_IMAGE_REF: variable(z.string().optional(), { section: observability, about: 'Set by Fly itself: the image.' }),
  ENABLE_PERFORMANCE_MONITORING: variable(flag(false), {
    section: observability,
    about: 'true: sends a sample of traces to Sentry.',
  }),
});

export type Env = z.output<typeof envSchema>;
export type EnvName = keyof Env;

/** Names of the variables that are also read from `<NAME>_FILE`. */
export const secretNames = (Object.keys(envSchema.shape) as EnvName[]).filter((name) => describeVariable(name).secret);

/** What env.template says about a variable. */
export function describeVariable(name: EnvName): VariableMeta {
  const meta = variables.get(envSchema.shape[name]);
  if (!meta) throw new Error(`${name} has no description`);
  return meta;
}
