import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Admin, asAdmin } from '../support/admins.ts';
import { type QueueKind, queueKinds, startService, type TestService } from '../support/service.ts';

const cookieOf = (reply: LightMyRequestResponse) =>
  reply.cookies.find(({ name }) => name === 'operator_session') as
    | { value: string; path: string; httpOnly: boolean; sameSite: string; maxAge: number; secure?: boolean }
    | undefined;
const open = (admin: Admin) => admin.ask('/operator-sessions', { method: 'POST' });

const kinds = queueKinds.filter((kind) => kind !== 'inline');

describe.each<QueueKind>(kinds)('the dashboard of a queue on %s', (queue) => {
  let service: TestService;
  let admin: Admin;
  let cookie: string;
  beforeAll(async () => {
    service = await startService({ queue });
    admin = await asAdmin(service);
    cookie = `operator_session=${cookieOf(await open(admin))?.value}`;
  });
  afterAll(() => service?.stop());

  const ask = (path = '', headers: Record<string, string> = { cookie }, method: 'GET' | 'PUT' = 'GET') =>
    service.app.inject({ method, url: `/ops/queues${path}`, headers });
  const audited = (action: string) =>
    service.rows('SELECT actor, subject, details FROM audit_log WHERE action = $1 ORDER BY id', [action]);

  test('the page asks nobody outside, and may run no script but its own files', async () => {
    const page = await ask();
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('<base href="/ops/queues/"');
    expect(page.body).not.toMatch(/(src|href)="https?:/);
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    const [script = ''] = /static\/js\/main\.\w+\.js/.exec(page.body) ?? [];
    const answered = await ask(`/${script}`);
    expect([answered.statusCode, answered.headers['content-type']]).toEqual([
      200,
      'application/javascript; charset=utf-8',
    ]);
    expect(answered.rawPayload.length).toBeGreaterThan(10_000);
  });

  test('it shows every queue', async () => {
    const reply = await ask('/api/queues');
    expect(reply.statusCode).toBe(200);
    const names = reply.json().queues.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual([...service.server.deps.queues.keys()].sort());
  });

  test('what it changes comes from its own origin, and is noted', async () => {
    const inbox = service.server.deps.queues.get('inbox');
    const path = '/api/queues/inbox/pause';
    const own = { cookie, host: 'pets.example.com' };
    const refused = [
      own,
      { ...own, 'sec-fetch-site': 'same-site' },
      { ...own, 'sec-fetch-site': 'cross-site', origin: 'https://pets.example.com' },
      { ...own, origin: 'https://evil.example.com' },
      { ...own, origin: 'null' },
    ];
    for (const headers of refused) {
      expect((await ask(path, headers, 'PUT')).statusCode).toBe(403);
    }
    expect(await inbox?.isPaused()).toBe(false);
    expect(await audited('queue_dashboard.change')).toEqual([]);

    expect((await ask(path, { ...own, 'sec-fetch-site': 'same-origin' }, 'PUT')).statusCode).toBe(200);
    expect(await inbox?.isPaused()).toBe(true);
    const resume = await ask('/api/queues/inbox/resume', { ...own, origin: 'https://pets.example.com' }, 'PUT');
    expect(resume.statusCode).toBe(200);
    expect(await inbox?.isPaused()).toBe(false);
    expect(await audited('queue_dashboard.change')).toEqual(
      ['/ops/queues/api/queues/inbox/pause', '/ops/queues/api/queues/inbox/resume'].map((one) => ({
        actor: admin.actor,
        subject: 'queue_dashboard',
        details: { method: 'PUT', path: one },
      })),
    );
  });

  test('without a session it says so, and a visit leads back to the operations page', async () => {
    for (const headers of [{}, { cookie: `${cookie}x` }, { authorization: `Bearer ${admin.token}` }]) {
      const reply = await ask('/api/queues', headers as Record<string, string>);
      expect([reply.statusCode, reply.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    }
    const led = await ask('', { 'sec-fetch-mode': 'navigate' });
    expect([led.statusCode, led.headers.location]).toEqual([303, '/ops']);
  });

  test('a session that is ended while it is open changes nothing more', async () => {
    const leaving = await asAdmin(service, 'user_leaving');
    const own = { cookie: `operator_session=${cookieOf(await open(leaving))?.value}`, 'sec-fetch-site': 'same-origin' };
    expect((await ask('/api/queues', own)).statusCode).toBe(200);
    await service.rows('DELETE FROM operator_sessions WHERE user_id = $1', [leaving.actor.replace('user:', '')]);
    expect((await ask('/api/queues/inbox/pause', own, 'PUT')).statusCode).toBe(401);
    expect(await service.server.deps.queues.get('inbox')?.isPaused()).toBe(false);
  });
});

test('without a queue there is no dashboard', async () => {
  const service = await startService();
  try {
    const admin = await asAdmin(service);
    const headers = { cookie: `operator_session=${cookieOf(await open(admin))?.value}` };
    expect((await service.app.inject({ url: '/ops/queues', headers })).statusCode).toBe(404);
    expect((await admin.ask('/operations')).json().queue.dashboard).toBeNull();
  } finally {
    await service.stop();
  }
});
