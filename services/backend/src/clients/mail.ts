import type { Clock } from '../platform/clock.ts';
import { createFileMailer } from './mail-files.ts';

export interface MailMessage {
  /** Stays the same when a mail is tried again: what arrived twice after all is shown once. Without <>. */
  messageId: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

/**
 * How a mail ended. `unclear`: it was handed over in full and then no answer came, so it may arrive. Reasons name no
 * address.
 */
export type MailOutcome =
  | { state: 'sent' }
  | { state: 'later'; reason: string }
  | { state: 'refused'; reason: string }
  | { state: 'unclear'; reason: string };

export interface Mailer {
  /** Hands one mail over. Never rejects for what the other side did. */
  send(message: MailMessage): Promise<MailOutcome>;
}

export interface MailOptions {
  /** `smtp://user:password@host:587` (STARTTLS where it is offered) or `smtps://`. Undefined: mail becomes files. */
  smtpUrl: string | undefined;
  from: string;
  folder: string;
  clock: Clock;
}

export async function openMailer({ smtpUrl, from, folder, clock }: MailOptions): Promise<Mailer> {
  if (!smtpUrl) return createFileMailer({ folder, from, clock });
  // Only where it is used: nodemailer takes its time to load.
  const { createSmtpMailer } = await import('./mail-smtp.ts');
  return createSmtpMailer({ url: smtpUrl, from, clock });
}
