import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureUser as ensure } from '../../src/modules/users/users.writes.ts';
import { sha256 } from '../../src/platform/crypto.ts';
import { deletionEvent, userEvent } from '../support/clerk.ts';
import { openPipeline, type Pipeline } from '../support/pipeline.ts';
import { openSealed } from '../support/sample-resources.ts';

let pipeline: Pipeline;
beforeAll(async () => {
  pipeline = await openPipeline();
});
afterAll(() => pipeline?.stop());

interface Happened {
  body: { type: string; timestamp: number };
}

const at = (seconds: number) => new Date(Date.parse('2026-11-21T10:00:00.000Z') + seconds * 1_000);

/** Of a Clerk id of its own, so that no case needs an empty database. */
function historyOf(id: string): Happened[] {
  const ilona = { id, firstName: 'Ilona', email: 'ilona@example.com', updatedAt: at(0) };
  return [
    { body: userEvent('user.created', ilona, at(0)) },
    { body: userEvent('user.updated', { ...ilona, lastName: 'Kovács', updatedAt: at(5) }, at(5)) },
    // Of the very moment of the one before: the time of the event decides.
    { body: userEvent('user.updated', { ...ilona, lastName: 'Nagy', updatedAt: at(5) }, at(6)) },
    { body: userEvent('user.updated', { id, phone: '+40712345678', updatedAt: at(20) }, at(20)) },
  ];
}

/** A copy has bytes of its own, so that it comes past the memory of copies and meets the handler. */
async function record(happened: Happened, copy: number): Promise<string> {
  const webhookId = `msg_${randomUUID()}`;
  const body = Buffer.from(JSON.stringify(happened.body) + ' '.repeat(copy));
  await pipeline.inbox.record({
    source: 'clerk',
    webhookId,
    topic: happened.body.type,
    shopDomain: 'clerk.example.com',
    apiVersion: null,
    eventId: null,
    triggeredAt: new Date(happened.body.timestamp),
    body,
    signature: sha256(body).toString('base64'),
    repeatable: false,
  });
  const [receipt] = await pipeline.rows('SELECT inbox_id FROM webhook_receipts WHERE webhook_id = $1', [webhookId]);
  return String(receipt?.['inbox_id']);
}

/** What is left of a Clerk id, in every table that could hold something of it. */
async function stateAfter(arrivals: readonly Happened[], clerkId: string, concurrently: boolean): Promise<object> {
  const ids: string[] = [];
  for (const [index, arrival] of arrivals.entries()) ids.push(await record(arrival, index));
  if (concurrently) await Promise.all(ids.map((id) => pipeline.process(id)));
  else for (const id of ids) await pipeline.process(id);
  expect(await pipeline.rows('SELECT topic, status, reason FROM webhook_inbox')).toEqual([]);
  expect(await pipeline.rows('SELECT FROM webhook_logs WHERE attempts > 1')).toEqual([]);

  const users = await pipeline.rows('SELECT * FROM users WHERE clerk_id = $1', [clerkId]);
  const bodies = await pipeline.rows('SELECT FROM webhook_logs WHERE clerk_user_id = $1 AND body IS NOT NULL', [
    clerkId,
  ]);
  const [version] = await pipeline.rows('SELECT deleted FROM resource_versions WHERE id = $1', [clerkId]);
  const orphans = await pipeline.rows(
    `SELECT FROM owners WHERE kind = 'user' AND NOT EXISTS (SELECT FROM users WHERE users.id = owners.id)`,
  );
  return {
    users: users.map((user) => ({
      personal: openSealed(`user:${user['id']}`, user['personal']),
      emailHash: user['email_hash']?.toString('hex') ?? null,
      marketingConsent: user['marketing_consent'],
    })),
    isDeleted: version?.['deleted'],
    orphans: orphans.length,
    bodies: version?.['deleted'] ? bodies.length : 'kept',
  };
}

const cases = fc.record({
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  again: fc.array(fc.nat(3), { maxLength: 4 }),
  deletedAt: fc.option(fc.nat(8), { nil: undefined }),
  deletedAgain: fc.boolean(),
  seenByToken: fc.boolean(),
  concurrently: fc.boolean(),
});

test('created, updated and deleted, in any order and however often, end in the same rows', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ order, again, deletedAt, deletedAgain, seenByToken, concurrently }) => {
      const clerkId = `user_${randomUUID()}`;
      const history = historyOf(clerkId);
      const arrivals = [...order, ...again].map((index) => history[index] as Happened);
      if (deletedAt !== undefined) {
        // It may come before all the others, between them, or last.
        const deletion = { body: deletionEvent(clerkId, at(30)) };
        arrivals.splice(deletedAt, 0, deletion);
        if (deletedAgain) arrivals.push(deletion);
      }
      if (seenByToken) await ensureUser(clerkId);
      const state = await stateAfter(arrivals, clerkId, concurrently);
      if (deletedAt !== undefined) {
        expect(state).toEqual({ users: [], isDeleted: true, orphans: 0, bodies: 0 });
        // A token that outlives them makes nobody again.
        expect(await ensureUser(clerkId)).toBeUndefined();
        expect(await pipeline.rows('SELECT FROM users WHERE clerk_id = $1', [clerkId])).toEqual([]);
        return;
      }
      const clerk = { name: null, email: null, phone: '+40712345678' };
      expect(state).toEqual({
        users: [{ personal: { clerk, chosenName: null }, emailHash: null, marketingConsent: false }],
        isDeleted: false,
        orphans: 0,
        bodies: 'kept',
      });
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('of two changes at one moment, the one whose event came later stays', async () => {
  for (const order of [
    [1, 2],
    [2, 1],
  ]) {
    const clerkId = `user_${randomUUID()}`;
    const history = historyOf(clerkId);
    const arrivals = order.map((index) => history[index] as Happened);
    expect(await stateAfter(arrivals, clerkId, false)).toMatchObject({
      users: [{ personal: { clerk: { name: 'Ilona Nagy' } } }],
    });
  }
});

function ensureUser(clerkId: string) {
  return ensure(pipeline.deps.database.writer, pipeline.deps.crypto, clerkId);
}
