import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createIssuer, publishableKey } from '../services/backend/dev/identity/issuer.ts';
import { CommandError, print, runCommand } from '../services/backend/src/start/command-line.ts';

/** One file for each secret of docker-compose.yml: what nobody else knows is made, what others gave is asked for. */

const help = `Makes the files that docker-compose.yml takes its secrets from. A file that is there is never touched.

  NAME=VALUE ... node scripts/compose-secrets.ts   what Clerk, Shopify and the storage gave, from the environment
  node scripts/compose-secrets.ts --development    makes that up too, with a certificate for localhost and the file
                                                   development.env: docker compose --env-file PATH up --wait

  --folder PATH   compose/secrets unless given
  --dry-run       say what would be made

TLS_CERTIFICATE and TLS_KEY hold PEM; only the profile edge needs them. Exit code 0: all there, 1: something is missing.`;

type Maker = (folder: string) => string;

const token = (): string => randomBytes(36).toString('base64url');
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8').trim();

/** Known to nobody outside. In this order: the addresses hold the passwords. */
const own: Record<string, Maker> = {
  POSTGRES_PASSWORD: token,
  POSTGRES_PET_PASSWORD: token,
  POSTGRES_REPLICATOR_PASSWORD: token,
  REDIS_PASSWORD: token,
  GRAFANA_PASSWORD: token,
  DATABASE_URL: (folder) => `postgresql://pet:${read(folder, 'POSTGRES_PET_PASSWORD')}@postgres:5432/pet`,
  DATABASE_REPLICA_URL: (folder) => `postgresql://pet:${read(folder, 'POSTGRES_PET_PASSWORD')}@replica:5432/pet`,
  REDIS_URL: (folder) => `redis://:${read(folder, 'REDIS_PASSWORD')}@redis:6379`,
  // Exactly 32 characters.
  ENCRYPTION_KEY: () => randomBytes(24).toString('base64url'),
  JWT_SECRET: token,
  REFRESH_TOKEN_SECRET: token,
  SESSION_SECRET: token,
  METRICS_TOKEN: token,
  BACKUP_ENCRYPTION_KEY: () => randomBytes(24).toString('base64url'),
};

/** Given by others; in development, made up by these. */
const given: Record<string, Maker> = {
  CLERK_SECRET_KEY: () => '',
  CLERK_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('base64')}`,
  SHOPIFY_WEBHOOK_SECRET: token,
  SMTP_URL: () => '',
  STORAGE_S3_ACCESS_KEY_ID: () => '',
  STORAGE_S3_SECRET_ACCESS_KEY: () => '',
  TLS_KEY: makeCertificate,
  TLS_CERTIFICATE: (folder) => read(folder, 'TLS_CERTIFICATE'),
};

/** An empty file counts as unset. */
const optional: Record<string, Maker> = {
  CLERK_JWT_KEY: () => createIssuer().publicKey,
  SHOPIFY_CLIENT_SECRET: () => '',
  SHOPIFY_ADMIN_ACCESS_TOKEN: () => '',
  ENCRYPTION_KEY_PREVIOUS: () => '',
  SENTRY_DSN: () => '',
  CACHE_REDIS_URL: () => '',
  DATABASE_DIRECT_URL: () => '',
  BACKUP_ENCRYPTION_KEY_PREVIOUS: () => '',
  BACKUP_S3_ACCESS_KEY_ID: () => '',
  BACKUP_S3_SECRET_ACCESS_KEY: () => '',
  BACKUP_SCRATCH_URL: () => '',
};

const developmentVariables = {
  NODE_ENV: 'development',
  CLERK_PUBLISHABLE_KEY: publishableKey,
  SHOPIFY_SHOP_DOMAIN: 'demo-shop.myshopify.com',
  MAIL_FROM: 'Shop <shop@pet-shop.localhost>',
  STOREFRONT_URL: 'http://localhost:3000',
};

process.exitCode = await runCommand(main, 'node scripts/compose-secrets.ts --help');

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values } = parseArgs({ options: { help: flag, development: flag, 'dry-run': flag, folder: text } });
  if (values.help) {
    print(help);
    return 0;
  }
  const folder = resolve(values.folder ?? join(import.meta.dirname, '../compose/secrets'));
  const missing = findAbsent(folder);
  const unknown = values.development ? [] : missing.filter((name) => name in given && !process.env[name]);
  if (values['dry-run'])
    print(`would make ${missing.filter((name) => !unknown.includes(name)).join(', ') || 'nothing'}`);
  else make(folder, missing, unknown, values.development ?? false);
  if (unknown.length === 0) return 0;
  throw new CommandError(`Still to be given, in the environment or as files in ${folder}: ${unknown.join(', ')}.`);
}

function findAbsent(folder: string): string[] {
  return Object.keys({ ...own, ...given, ...optional }).filter((name) => !existsSync(join(folder, name)));
}

function make(folder: string, missing: string[], unknown: string[], development: boolean): void {
  // Only who made it looks into the folder; a container sees its files one by one, as a user of its own.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of missing.filter((one) => !unknown.includes(one))) {
    if (existsSync(join(folder, name))) continue;
    const makeUp = own[name] ?? (development ? (given[name] ?? optional[name]) : undefined);
    write(folder, name, process.env[name] || makeUp?.(folder) || '');
  }
  print(`${missing.length - unknown.length} made in ${folder}`);
  if (!development) return;
  const lines = Object.entries(developmentVariables).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(join(folder, 'development.env'), lines.join(''));
  print(`docker compose --env-file ${join(folder, 'development.env')} up --wait`);
}

function write(folder: string, name: string, value: string): void {
  writeFileSync(join(folder, name), value, { mode: 0o444, flag: 'wx' });
}

/** For localhost, signed by itself; writes the certificate and returns its key. */
function makeCertificate(folder: string): string {
  const certificate = join(folder, 'TLS_CERTIFICATE');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '30'];
  const args = ['req', '-x509', ...kind, ...subject, '-keyout', '-', '-out', certificate];
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
