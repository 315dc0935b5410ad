import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { design as designSchema } from '../../src/modules/designs/designs.schemas.ts';
import {
  actions,
  addDesigns,
  addProduct,
  configuration,
  ifMatch,
  newDesign,
  revisionsOf,
  rewrite,
  type SavedDesign,
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
  await addProduct(service, '1002', 'draft');
  alice = await signIn(service, 'alice');
  bob = await signIn(service, 'bob');
});
afterAll(() => service?.stop());

describe('a new design', () => {
  test('is answered with its address, version and everything about it, and saved with its first revision', async () => {
    const petId = await alice.pet();
    const reply = await alice.call('/designs', { method: 'POST', body: { ...newDesign, petId } });
    expect(reply.statusCode).toBe(201);
    const made: SavedDesign = reply.json();
    expect(made).toEqual({
      ...newDesign,
      petId,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      revision: 1,
      schemaVersion: 2,
      previewUrl: `/api/v1/designs/${made.id}/preview.svg`,
      createdAt: expect.any(String),
      updatedAt: made.createdAt,
      deletedAt: null,
    });
    expect(reply.headers).toMatchObject({ location: `/api/v1/designs/${made.id}`, etag: '"1"' });
    expect((await alice.call(`/designs/${made.id}`)).json()).toEqual(made);
    expect(await revisionsOf(service, made.id)).toEqual([
      { revision: 1, name: made.name, pet_id: petId, restored_from: null },
    ]);
    const [row] = await service.rows(
      'SELECT owner_id, configuration, schema_version FROM saved_designs WHERE id = $1',
      [made.id],
    );
    expect(row).toEqual({ owner_id: alice.ownerId, configuration, schema_version: 2 });
  });

  test.each([
    ['a product that is not there', { productId: '999' }, '/body/productId'],
    ['a product that is not sold yet', { productId: '1002' }, '/body/productId'],
    ['a pet that is not there', { petId: randomUUID() }, '/body/petId'],
  ])('%s is refused by its field', async (_what, fields, path) => {
    const reply = await alice.call('/designs', { method: 'POST', body: { ...newDesign, ...fields } });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'invalid_input', details: { fields: [{ path }] } });
  });

  test("somebody else's pet is refused like one that is not there", async () => {
    const petId = await bob.pet();
    const reply = await alice.call('/designs', { method: 'POST', body: { ...newDesign, petId } });
    expect(reply.json()).toMatchObject({ code: 'invalid_input', details: { fields: [{ path: '/body/petId' }] } });
  });

  test('the last of 200 places is taken once, and the bin needs none', async () => {
    const carol = await signIn(service, 'carol');
    await addDesigns(service, carol.ownerId, 199);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => carol.call('/designs', { method: 'POST', body: newDesign })),
    );
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
    const made = replies.find(({ statusCode }) => statusCode === 201)?.json() as SavedDesign;
    expect((await carol.call(`/designs/${made.id}/duplicate`, { method: 'POST' })).statusCode).toBe(409);
    await carol.call(`/designs/${made.id}`, { method: 'DELETE', headers: ifMatch(1) });
    const another = await carol.design();
    expect((await carol.call(`/designs/${made.id}/restore`, { method: 'POST' })).json().code).toBe('conflict');
    await carol.call(`/designs/${another.id}`, { method: 'DELETE', headers: ifMatch(1) });
    expect((await carol.call(`/designs/${made.id}/restore`, { method: 'POST' })).statusCode).toBe(200);
  });

  test('who was erased while their token lives makes none', async () => {
    const gone = await signIn(service, 'gone');
    await service.rows('DELETE FROM owners WHERE id = $1', [gone.ownerId]);
    const reply = await gone.call('/designs', { method: 'POST', body: newDesign });
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'unauthenticated']);
  });
});

