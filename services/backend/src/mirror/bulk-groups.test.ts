import { describe, expect, it } from 'vitest';
import { type BulkGroup, inBatches, readAhead } from './bulk-groups.ts';

const group = (lines: number): BulkGroup => ({
  root: { id: 'gid://shopify/Product/1' },
  children: Array.from({ length: lines - 1 }, (_, index) => ({ id: `gid://shopify/ProductVariant/${index}` })),
  end: 0,
});

async function* from<T>(all: T[]): AsyncGenerator<T> {
  yield* all;
}

async function collect<T>(all: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const one of all) collected.push(one);
  return collected;
}

describe('groups of a bulk result in batches', () => {
  it('has so many in each', async () => {
    const batches = await collect(inBatches(from(Array.from({ length: 7 }, () => group(1))), 3));
    expect(batches.map((batch) => batch.length)).toEqual([3, 3, 1]);
  });

  it('has fewer that are large', async () => {
    const batches = await collect(inBatches(from([2_049, 2_049, 500, 1_499, 1, 2].map(group)), 40));
    expect(batches.map((batch) => batch.map(({ children }) => children.length + 1))).toEqual([
      ...[[2_049], [2_049], [500, 1_499, 1], [2]],
    ]);
  });
});

describe('reading ahead', () => {
  it('asks for one more than is dealt with, however many there are', async () => {
    let asked = 0;
    async function* source() {
      while (asked < 1_000) yield ++asked;
    }
    for await (const one of readAhead(source())) {
      await new Promise(setImmediate);
      expect(asked).toBe(Math.min(one + 1, 1_000));
    }
    expect(asked).toBe(1_000);
  });

  it('tells of a failure when it is its turn', async () => {
    async function* source() {
      yield 1;
      throw new Error('the connection broke');
    }
    const seen: number[] = [];
    const read = async () => {
      for await (const one of readAhead(source())) {
        await new Promise(setImmediate);
        seen.push(one);
      }
    };
    await expect(read()).rejects.toThrow('the connection broke');
    expect(seen).toEqual([1]);
  });

  it('ends its source when nobody wants more', async () => {
    let hasEnded = false;
    async function* source() {
      try {
        for (let one = 1; ; one += 1) yield one;
      } finally {
        hasEnded = true;
      }
    }
    for await (const one of readAhead(source())) if (one === 3) break;
    expect(hasEnded).toBe(true);
  });
});
