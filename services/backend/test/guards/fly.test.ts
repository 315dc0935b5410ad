import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { poolSizes } from '../../dev/autoscaling/simulate.ts';
import { lastStage, parseDockerfile } from '../../dev/image/dockerfile.ts';
import { parseEnv } from '../../src/env.ts';
import { type EnvName, envSchema, secretNames } from '../../src/env-schema.ts';
import { backendRoot, readSources, repositoryRoot } from './source-files.ts';

const duration = z.string().regex(/^\d+(ms|s|m)$/, { error: 'must have a unit: bare numbers are milliseconds' });
const groups = z.array(z.enum(['server', 'worker'])).min(1);
const check = {
  method: z.literal('GET'),
  path: z.string(),
  interval: duration,
  timeout: duration,
  grace_period: duration,
};
const size = z.enum(['shared-cpu-1x', 'shared-cpu-2x', 'performance-1x']);
const memory = z.string().regex(/^\d+(mb|gb)$/);

/** Of flyctl's own structure (internal/appconfig/config.go) as much as we use; a key that it does not know is ignored by it. */
const flyConfig = z.strictObject({
  app: z.string(),
  primary_region: z.string().regex(/^[a-z]{3}$/),
  kill_signal: z.literal('SIGTERM'),
  kill_timeout: z.int().max(300),
  build: z.strictObject({ dockerfile: z.string() }),
  deploy: z.strictObject({
    strategy: z.enum(['bluegreen', 'rolling']),
    max_unavailable: z.int().optional(),
    wait_timeout: duration,
    release_command: z.string(),
    release_command_timeout: duration,
    release_command_vm: z.strictObject({ size, memory }),
  }),
  processes: z.strictObject({ server: z.string(), worker: z.string() }),
  env: z.record(z.string(), z.string()),
  http_service: z.strictObject({
    processes: z.tuple([z.literal('server')]),
    internal_port: z.int(),
    force_https: z.literal(true),
    auto_start_machines: z.boolean(),
    auto_stop_machines: z.enum(['off', 'stop']),
    min_machines_running: z.int(),
    concurrency: z.strictObject({ type: z.literal('requests'), soft_limit: z.int(), hard_limit: z.int() }),
    checks: z.tuple([z.strictObject({ ...check, protocol: z.literal('http') })]),
  }),
  checks: z.record(z.string(), z.strictObject({ ...check, processes: groups, type: z.literal('http'), port: z.int() })),
  metrics: z.array(z.strictObject({ processes: groups, port: z.int(), path: z.string() })),
  vm: z.array(z.strictObject({ processes: groups, size, memory })),
  restart: z.array(z.strictObject({ processes: groups, policy: z.enum(['always', 'on-failure']) })),
});

const httpHeaders = z.strictObject({ 'X-Forwarded-Proto': z.literal('https') });

/** TOML puts `[http_service.checks.headers]` into the last of `[[http_service.checks]]`, so it is read from there. */
function readFly(name: string) {
  const text = readFileSync(join(repositoryRoot, name), 'utf8');
  const raw = parse(text) as { http_service: { checks: { headers?: unknown }[] } };
  const headers = raw.http_service.checks.map(({ headers: given, ...rest }, index) => {
    raw.http_service.checks[index] = rest;
    return httpHeaders.parse(given);
  });
  return { text, headers, config: flyConfig.parse(raw) };
}

const seconds = (text: string) => Number.parseInt(text, 10) * (text.endsWith('m') ? 60 : 1);

/** The phases of a shutdown follow one another, each with its own limit. */
function shutdownSeconds(...files: string[]): number {
  const texts = files.map((file) => readSources('src').find(({ path }) => path === `src/start/${file}.ts`)?.text ?? '');
  const limits = texts.flatMap((text) => [...text.matchAll(/timeoutMs: ([\d_]+)/g)]);
  expect(limits.length).toBeGreaterThan(4);
  return limits.reduce((sum, [, limit = '0']) => sum + Number(limit.replaceAll('_', '')), 0) / 1_000;
}

