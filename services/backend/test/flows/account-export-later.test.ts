import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailContext } from '../../src/platform/mail-outbox.ts';
import { fromJson } from '../../src/platform/sealed-json.ts';
import { clerkSecret } from '../support/clerk.ts';
import { email, settleIn } from '../support/resident.ts';
import { startService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startService({ env: { CLERK_WEBHOOK_SECRET: clerkSecret } });
});
afterAll(() => service?.stop());

async function waitUntilReady(ask: (url: string) => Promise<{ json(): { status: string } }>, url: string) {
  for (let tries = 0; tries < 400; tries += 1) {
    const reply = (await ask(url)).json();
    if (reply.status === 'ready') return reply as { status: string; availableUntil: string; content: object };
    await sleep(50);
  }
  throw new Error('the copy was not made');
}

test('asked for, made in the background, told by mail, fetched by nobody else, gone after a week', async () => {
  const { ask, userId } = await settleIn(service);
  const asked = await ask('POST', '/me/exports', {});
  expect(asked.statusCode).toBe(201);
  const { id } = asked.json() as { id: string };
  expect(asked.headers['location']).toBe(`/api/v1/me/exports/${id}`);
  expect(asked.json()).toEqual({ id, status: 'pending', createdAt: expect.any(String), availableUntil: null });

  const ready = await waitUntilReady((url) => ask('GET', url), `/me/exports/${id}`);
  expect(ready.content).toMatchObject({ profile: { id: userId, email }, pets: [{ name: 'Schnuffi' }] });
  const [mail] = await service.rows<{ key: string; sealed: Buffer | null; status: string }>(
    'SELECT key, sealed, status FROM mails WHERE key = $1',
    [`account-export:${id}:ready`],
  );
  // The service's own timer may have sent it already, as a file.
  if (mail?.sealed) {
    const opened = fromJson(service.server.deps.crypto.open(mailContext(mail.key), mail.sealed));
    expect(opened).toMatchObject({ to: email, content: { kind: 'data_export_ready', availableDays: 7 } });
  } else expect(mail?.status).toBe('sent');

  const stranger = await settleIn(service);
  expect((await stranger.ask('GET', `/me/exports/${id}`)).statusCode).toBe(404);

  const [{ content }] = (await service.rows<{ content: Buffer }>('SELECT content FROM account_exports')) as [
    { content: Buffer },
  ];
  expect(content.toString('latin1')).not.toContain('Schnuffi');
  await service.rows(`UPDATE account_exports SET ready_at = now() - interval '8 days'`);
  await expect
    .poll(async () => (await ask('GET', `/me/exports/${id}`)).statusCode, { timeout: 20_000, interval: 200 })
    .toBe(404);
});
