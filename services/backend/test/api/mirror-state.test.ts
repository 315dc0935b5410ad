import { afterAll, beforeAll, expect, test } from 'vitest';
import { mirrorState } from '../../src/modules/operations/mirror-state.schemas.ts';
import { type Admin, asAdmin } from '../support/admins.ts';
import { asUser } from '../support/callers.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
let admin: Admin;
beforeAll(async () => {
  service = await startService();
  admin = await asAdmin(service);
});
afterAll(() => service?.stop());

const kinds = ['product', 'collection', 'inventory_level', 'customer', 'order'];

test('a mirror that was never filled says so', async () => {
  const reply = await admin.ask('/mirror');
  expect(reply.statusCode).toBe(200);
  const state = reply.json();
  expect(mirrorState.parse(state)).toEqual(state);
  expect(state).toMatchObject({ isEnabled: false, isImported: false, drift: [] });
  const nothing = {
    completeTo: null,
    behindSeconds: null,
    isUnderway: false,
    import: null,
    lastRun: null,
    lastSweep: null,
  };
  expect(state.kinds).toEqual(kinds.map((kind) => ({ kind, ...nothing })));
});

test('of each kind it says how far it is, how the last runs ended, and what was found', async () => {
  await service.rows(`INSERT INTO mirror_watermarks (kind, complete_to, since, cursor, target)
    VALUES ('order', now() - interval '10 minutes', now(), 'a page', now())`);
  await service.rows(`INSERT INTO mirror_imports (step, query, resources, requested_at, finished_at)
    SELECT step, '{}', 7, '2026-11-01T08:00:00Z', '2026-11-01T08:06:00Z'
    FROM unnest(ARRAY['products', 'collections', 'inventory', 'customers', 'orders']) AS step`);
  await service.rows(`INSERT INTO mirror_runs (kind, task, ended_at, outcome, changed)
    VALUES ('order', 'reconcile', '2026-11-20T12:00:00Z', 'more', 40),
           ('order', 'sweep', '2026-11-20T09:00:00Z', 'unbelievable', 0)`);
  await service.rows(`INSERT INTO mirror_drift (kind, drift, found, last_found_at)
    VALUES ('order', 'undeleted', 2, '2026-11-20T09:00:00Z'), ('membership', 'outdated', 9, '2026-11-20T10:00:00Z')`);
  const state = (await admin.ask('/mirror')).json();
  expect(mirrorState.parse(state)).toEqual(state);
  expect(state.isImported).toBe(true);
  const order = state.kinds.find(({ kind }: { kind: string }) => kind === 'order');
  expect(order).toMatchObject({
    isUnderway: true,
    import: {
      startedAt: '2026-11-01T08:00:00.000Z',
      resources: 7,
      isFinished: true,
      finishedAt: '2026-11-01T08:06:00.000Z',
    },
    lastRun: { endedAt: '2026-11-20T12:00:00.000Z', outcome: 'more', changed: 40 },
    lastSweep: { endedAt: '2026-11-20T09:00:00.000Z', outcome: 'unbelievable', changed: 0 },
  });
  expect(Math.abs(order.behindSeconds - 600)).toBeLessThan(60);
  expect(state.drift).toEqual([
    { kind: 'membership', drift: 'outdated', found: 9, lastFoundAt: '2026-11-20T10:00:00.000Z' },
    { kind: 'order', drift: 'undeleted', found: 2, lastFoundAt: '2026-11-20T09:00:00.000Z' },
  ]);

  await service.rows("UPDATE mirror_imports SET finished_at = NULL WHERE step = 'customers'");
  const later = (await admin.ask('/mirror')).json();
  expect(later.isImported).toBe(false);
  expect(later.kinds.find(({ kind }: { kind: string }) => kind === 'customer').import.isFinished).toBe(false);
});

test('it is for administrators, and looking at it changes nothing', async () => {
  const alice = await asUser(service, 'user_alice');
  expect((await alice.ask({ url: '/api/v1/admin/mirror' })).statusCode).toBe(403);
  expect((await service.app.inject('/api/v1/admin/mirror')).statusCode).toBe(401);
  await admin.ask('/mirror');
  expect(await service.rows('SELECT action FROM audit_log WHERE actor = $1', [admin.actor])).toEqual([]);
});
