import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteClerkUsers } from '../../src/modules/users/users.jobs.ts';
import { clerkSecret, deletionEvent, signedEvent, userEvent } from '../support/clerk.ts';
import { findTraces } from '../support/dump.ts';
import { email, phone, type Resident, settleIn, texts } from '../support/resident.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ queue: 'postgres', env: { CLERK_WEBHOOK_SECRET: clerkSecret } });
});
afterAll(() => service?.stop());

let person: Resident;

const erasure = { confirm: 'delete my account' };
const clerkDeletions = async () =>
  (await service.rows<{ id: string }>('SELECT clerk_id AS id FROM clerk_deletions ORDER BY 1')).map(({ id }) => id);

async function tell(body: unknown): Promise<string> {
  const sent = signedEvent({ body });
  expect((await service.app.inject({ method: 'POST', url: '/webhooks/clerk', ...sent })).statusCode).toBe(200);
  await service.settled();
  return String(sent.headers['svix-id']);
}

async function expectNothingLeft({ clerkId, userId }: Resident): Promise<void> {
  expect(await findTraces(service.rows, texts, 'opened')).toEqual([]);
  // What stays says that somebody was here and nothing more: the tombstone, whom deliveries were about, the audit log.
  const traces = await findTraces(service.rows, [clerkId, userId], 'opened');
  const columns = traces.map((trace) => trace.split(':')[0]?.replace(/_\d{4}_\d{2}|_default/, ''));
  expect([...new Set(columns)].sort()).toEqual([
    'public.audit_log.actor',
    'public.audit_log.subject',
    'public.resource_versions.id',
    'public.webhook_inbox.clerk_user_id',
    'public.webhook_logs.clerk_user_id',
  ]);
  const tables = ['owners', 'users', 'guests', 'pets', 'saved_designs', 'design_revisions', 'design_shares'];
  for (const table of [...tables, 'idempotency_keys']) {
    expect([table, await service.rows(`SELECT FROM ${table}`)]).toEqual([table, []]);
  }
}

const deletionsInAudit = (userId: string) =>
  service.rows(`SELECT actor, details FROM audit_log WHERE subject = $1 AND action = 'user.delete'`, [
    `user:${userId}`,
  ]);

