import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDelivery } from '../../src/webhooks/inbox-admin.ts';
import { claimDeliveries, postponeDelivery } from '../../src/webhooks/inbox-lease.ts';
import { sampleWith } from '../support/samples.ts';
import { startService, type TestService, testRecord } from '../support/service.ts';
import { runCommand } from './command-process.ts';

/**
 * The real commands in processes of their own, on rows that the real inbox and processor made. The service runs
 * beside them, as in production: what they replay, its relay finds and its processor works on.
 */
let service: TestService;
const program = 'src/start/inbox.ts';
const encryptionKey = testRecord({})['ENCRYPTION_KEY'] ?? '';

const inbox = (line: string, environment: Record<string, string> = {}) =>
  runCommand(program, line.split(' '), { DATABASE_URL: service.database.url, ...environment });

async function inboxJson<T>(line: string): Promise<T> {
  const { code, stdout, stderr } = await inbox(`${line} --json`);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as T;
}

async function deliver(topic: string, body: unknown, webhookId?: string): Promise<string> {
  const reply = await service.deliver({ topic, body, ...(webhookId && { webhookId }) });
  expect(reply.statusCode).toBe(200);
  await service.settled();
  const [row] = await service.rows<{ id: string }>('SELECT max(inbox_id)::text AS id FROM webhook_receipts');
  return row?.id ?? '';
}

/** Puts a delivery into the inbox that nobody works on yet. */
async function hold(topic: string, body: unknown): Promise<string> {
  const id = await deliver(topic, body);
  await service.rows(`UPDATE webhook_inbox SET relay_at = 'infinity', due_at = 'infinity' WHERE id = $1`, [id]);
  return id;
}

/** What the database says by now, without a process of its own. */
async function details(id: string | undefined) {
  return findDelivery(service.server.deps.database.primary, BigInt(id ?? 0));
}

const ids: Record<string, string> = {};
const productId = '9007199254740993';
const customer = { id: 77_001, email: 'ann@example.com', phone: null };

beforeAll(async () => {
  service = await startService();
  const product = (updated: string) =>
    sampleWith('products/create', { id: productId, admin_graphql_api_id: undefined, updated_at: updated });
  ids['applied'] = await deliver('products/create', product('2026-11-21T08:00:00Z'), 'applied-1');
  await deliver('products/create', product('2026-11-21T08:00:00Z'), 'applied-1');
  ids['stale'] = await deliver('products/update', product('2026-11-21T07:00:00Z'));
  ids['parked'] = await deliver('carts/update', { id: 'a-cart', note: 'leave it at the door' });
  ids['dead'] = await deliver('orders/create', { id: '9007199254740995', customer: { id: 77_002 } });
  ids['erased'] = await deliver('orders/paid', { id: 88_001, customer: { id: customer.id } });
  await deliver('customers/redact', { shop_id: 1, shop_domain: 'x', customer, orders_to_redact: [88_001] });
});

afterAll(() => service?.stop());

describe('list', () => {
  it('shows what is settled and what is not, the newest first', async () => {
    const { code, stdout } = await inbox('list');
    expect(code).toBe(0);
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toMatch(/^ *id +received \(UTC\) +status +attempts +topic +resource +reason$/);
    expect(lines.map((line) => line.trim().split(/ {2,}/)[2])).toEqual([
      'done, applied',
      'dead',
      'dead',
      'parked',
      'done, stale',
      'done, applied',
    ]);
    expect(stdout).toContain('no handler for this topic');
  });

  it('filters by status, topic and time', async () => {
    const list = async (line: string) =>
      (await inboxJson<{ deliveries: { id: string }[] }>(`list ${line}`)).deliveries.map(({ id }) => id);
    const filters = ['--status dead', '--status parked --since 1h', '--topic products/update', '--until 1h'];
    expect(await Promise.all([...filters, '--status pending'].map(list))).toEqual([
      [ids['erased'], ids['dead']],
      [ids['parked']],
      [ids['stale']],
      [],
      [],
    ]);
    expect(await list('--limit 1')).toHaveLength(1);
  });

  it('cuts to the width of the terminal', async () => {
    const { stdout } = await inbox('list', { COLUMNS: '72' });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(72);
  });

  it('gives ids as text, exactly', async () => {
    const { deliveries } = await inboxJson<{ deliveries: unknown[] }>('list --status dead');
    expect(deliveries[1]).toMatchObject({ id: ids['dead'], orderId: '9007199254740995', customerId: '77002' });
  });
});

