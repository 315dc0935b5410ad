import { describe, expect, test } from 'vitest';
import { createGroupCommit, Overloaded } from './group-commit.ts';

interface Batch {
  items: readonly string[];
  succeed(): void;
  fail(error: Error): void;
}

const itemFault = (text: string) => Object.assign(new Error(text), { isItemFault: true });

function open(limits: Partial<{ maxBatchItems: number; maxBatchBytes: number; maxWaitingBytes: number }> = {}) {
  const batches: Batch[] = [];
  const group = createGroupCommit<string, string>({
    commitBatch: (items) =>
      new Promise((resolve, reject) => {
        batches.push({ items, succeed: () => resolve(items.map((item) => `${item} done`)), fail: reject });
      }),
    isItemFault: (error) => (error as { isItemFault?: boolean }).isItemFault ?? false,
    sizeOf: (item) => item.length,
    maxBatchItems: 3,
    maxBatchBytes: 1_000,
    maxWaitingBytes: 10_000,
    ...limits,
  });
  return { group, batches };
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const settle = (promises: Promise<string>[]) =>
  Promise.all(promises.map((one) => one.catch((error: Error) => `failed: ${error.message}`)));

async function succeedAll(batches: Batch[]): Promise<void> {
  for (let done = 0; ; done += 1) {
    await turn();
    if (!batches[done]) return;
    batches[done]?.succeed();
  }
}

test('a lone item goes out at once and alone', async () => {
  const { group, batches } = open();
  const one = group.commit('a');
  await turn();
  expect(batches.map(({ items }) => items)).toEqual([['a']]);
  batches[0]?.succeed();
  expect(await one).toBe('a done');
});

test('what arrives while a commit is on its way shares the next one, in order and within the limits', async () => {
  const { group, batches } = open();
  const first = group.commit('a');
  await turn();
  const others = ['b', 'c', 'd', 'e'].map((item) => group.commit(item));
  await turn();
  expect(batches).toHaveLength(1);
  await succeedAll(batches);
  expect(batches.map(({ items }) => items)).toEqual([['a'], ['b', 'c', 'd'], ['e']]);
  expect(await Promise.all([first, ...others])).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
});

test('a batch has at most so many bytes, but always one item', async () => {
  const { group, batches } = open({ maxBatchBytes: 5 });
  const all = ['123456789', '12', '34', '56'].map((item) => group.commit(item));
  await succeedAll(batches);
  expect(batches.map(({ items }) => items)).toEqual([['123456789'], ['12', '34'], ['56']]);
  await Promise.all(all);
});

describe('failures', () => {
  test('of one item: each is tried alone, and only the faulty one fails', async () => {
    const { group, batches } = open();
    const all = settle(['a', 'bad', 'c'].map((item) => group.commit(item)));
    await turn();
    batches[0]?.fail(itemFault('the batch'));
    await turn();
    batches[1]?.succeed();
    await turn();
    batches[2]?.fail(itemFault('too long'));
    await turn();
    batches[3]?.succeed();
    expect(batches.slice(1).map(({ items }) => items)).toEqual([['a'], ['bad'], ['c']]);
    expect(await all).toEqual(['a done', 'failed: too long', 'c done']);
  });

  test('of the database: everybody is told, also those who still wait, and the next one is tried anew', async () => {
    const { group, batches } = open();
    const first = settle([group.commit('a')]);
    await turn();
    const waiting = settle(['b', 'c', 'd', 'e'].map((item) => group.commit(item)));
    batches[0]?.fail(new Error('away'));
    expect(await first).toEqual(['failed: away']);
    expect(await waiting).toEqual(['failed: away', 'failed: away', 'failed: away', 'failed: away']);
    const next = group.commit('f');
    await turn();
    batches[1]?.succeed();
    expect(await next).toBe('f done');
  });
});

test('more than may wait is refused at once, and there is room again afterwards', async () => {
  const { group, batches } = open({ maxWaitingBytes: 4 });
  const first = group.commit('1234');
  await turn();
  const second = group.commit('5678');
  await expect(group.commit('9')).rejects.toBeInstanceOf(Overloaded);
  await succeedAll(batches);
  await Promise.all([first, second]);
  const third = group.commit('9');
  await turn();
  batches.at(-1)?.succeed();
  expect(await third).toBe('9 done');
});

test('drain waits for everything accepted, and not at all when there is nothing', async () => {
  const { group, batches } = open();
  await group.drain();
  const decided: string[] = [];
  for (const item of ['a', 'b', 'c', 'd']) void group.commit(item).then((result) => decided.push(result));
  const drained = group.drain().then(() => decided.length);
  await succeedAll(batches);
  expect(await drained).toBe(4);
});
