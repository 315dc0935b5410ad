import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createCrypto } from '../../src/platform/crypto.ts';
import { createLog } from '../../src/platform/log.ts';
import { bodyContext } from '../../src/webhooks/inbox.ts';
import { createProcessor, type Processor } from '../../src/webhooks/processor.ts';
import { ada, adaOrder, adaRedaction } from '../support/ada.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { emptyTables } from '../support/rows.ts';

/** Redacting a customer while something shelved is sealed with a key that nobody has given us. */
const lostKey = 'a-key-configured-by-mistake-once';
const lost = createCrypto([lostKey]);
/** More than are looked at together. */
const batch = 21;

let pipeline: Pipeline;
let processor: Processor;
let processorWithLostKey: Processor;
let lines: string[] = [];
beforeAll(async () => {
  pipeline = await openPipeline();
  const destination = { write: (line: string) => lines.push(line) };
  const log = createLog({ level: 'warn', app: 'tests', role: 'worker', destination });
  const deps = { ...pipeline.deps, log };
  processor = createProcessor(deps);
  processorWithLostKey = createProcessor({ ...deps, crypto: createCrypto([pipeline.env.ENCRYPTION_KEY, lostKey]) });
});
afterAll(() => pipeline?.stop());
beforeEach(async () => {
  await emptyTables(pipeline.rows);
  lines = [];
});

const aboutAda = (note: number) => ({ id: note, note: 'Quillfeather', email: ada.email });

async function sealedBody(id: string): Promise<Buffer> {
  return (await pipeline.unsettled(id))?.['body'];
}

/** Parks a delivery; `change` makes something else of its sealed body. */
async function park(body: object, change?: (context: string, sealed: Buffer) => Buffer): Promise<string> {
  const id = await pipeline.apply({ topic: 'draft_orders/create', body });
  const row = await pipeline.unsettled(id);
  expect(row).toMatchObject({ status: 'parked' });
  const changed = change?.(bodyContext(row?.['source'], row?.['webhook_id']), row?.['body']);
  if (changed) await pipeline.rows('UPDATE webhook_inbox SET body = $2 WHERE id = $1', [id, changed]);
  return id;
}

const flipped = (byte = 0) => Buffer.of(byte ^ 1);
const sealAgain = (context: string, sealed: Buffer) => lost.seal(context, pipeline.deps.crypto.open(context, sealed));

/** Redacts, which must succeed at its first attempt, and returns what the audit log says of it. */
async function redact(shopId: number, by = processor): Promise<unknown> {
  const id = await pipeline.record({ topic: 'customers/redact', body: { ...adaRedaction(), shop_id: shopId } });
  await by.process([id]);
  expect(await pipeline.rows('SELECT outcome, attempts, body FROM webhook_logs WHERE id = $1', [id])).toEqual([
    { outcome: 'applied', attempts: 1, body: null },
  ]);
  const audit = `SELECT details FROM audit_log WHERE action = 'customer.redact' ORDER BY id DESC LIMIT 1`;
  return (await pipeline.rows(audit))[0]?.['details'];
}

describe('customers/redact with shelved bodies that do not open', () => {
  test('erases all that can be opened, leaves the others as they are, and says how many they are', async () => {
    await pipeline.apply({ topic: 'orders/create', body: adaOrder() });
    const first = await park(aboutAda(1));
    const closed: string[] = [];
    for (let note = 2; note < 2 + batch; note += 1) closed.push(await park(aboutAda(note), sealAgain));
    const last = await park(aboutAda(100));
    const before = await Promise.all(closed.map(sealedBody));

    expect(await redact(1)).toEqual({ orders: [ada.orderId], unsearchedBodies: batch });

    expect(await Promise.all([first, last].map(sealedBody))).toEqual([null, null]);
    expect(await Promise.all(closed.map(sealedBody))).toEqual(before);
    expect(await pipeline.rows('SELECT personal FROM orders')).toEqual([{ personal: null }]);
  });

  test('warns, once, in the line of the delivery and without personal data', async () => {
    await park(aboutAda(1), sealAgain);
    await redact(2);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'warn', topic: 'customers/redact', unsearchedBodies: 1 }),
    ]);
    expect(ada.texts.filter((text) => lines.join().includes(text))).toEqual([]);
  });

  test.for([
    [
      'a bit was changed in',
      (_: string, sealed: Buffer) => Buffer.concat([sealed.subarray(0, -1), flipped(sealed.at(-1))]),
    ],
    ['nothing is left of but a byte', (_: string, sealed: Buffer) => sealed.subarray(0, 1)],
    [
      'was moved from another delivery',
      (context: string, sealed: Buffer) =>
        pipeline.deps.crypto.seal(`${context}.`, pipeline.deps.crypto.open(context, sealed)),
    ],
  ] as const)('counts one that %s', async ([, change]) => {
    const damaged = await park(aboutAda(1), change);
    expect(await redact(3)).toEqual({ orders: [ada.orderId], unsearchedBodies: 1 });
    expect(await sealedBody(damaged)).not.toBeNull();
  });

  test('erases one that is known to be about the customer, and has nothing to warn of', async () => {
    const id = await park({ customer_id: ada.id, tags: ['Quillfeather'] }, sealAgain);
    expect(await redact(4)).toEqual({ orders: [ada.orderId], unsearchedBodies: 0 });
    expect(await sealedBody(id)).toBeNull();
    expect(lines).toEqual([]);
  });

  test('finds them when it is asked again with the key', async () => {
    const id = await park(aboutAda(1), sealAgain);
    const other = await park({ id: 2, note: 'somebody else' }, sealAgain);
    expect(await redact(5)).toMatchObject({ unsearchedBodies: 2 });
    expect(await redact(6, processorWithLostKey)).toMatchObject({ unsearchedBodies: 0 });
    expect(await sealedBody(id)).toBeNull();
    expect(await sealedBody(other)).not.toBeNull();
  });
});
