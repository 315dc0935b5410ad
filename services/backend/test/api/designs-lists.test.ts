import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeCursor } from '../../src/http/lists.ts';
import { selectDesigns } from '../../src/modules/designs/design-lists.reads.ts';
import { design, designList, designsQuery } from '../../src/modules/designs/designs.schemas.ts';
import {
  addDesigns,
  addProduct,
  configuration,
  productId,
  rewrite,
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
  await addProduct(service, '1003');
  alice = await signIn(service, 'alice');
});
afterAll(() => service?.stop());

interface Page {
  items: SavedDesign[];
  nextCursor: string | null;
}

async function page(shopper: Shopper, query: string): Promise<Page> {
  const reply = await shopper.call(`/designs?${query}`);
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return reply.json();
}

/** Every page, with `between` after each. */
async function walk(shopper: Shopper, query: string, between = async () => {}): Promise<SavedDesign[]> {
  const found: SavedDesign[] = [];
  let cursor: string | null = null;
  do {
    const next: Page = await page(shopper, `${query}${cursor ? `&cursor=${cursor}` : ''}`);
    found.push(...next.items);
    cursor = next.nextCursor;
    await between();
  } while (cursor);
  return found;
}

const orders = {
  '-updatedAt': 'updated_at DESC, id DESC',
  '-createdAt': 'created_at DESC, id DESC',
  name: 'name, id',
} as const;

const inOrder = async (ownerId: string, order: string, deleted = false) => {
  const rows = await service.rows<{ id: string }>(
    `SELECT id FROM saved_designs WHERE owner_id = $1 AND (deleted_at IS NOT NULL) = $2 ORDER BY ${order}`,
    [ownerId, deleted],
  );
  return rows.map(({ id }) => id);
};

describe('a list of designs', () => {
  test('has rows that are just what its schema says, newest first, and ends', async () => {
    await addDesigns(service, alice.ownerId, 21);
    const first = await page(alice, '');
    expect(designList.extend({ items: design.strict().array() }).parse(first)).toEqual(first);
    expect(first.items).toHaveLength(20);
    expect(first.items[0]).toEqual({
      id: first.items[0]?.id,
      name: 'Design 0021',
      petId: null,
      productId,
      revision: 1,
      schemaVersion: 2,
      configuration,
      previewUrl: `/api/v1/designs/${first.items[0]?.id}/preview.svg`,
      createdAt: expect.any(String),
      updatedAt: first.items[0]?.createdAt,
      deletedAt: null,
    });
    const last = await page(alice, `cursor=${first.nextCursor}`);
    expect([last.items.map(({ name }) => name), last.nextCursor]).toEqual([['Design 0001'], null]);
    expect((await page(alice, 'limit=21')).nextCursor).toBeNull();
  });

  test.each(Object.entries(orders))(
    'by %s has every design once, whatever is added between its pages',
    async (sort, order) => {
      const shopper = await signIn(service, `pages${sort.replace('-', '').toLowerCase()}`);
      // Times of which a Date sees no difference, and the same names for all.
      await addDesigns(service, shopper.ownerId, 25, '3 microseconds');
      await rewrite(service, `UPDATE saved_designs SET name = 'Same' WHERE owner_id = $1 AND name > 'Design 0010'`, [
        shopper.ownerId,
      ]);
      const expected = await inOrder(shopper.ownerId, order);
      const added: string[] = [];
      const found = await walk(shopper, `sort=${sort}&limit=4`, async () => {
        added.push((await shopper.design({ name: 'Aaa' })).id);
      });
      expect(found.map(({ id }) => id)).toEqual(expected);
      expect(added.length).toBe(7);
    },
  );

  test('of the bin has what was deleted last first', async () => {
    const shopper = await signIn(service, 'bins');
    await addDesigns(service, shopper.ownerId, 9);
    await rewrite(
      service,
      `UPDATE saved_designs SET deleted_at = now() - (random() * 5)::int * interval '1 microsecond'
       WHERE owner_id = $1 AND name <= 'Design 0007'`,
      [shopper.ownerId],
    );
    const found = await walk(shopper, 'deleted=true&limit=2');
    expect(found.map(({ id }) => id)).toEqual(await inOrder(shopper.ownerId, 'deleted_at DESC, id DESC', true));
    expect(found).toHaveLength(7);
    expect((await page(shopper, 'deleted=false')).items).toHaveLength(2);
  });

  test('of a pet, of a product, of both, in any order', async () => {
    const shopper = await signIn(service, 'filters');
    const petId = await shopper.pet();
    const [ofPet, other] = [await shopper.design({ petId }), await shopper.design()];
    const both = (
      await shopper.call('/designs', {
        method: 'POST',
        body: { name: 'Both', petId, productId: '1003', configuration },
      })
    ).json() as SavedDesign;
    for (const sort of Object.keys(orders)) {
      const ids = async (filter: string) =>
        (await walk(shopper, `sort=${sort}&limit=1&${filter}`)).map(({ id }) => id).sort();
      expect(await ids(`petId=${petId}`)).toEqual([ofPet.id, both.id].sort());
      expect(await ids(`productId=${productId}`)).toEqual([ofPet.id, other.id].sort());
      expect(await ids(`petId=${petId}&productId=1003`)).toEqual([both.id]);
      expect(await ids(`productId=${productId}&petId=${both.id}`)).toEqual([]);
    }
    await shopper.call(`/designs/${both.id}`, { method: 'DELETE', headers: { 'if-match': '"1"' } });
    expect((await page(shopper, `deleted=true&petId=${petId}&productId=1003`)).items).toHaveLength(1);
    expect((await page(shopper, `deleted=true&productId=${productId}`)).items).toEqual([]);
  });

  const id = '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10';
  const cursor = (sort: string, after: string, of = id) => `cursor=${encodeCursor({ sort, after, id: of })}`;
  test.each([
    ['limit=0', '/query/limit'],
    ['limit=101', '/query/limit'],
    ['limit=1e9', '/query/limit'],
    ['sort=-name', '/query/sort'],
    ['sort=-deletedAt', '/query/sort'],
    ['deleted=yes', '/query/deleted'],
    ['deleted=true&sort=name', '/query/sort'],
    ['petId=1', '/query/petId'],
    ['productId=99999999999999999999', '/query/productId'],
    ['productId=-1', '/query/productId'],
    ['cursor=%00', '/query/cursor'],
    ['cursor=aaaa', '/query/cursor'],
    [`cursor=${'a'.repeat(601)}`, '/query/cursor'],
    [cursor('name', 'A'), '/query/cursor'],
    [cursor('-updatedAt', '2026-11-21T09:00:00Z'), '/query/cursor'],
    [cursor('-updatedAt', '-1'), '/query/cursor'],
    [cursor('-updatedAt', '1'.repeat(17)), '/query/cursor'],
    [cursor('-updatedAt', "1' OR '1'='1"), '/query/cursor'],
    [cursor('-updatedAt', '1', 'nobody'), '/query/cursor'],
    [`deleted=true&${cursor('-updatedAt', '1')}`, '/query/cursor'],
    [`sort=name&${cursor('name', 'a\0')}`, '/query/cursor'],
    ['owner=bob', '/query/owner'],
  ])('refuses %s by its field', async (query, path) => {
    const reply = await alice.call(`/designs?${query}`);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
    expect(reply.json().details.fields[0].path).toBe(path);
  });

  test.each([
    [`sort=name&${cursor('name', "x'; DROP TABLE saved_designs; --")}`],
    [`sort=name&${cursor('name', '\ud800')}`],
    [cursor('-updatedAt', '0')],
    [cursor('-updatedAt', '9'.repeat(16))],
  ])('takes the made-up place %s for a place', async (query) => {
    expect((await alice.call(`/designs?${query}`)).statusCode).toBe(200);
  });

  test('needs somebody who asks', async () => {
    const reply = await service.app.inject({ url: '/api/v1/designs' });
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'unauthenticated']);
  });
});