describe.each(['fly.prod.toml', 'fly.staging.toml'])('%s', (name) => {
  const { text, config } = readFly(name);
  const { env } = config;

  it('sets variables that exist, and none that is secret or that Fly sets itself', () => {
    expect(Object.keys(env).filter((variable) => !(variable in envSchema.shape))).toEqual([]);
    expect(Object.keys(env).filter((variable) => secretNames.includes(variable as EnvName))).toEqual([]);
    expect(Object.keys(env).filter((variable) => /^FLY_|^PRIMARY_REGION$/.test(variable))).toEqual([]);
    expect(text).not.toMatch(/sk_(live|test)_|whsec_|postgres(ql)?:\/\/|rediss?:\/\/|FlyV1/);
  });

  it('starts with the secrets that it names, and with none of them missing', () => {
    const named = /`fly secrets set` is given\n((?:# {3}.*\n)+)/.exec(text)?.[1]?.match(/[A-Z][A-Z0-9_]+/g) ?? [];
    expect(named.filter((variable) => !secretNames.includes(variable as EnvName))).toEqual([]);
    const secrets = Object.fromEntries(named.map((variable) => [variable, exampleSecrets[variable] ?? 'x'.repeat(32)]));
    expect(parseEnv({ ...env, ...secrets })).toHaveProperty('env');
    for (const missing of named) {
      const rest = Object.fromEntries(Object.entries(secrets).filter(([variable]) => variable !== missing));
      const parsed = parseEnv({ ...env, ...rest });
      const names = 'problems' in parsed ? parsed.problems.map((problem) => problem.name) : [];
      // Migrations do without it where there is no pooler.
      expect(names).toEqual(missing === 'DATABASE_DIRECT_URL' ? [] : [missing]);
    }
  });

  it('runs programs of the image, which is built from the Dockerfile', () => {
    expect(config.build.dockerfile).toBe('services/backend/Dockerfile');
    const image = lastStage(parseDockerfile(readFileSync(join(repositoryRoot, config.build.dockerfile), 'utf8')));
    expect(image.workFolder).toMatch(/\/dist\/start$/);
    const programs = readdirSync(join(backendRoot, 'src', 'start')).map((file) => file.replace(/\.ts$/, ''));
    for (const command of [...Object.values(config.processes), config.deploy.release_command]) {
      expect(programs).toContain(command);
    }
  });

  it('asks the ports that the processes listen on for what they answer', () => {
    expect(config.http_service.internal_port).toBe(Number(env['PORT']));
    const routes = readSources('src').find(({ path }) => path === 'src/http/ops.routes.ts')?.text ?? '';
    const { checks } = config;
    expect(config.http_service.checks[0].path).toBe('/readyz');
    for (const { port, path } of Object.values(checks))
      expect([port, path]).toEqual([Number(env['OPS_PORT']), '/readyz']);
    for (const { port, path } of config.metrics) expect([port, path]).toEqual([Number(env['OPS_PORT']), '/metrics']);
    for (const path of ['/readyz', '/metrics']) expect(routes).toContain(`'${path}'`);
    expect(Object.values(checks).flatMap(({ processes }) => processes)).toEqual(['worker']);
  });

  it('has metrics, a size and a restart policy for every process', () => {
    for (const part of [config.metrics, config.vm, config.restart]) {
      expect(part.flatMap(({ processes }) => processes).sort()).toEqual(['server', 'worker']);
    }
  });

  it('waits longer for the end of a process than the process waits for its work', () => {
    expect(config.kill_timeout).toBeGreaterThan(shutdownSeconds('build-server', 'deps'));
    expect(config.kill_timeout).toBeGreaterThan(shutdownSeconds('build-worker', 'deps'));
    expect(text).toContain(
      `A worker takes up to ${shutdownSeconds('build-worker', 'deps')} s to finish its jobs, a server up to ${shutdownSeconds('build-server', 'deps')} s.`,
    );
  });

  it('gives migrations more time than they take for waiting and for a statement', () => {
    const migrations = readSources('src').find(({ path }) => path === 'src/platform/migrations.ts')?.text ?? '';
    const [, statementMs, waitMs] = /statementTimeoutMs: ([\d_]+), waitMs: ([\d_]+)/.exec(migrations) ?? [];
    const limitsMs = Number(statementMs?.replaceAll('_', '')) + Number(waitMs?.replaceAll('_', ''));
    expect(seconds(config.deploy.release_command_timeout) * 1_000).toBeGreaterThan(limitsMs);
  });
});

const exampleSecrets: Record<string, string> = {
  DATABASE_URL: 'postgresql://pet:password@pgbouncer.cluster.flympg.net:5432/pet',
  DATABASE_DIRECT_URL: 'postgresql://pet:password@direct.cluster.flympg.net:5432/pet',
  REDIS_URL: 'rediss://default:password@redis.example.com:6379',
  SMTP_URL: 'smtp://user:password@smtp.example.com:587',
  CLERK_SECRET_KEY: 'sk_live_example',
  CLERK_WEBHOOK_SECRET: `whsec_${Buffer.alloc(24).toString('base64')}`,
};

describe('production and staging', () => {
  const [prod, staging] = [readFly('fly.prod.toml').config, readFly('fly.staging.toml').config];

  it('are different apps that share nothing', () => {
    for (const read of [
      (config: typeof prod) => config.app,
      ({ env }: typeof prod) => env['NODE_ENV'],
      ({ env }: typeof prod) => env['CLERK_PUBLISHABLE_KEY'],
      ({ env }: typeof prod) => env['SHOPIFY_SHOP_DOMAIN'],
      ({ env }: typeof prod) => env['STORAGE_S3_BUCKET'],
      ({ env }: typeof prod) => env['CORS_ORIGIN'],
    ]) {
      expect(read(prod)).not.toBe(read(staging));
    }
    expect(Object.keys(prod.env)).toEqual(Object.keys(staging.env));
  });

  it('are replaced beside one another, and one machine at a time', () => {
    expect(prod.deploy).toMatchObject({ strategy: 'bluegreen' });
    expect(prod.deploy.max_unavailable).toBeUndefined();
    expect(staging.deploy).toMatchObject({ strategy: 'rolling', max_unavailable: 1 });
  });

  it('keep a machine awake for webhooks, production two', () => {
    expect(prod.http_service.min_machines_running).toBe(2);
    expect(staging.http_service.min_machines_running).toBeGreaterThanOrEqual(1);
    // What the autoscaler starts and stops, the proxy must not stop as well.
    expect(prod.http_service.auto_stop_machines).toBe('off');
    expect(poolSizes.server).toBeGreaterThan(prod.http_service.min_machines_running);
  });
});
