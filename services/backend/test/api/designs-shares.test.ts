import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sharedDesign, share as shareSchema } from '../../src/modules/designs/design-shares.schemas.ts';
import { waitForReplica } from '../support/database.ts';
import {
  actions,
  addProduct,
  configuration,
  embroidered,
  productId,
  type SavedDesign,
  type Shopper,
  signIn,
} from '../support/designs.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let alice: Shopper;
beforeAll(async () => {
  service = await startService();
  await addProduct(service);
  alice = await signIn(service, 'alice');
});
afterAll(() => service?.stop());

const day = 24 * 60 * 60 * 1_000;

interface MadeShare {
  id: string;
  token: string;
  path: string;
  createdAt: string;
  expiresAt: string;
}

async function share(id: string, body: object = {}): Promise<MadeShare> {
  const reply = await alice.call(`/designs/${id}/shares`, { method: 'POST', body });
  if (reply.statusCode !== 201) throw new Error(reply.body);
  return reply.json();
}

/** As a stranger sees it, when the replica has caught up. */
async function see(path: string, headers: Record<string, string> = {}) {
  await waitForReplica(service.database);
  return service.app.inject({ url: path, headers });
}

describe('a link to a design', () => {
  test('has a token of 256 bits, which is kept nowhere', async () => {
    const { id } = await alice.design();
    const reply = await alice.call(`/designs/${id}/shares`, { method: 'POST', body: {} });
    const made: MadeShare = reply.json();
    expect(made).toEqual({
      id: expect.any(String),
      token: expect.stringMatching(/^[\w-]{43}$/),
      path: `/api/v1/shared-designs/${made.token}`,
      createdAt: expect.any(String),
      expiresAt: new Date(Date.parse(made.createdAt) + 30 * day).toISOString(),
    });
    expect(reply.headers['location']).toBe(`/api/v1/designs/${id}/shares/${made.id}`);
    const [row] = await service.rows<{ token_hash: Buffer }>('SELECT * FROM design_shares WHERE id = $1', [made.id]);
    expect(row?.token_hash).toEqual(createHash('sha256').update(made.token).digest());
    const listed = await alice.call(`/designs/${id}/shares`);
    const { token, path, ...known } = made;
    expect(listed.json().items).toEqual([{ ...known, revokedAt: null }]);
    expect(shareSchema.strict().parse(listed.json().items[0])).toEqual(listed.json().items[0]);
    expect(listed.body).not.toContain(token);
    expect((await share(id)).token).not.toBe(token);
    const everything = JSON.stringify(await service.rows('SELECT * FROM audit_log'));
    expect(everything).not.toContain(token);
    expect(path).toContain(token);
  });

  test.each([
    [1, 1],
    [365, 365],
  ])('lasts %i days when that is asked for', async (expiresInDays, days) => {
    const made = await share((await alice.design()).id, { expiresInDays });
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(days * day);
  });

  test.each([{ expiresInDays: 0 }, { expiresInDays: 366 }, { expiresInDays: 1.5 }, { expiresInDays: '7' }])(
    'is refused with %j',
    async (body) => {
      const { id } = await alice.design();
      const reply = await alice.call(`/designs/${id}/shares`, { method: 'POST', body });
      expect([reply.statusCode, reply.json().details.fields[0].path]).toEqual([400, '/body/expiresInDays']);
      expect((await alice.call(`/designs/${id}/shares`)).json().items).toEqual([]);
    },
  );

  test('is one under one Idempotency-Key, and works also when the first attempt died before its reply was kept', async () => {
    const { id } = await alice.design();
    const asked = { method: 'POST' as const, body: {}, headers: { 'idempotency-key': 'share-1' } };
    const first: MadeShare = (await alice.call(`/designs/${id}/shares`, asked)).json();
    expect((await alice.call(`/designs/${id}/shares`, asked)).json()).toEqual(first);
    await service.rows(`DELETE FROM idempotency_keys WHERE key = 'share-1'`);
    const second: MadeShare = (await alice.call(`/designs/${id}/shares`, asked)).json();
    expect(second.id).toBe(first.id);
    expect((await see(second.path)).statusCode).toBe(200);
    expect((await see(first.path)).statusCode).toBe(404);
    expect((await alice.call(`/designs/${id}/shares`)).json().items).toHaveLength(1);
  });

  test('is one of at most 50 that work', async () => {
    const { id } = await alice.design();
    await service.rows(
      `INSERT INTO design_shares (id, design_id, token_hash, created_at, expires_at, revoked_at)
       SELECT gen_random_uuid(), $1, sha256(number::text::bytea), now() - interval '2 days',
         now() + CASE WHEN number > 55 THEN interval '-1 day' ELSE interval '1 day' END,
         CASE WHEN number <= 6 THEN now() END
       FROM generate_series(1, 60) AS number`,
      [id],
    );
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => alice.call(`/designs/${id}/shares`, { method: 'POST', body: {} })),
    );
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409]);
  });

  test('is listed once, newest first, with the links that are over', async () => {
    const { id } = await alice.design();
    const made: string[] = [];
    for (let number = 0; number < 5; number += 1) made.unshift((await share(id)).id);
    await service.rows('UPDATE design_shares SET created_at = $2 WHERE id = ANY ($1)', [made.slice(1, 4), new Date()]);
    await waitForReplica(service.database);
    const found: string[] = [];
    let cursor = '';
    do {
      const reply = (await alice.call(`/designs/${id}/shares?limit=2${cursor}`)).json();
      found.push(...reply.items.map((item: { id: string }) => item.id));
      cursor = reply.nextCursor ? `&cursor=${reply.nextCursor}` : '';
    } while (cursor);
    const rows = await service.rows<{ id: string }>(
      'SELECT id FROM design_shares WHERE design_id = $1 ORDER BY created_at DESC, id DESC',
      [id],
    );
    expect(found).toEqual(rows.map((row) => row.id));
    expect([...found].sort()).toEqual(made.sort());
  });
});

