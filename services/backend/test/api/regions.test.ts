import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { issuer, startService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let frankfurt: TestService;
let washington: TestService;
let authorization: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const inRegion = (region: string) =>
    startService({ database, env: { FLY_APP_NAME: 'pet-backend', FLY_REGION: region, PRIMARY_REGION: 'fra' } });
  [frankfurt, washington] = [await inRegion('fra'), await inRegion('iad')];
  authorization = `Bearer ${await issuer.issueSession({ clerkId: 'user_alice' })}`;
});
afterAll(async () => {
  await Promise.all([frankfurt?.stop(), washington?.stop()]);
  await database?.drop();
});

const pet = { name: 'Rex', species: 'dog' };
const petsNamed = (name: string) => frankfurt.rows(`SELECT id FROM pets WHERE name = $1`, [name]);
const createPet = (service: TestService, name: string, headers: Record<string, string> = {}) =>
  service.app.inject({
    method: 'POST',
    url: '/api/v1/pets',
    headers: { authorization, 'fly-client-ip': '203.0.113.7', 'fly-region': 'iad', ...headers },
    payload: { ...pet, name },
  });

test('a write goes to the primary region, where the same request is done once and for all', async () => {
  const idempotencyKey = randomUUID();
  const first = await createPet(washington, 'Sent', { 'idempotency-key': idempotencyKey });
  expect(first.headers['fly-replay']).toBe('region=fra;state=write;timeout=5s;fallback=prefer_self');
  expect(first.body).toBe('');
  expect(await petsNamed('Sent')).toEqual([]);

  const brought = { 'idempotency-key': idempotencyKey, 'fly-replay-src': 'instance=1;region=iad;t=1;state=write' };
  const second = await createPet(frankfurt, 'Sent', brought);
  expect(second.statusCode).toBe(201);
  expect(second.headers['fly-replay']).toBeUndefined();
  expect(await petsNamed('Sent')).toHaveLength(1);
});

test('a write that comes back is done from afar', async () => {
  const failed = { 'fly-replay-failed': 'instance=1;app=pet-backend;region=fra;reason=no_candidate;elapsed_ms=5000' };
  const response = await createPet(washington, 'Returned', failed);
  expect(response.statusCode).toBe(201);
  expect(response.headers['fly-replay']).toBeUndefined();
  expect(await petsNamed('Returned')).toHaveLength(1);
});

test('a read is answered where it came in, with what its client wrote elsewhere', async () => {
  const written = await createPet(frankfurt, 'Seen');
  const read = await washington.app.inject({
    url: written.headers['location'] as string,
    headers: { authorization, 'x-read-after': written.headers['x-read-after'] as string },
  });
  expect(read.statusCode).toBe(200);
  expect(read.json()).toMatchObject({ name: 'Seen' });
});

test('nobody is asked who they are before the request is where it will be answered', async () => {
  const response = await createPet(washington, 'Nobody', { authorization: 'Bearer nonsense' });
  expect(response.headers['fly-replay']).toBeDefined();
});

test('a webhook is recorded from wherever it came in', async () => {
  const response = await washington.deliver({ topic: 'orders/create', body: { id: 77, line_items: [] } });
  expect(response.statusCode).toBe(200);
  expect(response.headers['fly-replay']).toBeUndefined();
  const rows = await frankfurt.rows(
    `SELECT 1 FROM webhook_inbox WHERE topic = 'orders/create' UNION ALL SELECT 1 FROM webhook_logs`,
  );
  expect(rows).toHaveLength(1);
});
