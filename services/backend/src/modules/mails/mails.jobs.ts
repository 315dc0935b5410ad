import { z } from 'zod';
import type { Mailer, MailOutcome } from '../../clients/mail.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Crypto, sha256 } from '../../platform/crypto.ts';
import type { Writer } from '../../platform/db.ts';
import type { Log } from '../../platform/log.ts';
import { mailContent, mailLocales } from '../../platform/mail-contents.ts';
import { mailContext } from '../../platform/mail-outbox.ts';
import { renderMail } from '../../platform/mail-rendering.ts';
import type { Metrics } from '../../platform/metrics.ts';
import { fromJson } from '../../platform/sealed-json.ts';
import { claimMail, giveUpAbandoned, postponeMail, settleMail } from './mails.writes.ts';

export interface SendMailsDeps {
  writer: Writer;
  crypto: Crypto;
  mailer: Mailer;
  /** Right-hand side of message ids. */
  domain: string;
  clock: Clock;
  metrics: Pick<Metrics, 'mails'>;
  log: Log;
}

/** Minutes until the next attempt, by how many there were; after the last it counts as refused. About two days in all. */
const waits = [1, 5, 15, 60, 180, 360, 720, 1_440];

const sealedMail = z.object({ to: z.string(), content: mailContent });

/**
 * Sends what is due, one after the other; several processes share the work. A mail is marked before it is handed over,
 * so that one whose process dies is never sent twice: it is settled as unclear.
 */
export async function sendMails(deps: SendMailsDeps, signal: AbortSignal): Promise<void> {
  for (const key of await giveUpAbandoned(deps.writer, deps.clock.now())) {
    deps.metrics.mails.inc({ outcome: 'unclear' });
    deps.log.error({ mail: key }, 'a process ended while it sent this mail, which may have arrived or not');
  }
  while (!signal.aborted) {
    const claimed = await claimMail(deps.writer, deps.clock.now());
    if (!claimed) return;
    await settle(deps, claimed, await attempt(deps, claimed.key));
  }
}

async function attempt({ writer, crypto, mailer, domain }: SendMailsDeps, key: string): Promise<MailOutcome> {
  const { sealed, locale } = await writer.mail.findUniqueOrThrow({ where: { key } });
  if (!sealed) return { state: 'refused', reason: 'its content is gone' };
  let message: Parameters<Mailer['send']>[0];
  try {
    const { to, content } = sealedMail.parse(fromJson(crypto.open(mailContext(key), sealed)));
    const language = mailLocales.find((one) => one === locale) ?? 'en';
    message = {
      messageId: `${sha256(key).toString('hex').slice(0, 32)}@${domain}`,
      to,
      ...renderMail(content, language),
    };
  } catch (error) {
    return { state: 'later', reason: `cannot be read (${(error as Error).name})` };
  }
  try {
    return await mailer.send(message);
  } catch (error) {
    return { state: 'later', reason: (error as NodeJS.ErrnoException).code ?? (error as Error).name };
  }
}

async function settle(deps: SendMailsDeps, { key, attempts }: { key: string; attempts: number }, outcome: MailOutcome) {
  const { writer, clock, metrics, log } = deps;
  const now = clock.now();
  const waitMinutes = waits[attempts - 1];
  if (outcome.state === 'later' && waitMinutes !== undefined) {
    await postponeMail(writer, key, new Date(now.getTime() + waitMinutes * 60_000), outcome.reason);
    metrics.mails.inc({ outcome: 'later' });
    log.warn({ mail: key, attempts, reason: outcome.reason }, 'a mail could not be sent; it is tried again');
    return;
  }
  const status = outcome.state === 'later' ? 'refused' : outcome.state;
  const reason = 'reason' in outcome ? outcome.reason : null;
  await settleMail(writer, key, { status, reason, now });
  metrics.mails.inc({ outcome: status });
  if (status !== 'sent') log.error({ mail: key, attempts, reason, status }, 'a mail was not delivered');
}
