import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { findFreePort } from '../../dev/start/free-port.ts';
import { createTestDatabase } from '../support/database.ts';
import { startService, type TestService, testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/** The demo as a newcomer runs it, against the whole service with a queue and a worker. */
let service: TestService;
let url: string;

const demoTimeoutMs = 90_000;
const known = testRecord({});

const demo = (args: string[], environment: Record<string, string> = {}) =>
  runCommand('dev/demo/demo.ts', args, {
    DATA_DIR: join(inject('runFolder'), 'no-instance-here'),
    DATABASE_URL: service.database.url,
    SHOPIFY_SHOP_DOMAIN: known['SHOPIFY_SHOP_DOMAIN'],
    SHOPIFY_WEBHOOK_SECRET: known['SHOPIFY_WEBHOOK_SECRET'],
    ENCRYPTION_KEY: known['ENCRYPTION_KEY'],
    ...environment,
  });

beforeAll(async () => {
  service = await startService({ queue: 'postgres' });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(service.app.server.address() as AddressInfo).port}`;
});

afterAll(() => service?.stop());

it(
  'plays a morning, and all is as it must be, twice',
  async () => {
    const { code, stdout, stderr } = await demo(['--url', url]);
    expect({ code, stderr, unmet: stdout.split('\n').filter((line) => line.startsWith('✗')) }).toEqual({
      code: 0,
      stderr: '',
      unmet: [],
    });
    expect(stdout).toMatch(/All \d+ expectations are met\./);
    expect(stdout).not.toContain('\u001b');
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);

    // On a database that has seen a morning already, and as JSON.
    const again = await demo(['--url', url, '--json']);
    const report = JSON.parse(again.stdout) as {
      ok: boolean;
      deliveries: { ok: boolean }[];
      findings: { ok: boolean }[];
    };
    expect(report).toMatchObject({ ok: true, problem: null });
    expect(report.deliveries).toHaveLength(22);
    expect(report.findings.length).toBeGreaterThan(20);
    expect(again.code).toBe(0);
  },
  demoTimeoutMs,
);

it('ends with 1 when the database says something else', async () => {
  // A database trigger that spoils what the service writes: the demo must see it.
  await service.rows(`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW.total_price := 1; RETURN NEW; END $$`);
  await service.rows('CREATE TRIGGER spoil BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION spoil()');
  const { code, stdout } = await demo(['--url', url]);
  await service.rows('DROP TRIGGER spoil ON orders');
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/total +1\.00 USD/),
  ]);
  expect(stdout).toContain('1 of 49 expectations are not met.');
  expect(code).toBe(1);
});

it('says what is wrong when the secret, the database or the server is another one', async () => {
  const secret = await demo(['--url', url], { SHOPIFY_WEBHOOK_SECRET: 'some-secret-of-somebody-else' });
  expect(secret.code).toBe(1);
  expect(secret.stderr).toContain('The signature does not match the body.');

  const other = await createTestDatabase();
  const database = await demo(['--url', url], { DATABASE_URL: other.url });
  await other.drop();
  expect(database.code).toBe(1);
  expect(database.stderr).toContain('but not in the database at');

  const nobody = await demo(['--url', `http://127.0.0.1:${await findFreePort()}`]);
  expect(nobody.code).toBe(1);
  expect(nobody.stderr).toMatch(/^\nNo server answers at .*\n {2}Start one with npm start/);
});

it('says so when no worker runs', async () => {
  for (const worker of service.workers.splice(0)) await worker.stop();
  const { code, stderr } = await demo(['--url', url, '--timeout', '1']);
  expect(code).toBe(1);
  expect(stderr).toContain('nobody has processed it for 1 s: no worker is running');
});

it('takes no orders into production, and explains itself', async () => {
  expect((await demo(['--url', url], { NODE_ENV: 'production' })).stderr).toContain(
    'does not run with NODE_ENV=production',
  );
  expect(await demo(['--frob'])).toMatchObject({ code: 2, stdout: '' });
  expect((await demo(['--help'])).stdout).toContain('npm run demo');
});
