import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createByteCache } from './byte-cache.ts';
import type { CatalogueVersion } from './catalogue-version.ts';
import { createMetrics } from './metrics.ts';
import type { Reads } from './read-router.ts';

const hour = 3_600_000;
const begin = Date.UTC(2026, 10, 21);

let nowMs: number;
let known: CatalogueVersion | undefined;
let reads: (bigint | undefined)[];
let warnings: unknown[];
beforeEach(() => {
  nowMs = begin;
  known = { version: 1, previous: undefined, position: 100n, learnedAtMs: performance.now() };
  reads = [];
  warnings = [];
});

/** The next version, learned of so many milliseconds ago. */
function learn(agoMs = 0): void {
  const { version, position } = known as CatalogueVersion;
  const learnedAtMs = performance.now() - agoMs;
  known = { version: version + 1, previous: version, position: position + 1n, learnedAtMs };
}

const open = (options: { keeps?: boolean; mostBytes?: number; random?: () => number } = {}) =>
  createByteCache({
    keeps: true,
    mostBytes: 2_000_000,
    versions: { known: () => known, latest: async () => known, stop: () => undefined },
    router: {
      readsAt: async (position) => {
        reads.push(position);
        return {} as Reads;
      },
    },
    shared: undefined,
    lifetimeMs: hour,
    clock: { now: () => new Date(nowMs) },
    log: { warn: (...said: unknown[]) => void warnings.push(said) } as never,
    metrics: createMetrics(),
    ...options,
  });

const says = (text: string) => vi.fn(async () => Buffer.from(text));
const textOf = ({ identity }: { identity: Buffer }) => identity.toString();

describe('a lifetime', () => {
  test('ends at another time for each, within its last fifth', async () => {
    const cache = open();
    const names = Array.from({ length: 500 }, (_, index) => `key ${index}`);
    for (const name of names) await cache.find(name, 'recent', says('x'));
    const freshAfter = (share: number) => {
      nowMs = begin + hour * share;
      return names.filter((name) => cache.peek(name)).length;
    };
    const counts = [0.79, 0.85, 0.9, 0.95, 1].map(freshAfter);
    expect(counts[0]).toBe(500);
    expect(counts[1]).toBeGreaterThan(300);
    expect(counts[1]).toBeLessThan(450);
    expect(counts[2]).toBeGreaterThan(180);
    expect(counts[2]).toBeLessThan(320);
    expect(counts[3]).toBeGreaterThan(60);
    expect(counts[3]).toBeLessThan(190);
    expect(counts[4]).toBe(0);
  });

  test('over, the old bytes are served while one makes new ones; at its end they are not', async () => {
    const cache = open({ random: () => 1 });
    await cache.find('key', 'recent', says('old'));
    nowMs = begin + hour * 0.81;
    const fill = says('new');
    const found = await Promise.all(Array.from({ length: 10 }, () => cache.find('key', 'recent', fill)));
    expect(found.map(textOf)).toEqual(Array.from({ length: 10 }, () => 'old'));
    expect(fill).toHaveBeenCalledTimes(1);
    await expect.poll(() => cache.peek('key')?.identity.toString()).toBe('new');

    nowMs += hour;
    expect(textOf(await cache.find('key', 'recent', says('newest')))).toBe('newest');
  });

  test('is not made longer by a fill that fails: the old bytes last to their end', async () => {
    const cache = open({ random: () => 1 });
    await cache.find('key', 'recent', says('old'));
    const failing = vi.fn(async () => Promise.reject(new Error('no database')));
    nowMs = begin + hour * 0.9;
    expect(textOf(await cache.find('key', 'recent', failing))).toBe('old');
    await expect.poll(() => warnings.length).toBe(1);
    nowMs = begin + hour;
    await expect(cache.find('key', 'recent', failing)).rejects.toThrow('no database');
  });
});

describe('a new version', () => {
  test('leaves what was before for a moment to lists, never to what must be the latest', async () => {
    for (const [freshness, agoMs, expected] of [
      ['recent', 0, 'old'],
      ['recent', 401, 'new'],
      ['latest', 0, 'new'],
    ] as const) {
      const cache = open();
      await cache.find('key', freshness, says('old'));
      learn(agoMs);
      expect(cache.peek('key')).toBeUndefined();
      expect(await cache.peekLatest('key')).toBeUndefined();
      expect(textOf(await cache.find('key', freshness, says('new')))).toBe(expected);
    }
  });

  test('does not wait for a fill of the version before, whose end changes nothing', async () => {
    const cache = open();
    let finish = (_text: string) => {};
    const slow = cache.find(
      'key',
      'recent',
      () =>
        new Promise((resolve) => {
          finish = (text) => resolve(Buffer.from(text));
        }),
    );
    await expect.poll(() => reads.length).toBe(1);
    learn();
    expect(textOf(await cache.find('key', 'recent', says('new')))).toBe('new');
    finish('old');
    expect(textOf(await slow)).toBe('old');
    expect(textOf(await cache.find('key', 'recent', says('never asked for')))).toBe('new');
  });

  test('is read where it has been replayed', async () => {
    const cache = open();
    await cache.find('a', 'recent', says('x'));
    learn();
    await cache.find('b', 'latest', says('x'));
    expect(reads).toEqual([100n, 101n]);
  });
});

test('while no version is known, nothing is kept', async () => {
  known = undefined;
  const cache = open();
  const fill = says('x');
  await cache.find('key', 'recent', fill);
  await cache.find('key', 'latest', fill);
  expect(fill).toHaveBeenCalledTimes(2);
  expect(reads).toEqual([undefined, undefined]);
});

test('switched off, nothing is kept, and reads are as recent as they would be', async () => {
  const cache = open({ keeps: false });
  const fill = says('x');
  await cache.find('key', 'recent', fill);
  await cache.find('key', 'latest', fill);
  expect(cache.peek('key')).toBeUndefined();
  expect(fill).toHaveBeenCalledTimes(2);
  expect(reads).toEqual([100n, 100n]);
});

test('memory is bounded in bytes: what was asked for long ago goes, and what is huge is not kept', async () => {
  const cache = open({ mostBytes: 140_000 });
  for (let index = 0; index < 200; index += 1) await cache.find(`key ${index}`, 'recent', says('x'.repeat(5_000)));
  const kept = Array.from({ length: 200 }, (_, index) => cache.peek(`key ${index}`)).filter(Boolean);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length).toBeLessThanOrEqual(20);
  expect(cache.peek('key 199')).toBeDefined();
  expect((await cache.find('huge', 'recent', says('x'.repeat(50_000)))).identity.length).toBe(50_000);
  expect(cache.peek('huge')).toBeUndefined();
  expect(cache.peek('key 199')).toBeDefined();
});

test('what is tiny counts for all that it takes: objects, texts and heads, some two kilobytes', async () => {
  const cache = open({ mostBytes: 1_000_000 });
  const names = Array.from({ length: 2_000 }, (_, index) => `key ${index}`);
  for (const name of names) await cache.find(name, 'recent', says('{}'));
  const kept = names.filter((name) => cache.peek(name));
  expect(kept.length).toBeGreaterThan(300);
  expect(kept.length).toBeLessThan(500);
});
