import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Admin, asAdmin } from '../support/admins.ts';
import { canStartRedis, startRedis } from '../support/redis.ts';
import { type QueueKind, queueKinds, startService, type TestService } from '../support/service.ts';

describe.each<QueueKind>(queueKinds)('with the queue %s', (queue) => {
  let service: TestService;
  let admin: Admin;
  beforeAll(async () => {
    service = await startService({ queue });
    admin = await asAdmin(service);
  });
  afterAll(() => service?.stop());

  test('everything is on one screen', async () => {
    await expect.poll(() => service.server.deps.replicaLag.milliseconds()).not.toBeNull();
    await service.settle({ topic: 'orders/create', body: { id: 901 } });
    await service.settle({ topic: 'carts/update', body: { id: 'a-cart' } });
    const reply = await admin.ask('/operations');
    expect(reply.statusCode).toBe(200);
    const { at, deliveries, queue: shown, replica, backup } = reply.json();
    expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
    expect(deliveries).toEqual({ pending: 0, processing: 0, dead: 1, parked: 1, oldestPendingSeconds: null });
    expect(replica).toEqual({
      isConfigured: true,
      lagMs: expect.any(Number),
      maxLagMs: service.server.deps.env.REPLICA_MAX_LAG_MS,
    });
    expect(backup).toBeNull();
    if (queue === 'inline') {
      expect(shown).toEqual({ kind: 'none', depths: [], dashboard: null });
      return;
    }
    expect([shown.kind, shown.dashboard]).toEqual([queue, '/ops/queues']);
    const names = shown.depths.map(({ name }: { name: string }) => name);
    expect(names).toEqual([...service.server.deps.queues.keys()]);
    // The delivery is settled a moment before its job has ended.
    const inbox = async () => (await admin.ask('/operations')).json().queue.depths[0];
    const idle = { name: 'inbox', isPaused: false, waiting: 0, active: 0, delayed: 0, failed: 0 };
    await expect.poll(inbox, { timeout: 5_000 }).toEqual(idle);
  });

  test('the youngest backup is told, with its age and whether it was tried', async () => {
    await service.rows(
      `INSERT INTO backups (id, format, taken_at, bytes, rows, verified_at)
       VALUES ('old', 'rows', now() - interval '2 days', 10, 1, now()),
              ('young', 'rows', now() - interval '1 hour', 9007199254740993, 1, NULL)`,
    );
    const { backup } = (await admin.ask('/operations')).json();
    expect(backup).toEqual({
      takenAt: expect.any(String),
      ageSeconds: expect.any(Number),
      bytes: '9007199254740993',
      verifiedAt: null,
    });
    expect(Math.abs(backup.ageSeconds - 3_600)).toBeLessThan(60);
  });

  test('how long the oldest waits is told', async () => {
    await service.rows(
      `UPDATE webhook_inbox SET status = 'pending', received_at = now() - interval '90 s', relay_at = 'infinity',
         due_at = 'infinity' WHERE status = 'dead'`,
    );
    const { deliveries } = (await admin.ask('/operations')).json();
    expect(deliveries).toMatchObject({ pending: 1, dead: 0 });
    expect(deliveries.oldestPendingSeconds).toBeGreaterThanOrEqual(90);
    expect(deliveries.oldestPendingSeconds).toBeLessThan(150);
    await service.rows(`UPDATE webhook_inbox SET status = 'dead' WHERE status = 'pending'`);
  });
});

test.runIf(canStartRedis())('while Redis is away, or hangs, the rest is told all the same, and soon', async () => {
  const redis = await startRedis();
  const service = await startService({ queue: 'postgres', workers: 0, env: { REDIS_URL: redis.url } });
  try {
    const admin = await asAdmin(service);
    const depths = async () => {
      const startedAt = performance.now();
      const { queue, deliveries } = (await admin.ask('/operations')).json();
      expect(deliveries.dead).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(5_000);
      return queue.depths;
    };
    await expect.poll(depths).toHaveLength(service.server.deps.queues.size);
    redis.pause();
    expect(await depths()).toBeNull();
    redis.resume();
    await redis.kill();
    expect(await depths()).toBeNull();
  } finally {
    await service.stop();
    await redis.stop();
  }
});