describe('erasure', () => {
  beforeEach(async () => {
    person = await settleIn(service);
  });

  test('nothing personal is in clear before; after user.deleted nothing opens either', async () => {
    // Pets and designs are what is made of them, not who they are: their names are in clear.
    expect(await findTraces(service.rows, ['Margareta', 'Ionescu', email, phone, 'postman'], 'clear')).toEqual([]);
    expect((await findTraces(service.rows, [email], 'opened')).length).toBeGreaterThanOrEqual(4);

    await tell(deletionEvent(person.clerkId));
    expect(await deletionsInAudit(person.userId)).toEqual([{ actor: 'clerk', details: { unsearchedBodies: 0 } }]);
    await expectNothingLeft(person);
    // Late ones: newer, of no handler, of a shape that is refused.
    await tell(userEvent('user.updated', { id: person.clerkId, email, phone }, new Date(Date.now() + 60_000)));
    await tell({ type: 'email.created', data: { id: 'ema_2', object: 'email', user_id: person.clerkId, to: email } });
    await tell({ type: 'user.updated', data: { id: person.clerkId, object: 'user', email_addresses: email } });
    await expectNothingLeft(person);
    expect(await deletionsInAudit(person.userId)).toHaveLength(1);
  });

  test('DELETE /me does the same, once it is confirmed, and asks Clerk', async () => {
    for (const payload of [undefined, {}, { confirm: 'yes' }, { confirm: 'Delete my account' }, { ...erasure, x: 1 }]) {
      expect([payload, (await person.ask('DELETE', '/me', payload)).statusCode]).toEqual([payload, 400]);
    }
    expect((await person.ask('GET', '/me')).json()).toMatchObject({ email, phone, name: 'Margareta Ionescu' });

    const reply = await person.ask('DELETE', '/me', erasure);
    expect([reply.statusCode, reply.body]).toEqual([204, '']);
    for (const url of ['/me', '/me/export', '/pets']) expect((await person.ask('GET', url)).statusCode).toBe(401);
    expect((await person.ask('DELETE', '/me', erasure)).statusCode).toBe(401);
    expect(await deletionsInAudit(person.userId)).toEqual([
      { actor: `user:${person.userId}`, details: { unsearchedBodies: 0 } },
    ]);
    // The worker asks Clerk by way of the queue at once, though nothing is scheduled for ten minutes.
    await expect.poll(clerkDeletions, { timeout: 15_000 }).toEqual([]);
    await expectNothingLeft(person);
    // What Clerk then tells is no news.
    const id = await tell(deletionEvent(person.clerkId));
    expect(await service.log(id)).toMatchObject({ outcome: 'stale', body: null });
  });

  test('a token that another process still remembers makes nothing more', async () => {
    // The worker erases, and the server has seen this token before.
    expect((await person.ask('GET', '/me')).statusCode).toBe(200);
    const session = await service.app.inject({ method: 'POST', url: '/api/v1/guest-sessions' });
    await tell(deletionEvent(person.clerkId));
    const claim = await person.ask('POST', '/me/claims', { refreshToken: session.json().refreshToken });
    const pet = await person.ask('POST', '/pets', { name: 'Schnuffi', species: 'dog' });
    const again = await person.ask('DELETE', '/me', erasure);
    expect([claim, pet].map(({ statusCode }) => statusCode)).toEqual([401, 401]);
    expect(again.statusCode).toBe(204);
    await expect.poll(clerkDeletions, { timeout: 15_000 }).toEqual([]);
    // The session of a visitor whom nobody claimed is theirs.
    await service.rows(`DELETE FROM owners WHERE kind = 'guest'`);
    await expectNothingLeft(person);
    expect(await deletionsInAudit(person.userId)).toHaveLength(1);
  });

  test('it is all or nothing: a failure on the way leaves everything as it was', async () => {
    await service.rows(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON clerk_deletions FOR EACH ROW EXECUTE FUNCTION refuse()`);
    try {
      expect((await person.ask('DELETE', '/me', erasure)).statusCode).toBe(500);
    } finally {
      await service.rows('DROP FUNCTION refuse CASCADE');
    }
    expect((await person.ask('GET', '/me')).json()).toMatchObject({ email });
    const tombstones = 'SELECT deleted FROM resource_versions WHERE id = $1';
    expect(await service.rows(tombstones, [person.clerkId])).toEqual([{ deleted: false }]);
    expect(await deletionsInAudit(person.userId)).toEqual([]);
    expect((await person.ask('DELETE', '/me', erasure)).statusCode).toBe(204);
    await expect.poll(clerkDeletions, { timeout: 15_000 }).toEqual([]);
    await expectNothingLeft(person);
  });

  test('a delivery of Shopify that waits for a person is no part of an account at Clerk', async () => {
    const body = { id: 7, email };
    const { webhookId } = await service.settle({ topic: 'draft_orders/create', body });
    await tell(deletionEvent(person.clerkId));
    expect(await service.unsettled(webhookId)).toMatchObject({ status: 'parked', body: expect.any(Buffer) });
    await service.rows('DELETE FROM webhook_inbox WHERE webhook_id = $1', [webhookId]);
    await expectNothingLeft(person);
  });
});

describe('delete-clerk-users', () => {
  const run = (deleteUser: (clerkId: string) => Promise<void>) => {
    const { writer } = service.server.deps.database;
    return deleteClerkUsers({ writer, clerk: { deleteUser } }, new AbortController().signal);
  };
  const request = (...ids: string[]) =>
    service.rows('INSERT INTO clerk_deletions (clerk_id) SELECT unnest($1::text[])', [ids]);

  test('one that Clerk refuses stays and keeps nobody waiting; it is tried again', async () => {
    const ids = Array.from({ length: 250 }, (_, n) => `user_${String(n).padStart(3, '0')}`);
    await request(...ids);
    const asked: string[] = [];
    const refused = new Set(['user_000', 'user_120']);
    const deleteUser = async (clerkId: string) => {
      asked.push(clerkId);
      if (refused.has(clerkId)) throw new Error('Clerk is away');
    };
    await expect(run(deleteUser)).rejects.toThrow('2 accounts are still at Clerk');
    expect(asked).toEqual(ids);
    expect(await clerkDeletions()).toEqual(['user_000', 'user_120']);

    refused.clear();
    await run(deleteUser);
    expect(asked.slice(ids.length)).toEqual(['user_000', 'user_120']);
    expect(await clerkDeletions()).toEqual([]);
  });

  test("Clerk's own word that somebody is gone ends the asking", async () => {
    await request('user_gone');
    await tell(deletionEvent('user_gone'));
    expect(await clerkDeletions()).toEqual([]);
  });
});