describe('one design', () => {
  test('is not sent again to who has its version', async () => {
    const { id } = await alice.design();
    for (const known of ['"1"', 'W/"1"', '"7", "1"']) {
      const reply = await alice.call(`/designs/${id}`, { headers: { 'if-none-match': known } });
      expect([reply.statusCode, reply.body, reply.headers['etag']]).toEqual([304, '', '"1"']);
    }
    expect((await alice.call(`/designs/${id}`, { headers: { 'if-none-match': '"2"' } })).statusCode).toBe(200);
  });

  test('is brought to the newest form when it was saved in an older one, and saved so with its next change', async () => {
    const { id } = await alice.design();
    const first = { size: 'S', strapColor: 'red', hardware: 'steel', embroideryText: 'Rex', accessories: ['handle'] };
    for (const [table, key] of [
      ['saved_designs', 'id'],
      ['design_revisions', 'design_id'],
    ]) {
      await rewrite(service, `UPDATE ${table} SET schema_version = 1, configuration = $2 WHERE ${key} = $1`, [
        id,
        first,
      ]);
    }
    const migrated = {
      fit: { kind: 'size', size: 'S' },
      strap: { color: 'red', pattern: 'plain', patternColor: 'red' },
      hardware: 'steel',
      embroidery: { text: 'Rex', font: 'sans', color: 'white' },
      accessories: ['handle'],
    };
    const read: SavedDesign = (await alice.call(`/designs/${id}`)).json();
    expect(read).toMatchObject({ schemaVersion: 2, configuration: migrated, revision: 1 });
    expect(designSchema.parse(read)).toEqual(read);
    const listed: SavedDesign[] = (await alice.call('/designs?limit=100')).json().items;
    expect(listed.find((row) => row.id === id)).toEqual(read);
    expect((await alice.call(`/designs/${id}/revisions/1`)).json()).toMatchObject({ configuration: migrated });
    const same = { method: 'PATCH' as const, body: { configuration: migrated }, headers: ifMatch(1) };
    expect((await alice.call(`/designs/${id}`, same)).json().revision).toBe(1);
    await alice.call(`/designs/${id}`, { method: 'PATCH', body: { name: 'New' }, headers: ifMatch(1) });
    const rows = await service.rows('SELECT schema_version, configuration FROM saved_designs WHERE id = $1', [id]);
    expect(rows).toEqual([{ schema_version: 2, configuration: migrated }]);
  });

  test('is copied with a bounded name, as a design of its own', async () => {
    const petId = await alice.pet();
    const long = `${'x'.repeat(71)}🐕${'y'.repeat(7)}`;
    const made = await alice.design({ name: long, petId });
    const reply = await alice.call(`/designs/${made.id}/duplicate`, { method: 'POST' });
    expect(reply.statusCode).toBe(201);
    const copy: SavedDesign = reply.json();
    expect(copy).toMatchObject({ name: `Copy of ${'x'.repeat(71)}`, petId, configuration, revision: 1 });
    expect(copy.id).not.toBe(made.id);
    expect(reply.headers['location']).toBe(`/api/v1/designs/${copy.id}`);
    expect(await revisionsOf(service, copy.id)).toHaveLength(1);
  });
});

describe('the bin', () => {
  test('holds what was deleted, which is nowhere else', async () => {
    const dora = await signIn(service, 'dora');
    const made = await dora.design();
    const reply = await dora.call(`/designs/${made.id}`, { method: 'DELETE', headers: ifMatch(1) });
    expect([reply.statusCode, reply.body]).toEqual([204, '']);
    expect((await dora.call('/designs')).json().items).toEqual([]);
    const inBin = (await dora.call('/designs?deleted=true')).json().items;
    expect(inBin).toEqual([{ ...made, deletedAt: expect.any(String) }]);
    for (const path of ['', '/revisions', '/revisions/1', '/shares']) {
      expect((await dora.call(`/designs/${made.id}${path}`)).statusCode).toBe(404);
    }
    for (const path of ['/duplicate', '/revisions/1/restore']) {
      expect((await dora.call(`/designs/${made.id}${path}`, { method: 'POST' })).statusCode).toBe(404);
    }
    const restored = await dora.call(`/designs/${made.id}/restore`, { method: 'POST' });
    expect([restored.statusCode, restored.headers['etag'], restored.json()]).toEqual([200, '"1"', made]);
    expect((await dora.call(`/designs/${made.id}/restore`, { method: 'POST' })).json()).toEqual(made);
    const actor = `user:${dora.ownerId}`;
    expect(await actions(service, `design:${made.id}`)).toEqual([
      { actor, action: 'design.delete' },
      { actor, action: 'design.restore' },
    ]);
  });

  test('gives nothing back after 30 days', async () => {
    const made = await alice.design();
    await alice.call(`/designs/${made.id}`, { method: 'DELETE', headers: ifMatch(1) });
    const age = (days: string) =>
      rewrite(service, `UPDATE saved_designs SET deleted_at = now() - $2::interval WHERE id = $1`, [made.id, days]);
    await age('30 days 1 minute');
    expect((await alice.call(`/designs/${made.id}/restore`, { method: 'POST' })).statusCode).toBe(404);
    expect((await alice.call('/designs?deleted=true')).body).not.toContain(made.id);
    await age('29 days 23 hours');
    expect((await alice.call('/designs?deleted=true')).body).toContain(made.id);
    expect((await alice.call(`/designs/${made.id}/restore`, { method: 'POST' })).statusCode).toBe(200);
  });
});

describe("somebody else's design", () => {
  test('is not there, whatever is asked of it', async () => {
    const { id } = await bob.design();
    await bob.call(`/designs/${id}/shares`, { method: 'POST', body: {} });
    const [share] = await service.rows<{ id: string }>('SELECT id FROM design_shares WHERE design_id = $1', [id]);
    const headers = { 'if-match': '*' };
    const asked = [
      ['GET', ''],
      ['PATCH', '', { name: 'Mine' }],
      ['DELETE', ''],
      ['POST', '/restore'],
      ['POST', '/duplicate'],
      ['GET', '/revisions'],
      ['GET', '/revisions/1'],
      ['POST', '/revisions/1/restore'],
      ['POST', '/shares', {}],
      ['GET', '/shares'],
      ['DELETE', `/shares/${share?.id}`],
    ] as const;
    for (const [method, path, body] of asked) {
      const reply = await alice.call(`/designs/${id}${path}`, { method, body, headers });
      expect([method, path, reply.statusCode, reply.json().code]).toEqual([method, path, 404, 'not_found']);
    }
    expect((await bob.call(`/designs/${id}`)).json()).toMatchObject({ revision: 1, name: 'Biscuit in navy' });
    expect((await bob.call(`/designs/${id}/shares`)).json().items).toMatchObject([{ revokedAt: null }]);
    expect((await alice.call(`/designs?limit=100`)).body).not.toContain(id);
  });
});
