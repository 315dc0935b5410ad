import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countLeft, rotateKeys } from '../../src/keys/rotate-keys.ts';
import { sealedColumns } from '../../src/keys/sealed-columns.ts';
import { customerContext } from '../../src/modules/customers/customers.writes.ts';
import { withConnection } from '../../src/platform/connection.ts';
import { createCrypto } from '../../src/platform/crypto.ts';
import { toJson } from '../../src/platform/sealed-json.ts';
import { repositoryRoot } from '../guards/source-files.ts';
import { asUser, type Caller } from '../support/callers.ts';
import { clerkSecret, signedEvent, userEvent } from '../support/clerk.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/** A rotation as the runbook has it, with the services of each of its steps on one database. */
const oldKey = 'the-key-that-is-to-be-let-go-of!';
const newKey = 'the-key-that-is-to-seal-from-now';
const program = '../../scripts/rotate-keys.ts';
const clerkId = 'user_rotation';
const email = 'ada@example.com';
const patiently = { timeout: 10_000 };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.drop());

const start = (key: string, previous = '') =>
  startService({
    database,
    env: { ENCRYPTION_KEY: key, ENCRYPTION_KEY_PREVIOUS: previous, CLERK_WEBHOOK_SECRET: clerkSecret },
  });
const keys = () => ({ DATABASE_URL: database.url, ENCRYPTION_KEY: newKey, ENCRYPTION_KEY_PREVIOUS: oldKey });
const rotate = (...args: string[]) => runCommand(program, args, keys());
const left = (key = newKey) =>
  withConnection(database.url, (connection) => countLeft(connection, createCrypto([key]), sealedColumns));

const designKey = randomUUID();
const addPet = (caller: Caller) =>
  caller.ask({
    method: 'POST',
    url: '/api/v1/pets',
    headers: { 'idempotency-key': designKey },
    payload: { name: 'Rex', species: 'dog', notes: 'bites the postman' },
  });

/** Something in every sealed column. */
async function fill(service: TestService): Promise<string> {
  const event = signedEvent({ body: userEvent('user.created', { id: clerkId, firstName: 'Ada', email }) });
  await expect.poll(() => post(service, '/webhooks/clerk', event), patiently).toBe(200);
  await deliver(service, 'customers/create', sampleWith('customers/create', { email }));
  await deliver(service, 'orders/create', sampleWith('orders/create', {}));
  await deliver(service, 'carts/update', { id: 'a-cart', note: 'leave it at the door' });
  await deliver(service, 'customers/data_request', sampleWith('customers/data_request', {}));
  await service.settled();
  const added = await addPet(await asUser(service, clerkId));
  expect(added.statusCode).toBe(201);
  return added.json().id as string;
}

const post = async (service: TestService, url: string, options: object) =>
  (await service.app.inject({ method: 'POST', url, ...options })).statusCode;

async function deliver(service: TestService, topic: string, body: object): Promise<void> {
  const webhookId = randomUUID();
  await expect.poll(async () => (await service.deliver({ topic, body, webhookId })).statusCode, patiently).toBe(200);
}

/** All that people can see of what is sealed; anything that does not open fails. */
async function readAll(service: TestService, petId: string): Promise<void> {
  const caller = await asUser(service, clerkId);
  const copy = await caller.ask({ method: 'GET', url: '/api/v1/me/export' });
  const pet = await caller.ask({ method: 'GET', url: `/api/v1/pets/${petId}` });
  expect([copy.statusCode, pet.statusCode]).toEqual([200, 200]);
  expect(copy.json().profile).toMatchObject({ email });
  expect(copy.json().purchases).toHaveLength(1);
  expect(pet.json().notes).toBe('bites the postman');
  // Answered from what was kept of the first time, which is sealed too.
  expect((await addPet(caller)).json()).toMatchObject({ id: petId });
}

async function work(service: TestService, petId: string, round: number): Promise<void> {
  const caller = await asUser(service, clerkId);
  const renamed = { method: 'PATCH', url: '/api/v1/me', headers: { 'if-match': '*' } } as const;
  expect((await caller.ask({ ...renamed, payload: { name: `Ada ${round}` } })).statusCode).toBe(200);
  await deliver(service, 'orders/create', sampleWith('orders/create', { id: 900_000 + round }));
  await readAll(service, petId);
}

