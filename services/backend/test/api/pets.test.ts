import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asGuest, asUser, type Caller } from '../support/callers.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Caller;
let bob: Caller;
let guest: Caller;
beforeAll(async () => {
  service = await startService();
});
beforeEach(async () => {
  [alice, bob, guest] = [await asUser(service), await asUser(service), await asGuest(service)];
});
afterAll(() => service?.stop());

const luna = {
  ...{ name: 'Luna', species: 'dog', breed: 'Vizsla', sex: 'female', birthDate: '2020-02-29' },
  ...{ weightGrams: 22_440, neckMm: 385, chestMm: 640, backMm: 441, notes: 'Ada\u2019s dog. \u{1f415}\nShy.' },
};

async function add(caller: Caller, pet: object = luna): Promise<{ id: string; version: number }> {
  const reply = await caller.ask({ method: 'POST', url: '/api/v1/pets', payload: pet });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json();
}

const read = (caller: Caller, id: string, headers = {}) => caller.ask({ url: `/api/v1/pets/${id}`, headers });
const change = (caller: Caller, id: string, payload: object, ifMatch = '*') =>
  caller.ask({ method: 'PATCH', url: `/api/v1/pets/${id}`, payload, headers: { 'if-match': ifMatch } });
const remove = (caller: Caller, id: string, ifMatch = '*') =>
  caller.ask({ method: 'DELETE', url: `/api/v1/pets/${id}`, headers: { 'if-match': ifMatch } });

const rowOf = async (id: string) => (await service.rows('SELECT * FROM pets WHERE id = $1', [id]))[0];
const audit = (id: string) =>
  service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1 ORDER BY id', [`pet:${id}`]);

describe('adding a pet', () => {
  test('answers with it, in the units of whoever asks, and where it is', async () => {
    const reply = await alice.ask({ method: 'POST', url: '/api/v1/pets', payload: luna });
    expect(reply.statusCode).toBe(201);
    const made = reply.json();
    expect(made).toEqual({
      ...luna,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      display: {
        ...{ units: 'metric', weightUnit: 'kg', lengthUnit: 'cm' },
        ...{ weight: 22.4, neck: 38.5, chest: 64, back: 44.1 },
      },
      version: 1,
      createdAt: expect.any(String),
      updatedAt: made.createdAt,
    });
    expect(Math.abs(Date.parse(made.createdAt) - Date.now())).toBeLessThan(10_000);
    expect(reply.headers).toMatchObject({ location: `/api/v1/pets/${made.id}`, etag: '"1"' });
    expect((await read(alice, made.id)).json()).toEqual(made);
  });

  test('keeps it as its owner’s, with the notes sealed, and an entry in the audit log without anything personal', async () => {
    const { id } = await add(alice);
    const row = await rowOf(id);
    expect(row).toMatchObject({
      ...{ owner_id: alice.ownerId, name: 'Luna', species: 'dog', breed: 'Vizsla', sex: 'female', version: 1 },
      ...{ weight_grams: 22_440, neck_mm: 385, chest_mm: 640, back_mm: 441 },
    });
    expect(row?.['notes'].includes('Shy')).toBe(false);
    expect(await service.rows('SELECT birth_date::text FROM pets WHERE id = $1', [id])).toEqual([
      { birth_date: '2020-02-29' },
    ]);
    expect(await audit(id)).toEqual([{ actor: alice.actor, action: 'pet.create', details: {} }]);
  });

  test('takes a name and a species alone, and trims what was typed', async () => {
    const { id } = await add(guest, { name: '  Bobi ', species: 'ferret' });
    expect((await read(guest, id)).json()).toMatchObject({
      ...{ name: 'Bobi', species: 'ferret', breed: null, sex: null, birthDate: null, notes: null },
      ...{ weightGrams: null, neckMm: null, chestMm: null, backMm: null },
      display: { units: 'metric', weight: null, neck: null, chest: null, back: null },
    });
    expect(await audit(id)).toEqual([{ actor: guest.actor, action: 'pet.create', details: {} }]);
  });

  test('is done once under one Idempotency-Key, even when the first answer was lost', async () => {
    const post = () =>
      alice.ask({ method: 'POST', url: '/api/v1/pets', payload: luna, headers: { 'idempotency-key': 'k1' } });
    const first = await post();
    expect((await post()).json()).toEqual(first.json());
    await service.rows('DELETE FROM idempotency_keys WHERE actor = $1', [alice.ownerId]);
    expect((await post()).json()).toEqual(first.json());
    expect(await service.rows('SELECT id FROM pets WHERE owner_id = $1', [alice.ownerId])).toHaveLength(1);
    expect(await audit(first.json().id)).toHaveLength(1);
  });

  test('stops at fifty, for each owner apart, whatever is sent at once', async () => {
    await service.rows(
      `INSERT INTO pets (id, owner_id, name, species) SELECT gen_random_uuid(), $1, 'Pup ' || n, 'dog' FROM generate_series(1, 47) n`,
      [alice.ownerId],
    );
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => alice.ask({ method: 'POST', url: '/api/v1/pets', payload: luna })),
    );
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 201, 201, 409, 409, 409, 409, 409]);
    expect(replies.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'conflict',
      detail: 'There is room for 50 pets. Delete one to add another.',
    });
    expect(await service.rows('SELECT id FROM pets WHERE owner_id = $1', [alice.ownerId])).toHaveLength(50);
    await add(bob);
  });

  test('is refused to who was erased while their token lives', async () => {
    await add(alice);
    await service.rows('DELETE FROM owners WHERE id = $1', [alice.ownerId]);
    const reply = await alice.ask({ method: 'POST', url: '/api/v1/pets', payload: luna });
    expect(reply.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  });
});