describe('show', () => {
  it('tells everything but the body', async () => {
    const { code, stdout } = await inbox(`show ${ids['dead']}`);
    expect(code).toBe(0);
    expect(stdout).toContain('the payload does not fit its topic');
    expect(stdout).toContain('order 9007199254740995, customer 77002');
    expect(stdout).toMatch(/received, .+ later/);
    expect(stdout).not.toContain('"customer"');
    expect(await inboxJson(`show ${ids['applied']}`)).toMatchObject({ duplicates: 1, outcome: 'applied', audit: [] });
  });

  it('opens the body when asked, warns, and notes who read it', async () => {
    const { code, stdout, stderr } = await inbox(`show ${ids['parked']} --body --as night-shift`, {
      ENCRYPTION_KEY: encryptionKey,
    });
    expect(code).toBe(0);
    expect(stdout).toContain('{"id":"a-cart","note":"leave it at the door"}');
    expect(stdout).toContain('body read by operator:night-shift');
    expect(stderr).toContain('personal data');
  });

  it('opens no body without the key, or with another one, and notes nothing', async () => {
    const without = await inbox(`show ${ids['stale']} --body`);
    expect(without).toMatchObject({ code: 1, stdout: '' });
    expect(without.stderr).toContain('ENCRYPTION_KEY');
    const other = await inbox(`show ${ids['stale']} --body`, { ENCRYPTION_KEY: 'x'.repeat(32) });
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain('sealed with a key that is neither');
    expect(await details(ids['stale'])).toMatchObject({ audit: [] });
  });

  it('says when there is no such delivery', async () => {
    expect(await inbox('show 999999')).toEqual({ code: 1, stdout: '', stderr: 'There is no delivery 999999.\n' });
  });
});

