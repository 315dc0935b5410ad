import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyTables } from '../support/rows.ts';
import { sampleEffects } from '../support/sample-effects.ts';
import { findSample, handledTopics, readSample, type Sample } from '../support/samples.ts';
import { queueKinds, startService, type TestService } from '../support/service.ts';

/** In the newest version, an old one, and the oldest, which has no compliance topics. */
const published: Sample[] = [
  ...handledTopics.flatMap((topic) => [readSample(topic, '2026-07'), readSample(topic, '2025-01')]),
  ...handledTopics.flatMap((topic) => findSample(topic, '2023-07') ?? []),
];
/** Shopify published some as `{}`: they say what a delivery with nothing in it does. */
const [empty, samples] = [published.filter(isEmpty), published.filter((sample) => !isEmpty(sample))];

function isEmpty({ text }: Sample): boolean {
  return text === '{}';
}

describe.each(queueKinds)('official samples, queue %s', (queue) => {
  let service: TestService;
  beforeAll(async () => {
    service = await startService({ queue });
  });
  afterAll(() => service?.stop());
  beforeEach(() => emptyTables(service.rows));

  test.each(samples)('$topic of $version becomes shop data', async (sample) => {
    const effect = sampleEffects[sample.topic];
    for (const earlier of effect.before?.(sample) ?? []) {
      expect((await service.deliver(earlier)).statusCode).toBe(200);
      await service.settled();
    }
    const webhookId = randomUUID();
    const reply = await service.deliver({
      topic: sample.topic,
      body: sample.text,
      webhookId,
      headers: { 'x-shopify-api-version': sample.version },
    });
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toEqual({ status: 'recorded' });
    await service.settled();
    expect(await service.unsettled(webhookId)).toBeUndefined();
    expect(await service.log(webhookId)).toMatchObject({ outcome: 'applied', attempts: 1 });
    await effect.check(service.rows, sample);
  });

  test.each(empty)('the empty $topic of $version is set aside and changes nothing', async ({ topic, text }) => {
    const webhookId = randomUUID();
    expect((await service.deliver({ topic, body: text, webhookId })).statusCode).toBe(200);
    await service.settled();
    expect(await service.unsettled(webhookId)).toMatchObject({ status: 'dead', attempts: 1 });
    expect(await service.rows('SELECT FROM resource_versions')).toEqual([]);
  });
});
