import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DevError } from '../dev-error.ts';
import { generatePrivateKey } from '../identity/issuer.ts';

/** By name: the development values of secrets that have no default. */
export type Secrets = Record<string, string>;

/** No variable of the service: what session tokens are signed with where Clerk is not set up (npm run token). */
export const issuerKeyName = 'ISSUER_PRIVATE_KEY';

const token = (): string => randomBytes(32).toString('hex');

const makers: Record<string, () => string> = {
  JWT_SECRET: token,
  REFRESH_TOKEN_SECRET: token,
  SESSION_SECRET: token,
  // Exactly 32 characters.
  ENCRYPTION_KEY: () => randomBytes(24).toString('base64url'),
  SHOPIFY_WEBHOOK_SECRET: token,
  METRICS_TOKEN: token,
  CLERK_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('base64')}`,
  [issuerKeyName]: generatePrivateKey,
};

/** Reads the folder's secrets and adds those it lacks; kept, because what is encrypted with them is kept too. */
export async function loadSecrets(dataFolder: string): Promise<Secrets> {
  const file = secretsFile(dataFolder);
  const known = await readSecrets(file);
  const missing = Object.keys(makers).filter((name) => !known[name]);
  if (missing.length === 0) return known;
  const secrets = { ...known, ...Object.fromEntries(missing.map((name) => [name, makers[name]?.() ?? ''])) };
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

/** Undefined before the first start. */
export async function readIssuerKey(dataFolder: string): Promise<string | undefined> {
  return (await readSecrets(secretsFile(dataFolder)))[issuerKeyName];
}

export function secretsFile(dataFolder: string): string {
  return join(dataFolder, 'secrets.json');
}

async function readSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new DevError(`${file} cannot be read (${error.code}).`, 'Run as the user who started it first.');
  });
  try {
    return JSON.parse(text) as Secrets;
  } catch {
    throw new DevError(`${file} is not JSON.`, 'Repair it, or delete it: what was encrypted with it is then lost.');
  }
}
