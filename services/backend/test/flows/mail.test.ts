import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createSmtpMailer } from '../../src/clients/mail-smtp.ts';
import { type SendMailsDeps, sendMails } from '../../src/modules/mails/mails.jobs.ts';
import { eraseMails, queueMail, recipientHashes } from '../../src/platform/mail-outbox.ts';
import { startService, type TestService } from '../support/service.ts';
import { startSmtpServer } from '../support/smtp.ts';

let service: TestService;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
let deps: SendMailsDeps;
/** A little ahead: what is queued is due by the clock of PostgreSQL. */
let now = new Date(Date.now() + 60_000);

beforeAll(async () => {
  // The service's own timers would send as well: it has a queue, and no worker that runs it.
  service = await startService({ queue: 'postgres', workers: 0 });
  smtp = await startSmtpServer();
  const { database, crypto, metrics, log } = service.server.deps;
  const clock = { now: () => now };
  const mailer = createSmtpMailer({ url: smtp.url, from: 'Shop <shop@example.com>', clock });
  deps = { writer: database.writer, crypto, mailer, domain: 'shop.example.com', clock, metrics, log };
});
afterAll(async () => {
  await smtp.stop();
  await service.stop();
});
beforeEach(async () => {
  smtp.behaviour.recipient = 'accept';
  smtp.behaviour.message = 'accept';
  smtp.received.length = 0;
  await service.rows('DELETE FROM mails');
});

const to = 'ana@example.com';
const mail = (key: string) => ({
  key,
  to,
  locale: 'ro' as const,
  content: { kind: 'in_production' as const, order: '#1001 Tobiță' },
});
const queue = (key: string) => deps.writer.$transaction((tx) => queueMail(tx, deps.crypto, mail(key)));
const send = () => sendMails(deps, new AbortController().signal);
const row = async (key: string) =>
  (await service.rows('SELECT status, attempts, reason, sealed, recipient_hash FROM mails WHERE key = $1', [key]))[0];
const settled = { sealed: null, recipient_hash: null };

test('a queued mail arrives once, in its language, and is forgotten', async () => {
  expect([await queue('order:1'), await queue('order:1')]).toEqual([true, false]);
  await Promise.all([send(), send(), send()]);
  await send();
  expect(smtp.received).toHaveLength(1);
  const [{ from, to: recipients, content }] = smtp.received as [(typeof smtp.received)[0]];
  expect({ from, recipients }).toEqual({ from: 'shop@example.com', recipients: [to] });
  expect(content).toContain('Content-Type: multipart/alternative');
  expect(content).toMatch(/^Message-ID: <[0-9a-f]{32}@shop\.example\.com>/m);
  expect(content).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(await row('order:1')).toEqual({ status: 'sent', attempts: 1, reason: null, ...settled });
  expect(await queue('order:1')).toBe(false);
});

test('nothing in the row can be read', async () => {
  await queue('order:2');
  const [{ dump }] = (await service.rows<{ dump: string }>(
    `SELECT mails::text || encode(sealed, 'escape') AS dump FROM mails`,
  )) as [{ dump: string }];
  for (const word of [to, 'Tobi', '#1001']) expect(dump).not.toContain(word);
});

describe('what the server says', () => {
  test('later: it is tried again, with growing pauses, until it is taken', async () => {
    smtp.behaviour.message = 'later';
    await queue('order:3');
    await send();
    expect(await row('order:3')).toMatchObject({ status: 'queued', attempts: 1, reason: 'answered 452' });
    await send();
    expect((await row('order:3'))?.['attempts']).toBe(1);
    now = new Date(now.getTime() + 61_000);
    smtp.behaviour.message = 'accept';
    await send();
    expect(await row('order:3')).toMatchObject({ status: 'sent', attempts: 2 });
    expect(smtp.received).toHaveLength(1);
  });

  test('later for ever: it is given up after two days', async () => {
    smtp.behaviour.recipient = 'later';
    await queue('order:4');
    for (let attempt = 0; attempt < 9; attempt += 1) {
      await send();
      now = new Date(now.getTime() + 25 * 60 * 60_000);
    }
    expect(await row('order:4')).toEqual({ status: 'refused', attempts: 9, reason: 'answered 451', ...settled });
  });

  test.each(['recipient', 'message'] as const)('never, to the %s: it is not tried again', async (step) => {
    smtp.behaviour[step] = 'never';
    await queue('order:5');
    await send();
    expect(await row('order:5')).toEqual({
      status: 'refused',
      attempts: 1,
      reason: step === 'recipient' ? 'answered 550' : 'answered 554',
      ...settled,
    });
    expect(smtp.received).toHaveLength(0);
  });

  test('nothing, after it has the mail: nobody gets it twice', async () => {
    smtp.behaviour.message = 'silence';
    await queue('order:6');
    await send();
    now = new Date(now.getTime() + 3 * 24 * 60 * 60_000);
    await send();
    expect(await row('order:6')).toMatchObject({ status: 'unclear', attempts: 1, ...settled });
    expect(smtp.received).toHaveLength(1);
  });

  test('nothing at all, because it is away: later', async () => {
    const away = createSmtpMailer({ url: 'smtp://127.0.0.1:1', from: 'shop@example.com', clock: deps.clock });
    await queue('order:7');
    await sendMails({ ...deps, mailer: away }, new AbortController().signal);
    expect(await row('order:7')).toMatchObject({ status: 'queued', attempts: 1, reason: 'no answer (ESOCKET)' });
  });
});

test('a process that ends in the middle leaves an unclear mail, which is not sent again', async () => {
  await queue('order:8');
  await service.rows(`UPDATE mails SET status = 'sending', attempts = 1, due_at = $1`, [
    new Date(now.getTime() + 1_000),
  ]);
  await send();
  expect(await row('order:8')).toMatchObject({ status: 'sending' });
  now = new Date(now.getTime() + 2_000);
  await send();
  expect(await row('order:8')).toMatchObject({ status: 'unclear', ...settled });
  expect(smtp.received).toHaveLength(0);
});

test('one whose key is gone waits; the others go out', async () => {
  await queue('order:9');
  await service.rows(`UPDATE mails SET sealed = '\\x00'`);
  await queue('order:10');
  await send();
  expect((await row('order:9'))?.['status']).toBe('queued');
  expect((await row('order:10'))?.['status']).toBe('sent');
});

test('a person who is erased gets no more mail', async () => {
  await queue('order:11');
  await deps.writer.$transaction((tx) => eraseMails(tx, recipientHashes(deps.crypto, ' ANA@example.com ')));
  await send();
  expect(await row('order:11')).toMatchObject({ status: 'erased', ...settled });
  expect(smtp.received).toHaveLength(0);
});
