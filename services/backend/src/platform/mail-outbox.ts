import type { Bytes, Crypto } from './crypto.ts';
import type { Tx } from './db.ts';
import type { MailContent, MailLocale } from './mail-contents.ts';
import { toJson } from './sealed-json.ts';

export interface QueuedMail {
  /** What the mail is about, `order:17:confirmed` say: one mail for one key, for ever. Nothing personal. */
  key: string;
  to: string;
  locale: MailLocale;
  content: MailContent;
}

/** Queues a mail in the transaction that is the reason for it. @returns false when this was queued before. */
export async function queueMail(tx: Tx, crypto: Crypto, mail: QueuedMail): Promise<boolean> {
  const { count } = await tx.mail.createMany({
    data: {
      key: mail.key,
      kind: mail.content.kind,
      locale: mail.locale,
      sealed: crypto.seal(mailContext(mail.key), toJson({ to: mail.to, content: mail.content })),
      recipientHash: recipientHash(crypto, mail.to),
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Erases what waits to be sent to these addresses, given as hashes. One that is being sent right now is left to its
 * end, which erases it as well.
 */
export async function eraseMails(tx: Tx, recipientHashes: readonly Bytes[]): Promise<void> {
  await tx.mail.updateMany({
    where: { recipientHash: { in: [...recipientHashes] }, status: 'queued' },
    data: { status: 'erased', sealed: null, recipientHash: null, settledAt: new Date() },
  });
}

export async function eraseAllMails(tx: Tx): Promise<void> {
  await tx.mail.updateMany({
    where: { status: 'queued' },
    data: { status: 'erased', sealed: null, recipientHash: null, settledAt: new Date() },
  });
}

/** What `sealed` is sealed for. */
export function mailContext(key: string): string {
  return `mail:${key}`;
}

/** The same hash as that of users and customers, so that their erasure finds their mail. */
export function recipientHash(crypto: Crypto, address: string): Bytes {
  return crypto.lookupHash('email', address.trim().toLowerCase());
}

/** Under every key that may have made it, for looking somebody up. */
export function recipientHashes(crypto: Crypto, address: string): Bytes[] {
  return crypto.lookupHashes('email', address.trim().toLowerCase());
}
