import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { findDataFolder } from '../start/data-folder.ts';
import { type Environment, readVariable } from '../start/environment.ts';
import { type RunningInstance, readRunningInstance } from '../start/running-instance.ts';

/** Which server to play against, and what is needed to sign for it and to look into its database. */
export interface DemoTarget {
  url: string;
  shopDomain: string;
  webhookSecret: string;
  databaseUrl: string;
  encryptionKey: string;
}

const defaultUrl = 'http://127.0.0.1:3001';
const startHint = 'Start one with npm start (in another terminal), or say where it is with --url.';

/** The environment wins over what the running `npm start` says of itself, and that over defaults. */
export async function findTarget(environment: Environment, givenUrl: string | undefined): Promise<DemoTarget> {
  if (environment['NODE_ENV'] === 'production' || environment['NODE_ENV'] === 'staging') {
    throw new DevError('The demo writes made-up orders: it does not run with NODE_ENV=production or staging.');
  }
  const running = await readRunningInstance(findDataFolder(environment));
  const url = givenUrl ?? running?.apiUrl ?? defaultUrl;
  if (!URL.canParse(url)) throw new DevError(`--url is not a URL: ${url}`, 'For example: --url http://127.0.0.1:3001');
  const instance = running && isSameServer(running.apiUrl, url) ? running : undefined;
  await requireServer(url);
  const secrets = instance ? readSecrets(instance) : {};
  const find = (name: string, from: string | undefined): string => {
    const value = readVariable(environment, name) ?? from;
    if (value) return value;
    throw new DevError(`${name} is not known for ${url}.`, `Set ${name} to what that server has.`);
  };
  const signing = instance?.webhookSecretFile === null ? undefined : secrets['SHOPIFY_WEBHOOK_SECRET'];
  return {
    url: url.replace(/\/$/, ''),
    shopDomain:
      readVariable(environment, 'SHOPIFY_SHOP_DOMAIN') ?? instance?.shopDomain ?? 'pet-shop-dev.myshopify.com',
    // Two during a rotation: either is taken.
    webhookSecret: find('SHOPIFY_WEBHOOK_SECRET', signing).split(',')[0]?.trim() ?? '',
    databaseUrl: find('DATABASE_URL', instance?.databaseUrl),
    encryptionKey: find('ENCRYPTION_KEY', secrets['ENCRYPTION_KEY']),
  };
}

async function requireServer(url: string): Promise<void> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await reply.body?.cancel();
  } catch (cause) {
    throw new DevError(`No server answers at ${url}.`, startHint, { cause });
  }
}

function isSameServer(a: string, b: string): boolean {
  const originOf = (url: string) => new URL(url.replace('//localhost', '//127.0.0.1')).origin;
  return originOf(a) === originOf(b);
}

function readSecrets(instance: RunningInstance): Record<string, string> {
  const file = instance.webhookSecretFile ?? join(instance.dataFolder, 'secrets.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch (cause) {
    throw new DevError(`${file} cannot be read.`, 'Run the demo as the user who ran npm start.', { cause });
  }
}
