import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { withClient } from '../postgres/databases.ts';
import { firstBenchProduct } from './catalogue-data.ts';

/** What asks a server while its memory is watched: everything that it keeps something of. */

/** Few at a time: the memory of one that is overloaded is another question. */
const connections = 16;
const popularPages = 40;
const clients = 20_000;
const changeEveryMs = 2_000;

interface Ask {
  kind: Kind;
  path: string;
}

/** Of twenty requests, so many each. What is asked for in the long tail is more than is kept. */
const kinds = { popular: 7, owned: 4, product: 3, list: 2, search: 2, suggestion: 1, unknown: 1 } as const;
export type Kind = keyof typeof kinds;
const turns = Object.entries(kinds).flatMap(([kind, times]) => Array<Kind>(times).fill(kind as Kind));

const types = ['Harness', 'Leash', 'Collar', 'Bowl', 'Apparel', 'Bed', 'Toy', 'Carrier'];
const sorts = ['newest', 'price', '-price', 'title', 'best_selling'];
const words = [
  'Navy',
  'Trail',
  'Zgardă',
  'Moale',
  'Póráz',
  'Kék',
  'Harness',
  'Danube',
  'Soft',
  'Verde',
  'Tisza',
  'vest',
];
const accepted = ['br, gzip', 'gzip', 'identity', 'gzip, deflate, br, zstd'];

export interface Traffic {
  /** Answers since the beginning, by kind. */
  readonly answered: Record<Kind, number>;
  readonly notModified: () => number;
  readonly compressed: () => number;
  readonly changes: () => number;
  /** False when it was stopped, or broke off: `stop` says why. */
  readonly isRunning: () => boolean;
  /** Rejects with what went wrong, if anything did. */
  stop(): Promise<void>;
}

/** Asks until it is stopped. The same number makes the same requests. */
export function beginTraffic({
  port,
  databaseUrl,
  products,
}: {
  port: number;
  databaseUrl: string;
  products: number;
}): Traffic {
  const answered = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0])) as Record<Kind, number>;
  const tags = new Map<string, string>();
  const counts = { notModified: 0, compressed: 0, changes: 0 };
  let isRunning = true;
  let next = 0;
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });

  async function ask(index: number): Promise<void> {
    const { kind, path } = askOf(index, products);
    const encoding = accepted[hashOf(index, 1) % accepted.length] as string;
    const address = addressOf(hashOf(index, 2) % clients);
    const tag = kind === 'owned' ? tags.get(`${encoding} ${path}`) : undefined;
    const condition = tag === undefined ? {} : { 'if-none-match': tag };
    const { statusCode, headers, body } = await pool.request({
      method: 'GET',
      path,
      headers: { 'accept-encoding': encoding, 'x-real-ip': address, ...condition },
    });
    await body.dump();
    if (!isExpected(kind, statusCode, tag)) throw new Error(`${path} was answered ${statusCode}`);
    if (kind === 'owned') tags.set(`${encoding} ${path}`, String(headers['etag']));
    counts.notModified += statusCode === 304 ? 1 : 0;
    counts.compressed += headers['content-encoding'] ? 1 : 0;
    answered[kind] += 1;
  }
  const askOn = async () => {
    while (isRunning) await ask(next++);
  };
  const changeOn = () =>
    withClient(databaseUrl, async (client) => {
      while (isRunning) {
        const product = firstBenchProduct + 1 + (counts.changes % products);
        await client.query('UPDATE product_variants SET price = price + 0.01 WHERE product_id = $1', [product]);
        counts.changes += 1;
        await sleep(changeEveryMs);
      }
    });
  const work = Promise.all([changeOn(), ...Array.from({ length: connections }, askOn)]);
  // Whoever stops it is told; until then it is no unhandled rejection.
  work.catch(() => {
    isRunning = false;
  });
  return {
    answered,
    notModified: () => counts.notModified,
    compressed: () => counts.compressed,
    changes: () => counts.changes,
    isRunning: () => isRunning,
    async stop() {
      isRunning = false;
      await work;
      await pool.close();
    },
  };
}

function isExpected(kind: Kind, status: number, tag: string | undefined): boolean {
  if (kind === 'unknown') return status === 404;
  return status === 200 || (status === 304 && tag !== undefined);
}

function askOf(index: number, products: number): Ask {
  const kind = turns[hashOf(index, 3) % turns.length] as Kind;
  const pick = <T>(list: readonly T[], seed: number) => list[hashOf(index, seed) % list.length] as T;
  const product = hashOf(index, 4) % products;
  const paths: Record<Kind, () => string> = {
    popular: () => popularPath(hashOf(index, 5) % popularPages),
    owned: () => popularPath(hashOf(index, 5) % popularPages),
    product: () => `/api/v1/products/product-${1 + product}`,
    list: () => {
      const page = `sort=${pick(sorts, 7)}&limit=${10 + (product % 20)}`;
      return `/api/v1/products?type=${pick(types, 6)}&priceMin=${(product % 14_000) / 100}&${page}`;
    },
    search: () => `/api/v1/search?q=${encodeURIComponent(`${pick(words, 8)} ${1 + product}`)}`,
    suggestion: () => `/api/v1/search/suggest?q=${encodeURIComponent(pick(words, 9).slice(0, 3 + (product % 3)))}`,
    unknown: () => `/api/v1/products/nothing-${product}`,
  };
  return { kind, path: paths[kind]() };
}

/** What everybody looks at. */
function popularPath(number: number): string {
  return number % 2
    ? `/api/v1/products/product-${number}`
    : `/api/v1/collections/collection-${1 + ((number / 2) % 20)}`;
}

function addressOf(client: number): string {
  return `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`;
}

/** A number that has nothing to do with the index, the same each time (the finaliser of MurmurHash3). */
function hashOf(index: number, seed: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