describe('units', () => {
  test('are the user’s own, unless they ask for others', async () => {
    const { id } = await add(alice);
    await service.rows(`UPDATE users SET units = 'imperial' WHERE id = $1`, [alice.ownerId]);
    const imperial = {
      ...{ units: 'imperial', weightUnit: 'lb', lengthUnit: 'in' },
      ...{ weight: 49.5, neck: 15.2, chest: 25.2, back: 17.4 },
    };
    await expect.poll(async () => (await read(alice, id)).json().display).toEqual(imperial);
    expect((await alice.ask({ url: '/api/v1/pets' })).json().items[0].display).toEqual(imperial);
    expect((await change(alice, id, { notes: null })).json().display).toEqual(imperial);
    const asked = await alice.ask({ url: `/api/v1/pets/${id}?units=metric` });
    expect(asked.json().display).toMatchObject({ units: 'metric', chest: 64 });
  });

  test('of a guest are metric, unless they ask for others', async () => {
    const { id } = await add(guest);
    expect((await read(guest, id)).json().display.units).toBe('metric');
    expect((await guest.ask({ url: `/api/v1/pets/${id}?units=imperial` })).json().display).toMatchObject({
      units: 'imperial',
      chest: 25.2,
    });
    expect((await guest.ask({ url: '/api/v1/pets?units=imperial' })).json().items[0].display.chest).toBe(25.2);
  });

  test('have an ETag each, and one version', async () => {
    const { id } = await add(guest);
    const imperial = await guest.ask({ url: `/api/v1/pets/${id}?units=imperial` });
    expect(imperial.headers.etag).toBe('"1-imperial"');
    const metric = await read(guest, id, { 'if-none-match': '"1-imperial"' });
    expect([metric.statusCode, metric.headers.etag]).toEqual([200, '"1"']);
    expect((await change(guest, id, { neckMm: 390 }, '"1-imperial"')).statusCode).toBe(200);
    expect((await change(guest, id, { neckMm: 391 }, '"1-imperial"')).statusCode).toBe(412);
  });
});

describe('reading a pet', () => {
  test('answers 304 to who has this version', async () => {
    const { id } = await add(alice);
    for (const known of ['"1"', 'W/"1"', '"7", "1"', '*']) {
      const reply = await read(alice, id, { 'if-none-match': known });
      expect([reply.statusCode, reply.body, reply.headers.etag], known).toEqual([304, '', '"1"']);
    }
    await change(alice, id, { name: 'Lunita' });
    const reply = await read(alice, id, { 'if-none-match': '"1"' });
    expect([reply.statusCode, reply.json().name, reply.headers.etag]).toEqual([200, 'Lunita', '"2"']);
  });
});

