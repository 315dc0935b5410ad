import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  collectionDeleted,
  collectionHistory,
  customerDeleted,
  customerHistory,
  customerRedacted,
  inventoryHistory,
  orderDeleted,
  orderHistory,
  productDeleted,
  productHistory,
  type Told,
} from '../support/histories.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';
import { readShopState } from '../support/shop-state.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());

/** Every repetition has bytes of its own, so that it comes past the memory of copies and meets the handler. */
async function recordAll(arrivals: readonly Told[]): Promise<string[]> {
  const seen = new Map<Told, number>();
  const ids: string[] = [];
  for (const arrival of arrivals) {
    const before = seen.get(arrival) ?? 0;
    seen.set(arrival, before + 1);
    ids.push(await pipeline.record({ ...arrival, body: JSON.stringify(arrival.body) + ' '.repeat(before) }));
  }
  return ids;
}

async function stateAfter(arrivals: readonly Told[], concurrently: boolean): Promise<object> {
  await emptyTables(pipeline.rows);
  const ids = await recordAll(arrivals);
  if (concurrently) await Promise.all(ids.map((id) => pipeline.process(id)));
  else for (const id of ids) await pipeline.process(id);
  // Nobody failed, so nobody waited for somebody who waited for them.
  expect(await pipeline.rows('SELECT topic, status, reason FROM webhook_inbox')).toEqual([]);
  expect(await pipeline.rows('SELECT FROM webhook_logs WHERE attempts > 1')).toEqual([]);
  return readShopState(pipeline.rows);
}

/** Any order and any repetition of all or of some of the deliveries. */
function arrivalsOf(history: readonly Told[]): fc.Arbitrary<Told[]> {
  const everything = fc.shuffledSubarray([...history], { minLength: history.length });
  const again = fc.array(fc.constantFrom(...history), { maxLength: 4 });
  const some = fc.array(fc.constantFrom(...history), { minLength: 2, maxLength: history.length });
  return fc.oneof(
    { weight: 3, arbitrary: fc.tuple(everything, again).map(([all, more]) => [...all, ...more]) },
    { weight: 1, arbitrary: some },
  );
}

const histories: [string, Told[]][] = [
  ['an order with its fulfilments, refunds and edits', orderHistory],
  ['an order that is deleted', [...orderHistory, orderDeleted]],
  ['a product with more variants than are described', productHistory],
  ['a product that is deleted', [...productHistory, productDeleted]],
  ['a collection', collectionHistory],
  ['a collection that is deleted', [...collectionHistory, collectionDeleted]],
  ['an inventory level', inventoryHistory],
  ['a customer with orders', customerHistory],
  ['a customer that is deleted', [...customerHistory, customerDeleted]],
  ['a customer that is redacted', [...customerHistory, customerRedacted]],
];

test.each(histories)('%s: whatever comes when and how often, the rows are the same', async (_name, history) => {
  const inOrder = new Map<string, object>();
  const expectedFor = async (arrivals: readonly Told[]) => {
    const happened = history.filter((one) => arrivals.includes(one));
    const key = happened.map((one) => history.indexOf(one)).join(',');
    const known = inOrder.get(key) ?? (await stateAfter(happened, false));
    inOrder.set(key, known);
    return known;
  };
  await fc.assert(
    fc.asyncProperty(arrivalsOf(history), fc.boolean(), async (arrivals, concurrently) => {
      const expected = await expectedFor(arrivals);
      expect(await stateAfter(arrivals, concurrently)).toEqual(expected);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
