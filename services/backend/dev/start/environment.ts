import { readFileSync } from 'node:fs';
import { DevError } from '../dev-error.ts';
import { createIssuer, publishableKey } from '../identity/issuer.ts';
import { findFreePort, isPortFree } from './free-port.ts';
import { issuerKeyName, type Secrets } from './secrets.ts';

export type Environment = Record<string, string | undefined>;

export interface Ports {
  api: number;
  serverOps: number;
  workerOps: number;
}

const defaultApiPort = 3001;

/** A variable, or the content of the file that `<NAME>_FILE` names; empty counts as unset, as in the service. */
export function readVariable(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  if (value) return value;
  const file = environment[`${name}_FILE`];
  if (!file) return undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    throw new DevError(`${name}_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** What is given stays; what is not gets a development value. Deployed environments get none made up. */
export function addDefaults(environment: Environment, secrets: Secrets): Environment {
  const complete: Environment = { NODE_ENV: 'development', ...environment };
  complete['NODE_ENV'] ||= 'development';
  if (!['development', 'test'].includes(complete['NODE_ENV'])) return complete;
  const { [issuerKeyName]: issuerKey, ...ofService } = secrets;
  const defaults = {
    HOST: '127.0.0.1',
    SHOPIFY_SHOP_DOMAIN: 'pet-shop-dev.myshopify.com',
    ...ofService,
    ...(usesClerk(environment) ? {} : localIdentity(issuerKey)),
  };
  for (const [name, value] of Object.entries(defaults)) {
    if (readVariable(environment, name) === undefined) complete[name] = value;
  }
  return complete;
}

const usesClerk = (environment: Environment) =>
  ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY', 'CLERK_JWT_KEY'].some((name) => readVariable(environment, name));

/** Without Clerk, people are signed in by an issuer of our own. */
function localIdentity(issuerKey: string | undefined): Environment {
  return issuerKey ? { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_JWT_KEY: createIssuer(issuerKey).publicKey } : {};
}

/** A port that was asked for must be free; one that was not may be any, preferably the usual one. */
export async function choosePorts(environment: Environment, say: (line: string) => void): Promise<Ports> {
  const api = await chooseApiPort(environment, say);
  const serverOps = (await readFreePort(environment, 'OPS_PORT')) ?? (await findOtherFreePort([api]));
  return { api, serverOps, workerOps: await findOtherFreePort([api, serverOps]) };
}

async function chooseApiPort(environment: Environment, say: (line: string) => void): Promise<number> {
  const given = await readFreePort(environment, 'PORT');
  if (given !== undefined) return given;
  if (await isPortFree(defaultApiPort)) return defaultApiPort;
  const port = await findOtherFreePort([]);
  say(`port ${defaultApiPort} is taken by another program: using ${port} (PORT chooses one)`);
  return port;
}

async function readFreePort(environment: Environment, name: string): Promise<number | undefined> {
  const text = environment[name];
  if (!text) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new DevError(`${name} is "${text}", which is not a port (1 to 65535).`);
  }
  if (!(await isPortFree(port))) {
    throw new DevError(`Port ${port} (${name}) is taken by another program.`, `Stop that program, or unset ${name}.`);
  }
  return port;
}

async function findOtherFreePort(taken: number[]): Promise<number> {
  for (;;) {
    const port = await findFreePort();
    if (!taken.includes(port)) return port;
  }
}
