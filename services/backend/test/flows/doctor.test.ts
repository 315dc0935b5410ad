import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { withClient } from '../../dev/postgres/databases.ts';
import { startPrimary } from '../../dev/postgres/postgres.ts';
import { waitUntil } from '../../dev/start/processes.ts';
import type { Line } from '../../src/doctor/check.ts';
import { createRedisQueues } from '../../src/jobs/queue-backend.ts';
import { queueNames } from '../../src/jobs/queues.ts';
import { createCrypto } from '../../src/platform/crypto.ts';
import { bodyContext } from '../../src/webhooks/inbox.ts';
import { createTestDatabase, startPair, type TestDatabase } from '../support/database.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { startS3 } from '../support/s3.ts';
import { testRecord } from '../support/service.ts';
import { startSmtpServer } from '../support/smtp.ts';
import { runCommand } from './command-process.ts';

/** Each thing is broken for real, and the real command must say so. */
let database: TestDatabase;
let record: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  record = testRecord({
    DATABASE_URL: database.url,
    DATABASE_REPLICA_URL: database.replicaUrl,
    ENABLE_QUEUE: 'false',
    SHOPIFY_CLIENT_SECRET: '',
    REPLICA_MAX_LAG_MS: '10000',
  });
});
afterAll(() => database?.drop());

async function examine(changes: Record<string, string> = {}) {
  const { code, stdout, stderr } = await runCommand('src/start/doctor.ts', ['--json'], { ...record, ...changes });
  expect(stderr).toBe('');
  const { healthy, lines } = JSON.parse(stdout) as { healthy: boolean; lines: Line[] };
  expect(code).toBe(healthy ? 0 : 1);
  for (const secret of ['ENCRYPTION_KEY', 'JWT_SECRET', 'SESSION_SECRET', 'SHOPIFY_WEBHOOK_SECRET', 'CLERK_JWT_KEY']) {
    expect(stdout).not.toContain(record[secret]);
  }
  expect(stdout).not.toContain(new URL(database.url).password);
  const find = (name: string) => lines.find((line) => line.name === name);
  const failing = lines.filter(({ verdict }) => verdict === 'fail').map(({ name }) => name);
  return { code, lines, find, failing, stdout };
}

const rows = (text: string, values: unknown[] = []) =>
  withClient(database.url, async (client) => (await client.query(text, values)).rows);

async function insertDelivery(status: string, minutesAgo = 0, body: Buffer | null = null): Promise<void> {
  await rows(
    `INSERT INTO webhook_inbox (source, webhook_id, topic, shop_domain, triggered_at, received_at, status, body)
     VALUES ('shopify', $1, 'orders/create', 'a.myshopify.com', now(), now() - $2::int * interval '1 minute', $3, $4)`,
    [randomBytes(6).toString('hex'), minutesAgo, status, body],
  );
}