describe('rotating the encryption key', () => {
  it('goes through its steps while people and deliveries keep coming, and ends without the old key', async () => {
    const before = await start(oldKey);
    const petId = await fill(before);
    const filled = Object.keys(await left(newKey)).sort();
    expect(filled).toEqual(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort());
    await before.stop();

    // Step by step through the machines: some seal with the old key and some with the new one, and all open both.
    const [first, second] = [await start(oldKey, newKey), await start(newKey, oldKey)];
    for (let round = 1; round <= 3; round += 1) {
      await work(second, petId, round * 2);
      await work(first, petId, round * 2 + 1);
    }
    await first.stop();

    let rotating = true;
    const rotation = rotate('--as', 'night-shift').finally(() => {
      rotating = false;
    });
    let rounds = 0;
    for (; rotating || rounds < 3; rounds += 1) await work(second, petId, 100 + rounds);
    expect(await rotation).toMatchObject({ code: 0 });
    expect((await rotation).stdout).toContain('Nothing is left under another key');
    await second.settled();
    expect(await left()).toEqual({});
    await second.stop();

    const after = await start(newKey);
    await work(after, petId, 999);
    await after.settled();
    expect(await after.rows(`SELECT FROM webhook_inbox WHERE status = 'dead'`)).toEqual([]);
    const [user] = await after.rows<{ email_hash: Buffer }>('SELECT email_hash FROM users');
    const [customer] = await after.rows<{ email_hash: Buffer }>('SELECT email_hash FROM customers');
    const hash = createCrypto([newKey]).lookupHash('email', email);
    expect([user?.email_hash, customer?.email_hash]).toEqual([hash, hash]);
    const [audit] = await after.rows(`SELECT actor, details FROM audit_log WHERE action = 'keys.rotate'`);
    expect(audit).toMatchObject({ actor: 'operator:night-shift', details: { left: {} } });
    await after.stop();
  });

  it('killed in the middle, it goes on where it was', async () => {
    const count = 3_000;
    await withConnection(database.url, async (connection) => {
      const ids = Array.from({ length: count }, (_, index) => 1_000_000 + index);
      const crypto = createCrypto([oldKey]);
      const sealed = ids.map((id) => crypto.seal(customerContext(BigInt(id)), toJson({ email: `${id}@example.com` })));
      await connection.query(
        `INSERT INTO customers (id, personal, email_hash, updated_at)
         SELECT id, sealed, '\\x00', now() FROM unnest($1::bigint[], $2::bytea[]) AS new (id, sealed)`,
        [ids, sealed],
      );
    });
    expect((await rotate('--dry-run')).stdout).toContain(`customers.personal ${count}`);
    const child = spawn(process.execPath, [join(repositoryRoot, 'scripts/rotate-keys.ts')], {
      env: { PATH: process.env['PATH'], ...keys() },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await once(child.stderr, 'data');
    child.kill('SIGKILL');
    await once(child, 'close');
    const remaining = (await left())['customers.personal'] ?? 0;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThan(count);

    const { code, stdout } = await rotate('--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ resealed: { 'customers.personal': remaining }, left: {}, done: true });
  });

  it('passes over a row that somebody holds, and takes it when it is free', async () => {
    const crypto = createCrypto([oldKey]);
    await withConnection(database.url, async (connection) => {
      await connection.query('UPDATE customers SET personal = $1 WHERE id = 1000001', [
        crypto.seal(customerContext(1_000_001n), toJson({ email: null })),
      ]);
      await connection.query('BEGIN; SELECT FROM customers WHERE id = 1000001 FOR UPDATE');
      const progress: string[] = [];
      const rotation = withConnection(database.url, (own) =>
        rotateKeys({
          ...{ connection: own, crypto: createCrypto([newKey, oldKey]), columns: sealedColumns },
          onProgress: (line) => progress.push(line),
        }),
      );
      const waits = 'still under another key: customers.personal 1; looking again';
      await expect.poll(() => progress, patiently).toContain(waits);
      await connection.query('COMMIT');
      expect(await rotation).toMatchObject({ resealed: { 'customers.personal': 1 }, left: {} });
    });
  });

  it('says what no key opens, changes nothing of it, and ends with 1', async () => {
    const strange = createCrypto(['a-key-that-nobody-has-any-longer']).seal(
      customerContext(1_000_002n),
      Buffer.from('{}'),
    );
    await withConnection(database.url, async (connection) => {
      await connection.query('UPDATE customers SET personal = $1 WHERE id = 1000002', [strange]);
      const { code, stderr } = await rotate();
      expect(code).toBe(1);
      expect(stderr).toContain('No key given opens: customers.personal 1.');
      expect(stderr).toContain('Do not take ENCRYPTION_KEY_PREVIOUS away.');
      const { rows } = await connection.query<{ personal: Buffer }>(
        'SELECT personal FROM customers WHERE id = 1000002',
      );
      expect(rows[0]?.personal).toEqual(strange);
    });
  });

  it('asks for both keys', async () => {
    expect(await runCommand(program, [], { ...keys(), ENCRYPTION_KEY_PREVIOUS: '' })).toMatchObject({ code: 1 });
    expect(await runCommand(program, ['--nonsense'], keys())).toMatchObject({ code: 2 });
    expect(await runCommand(program, ['--help'])).toMatchObject({ code: 0 });
  });
});