describe('the plan of a list', () => {
  let ownerId: string;
  beforeAll(async () => {
    const others = await service.rows<{ id: string }>(
      `INSERT INTO owners (kind) SELECT 'user' FROM generate_series(1, 150) RETURNING id`,
    );
    await service.rows(
      `INSERT INTO saved_designs (id, owner_id, product_id, name, schema_version, configuration, created_at, updated_at, deleted_at)
       SELECT gen_random_uuid(), owner, 1001, 'Design ' || number, 2, '{}', at, at, CASE WHEN number > 40 THEN at + random() * interval '1 hour' END
       FROM unnest($1::uuid[]) AS owner, generate_series(1, 240) AS number,
         LATERAL (SELECT now() - number * interval '1 hour' AS at) AS times`,
      [others.map(({ id }) => id)],
    );
    await service.rows('ANALYZE saved_designs');
    ownerId = others[75]?.id ?? '';
  });

  const cases = [
    ['sort=-updatedAt', 'saved_designs_owner_updated'],
    ['sort=-createdAt', 'saved_designs_owner_created'],
    ['sort=name', 'saved_designs_owner_name'],
    ['deleted=true', 'saved_designs_owner_deleted'],
  ] as const;
  test.each(cases)(
    '%s is a walk along %s, for the first page and the next ones, without sorting',
    async (query, index) => {
      const parsed = designsQuery.parse(Object.fromEntries(new URLSearchParams(`${query}&limit=5`)));
      const { order, statement } = selectDesigns(ownerId, parsed, new Date());
      const [, , , , , row] = await service.rows<{ position: string; id: string }>(statement.text, [
        ...statement.values,
      ]);
      const next = encodeCursor({ sort: order, after: row?.position ?? '', id: row?.id ?? '' });
      const second = selectDesigns(ownerId, { ...parsed, cursor: next }, new Date());
      for (const { text, values } of [statement, second.statement]) {
        // With the plan that is kept for a prepared statement, and with one for these values.
        for (const mode of ['force_generic_plan', 'force_custom_plan']) {
          const plan = await explain(text, values, mode);
          expect(plan).toContain(`Index Scan using ${index}`);
          expect(plan).not.toMatch(/Sort|Seq Scan/);
          // The place where a page begins is found in the index, not counted off.
          expect(plan).toMatch(/Index Cond: \(\(owner_id = .* AND \(ROW\(/);
        }
      }
    },
  );

  async function explain(text: string, values: readonly unknown[], mode: string): Promise<string> {
    const parameters = values.map((value) => `'${value instanceof Date ? value.toISOString() : value}'`).join(', ');
    const client = await service.server.deps.database.primary.connect();
    try {
      await client.query(`SET plan_cache_mode = ${mode}`);
      await client.query(`PREPARE listed AS ${text}`);
      const { rows } = await client.query(`EXPLAIN EXECUTE listed (${parameters})`);
      return rows.map((line) => line['QUERY PLAN']).join('\n');
    } finally {
      client.release(true);
    }
  }
});
