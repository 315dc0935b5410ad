import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Admin, asAdmin } from '../support/admins.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let admin: Admin;
/** Ids, the oldest first. */
const ids: Record<'done' | 'dead' | 'parked' | 'deadToo', string> = { done: '', dead: '', parked: '', deadToo: '' };

async function deliver(topic: string, body: unknown): Promise<string> {
  const { webhookId } = await service.settle({ topic, body });
  const [row] = await service.rows<{ id: string }>(
    'SELECT inbox_id::text AS id FROM webhook_receipts WHERE webhook_id = $1',
    [webhookId],
  );
  return row?.id ?? '';
}

beforeAll(async () => {
  service = await startService({ env: { DATABASE_REPLICA_URL: '' } });
  admin = await asAdmin(service);
  ids.done = await deliver('products/create', sampleWith('products/create', { id: 801 }));
  ids.dead = await deliver('orders/create', { id: 802, customer: { id: 77_002 } });
  ids.parked = await deliver('carts/update', { id: 'a-cart', note: 'leave it at the door' });
  ids.deadToo = await deliver('orders/paid', { id: 803, secret: 'Nobody sees this' });
});
afterAll(() => service?.stop());

const audited = (subject: string) =>
  service.rows('SELECT actor, action, details FROM audit_log WHERE subject = $1 ORDER BY id', [subject]);
const statusOf = async (id: string) => (await admin.ask(`/deliveries/${id}`)).json().status;
const soon = '2020-01-01T00:00:00Z';

test('deliveries are listed newest first, page by page, by status and by topic, without what they hold', async () => {
  const all = (await admin.ask('/deliveries')).json();
  expect(all.items.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [ids.deadToo, 'dead'],
    [ids.parked, 'parked'],
    [ids.dead, 'dead'],
    [ids.done, 'done'],
  ]);
  expect(all.nextCursor).toBeNull();
  expect(JSON.stringify(all)).not.toContain('Nobody sees this');

  const first = (await admin.ask('/deliveries?limit=3')).json();
  const second = (await admin.ask(`/deliveries?limit=3&cursor=${first.nextCursor}`)).json();
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect(second.nextCursor).toBeNull();

  const listed = async (query: string) =>
    (await admin.ask(`/deliveries${query}`)).json().items.map(({ id }: { id: string }) => id);
  expect(await listed('?status=dead')).toEqual([ids.deadToo, ids.dead]);
  expect(await listed('?status=dead&topic=orders%2Fpaid')).toEqual([ids.deadToo]);
  expect(await listed('?status=done')).toEqual([ids.done]);
  expect(await listed('?status=pending')).toEqual([]);
});

test('a cursor of another list is refused', async () => {
  for (const of of [['newest', '', 'x'], ['newest', 'y', '1'], ['oldest', '', '1'], []]) {
    const cursor = Buffer.from(JSON.stringify(of)).toString('base64url');
    const reply = await admin.ask(`/deliveries?cursor=${cursor}`);
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'invalid_input']);
    expect((await admin.ask(`/audit-log?cursor=${cursor}`)).statusCode).toBe(400);
  }
});

test('a delivery is shown without its body, unless it is asked for, which is noted', async () => {
  const shown = await admin.ask(`/deliveries/${ids.deadToo}`);
  expect(shown.json()).toMatchObject({ id: ids.deadToo, status: 'dead', topic: 'orders/paid', source: 'shopify' });
  expect(shown.json()).not.toHaveProperty('body');
  expect(shown.body).not.toContain('Nobody sees this');
  expect(await audited(`delivery:${ids.deadToo}`)).toEqual([]);

  const opened = await admin.ask(`/deliveries/${ids.deadToo}?body=true`);
  expect(opened.headers['cache-control']).toBe('no-store');
  expect(JSON.parse(opened.json().body)).toEqual({ id: 803, secret: 'Nobody sees this' });
  expect(opened.json().audit).toMatchObject([{ actor: admin.actor, action: 'delivery.read_body' }]);
  expect(await audited(`delivery:${ids.deadToo}`)).toEqual([
    { actor: admin.actor, action: 'delivery.read_body', details: {} },
  ]);
});

