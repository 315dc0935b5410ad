import type { Mail } from '../../generated/client.ts';
import type { Writer } from '../../platform/db.ts';

/** Longer than any mail takes: connecting, greeting and the answer have their own limits, 50 seconds in all. */
const leaseMinutes = 5;

/** Takes one mail that is due, for this process alone. */
export async function claimMail(writer: Writer, now: Date): Promise<Pick<Mail, 'key' | 'attempts'> | undefined> {
  const leaseEnd = new Date(now.getTime() + leaseMinutes * 60_000);
  const [claimed] = await writer.$queryRaw<Pick<Mail, 'key' | 'attempts'>[]>`
    UPDATE mails SET status = 'sending', attempts = attempts + 1, due_at = ${leaseEnd}
    WHERE key = (
      SELECT key FROM mails WHERE status = 'queued' AND due_at <= ${now}
      ORDER BY due_at FOR UPDATE SKIP LOCKED LIMIT 1)
    RETURNING key, attempts`;
  return claimed;
}

/** A mail whose process ended in the middle may have left: it is not sent again. @returns their keys. */
export async function giveUpAbandoned(writer: Writer, now: Date): Promise<string[]> {
  const abandoned = await writer.$queryRaw<{ key: string }[]>`
    UPDATE mails SET status = 'unclear', reason = 'the process ended while it was sent', sealed = NULL,
           recipient_hash = NULL, settled_at = ${now}
    WHERE status = 'sending' AND due_at <= ${now}
    RETURNING key`;
  return abandoned.map(({ key }) => key);
}

export async function postponeMail(writer: Writer, key: string, dueAt: Date, reason: string): Promise<void> {
  await writer.mail.updateMany({ where: { key, status: 'sending' }, data: { status: 'queued', dueAt, reason } });
}

/** Forgets what was in it: the row only says that there was one. */
export async function settleMail(
  writer: Writer,
  key: string,
  { status, reason, now }: { status: 'sent' | 'refused' | 'unclear'; reason: string | null; now: Date },
): Promise<void> {
  await writer.mail.updateMany({
    where: { key, status: 'sending' },
    data: { status, reason, sealed: null, recipientHash: null, settledAt: now },
  });
}