describe('an installation that works', () => {
  it('has no failing line, and says so in one screen', async () => {
    const { failing, lines, find } = await examine();
    expect(failing).toEqual([]);
    expect(lines.length).toBeGreaterThan(15);
    expect(find('postgresql')?.found).toMatch(/^PostgreSQL \d+/);
    expect(find('replica')?.found).toMatch(/^a standby of this primary, level within \d+ ms$/);
    expect(find('migrations')?.found).toBe('all are applied');
    expect(find('storage')?.found).toBe('wrote, read and deleted in the folder');
    const screen = await runCommand('src/start/doctor.ts', [], record);
    expect(screen).toMatchObject({ code: 0, stderr: '' });
    expect(screen.stdout.split('\n').length).toBeLessThan(45);
    expect(screen.stdout).toMatch(/\d+ ok, \d+ to look at, 0 failing\.\n$/);
  });

  it('is not looked at with --help or --dry-run, nor by mistake', async () => {
    expect(await runCommand('src/start/doctor.ts', ['--help'])).toMatchObject({ code: 0, stderr: '' });
    const dry = await runCommand('src/start/doctor.ts', ['--dry-run'], record);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toContain('encryption keys');
    expect(await runCommand('src/start/doctor.ts', ['--nonsense'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the environment', () => {
  it('shows all its problems, and the rest is looked at nevertheless', async () => {
    const { find, failing } = await examine({ ENCRYPTION_KEY: 'too-short', PORT: 'many', JWT_SECRET: '' });
    expect(failing).toEqual(['environment']);
    expect(find('environment')?.found).toContain('PORT ');
    expect(find('environment')?.found).toContain('ENCRYPTION_KEY must be exactly 32 characters');
    expect(find('environment')?.found).toContain('JWT_SECRET is required');
    expect(find('encryption keys')).toMatchObject({ verdict: 'warn', advice: 'It needs ENCRYPTION_KEY.' });
    expect(find('postgresql')?.verdict).toBe('ok');
  });
});

describe('PostgreSQL', () => {
  it('that is away, or refuses us', async () => {
    const { find, failing } = await examine({ DATABASE_URL: 'postgresql://pet:hush@127.0.0.1:1/pet' });
    expect(failing).toEqual(expect.arrayContaining(['postgresql', 'migrations', 'inbox', 'backup']) as string[]);
    expect(find('postgresql')?.found).toBe('it does not answer (ECONNREFUSED)');
    expect(find('replica')).toMatchObject({ verdict: 'warn' });
    const stranger = new URL(database.url);
    stranger.password = 'wrong';
    expect((await examine({ DATABASE_URL: stranger.href })).find('postgresql')?.found).toMatch(/refused/);
  });

  it('that is the replica by mistake', async () => {
    const { find } = await examine({ DATABASE_URL: database.replicaUrl });
    expect(find('postgresql')).toMatchObject({ verdict: 'fail', advice: 'DATABASE_URL must lead to the primary.' });
  });

  it('that lacks a migration, a right, an extension, durability or room', async () => {
    const own = await createTestDatabase();
    try {
      const asSuperuser = new URL(inject('superUrl'));
      asSuperuser.pathname = new URL(own.url).pathname;
      await withClient(asSuperuser.href, (client) => client.query('DROP EXTENSION unaccent CASCADE'));
      const [last] = await withClient(own.url, async (client) => {
        await client.query(`ALTER DATABASE ${new URL(own.url).pathname.slice(1)} SET synchronous_commit = off`);
        return (
          await client.query<{ migration_name: string }>(
            'DELETE FROM _prisma_migrations WHERE id = (SELECT id FROM _prisma_migrations ORDER BY migration_name DESC LIMIT 1) RETURNING migration_name',
          )
        ).rows;
      });
      const { find, failing } = await examine({ DATABASE_URL: own.url, DATABASE_POOL_MAX: '200' });
      expect(failing).toEqual(['extensions', 'migrations', 'durability', 'connections']);
      expect(find('migrations')?.found).toBe(`missing: ${last?.migration_name}`);
      expect(find('extensions')?.found).toBe('unaccent missing');
      expect(find('durability')?.found).toMatch(/^synchronous_commit off/);
      expect(find('connections')?.found).toContain('processes of 202');
    } finally {
      await own.drop();
    }
  });
});

describe('the replica', () => {
  it('that is none, of another primary, stopped, or behind', { timeout: 90_000 }, async () => {
    expect((await examine({ DATABASE_REPLICA_URL: database.url })).find('replica')?.found).toBe('it is not a standby');
    const pair = await startPair();
    try {
      const other = { DATABASE_REPLICA_URL: pair.replica.url() };
      expect((await examine(other)).find('replica')?.found).toBe('a standby of another primary');
      const both = { DATABASE_URL: pair.primary.url(), ...other, REPLICA_MAX_LAG_MS: '200' };
      await withClient(pair.replica.superUrl(), (client) => client.query('SELECT pg_wal_replay_pause()'));
      await withClient(pair.primary.url(), (client) => client.query('CREATE TABLE later ()'));
      expect((await examine(both)).find('replica')?.found).toBe('behind by more than 200 ms');
      await pair.replica.stop('immediate');
      expect((await examine(both)).find('replica')?.found).toBe('it does not answer (ECONNREFUSED)');
    } finally {
      await pair.stop();
    }
  });
});

describe.skipIf(!canStartRedis())('Redis', () => {
  it('that evicts, is away, or has nobody who consumes', async () => {
    const redis = await startRedis({ args: ['--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru'] });
    const settings = { ENABLE_QUEUE: 'true', REDIS_URL: redis.url, REDIS_PREFIX: 'doctor:' };
    try {
      const evicting = await examine({ ...settings, CACHE_REDIS_URL: redis.url });
      expect(evicting.failing).toEqual(['redis', 'queue']);
      expect(evicting.find('redis')?.found).toContain('keys may be evicted, no append-only file');
      expect(evicting.find('queue')?.advice).toContain('Start a worker');
      expect(evicting.find('cache redis')).toMatchObject({ verdict: 'ok', found: 'reachable, allkeys-lru' });
    } finally {
      await redis.stop();
    }
    const away = await examine(settings);
    expect(away.failing).toEqual(['redis', 'queue']);
    expect(away.find('redis')?.found).toContain('ECONNREFUSED');
  });

  it('as it should be, with workers', async () => {
    const redis = await startRedis({
      args: ['--appendonly', 'yes', '--dir', await mkdtemp(join(inject('runFolder'), 'aof-'))],
    });
    const backend = createRedisQueues({ url: redis.url, clusterNodes: undefined }, 'doctor:', () => undefined);
    const workers = queueNames.map((name) => backend.openWorker(name, async () => undefined, { concurrency: 1 }));
    try {
      const settings = { ENABLE_QUEUE: 'true', REDIS_URL: redis.url, REDIS_PREFIX: 'doctor:' };
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
      const consuming = async () => (await examine(settings)).find('queue')?.verdict === 'ok';
      expect(await waitUntil(consuming, 20_000)).toBe(true);
      const { failing, find } = await examine(settings);
      expect(failing).toEqual([]);
      expect(find('redis')?.found).toContain('noeviction, append-only file');
      for (const name of queueNames) expect(find('queue')?.found).toContain(`${name}: 1 consuming`);
    } finally {
      await Promise.all(workers.map((worker) => worker.close()));
      await backend.close();
      await redis.stop();
    }
  });
});

describe('what lies in the database', () => {
  it('a dead delivery, one that waits too long, and a key that opens nothing', async () => {
    await insertDelivery('dead');
    await insertDelivery('pending', 20);
    const { find } = await examine();
    expect(find('inbox')?.found).toMatch(/^1 waiting, the oldest for 1[12]\d\d s, 1 dead, 0 parked$/);
    expect(find('inbox')?.verdict).toBe('fail');
    await rows('DELETE FROM webhook_inbox');

    const crypto = createCrypto([record['ENCRYPTION_KEY'] ?? '']);
    await insertDelivery('parked');
    await rows('UPDATE webhook_inbox SET body = $1, webhook_id = $2', [
      crypto.seal(bodyContext('shopify', 'one'), Buffer.from('{}')),
      'one',
    ]);
    expect((await examine()).find('encryption keys')?.found).toBe('all 1 values tried open');
    const wrong = await examine({ ENCRYPTION_KEY: 'another-key-of-32-characters-it-' });
    expect(wrong.find('encryption keys')?.found).toBe('values of webhook_inbox.body do not open');
    const rotating = {
      ENCRYPTION_KEY: 'another-key-of-32-characters-it-',
      ENCRYPTION_KEY_PREVIOUS: record['ENCRYPTION_KEY'] ?? '',
    };
    expect((await examine(rotating)).find('encryption keys')?.verdict).toBe('ok');
    await rows('DELETE FROM webhook_inbox');
  });

  it('backups that stopped', async () => {
    expect((await examine()).find('backup')?.found).toBe('none was ever taken');
    await rows(
      `INSERT INTO backups (id, format, taken_at, bytes, rows) VALUES ('one', 'rows', now() - interval '30 hours', 1, 1)`,
    );
    expect((await examine()).find('backup')).toMatchObject({
      verdict: 'warn',
      found: 'taken 30.0 h ago, not verified',
    });
    await rows(`UPDATE backups SET taken_at = now(), verified_at = now()`);
    expect((await examine()).find('backup')).toMatchObject({ verdict: 'ok', found: 'taken 0.0 h ago, verified' });
  });
});

describe('what belongs to others', () => {
  it('a bucket that refuses, and one that does not', async () => {
    const s3 = await startS3();
    const settings = {
      STORAGE_S3_BUCKET: s3.options.bucket,
      STORAGE_S3_ENDPOINT: s3.options.endpoint ?? '',
      STORAGE_S3_ACCESS_KEY_ID: s3.options.accessKeyId,
      STORAGE_S3_SECRET_ACCESS_KEY: s3.options.secretAccessKey,
    };
    expect((await examine(settings)).find('storage')?.verdict).toBe('ok');
    expect(s3.objects.size).toBe(0);
    const refused = await examine({ ...settings, STORAGE_S3_SECRET_ACCESS_KEY: 'wrong-secret' });
    expect(refused.find('storage')).toMatchObject({
      verdict: 'fail',
      found: 'cannot write to the bucket pet-previews',
    });
    expect(refused.stdout).not.toContain('wrong-secret');
    await s3.close();
  });

  it('a mail server that is there gets no mail; one that is not is a failure', async () => {
    const smtp = await startSmtpServer();
    expect((await examine({ SMTP_URL: smtp.url })).find('mail')?.verdict).toBe('ok');
    expect(smtp.received).toEqual([]);
    await smtp.stop();
    expect((await examine({ SMTP_URL: smtp.url })).find('mail')).toMatchObject({ verdict: 'fail' });
  });

  it('keys of Clerk that are none, and a shop that does not answer', async () => {
    const { find, failing } = await examine({
      CLERK_JWT_KEY: '-----BEGIN PUBLIC KEY-----\nbm9uZQ==\n-----END PUBLIC KEY-----',
      SHOPIFY_ADMIN_ACCESS_TOKEN: 'shpat_hush',
      SHOPIFY_ADMIN_API_ENDPOINT: 'http://127.0.0.1:1/graphql.json',
    });
    expect(failing).toEqual(['clerk', 'shopify']);
    expect(find('clerk')?.found).toBe('CLERK_JWT_KEY is no public key');
    expect((await examine({ CLERK_PUBLISHABLE_KEY: 'pk_test_nothing' })).failing).toEqual(['clerk']);
  });
});

it('a PostgreSQL that nobody has migrated', async () => {
  const folder = await mkdtemp(join(inject('runFolder'), 'bare-'));
  const server = await startPrimary({ dataDir: join(folder, 'server') });
  try {
    const { failing, find } = await examine({ DATABASE_URL: server.url(), DATABASE_REPLICA_URL: '' });
    expect(failing).toEqual(['migrations', 'inbox', 'encryption keys', 'backup']);
    expect(find('inbox')?.advice).toBe('Apply the migrations: npm run db:migrate.');
    expect(find('replica')?.found).toBe('not used: reads go to the primary');
  } finally {
    await server.stop('immediate');
    await rm(folder, { recursive: true, force: true });
  }
});
