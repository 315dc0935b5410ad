import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeCursor } from '../../src/http/lists.ts';
import { pruneDesigns } from '../../src/modules/designs/designs.jobs.ts';
import { designRevision } from '../../src/modules/designs/designs.schemas.ts';
import { addProduct, configuration, embroidered, productId, type Shopper, signIn } from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Shopper;
beforeAll(async () => {
  service = await startService();
  await addProduct(service);
  alice = await signIn(service, 'alice');
});
afterAll(() => service?.stop());

/** A design that was changed until it has this many revisions. */
async function withRevisions(amount: number): Promise<string> {
  const { id } = await alice.design({ name: 'Name 1' });
  for (let revision = 1; revision < amount; revision += 1) {
    await alice.call(`/designs/${id}`, {
      method: 'PATCH',
      body: { name: `Name ${revision + 1}` },
      headers: { 'if-match': `"${revision}"` },
    });
  }
  return id;
}

const restore = (id: string, revision: number, headers?: Record<string, string>) =>
  alice.call(`/designs/${id}/revisions/${revision}/restore`, { method: 'POST', ...(headers ? { headers } : {}) });

describe('the revisions of a design', () => {
  test('are listed newest first, each once, also while there come more', async () => {
    const id = await withRevisions(5);
    const numbers: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 3; pages += 1) {
      const reply = (await alice.call(`/designs/${id}/revisions?limit=2${cursor}`)).json();
      numbers.push(...reply.items.map(({ revision }: { revision: number }) => revision));
      cursor = reply.nextCursor ? `&cursor=${reply.nextCursor}` : '';
      await alice.call(`/designs/${id}`, {
        method: 'PATCH',
        body: { name: `p${pages}` },
        headers: { 'if-match': '*' },
      });
    }
    expect([numbers, cursor]).toEqual([[5, 4, 3, 2, 1], '']);
  });

  test('can be read one by one, and never change', async () => {
    const id = await withRevisions(2);
    const reply = await alice.call(`/designs/${id}/revisions/1`);
    const expected = {
      revision: 1,
      name: 'Name 1',
      petId: null,
      productId,
      schemaVersion: 2,
      configuration,
      restoredFrom: null,
      createdAt: expect.any(String),
    };
    expect([reply.json(), reply.headers['etag']]).toEqual([expected, '"1"']);
    expect(designRevision.strict().parse(reply.json())).toEqual(reply.json());
    const again = await alice.call(`/designs/${id}/revisions/1`, { headers: { 'if-none-match': '"1"' } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await alice.call(`/designs/${id}/revisions/3`)).json().code).toBe('not_found');
  });

  test.each(['0', '-1', '1.5', 'x', '1e99', '99999999999'])('there is no revision %s', async (revision) => {
    const { id } = await alice.design();
    const reply = await alice.call(`/designs/${id}/revisions/${revision}`);
    expect([reply.statusCode, reply.json().details.fields[0].path]).toEqual([400, '/path/revision']);
  });

  test.each(['x', '-1', '9999999999', ''])('refuse a cursor after %j', async (after) => {
    const { id } = await alice.design();
    const cursor = encodeCursor({ sort: '-revision', after, id });
    expect((await alice.call(`/designs/${id}/revisions?cursor=${cursor}`)).json().code).toBe('invalid_input');
  });
});

describe('an older revision brought back', () => {
  test('is a new one that says from where', async () => {
    const { id } = await alice.design({ name: 'Old', configuration: embroidered('Old') });
    const change = { name: 'New', configuration: embroidered('New') };
    await alice.call(`/designs/${id}`, { method: 'PATCH', body: change, headers: { 'if-match': '"1"' } });
    const reply = await restore(id, 1);
    expect([reply.statusCode, reply.headers['etag']]).toEqual([200, '"3"']);
    expect(reply.json()).toMatchObject({ name: 'Old', configuration: embroidered('Old'), revision: 3 });
    expect((await alice.call(`/designs/${id}`)).json()).toEqual(reply.json());
    const { items } = (await alice.call(`/designs/${id}/revisions`)).json();
    expect(items.map((item: { name: string; restoredFrom: number | null }) => [item.name, item.restoredFrom])).toEqual([
      ['Old', 1],
      ['New', null],
      ['Old', null],
    ]);
  });

  test('makes none when the design is like that already, however often it is asked for', async () => {
    const id = await withRevisions(2);
    expect((await restore(id, 2)).json().revision).toBe(2);
    await restore(id, 1);
    expect((await restore(id, 1)).json().revision).toBe(3);
    const many = await Promise.all(Array.from({ length: 5 }, () => restore(id, 2)));
    expect(many.map((reply) => reply.json().revision)).toEqual([4, 4, 4, 4, 4]);
  });

  test('has no pet when that is gone, and the pet when it is there', async () => {
    const petId = await alice.pet();
    const { id } = await alice.design({ petId });
    await alice.call(`/designs/${id}`, {
      method: 'PATCH',
      body: { petId: null, name: 'No pet' },
      headers: { 'if-match': '*' },
    });
    expect((await restore(id, 1)).json()).toMatchObject({ petId, revision: 3 });
    await restore(id, 2);
    await service.rows('DELETE FROM pets WHERE id = $1', [petId]);
    expect((await restore(id, 1)).json()).toMatchObject({ petId: null, name: 'Biscuit in navy', revision: 5 });
  });

  test('respects If-Match when it is sent', async () => {
    const id = await withRevisions(3);
    expect((await restore(id, 1, { 'if-match': '"2"' })).json().code).toBe('precondition_failed');
    expect((await restore(id, 1, { 'if-match': '"3"' })).json().revision).toBe(4);
    expect((await restore(id, 9)).json().code).toBe('not_found');
  });
});

test('what was deleted more than 30 days ago is removed, with its revisions and links, and nothing else', async () => {
  const ids = await Promise.all(
    ['40 days', '30 days', '29 days', undefined].map(async (age) => {
      const id = await withRevisions(2);
      await alice.call(`/designs/${id}/shares`, { method: 'POST', body: {} });
      if (age)
        await service.rows('UPDATE saved_designs SET deleted_at = now() - $2::interval WHERE id = $1', [id, age]);
      return id;
    }),
  );
  const before = (await service.rows('SELECT FROM saved_designs')).length;
  const { database, clock, log } = service.server.deps;
  await pruneDesigns({ pool: database.primary, clock, log });
  const left = (table: string, column: string) =>
    service.rows(`SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} = ANY ($1) ORDER BY 1`, [ids]);
  const kept = ids
    .slice(2)
    .sort()
    .map((id) => ({ id }));
  expect(await left('saved_designs', 'id')).toEqual(kept);
  expect(await left('design_revisions', 'design_id')).toEqual(kept);
  expect(await left('design_shares', 'design_id')).toEqual(kept);
  expect((await service.rows('SELECT FROM saved_designs')).length).toBe(before - 2);
});