test.each(['999999999', '0'])('there is no delivery %s', async (id) => {
  expect((await admin.ask(`/deliveries/${id}`)).statusCode).toBe(404);
  expect((await admin.ask(`/deliveries/${id}?body=true`)).statusCode).toBe(404);
  expect((await admin.ask(`/deliveries/${id}/replay`, { method: 'POST' })).statusCode).toBe(404);
});

test('a replayed delivery goes round again, once for one key', async () => {
  const headers = { 'idempotency-key': 'replay-1' };
  const replayed = await admin.ask(`/deliveries/${ids.dead}/replay`, { method: 'POST', headers });
  expect([replayed.statusCode, replayed.json()]).toEqual([200, { id: ids.dead, status: 'pending' }]);
  await service.settled();
  const again = await admin.ask(`/deliveries/${ids.dead}/replay`, { method: 'POST', headers });
  expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
  await service.settled();
  const { status, replays } = (await admin.ask(`/deliveries/${ids.dead}`)).json();
  expect([status, replays]).toEqual(['dead', 1]);
  expect(await audited(`delivery:${ids.dead}`)).toEqual([
    { actor: admin.actor, action: 'delivery.replay', details: { from: 'dead', attempts: 1 } },
  ]);
});

test('what is pending, being processed or erased is not replayed', async () => {
  await service.rows(
    `UPDATE webhook_inbox SET status = 'pending', relay_at = 'infinity', due_at = 'infinity' WHERE id = $1`,
    [ids.parked],
  );
  const pending = await admin.ask(`/deliveries/${ids.parked}/replay`, { method: 'POST' });
  expect([pending.statusCode, pending.json().detail]).toEqual([
    409,
    'It is pending already, and is processed when it is due.',
  ]);
  await service.rows(`UPDATE webhook_inbox SET status = 'parked', body = NULL WHERE id = $1`, [ids.parked]);
  const erased = await admin.ask(`/deliveries/${ids.parked}/replay`, { method: 'POST' });
  expect([erased.statusCode, erased.json().code]).toEqual([409, 'conflict']);
  expect((await admin.ask(`/deliveries/${ids.parked}?body=true`)).json().body).toBeNull();
  expect(await audited(`delivery:${ids.parked}`)).toEqual([]);
});

test('a range is replayed up to its limit, and a dry run changes nothing', async () => {
  const replays = (payload: object) => admin.ask('/deliveries/replays', { method: 'POST', payload });
  const range = { status: 'dead', since: soon };
  const dry = await replays({ ...range, dryRun: true });
  expect(dry.json()).toEqual({
    dryRun: true,
    matching: 2,
    erased: 0,
    topics: [
      { topic: 'orders/create', count: 1 },
      { topic: 'orders/paid', count: 1 },
    ],
    replayed: 0,
    mayBeMore: false,
  });
  expect([await statusOf(ids.dead), await statusOf(ids.deadToo)]).toEqual(['dead', 'dead']);

  const one = await replays({ ...range, limit: 1 });
  expect(one.json()).toMatchObject({ dryRun: false, matching: 1, replayed: 1, mayBeMore: true });
  await service.settled();
  const byTopic = await replays({ ...range, topic: 'orders/paid' });
  expect(byTopic.json()).toMatchObject({ matching: 1, replayed: 1, mayBeMore: false });
  await service.settled();
  const past = await replays({ ...range, until: soon });
  expect(past.json()).toMatchObject({ matching: 0, replayed: 0 });
  const counts = await service.rows('SELECT id::text, replays FROM webhook_inbox WHERE status = $1 ORDER BY id', [
    'dead',
  ]);
  expect(counts).toEqual([
    { id: ids.dead, replays: 2 },
    { id: ids.deadToo, replays: 1 },
  ]);
});

test('the audit log is read by subject and by actor, page by page', async () => {
  const read = async (query: string) => (await admin.ask(`/audit-log${query}`)).json();
  const ofOne = await read(`?subject=delivery:${ids.deadToo}`);
  expect(ofOne.items.map(({ action }: { action: string }) => action)).toEqual([
    'delivery.replay',
    'delivery.read_body',
  ]);
  const all = await read(`?actor=${admin.actor}`);
  expect(all.items.length).toBeGreaterThan(3);
  const first = await read(`?actor=${admin.actor}&limit=2`);
  const second = await read(`?actor=${admin.actor}&limit=100&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items]).toEqual(all.items);
  expect((await read('?actor=user:nobody')).items).toEqual([]);
});
