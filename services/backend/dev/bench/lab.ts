import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { applyMigrations } from '../../src/platform/migrations.ts';
import { createIssuer, identityVariables } from '../identity/issuer.ts';
import { withClient } from '../postgres/databases.ts';
import { startPrimary } from '../postgres/postgres.ts';
import { type PostgresServer, stopLeftovers } from '../postgres/server.ts';
import { findRedisServer, type RedisServer, startRedis } from '../redis-server.ts';
import { nodeEnvironment, nodeFlags as productionFlags } from '../start/node-flags.ts';
import { pinToOneCore } from './cores.ts';

export type Environment = Record<string, string | undefined>;

/** A PostgreSQL, a Redis where there is one, and the processes under test: all of it gone after `close`. */
export interface Lab {
  readonly folder: string;
  /** Where everything runs, as a sentence. */
  readonly cores: string;
  readonly redisUrl: string | undefined;
  /** A migrated database of this name; the URL of it. */
  makeDatabase(name: string): Promise<string>;
  /** What every process of ours needs; queue keys are the lab's own. */
  environment(databaseUrl: string): Environment;
  /** Runs a file with this Node as production does, its output thrown away. */
  spawnProgram(
    file: string,
    options: { args?: string[]; nodeFlags?: string[]; environment: Environment },
  ): ChildProcess;
  close(): Promise<void>;
}

export const shopDomain = 'pet-shop-bench.myshopify.com';
export const webhookSecret = randomBytes(32).toString('hex');
/** Who signs people in here. */
export const issuer = createIssuer();
const identity = identityVariables(issuer);
/** Asked for in production, and never asked here. */
const storage = {
  STORAGE_S3_ENDPOINT: 'http://127.0.0.1:1',
  STORAGE_S3_BUCKET: 'bench',
  STORAGE_S3_ACCESS_KEY_ID: 'key',
  STORAGE_S3_SECRET_ACCESS_KEY: 'secret',
};
const mail = {
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'shop@example.com',
  STOREFRONT_URL: 'https://shop.example.com',
};
export const encryptionKey = randomBytes(24).toString('base64url');

/**
 * fsync is on, as everywhere; a checkpoint would hit one of the variants and not the others. Memory as on a small
 * server of its own, so that no variant waits for pages of another to be written out.
 */
const settings = { shared_buffers: '1GB', min_wal_size: '4GB', max_wal_size: '8GB', checkpoint_timeout: '30min' };
/** 16 MB each; as much as a run writes. */
const walSegments = 160;

export async function openLab(say: (line: string) => void): Promise<Lab> {
  const cores = pinToOneCore();
  const folder = mkdtempSync(join(tmpdir(), 'pet-bench-'));
  // Run by root, PostgreSQL is another user and has to get in.
  chmodSync(folder, 0o711);
  const primaryFolder = join(folder, 'primary');
  const redisPrefix = `bench-${randomBytes(6).toString('hex')}:`;
  const children = new Set<ChildProcess>();
  let primary: PostgresServer | undefined;
  let redis: RedisServer | undefined;
  const close = async () => {
    await Promise.all([...children].map(end));
    if (process.env['REDIS_URL']) await deleteKeys(process.env['REDIS_URL'], redisPrefix);
    await redis?.stop();
    await primary?.stop('immediate');
    await stopLeftovers(join(primaryFolder, 'data'));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  closeOnSignals(close);

  say('starting PostgreSQL ...');
  primary = await startPrimary({ dataDir: primaryFolder, settings });
  const { superUrl, url } = primary;
  await prepareWal(superUrl());
  if (!process.env['REDIS_URL'] && findRedisServer()) redis = await startRedis({ folder });
  const redisUrl = process.env['REDIS_URL'] ?? redis?.url;
  say(cores);

  return {
    folder,
    cores,
    redisUrl,
    async makeDatabase(name) {
      await withClient(superUrl(), (client) => client.query(`CREATE DATABASE ${name} OWNER pet`));
      await applyMigrations({ databaseUrl: url(name) });
      return url(name);
    },
    environment: (databaseUrl) => ({
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
      NODE_ENV: redisUrl ? 'production' : 'development',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      REDIS_PREFIX: redisPrefix,
      SHOPIFY_SHOP_DOMAIN: shopDomain,
      SHOPIFY_WEBHOOK_SECRET: webhookSecret,
      ENCRYPTION_KEY: encryptionKey,
      ...identity,
      ...storage,
      ...mail,
      METRICS_TOKEN: randomBytes(32).toString('hex'),
    }),
    spawnProgram(file, { args = [], nodeFlags = [], environment }) {
      const output = openSync(join(folder, 'output.log'), 'a');
      // Log lines cost what they cost in production and go nowhere; what is said on stderr is kept for whoever asks.
      const child = spawn(process.execPath, [...productionFlags, ...nodeFlags, file, ...args], {
        env: { ...nodeEnvironment, ...environment },
        stdio: ['ignore', openNull(), output, 'ipc'],
      });
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    close,
  };
}

/**
 * A server that has run for a while writes its log into files it has used before. A new one makes each file first,
 * and everybody waits for that.
 */
async function prepareWal(superUrl: string): Promise<void> {
  await withClient(superUrl, async (client) => {
    for (let segment = 0; segment < walSegments; segment += 1) {
      await client.query("SELECT pg_logical_emit_message(true, 'bench', ''), pg_switch_wal()");
    }
    await client.query('CHECKPOINT');
  });
}

/** The path of a file of this folder, to be spawned. */
export function benchFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Resolves with the first message of a child; rejects when it ends before. */
export function firstMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null, signal: string | null) =>
      reject(new Error(`a process under test ended early (${signal ?? code})`));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message as T);
    });
  });
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
}

/** For a child whose last words matter, a CPU profile say. */
export async function endInOrder(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function openNull(): number {
  return openSync(process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null', 'w');
}

function closeOnSignals(close: () => Promise<void>): void {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => void close().finally(() => process.exit(exitCode)));
  }
}

/** A Redis that was given to us keeps nothing of ours. */
async function deleteKeys(redisUrl: string, prefix: string): Promise<void> {
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1 });
  try {
    for await (const keys of client.scanStream({ match: `{${prefix.replace(/:$/, '')}}*`, count: 1_000 })) {
      if (keys.length > 0) await client.unlink(...(keys as string[]));
    }
  } finally {
    client.disconnect();
  }
}