describe('replay', () => {
  it('says what would happen, and changes nothing', async () => {
    const before = await details(ids['parked']);
    const one = await inbox(`replay ${ids['parked']} --dry-run`);
    expect(one.code).toBe(0);
    expect(one.stdout).toContain('would go back to pending. Nothing was changed.');
    const { stdout } = await inbox('replay --since 1h --dry-run');
    expect(stdout).toContain('1 delivery (dead, received since');
    expect(stdout).toMatch(/1 {2}orders\/create/);
    expect(stdout).toContain('1 delivery left out: the body was erased on request.');
    expect(await details(ids['parked'])).toEqual(before);
    expect((await details(ids['dead']))?.replays).toBe(0);
  });

  it('sends a settled delivery round again, and a running process takes it', async () => {
    const { code, stdout } = await inbox(`replay ${ids['stale']} --wait --as night-shift`);
    expect(stdout).toContain('is pending again');
    expect(stdout).toContain('What became of it: 1 stale');
    expect(code).toBe(0);
    expect(await details(ids['stale'])).toMatchObject({
      status: 'done',
      outcome: 'stale',
      replays: 1,
      attempts: 1,
      audit: [{ action: 'delivery.replay', actor: 'operator:night-shift', details: { from: 'done', attempts: 1 } }],
    });
    expect((await inbox(`show ${ids['stale']}`)).stdout).toContain('replayed by operator:night-shift: was done');
  });

  it('applies what was dead once its cause is gone, and does not lose its receipt', async () => {
    await service.rows('DELETE FROM products');
    await service.rows(`DELETE FROM resource_versions WHERE kind = 'product'`);
    const { replayed } = await inboxJson<{ replayed: string[] }>(`replay ${ids['applied']} --wait`);
    expect(replayed).toEqual([ids['applied']]);
    expect(await service.rows('SELECT id FROM products')).toEqual([{ id: productId }]);
    expect(await details(ids['applied'])).toMatchObject({ outcome: 'applied', duplicates: 1 });
  });

  it('ends with 1 when it fails again', async () => {
    const { code, stdout } = await inbox(`replay ${ids['parked']} --wait`);
    expect(stdout).toContain('What became of it: 1 parked again.');
    expect(code).toBe(1);
    expect(await details(ids['parked'])).toMatchObject({ status: 'parked', attempts: 1, replays: 1 });
  });

  it('refuses what was erased, is under way, waits already, or is not there', async () => {
    expect((await inbox(`replay ${ids['erased']}`)).stderr).toContain('its body was erased on request');
    expect((await inbox('replay 999999')).stderr).toBe('There is no delivery 999999.\n');

    const id = await hold('carts/create', { id: 'another-cart' });
    await service.rows(`UPDATE webhook_inbox SET status = 'pending' WHERE id = $1`, [id]);
    expect(await inbox(`replay ${id}`)).toMatchObject({ code: 1, stdout: '' });
    await service.rows('UPDATE webhook_inbox SET due_at = now() WHERE id = $1', [id]);
    const [lease] = await claimDeliveries(service.server.deps.database.primary, [id], randomUUID());
    expect((await inbox(`replay ${id}`)).stderr).toContain('is being processed');
    expect((await inbox('stats')).stdout).toMatch(/pending 0 {3}processing 1/);

    if (lease) await postponeDelivery(service.server.deps.database.primary, lease, 600_000, 'the test says so');
    expect((await inbox(`replay ${id}`)).stderr).toContain('is pending already');
    expect((await inbox(`show ${id}`)).stdout).toMatch(/next attempt +in 10 min/);
    await service.rows('DELETE FROM webhook_inbox WHERE id = $1', [id]);
  });

  it('replays a range in order and in batches, only what matches', async () => {
    // More than a batch of 200, made by copying one real row; the sealed body does not matter to who parks it.
    const [{ id: first } = { id: '' }] = await service.rows<{ id: string }>(
      `INSERT INTO webhook_inbox (source, webhook_id, topic, shop_domain, triggered_at, body, status, attempts, reason)
       SELECT source, webhook_id, 'carts/copied', shop_domain, triggered_at, body, 'dead', 10, 'made by the test'
       FROM webhook_inbox, generate_series(1, 450) WHERE id = $1 RETURNING id::text AS id`,
      [ids['parked']],
    );
    const { code, stdout, stderr } = await inbox('replay --since 1h --topic carts/copied --wait');
    expect(stdout).toContain('450 deliveries pending again');
    expect(stdout).toContain('What became of it: 450 parked again.');
    expect(stderr).toBe('  200 of 450\n  400 of 450\n  450 of 450\n');
    expect(code).toBe(1);
    const [audited] = await service.rows(
      `SELECT count(*)::int AS count FROM audit_log WHERE action = 'delivery.replay'
       AND split_part(subject, ':', 2)::bigint >= $1`,
      [first],
    );
    expect(audited).toEqual({ count: 450 });
    expect(await details(ids['dead'])).toMatchObject({ status: 'dead', replays: 0 });
    await service.rows(`DELETE FROM webhook_inbox WHERE topic = 'carts/copied'`);
  });

  it('does no more than its limit', async () => {
    const { stdout } = await inbox('replay --since 1h --status done --limit 1 --dry-run');
    expect(stdout).toContain('These are the oldest 1 (--limit); there may be more.');
  });
});

describe('stats', () => {
  it('counts, by state and by topic', async () => {
    const stats = await inboxJson<{ topics: object[] }>('stats');
    expect(stats).toMatchObject({
      unsettled: { pending: 0, processing: 0, dead: 2, parked: 1, oldestPendingSeconds: null },
      settled: { applied: 2, stale: 1, p50Ms: expect.any(Number), p95Ms: expect.any(Number) },
      duplicates: 1,
      retries: 0,
      replays: 3,
    });
    expect(stats.topics).toContainEqual({
      topic: 'carts/update',
      applied: 0,
      stale: 0,
      dead: 0,
      parked: 1,
      waiting: 0,
    });
    expect((await inbox('stats --since 1h')).stdout).toContain('receipt to settled: p50');
  });
});
