import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addProduct,
  configuration,
  embroidered,
  ifMatch,
  newDesign,
  revisionsOf,
  type Shopper,
  signIn,
} from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Shopper;
let bob: Shopper;
beforeAll(async () => {
  service = await startService();
  await addProduct(service);
  alice = await signIn(service, 'alice');
  bob = await signIn(service, 'bob');
});
afterAll(() => service?.stop());

describe('under one Idempotency-Key', () => {
  const once = (key: string) => ({ method: 'POST' as const, body: newDesign, headers: { 'idempotency-key': key } });
  const forget = (key: string) => service.rows('DELETE FROM idempotency_keys WHERE key = $1', [key]);
  const count = async (id: string) =>
    service.rows('SELECT FROM saved_designs d JOIN design_revisions r ON r.design_id = d.id WHERE d.id = $1', [id]);

  test('one design is made, also when the first attempt died before its reply was kept', async () => {
    const first = await alice.call('/designs', once('create-1'));
    const second = await alice.call('/designs', once('create-1'));
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
    await forget('create-1');
    const third = await alice.call('/designs', once('create-1'));
    expect([third.statusCode, third.headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect(third.json()).toEqual(first.json());
    expect(await count(first.json().id)).toHaveLength(1);
    const other = await bob.call('/designs', once('create-1'));
    expect(other.json().id).not.toBe(first.json().id);
  });

  test('many at once make one', async () => {
    const before = (await service.rows('SELECT FROM saved_designs')).length;
    const replies = await Promise.all(Array.from({ length: 6 }, () => alice.call('/designs', once('create-2'))));
    const made = replies.filter(({ statusCode }) => statusCode === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(replies.filter(({ statusCode }) => statusCode === 409).length).toBe(6 - made.length);
    expect((await service.rows('SELECT FROM saved_designs')).length).toBe(before + 1);
  });

  test('one copy is made', async () => {
    const { id } = await alice.design();
    const asked = { method: 'POST' as const, headers: { 'idempotency-key': 'copy-1' } };
    const first = await alice.call(`/designs/${id}/duplicate`, asked);
    await forget('copy-1');
    const second = await alice.call(`/designs/${id}/duplicate`, asked);
    expect(second.json()).toEqual(first.json());
    expect(await count(first.json().id)).toHaveLength(1);
  });
});

describe('a change', () => {
  test('makes a new revision of what it names and leaves the rest', async () => {
    const made = await alice.design();
    const petId = await alice.pet();
    const change = { petId, configuration: embroidered('Rex') };
    const reply = await alice.call(`/designs/${made.id}`, { method: 'PATCH', body: change, headers: ifMatch(1) });
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['etag']).toBe('"2"');
    expect(reply.json()).toEqual({ ...made, ...change, revision: 2, updatedAt: expect.any(String) });
    expect(reply.json().updatedAt > made.updatedAt).toBe(true);
    const unset = await alice.call(`/designs/${made.id}`, {
      method: 'PATCH',
      body: { petId: null },
      headers: ifMatch(2),
    });
    expect(unset.json()).toMatchObject({ petId: null, revision: 3 });
    expect(await revisionsOf(service, made.id)).toEqual([
      { revision: 1, name: made.name, pet_id: null, restored_from: null },
      { revision: 2, name: made.name, pet_id: petId, restored_from: null },
      { revision: 3, name: made.name, pet_id: null, restored_from: null },
    ]);
  });

  test('that changes nothing makes no revision', async () => {
    const made = await alice.design();
    for (const body of [{}, { name: made.name, petId: null }, { configuration }]) {
      const reply = await alice.call(`/designs/${made.id}`, { method: 'PATCH', body, headers: ifMatch(1) });
      expect(reply.json()).toEqual(made);
    }
    expect(await revisionsOf(service, made.id)).toHaveLength(1);
  });

  test('needs the version it was made on: 428 without, 412 with another', async () => {
    const { id } = await alice.design();
    const patch = (headers: Record<string, string>) =>
      alice.call(`/designs/${id}`, { method: 'PATCH', body: { name: 'New' }, headers });
    expect((await patch({})).statusCode).toBe(428);
    for (const stale of ['"2"', '"0"', '"a"', 'W/"1"', '1']) {
      expect((await patch({ 'if-match': stale })).json().code).toBe('precondition_failed');
    }
    expect((await alice.call(`/designs/${id}`, { method: 'DELETE' })).statusCode).toBe(428);
    expect((await alice.call(`/designs/${id}`, { method: 'DELETE', headers: ifMatch(9) })).statusCode).toBe(412);
    expect((await patch({ 'if-match': '*' })).json()).toMatchObject({ name: 'New', revision: 2 });
  });

  test('of many made on one version exactly one wins, and a deletion is one of them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await alice.design();
      const replies = await Promise.all([
        ...['a', 'b', 'c', 'd'].map((name) =>
          alice.call(`/designs/${id}`, { method: 'PATCH', body: { name }, headers: ifMatch(1) }),
        ),
        alice.call(`/designs/${id}`, { method: 'DELETE', headers: ifMatch(1) }),
      ]);
      const won = replies.filter(({ statusCode }) => statusCode < 300);
      expect(won).toHaveLength(1);
      const deleted = won[0]?.statusCode === 204;
      const others = replies.filter((reply) => reply !== won[0]).map(({ statusCode }) => statusCode);
      expect(others).toEqual(Array(4).fill(deleted ? 404 : 412));
      expect(await revisionsOf(service, id)).toHaveLength(deleted ? 1 : 2);
    }
  });

  test('without a version, all are done one after the other', async () => {
    const { id } = await alice.design();
    const names = ['a', 'b', 'c', 'd'];
    const replies = await Promise.all(
      names.map((name) =>
        alice.call(`/designs/${id}`, { method: 'PATCH', body: { name }, headers: { 'if-match': '*' } }),
      ),
    );
    expect(replies.map((reply) => reply.json().revision).sort()).toEqual([2, 3, 4, 5]);
    expect((await revisionsOf(service, id)).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
  });

  test('while the pet is being deleted leaves a design without it, and fails nobody', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await alice.design();
      const petId = await alice.pet();
      const [changed] = await Promise.all([
        alice.call(`/designs/${id}`, { method: 'PATCH', body: { petId }, headers: ifMatch(1) }),
        service.rows('DELETE FROM pets WHERE id = $1', [petId]),
      ]);
      expect([200, 400]).toContain(changed.statusCode);
      expect((await alice.call(`/designs/${id}`)).json().petId).toBeNull();
    }
  });
});
