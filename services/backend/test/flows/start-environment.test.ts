import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type Ended, runToEnd, startServerProcess } from '../support/processes.ts';
import { testRecord } from '../support/service.ts';
import { signedDelivery, webhookSecret } from '../support/shopify.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(inject('runFolder'), 'secrets-'));
});
afterAll(() => database?.drop());

/** The lines that say what is wrong, without the first and the last. */
function problems({ code, stderr, stdout }: Ended): string[] {
  expect(code).toBe(1);
  expect(stdout).toBe('');
  const lines = stderr.trimEnd().split('\n');
  expect(lines.at(0)).toBe('The environment is not right:');
  expect(lines.at(-1)).toBe('See env.template for every variable.');
  return lines.slice(1, -1).map((line) => line.trim());
}

test.each(['server.ts', 'worker.ts'])('%s without anything: all that is missing, at once', async (file) => {
  expect(problems(await runToEnd(file, {}))).toEqual([
    'DATABASE_URL is required',
    'CLERK_PUBLISHABLE_KEY is required',
    'SHOPIFY_SHOP_DOMAIN is required',
    'SHOPIFY_WEBHOOK_SECRET is required',
    'ENCRYPTION_KEY is required',
    'JWT_SECRET is required',
    'REFRESH_TOKEN_SECRET is required',
    'SESSION_SECRET is required',
    'CLERK_JWT_KEY is required, or CLERK_SECRET_KEY',
  ]);
});

test('in production also what a deployment needs', async () => {
  expect(
    problems(await runToEnd('server.ts', testRecord({ NODE_ENV: 'production', DATABASE_URL: database.url }))),
  ).toEqual([
    expect.stringMatching(/^REDIS_URL is required in staging and production/),
    'METRICS_TOKEN is required in staging and production',
    'CLERK_SECRET_KEY is required in staging and production',
    'STORAGE_S3_BUCKET is required in staging and production',
    'STORAGE_S3_ACCESS_KEY_ID is required with a bucket',
    'STORAGE_S3_SECRET_ACCESS_KEY is required with a bucket',
    'SMTP_URL is required in staging and production',
    'MAIL_FROM is required in staging and production',
    'STOREFRONT_URL is required in staging and production',
  ]);
});

test('wrong values are named, all of them, and never repeated', async () => {
  const wrong = {
    DATABASE_URL: 'mysql://root:hunter2-a@db/x',
    SHOPIFY_SHOP_DOMAIN: 'hunter2-b.example.com',
    SHOPIFY_WEBHOOK_SECRET: 'hunter2-c',
    ENCRYPTION_KEY: 'hunter2-d',
    METRICS_TOKEN: 'hunter2-e',
    PORT: 'hunter2-f',
    LOG_LEVEL: 'hunter2-g',
    ENABLE_QUEUE: 'hunter2-h',
    REDIS_PREFIX: 'HUNTER2-I',
    WORKER_CONCURRENCY: '0',
    SENTRY_DSN: 'hunter2-j',
    CLERK_PUBLISHABLE_KEY: 'hunter2-k',
    CLERK_JWT_KEY: 'hunter2-l',
    JWT_SECRET: 'hunter2-m',
    REFRESH_TOKEN_SECRET: 'hunter2-n',
    SESSION_SECRET: 'hunter2-o',
    CORS_ORIGIN: 'hunter2-p',
  };
  const ended = await runToEnd('server.ts', wrong);
  expect(
    problems(ended)
      .map((line) => line.split(' ')[0])
      .sort(),
  ).toEqual(Object.keys(wrong).sort());
  expect(ended.stderr.toLowerCase()).not.toContain('hunter2');
});

test('a secret given twice, and a file that cannot be read', async () => {
  const lines = problems(
    await runToEnd('server.ts', {
      ...testRecord({ DATABASE_URL: database.url }),
      ENCRYPTION_KEY_FILE: join(folder, 'x'),
      METRICS_TOKEN_FILE: join(folder, 'absent'),
    }),
  );
  expect(lines).toEqual([
    'ENCRYPTION_KEY is given twice: as ENCRYPTION_KEY and as ENCRYPTION_KEY_FILE',
    'METRICS_TOKEN_FILE cannot be read (ENOENT)',
  ]);
});

test('a worker without a queue says so', async () => {
  const ended = await runToEnd('worker.ts', testRecord({ DATABASE_URL: database.url, ENABLE_QUEUE: 'false' }));
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('ENABLE_QUEUE=false: the server processes deliveries itself');
});

test('secrets from files work, the line break at their end left away; SIGTERM ends with 0', async () => {
  const { DATABASE_URL: _url, SHOPIFY_WEBHOOK_SECRET: _secret, ENCRYPTION_KEY: _key, ...rest } = testRecord({});
  const secrets = {
    DATABASE_URL: database.url,
    SHOPIFY_WEBHOOK_SECRET: `${webhookSecret}\n`,
    ENCRYPTION_KEY: 'tests-encrypt-with-this-32-chars\r\n',
  };
  const files = await Promise.all(
    Object.entries(secrets).map(async ([name, value]) => {
      const file = join(folder, name);
      await writeFile(file, value, { mode: 0o600 });
      return [`${name}_FILE`, file] as const;
    }),
  );
  const server = await startServerProcess({ ...rest, ENABLE_QUEUE: 'false', ...Object.fromEntries(files) });
  try {
    const { headers, payload } = signedDelivery({ topic: 'tests/files', body: {} });
    const reply = await fetch(`http://127.0.0.1:${server.port}/webhooks/shopify`, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: new Uint8Array(payload),
    });
    expect(await reply.json()).toEqual({ status: 'recorded' });
  } finally {
    expect((await server.stop()).code).toBe(0);
  }
});
