import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startService, type TestService, testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/** Handing a customer's data over: from Shopify's request to the file, and to nothing once the customer is erased. */
let service: TestService;
const requestId = '9007199254740997';
const customer = { id: 77_100, email: 'bea@example.com', phone: null };

const dataExports = (...args: string[]) =>
  runCommand('src/start/data-exports.ts', args, {
    DATABASE_URL: service.database.url,
    ENCRYPTION_KEY: testRecord({})['ENCRYPTION_KEY'],
  });

async function deliver(topic: string, body: unknown): Promise<void> {
  expect((await service.deliver({ topic, body })).statusCode).toBe(200);
  await service.settled();
}

beforeAll(async () => {
  service = await startService();
});

afterAll(() => service?.stop());

it('hands an export over once, noted, for the owner of the file alone', async () => {
  expect(await dataExports('list')).toEqual({ code: 0, stdout: 'No exports.\n', stderr: '' });
  await deliver('customers/create', { id: customer.id, email: customer.email, updated_at: '2026-11-21T08:00:00Z' });
  const request = { shop_domain: 'x', customer, orders_requested: [], data_request: { id: requestId } };
  await deliver('customers/data_request', request);
  expect((await dataExports('list')).stdout).toMatch(/9007199254740997 +77100 .* ready +no$/m);

  const file = join(inject('runFolder'), 'export.json');
  const { code, stdout, stderr } = await dataExports('write', requestId, file, '--as', 'dpo');
  expect({ code, stdout }).toEqual({ code: 0, stdout: `The export of request ${requestId} is in ${file}.\n` });
  expect(stderr).toContain('personal data');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const content = JSON.parse(await readFile(file, 'utf8'));
  expect(content).toMatchObject({ customer: { personal: { email: customer.email } } });
  expect((await dataExports('list', '--json')).stdout).toContain('"handedOverBy": "operator:dpo"');

  const again = await dataExports('write', requestId, file);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain('--force replaces it');
  expect((await dataExports('write', requestId, file, '--force')).code).toBe(0);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(content);
});

it('hands over nothing of a customer who was erased, and leaves no file', async () => {
  await deliver('customers/redact', { shop_id: 1, shop_domain: 'x', customer, orders_to_redact: [] });
  const file = join(inject('runFolder'), 'erased.json');
  const { code, stderr } = await dataExports('write', requestId, file);
  expect(code).toBe(1);
  expect(stderr).toContain('was erased together with its customer');
  await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  expect((await dataExports('list')).stdout).toContain('erased');
});

it('ends with one sentence on what it cannot do', async () => {
  const file = join(inject('runFolder'), 'none.json');
  expect((await dataExports('write', '1', file)).stderr).toContain('There is no export of request 1.');
  expect((await dataExports('write', '1', '/no/such/folder/file')).stderr).toContain('cannot be written (ENOENT)');
  expect(await dataExports('write', '1')).toMatchObject({ code: 2, stdout: '' });
  expect(await dataExports('--help')).toMatchObject({ code: 0, stderr: '' });
});
