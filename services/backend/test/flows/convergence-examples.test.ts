import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collectionDeleted, collectionHistory, orderDeleted, orderHistory, type Told } from '../support/histories.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { sampleWith } from '../support/samples.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());
beforeEach(() => emptyTables(pipeline.rows));

const outcomes = async () =>
  (await pipeline.rows('SELECT outcome FROM webhook_logs ORDER BY id')).map((row) => row['outcome']);
const titles = async () => (await pipeline.rows('SELECT title FROM collections')).map((row) => row['title']);
async function applyAll(...all: (Told | undefined)[]): Promise<void> {
  for (const one of all) if (one) await pipeline.apply(one);
}

const collection = (title: string, updatedAt: string, triggeredAt: string): Told => ({
  topic: 'collections/update',
  triggeredAt,
  body: sampleWith('collections/update', {
    id: 5,
    admin_graphql_api_id: 'gid://shopify/Collection/5',
    title,
    updated_at: updatedAt,
  }),
});

describe('the newest news counts', () => {
  test('an update before its create: the create changes nothing any more', async () => {
    await applyAll(collectionHistory[1], collectionHistory[0]);
    expect(await titles()).toEqual(['two']);
    expect(await outcomes()).toEqual(['applied', 'stale']);
  });

  test('times are instants: as text, the older one looks newer here', async () => {
    await applyAll(
      collection('newer', '2026-03-01T10:00:00-05:00', '2026-03-01T15:00:00Z'),
      collection('older', '2026-03-01T14:59:59Z', '2026-03-01T15:00:01Z'),
      collection('older still', '2026-03-01T23:30:00+09:00', '2026-03-01T15:00:02Z'),
    );
    expect(await titles()).toEqual(['newer']);
  });

  test('within one second the trigger tells which came last', async () => {
    await applyAll(
      collection('second', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00.900Z'),
      collection('first', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00.100Z'),
    );
    expect(await titles()).toEqual(['second']);
  });

  test('when even the trigger is the same, every order of arrival ends the same', async () => {
    const [one, other] = ['a', 'b'].map((title) => collection(title, '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'));
    await applyAll(one, other);
    const first = await titles();
    await emptyTables(pipeline.rows);
    await applyAll(other, one);
    expect(await titles()).toEqual(first);
  });
});

describe('what is deleted stays deleted', () => {
  test('a late update does not bring it back, however new it says it is', async () => {
    await applyAll(collectionHistory[0], collectionDeleted, collectionHistory[2]);
    const forged = collectionHistory[0] as Told;
    await pipeline.apply({ ...forged, body: { ...forged.body, updated_at: '2099-01-01T00:00:00Z' } });
    expect(await titles()).toEqual([]);
    expect(await outcomes()).toEqual(['applied', 'applied', 'stale', 'stale']);
  });

  test('also when the deletion came first', async () => {
    await applyAll(orderDeleted, ...orderHistory);
    const left = await pipeline.rows(`SELECT id FROM orders UNION ALL SELECT id FROM fulfillments
      UNION ALL SELECT id FROM refunds UNION ALL SELECT id FROM order_edits`);
    expect(left).toEqual([]);
  });
});

test('fulfilment, refund and edit before their order wait for it in their rows', async () => {
  const byTopic = (topic: string) => orderHistory.find((one) => one.topic === topic);
  await applyAll(byTopic('fulfillments/update'), byTopic('refunds/create'), byTopic('orders/edited'));
  expect(await outcomes()).toEqual(['applied', 'applied', 'applied']);
  await applyAll(byTopic('orders/create'));
  const joined = await pipeline.rows(`
    SELECT f.status, r.lines_total IS NOT NULL AS refunded, e.id AS edit FROM orders AS o
    JOIN fulfillments AS f ON f.order_id = o.id JOIN refunds AS r ON r.order_id = o.id JOIN order_edits AS e ON e.order_id = o.id`);
  expect(joined).toEqual([{ status: 'success', refunded: true, edit: '9201' }]);
});

describe('a product with more than a hundred variants', () => {
  const gids = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${index + 1}`,
    }));
  const variants = (from: number, to: number, price: string) =>
    Array.from({ length: to - from + 1 }, (_, index) => ({
      id: from + index,
      title: `v${from + index}`,
      price,
      position: from + index,
    }));
  const product = (updatedAt: string, described: object[], named: object[]): Told => ({
    topic: 'products/update',
    triggeredAt: updatedAt,
    body: sampleWith('products/update', {
      id: 8,
      admin_graphql_api_id: 'gid://shopify/Product/8',
      updated_at: updatedAt,
      variants: described,
      variant_gids: named,
    }),
  });
  const known = async () =>
    (await pipeline.rows('SELECT id FROM product_variants ORDER BY id')).map(({ id }) => Number(id));
  const prices = () => pipeline.rows('SELECT price, count(*)::int FROM product_variants GROUP BY price ORDER BY price');

  test('keeps those that are only named, updates those that are described, drops the others', async () => {
    await applyAll(product('2026-01-01T00:00:00Z', variants(1, 100, '1.00'), gids(100)));
    await applyAll(product('2026-01-02T00:00:00Z', variants(101, 120, '2.00'), gids(120)));
    expect(await prices()).toEqual([
      { price: '1.0000', count: 100 },
      { price: '2.0000', count: 20 },
    ]);
    await applyAll(product('2026-01-03T00:00:00Z', variants(1, 10, '3.00'), gids(50)));
    expect(await known()).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect((await pipeline.rows('SELECT variant_ids FROM products'))[0]?.['variant_ids']).toHaveLength(50);
    await applyAll(product('2026-01-04T00:00:00Z', [], []));
    expect(await known()).toEqual([]);
  });

  test('learns from an older delivery only what the newest one names and does not describe', async () => {
    await applyAll(product('2026-01-02T00:00:00Z', variants(1, 5, '2.00'), gids(10)));
    await applyAll(product('2026-01-01T00:00:00Z', variants(1, 20, '1.00'), gids(20)));
    expect(await known()).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
    expect(await prices()).toEqual([
      { price: '1.0000', count: 5 },
      { price: '2.0000', count: 5 },
    ]);
  });
});