describe('changing a pet', () => {
  test('changes what is named, clears what is null, and leaves the rest', async () => {
    const made = await add(alice);
    const reply = await change(alice, made.id, { chestMm: 652, breed: null, notes: 'Grown.' }, '"1"');
    expect(reply.statusCode).toBe(200);
    expect(reply.headers.etag).toBe('"2"');
    const { updatedAt, ...changed } = reply.json();
    const { updatedAt: madeAt, ...before } = made as typeof made & { updatedAt: string; display: object };
    expect(changed).toEqual({
      ...before,
      ...{ chestMm: 652, breed: null, notes: 'Grown.', version: 2 },
      display: { ...before.display, chest: 65.2 },
    });
    expect(Date.parse(updatedAt)).toBeGreaterThanOrEqual(Date.parse(madeAt));
    expect((await read(alice, made.id)).json()).toEqual(reply.json());
    expect((await audit(made.id))[1]).toEqual({
      actor: alice.actor,
      action: 'pet.update',
      details: { fields: ['breed', 'chestMm', 'notes'] },
    });
    const cleared = await change(alice, made.id, { notes: null, birthDate: null, sex: null, weightGrams: null });
    expect(cleared.json()).toMatchObject({ notes: null, birthDate: null, sex: null, weightGrams: null, neckMm: 385 });
  });

  test('made on an older version is refused, and changes nothing', async () => {
    const { id } = await add(alice);
    await change(alice, id, { name: 'First' }, '"1"');
    for (const stale of ['"1"', '"3"', '"x"', 'W/"2"', '2', '"2", "3"']) {
      const reply = await change(alice, id, { name: 'Second' }, stale);
      expect(reply.json(), stale).toMatchObject({ status: 412, code: 'precondition_failed' });
    }
    expect(await rowOf(id)).toMatchObject({ name: 'First', version: 2 });
    expect(await audit(id)).toHaveLength(2);
  });

  test('of two at once on one version, one', async () => {
    const { id } = await add(alice);
    const replies = await Promise.all(['A', 'B', 'C', 'D'].map((name) => change(alice, id, { name }, '"1"')));
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412]);
    const winner = replies.find(({ statusCode }) => statusCode === 200);
    expect(await rowOf(id)).toMatchObject({ name: winner?.json().name, version: 2 });
  });

  test('names a version', async () => {
    const { id } = await add(alice);
    const without = { url: `/api/v1/pets/${id}`, payload: { name: 'Nobody' } };
    const reply = await alice.ask({ method: 'PATCH', ...without });
    expect(reply.json()).toMatchObject({ status: 428, code: 'precondition_required' });
    expect((await rowOf(id))?.['name']).toBe('Luna');
  });
});

describe('deleting a pet', () => {
  test('takes it away, on the version it names', async () => {
    const { id } = await add(alice);
    expect((await alice.ask({ method: 'DELETE', url: `/api/v1/pets/${id}` })).json().code).toBe(
      'precondition_required',
    );
    expect((await remove(alice, id, '"2"')).json().code).toBe('precondition_failed');
    expect(await rowOf(id)).toBeDefined();
    const reply = await remove(alice, id, '"1"');
    expect([reply.statusCode, reply.body, reply.headers['content-type']]).toEqual([204, '', undefined]);
    expect(await rowOf(id)).toBeUndefined();
    expect((await audit(id)).map(({ action }) => action)).toEqual(['pet.create', 'pet.delete']);
    expect((await read(alice, id)).statusCode).toBe(404);
    expect((await remove(alice, id)).statusCode).toBe(404);
  });
});

describe('somebody else’s pet', () => {
  test('is not there: for another user, a guest, and for a user of a guest’s', async () => {
    const ofAlice = await add(alice);
    const ofGuest = await add(guest);
    const cases = [
      [bob, ofAlice],
      [await asGuest(service), ofAlice],
      [bob, ofGuest],
      [await asGuest(service), ofGuest],
    ] as const;
    for (const [caller, { id }] of cases) {
      const before = await rowOf(id);
      const replies = [
        await read(caller, id),
        await change(caller, id, { name: 'Mine' }, '"1"'),
        await change(caller, id, { name: 'Mine' }, '"9"'),
        await remove(caller, id),
        await caller.ask({ url: `/api/v1/pets/${id}/size-recommendation?product=any` }),
      ];
      for (const reply of replies) {
        expect(reply.json()).toMatchObject({ status: 404, code: 'not_found', detail: 'There is no such pet.' });
      }
      expect((await caller.ask({ url: '/api/v1/pets' })).json()).toEqual({ items: [], nextCursor: null });
      expect(await rowOf(id)).toEqual(before);
    }
    expect((await read(alice, randomUUID())).json()).toMatchObject({
      code: 'not_found',
      detail: 'There is no such pet.',
    });
  });

  test('without a token there is nothing at all', async () => {
    const { id } = await add(alice);
    for (const [method, url] of [
      ['GET', '/api/v1/pets'],
      ['POST', '/api/v1/pets'],
      ['GET', `/api/v1/pets/${id}`],
      ['PATCH', `/api/v1/pets/${id}`],
      ['DELETE', `/api/v1/pets/${id}`],
      ['GET', `/api/v1/pets/${id}/size-recommendation?product=any`],
    ] as const) {
      expect((await service.app.inject({ method, url })).json().code).toBe('unauthenticated');
    }
  });
});