describe('who has a link', () => {
  test('sees the design and its product, and nothing about whose it is', async () => {
    const petId = await alice.pet();
    const design = await alice.design({ petId });
    const { path, id: shareId } = await share(design.id);
    const reply = await see(path);
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({
      name: design.name,
      product: { id: productId, title: `Harness ${productId}` },
      schemaVersion: 2,
      configuration,
    });
    expect(sharedDesign.strict().parse(reply.json())).toEqual(reply.json());
    expect(reply.headers).toMatchObject({ 'cache-control': 'public, max-age=60', etag: expect.any(String) });
    for (const hidden of [design.id, petId, alice.ownerId, shareId]) {
      expect(reply.body + JSON.stringify(reply.headers)).not.toContain(hidden);
    }
    const again = await see(path, { 'if-none-match': reply.headers['etag'] as string });
    expect([again.statusCode, again.body, again.headers['cache-control']]).toEqual([304, '', 'public, max-age=60']);
    const change = { configuration: embroidered('Rex') };
    await alice.call(`/designs/${design.id}`, { method: 'PATCH', body: change, headers: { 'if-match': '*' } });
    const changed = await see(path, { 'if-none-match': reply.headers['etag'] as string });
    expect([changed.statusCode, changed.json().configuration]).toEqual([200, change.configuration]);
  });

  test('sees no phone number or e-mail address that was embroidered or is in the name', async () => {
    const text = '0722 123 456';
    const { id } = await alice.design({ name: 'Rex ana@mail.ro', configuration: embroidered(text) });
    const { path } = await share(id);
    const reply = await see(path);
    expect(reply.json()).toMatchObject({
      name: '★★★ ★★★★★★★★★★★',
      configuration: { embroidery: { text: '★★★★ ★★★ ★★★' } },
    });
    expect((await alice.call(`/designs/${id}`)).json().configuration.embroidery.text).toBe(text);
  });

  test('sees a design of an older form in the newest one, and one whose product is gone', async () => {
    await addProduct(service, '1007');
    const made = await alice.call('/designs', {
      method: 'POST',
      body: { name: 'Rex', productId: '1007', configuration: { ...configuration, embroidery: null } },
    });
    const { id }: SavedDesign = made.json();
    const { path } = await share(id);
    const first = { size: 'S', strapColor: 'red', hardware: 'steel' };
    await service.rows('UPDATE saved_designs SET schema_version = 1, configuration = $2 WHERE id = $1', [id, first]);
    await service.rows('DELETE FROM products WHERE id = 1007');
    expect((await see(path)).json()).toMatchObject({
      product: { id: '1007', title: null },
      configuration: { fit: { kind: 'size', size: 'S' }, embroidery: null },
    });
  });

  const hide: [string, (design: string, share: string) => Promise<unknown>][] = [
    ['revoked', (design, id) => alice.call(`/designs/${design}/shares/${id}`, { method: 'DELETE' })],
    ['over', (_, id) => service.rows('UPDATE design_shares SET expires_at = now() WHERE id = $1', [id])],
    [
      'of a deleted design',
      (design) => alice.call(`/designs/${design}`, { method: 'DELETE', headers: { 'if-match': '*' } }),
    ],
    ['of an erased owner', (design) => service.rows('DELETE FROM saved_designs WHERE id = $1', [design])],
  ];
  test.each(hide)('that is %s finds nothing, like who made one up', async (_what, end) => {
    const { id } = await alice.design();
    const { path, id: shareId } = await share(id);
    expect((await see(path)).statusCode).toBe(200);
    await end(id, shareId);
    const [ended, madeUp] = [await see(path), await see(`/api/v1/shared-designs/${'A'.repeat(43)}`)];
    for (const reply of [ended, madeUp]) {
      expect([reply.statusCode, reply.headers['cache-control'] ?? '']).toEqual([
        404,
        expect.not.stringContaining('public'),
      ]);
    }
    const { requestId: _first, ...one } = ended.json();
    const { requestId: _second, ...other } = madeUp.json();
    expect(one).toEqual(other);
  });

  test.each(['a', '%F0%9F%90%95', "'%20OR%201=1", '..%2F..', 'A'.repeat(100)])(
    'finds nothing under %s',
    async (token) => {
      const reply = await service.app.inject({ url: `/api/v1/shared-designs/${token}` });
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'not_found']);
    },
  );
});

describe('a revocation', () => {
  test('is noted once, and done again changes nothing', async () => {
    const { id } = await alice.design();
    const made = await share(id);
    const revoke = (shareId: string) => alice.call(`/designs/${id}/shares/${shareId}`, { method: 'DELETE' });
    expect((await revoke(made.id)).statusCode).toBe(204);
    const [first] = (await alice.call(`/designs/${id}/shares`)).json().items;
    expect(first.revokedAt).not.toBeNull();
    expect((await revoke(made.id)).statusCode).toBe(204);
    expect((await alice.call(`/designs/${id}/shares`)).json().items).toEqual([first]);
    expect((await revoke(randomUUID())).statusCode).toBe(404);
    const actor = `user:${alice.ownerId}`;
    expect(await actions(service, `design:${id}`)).toEqual([
      { actor, action: 'design.share' },
      { actor, action: 'design.unshare' },
    ]);
  });

  test('of a link of another design is none', async () => {
    const [one, other] = [await alice.design(), await alice.design()];
    const made = await share(one.id);
    const reply = await alice.call(`/designs/${other.id}/shares/${made.id}`, { method: 'DELETE' });
    expect(reply.statusCode).toBe(404);
    expect((await see(made.path)).statusCode).toBe(200);
  });
});
