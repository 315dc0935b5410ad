import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Clock } from '../platform/clock.ts';
import type { Mailer, MailOutcome } from './mail.ts';
import { composeMail } from './mail-bytes.ts';

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/**
 * One connection for each mail: a shop sends few, and a connection of its own tells exactly how far a mail had come when
 * it broke. That is why nodemailer's connection is used and not its transport, which does not say.
 */
export function createSmtpMailer({ url, from, clock }: { url: string; from: string; clock: Clock }): Mailer {
  const sender = addressOf(from);
  const { credentials, options } = readUrl(url);

  return {
    async send(message) {
      const bytes = await composeMail(message, from, clock.now());
      const connection = new SmtpConnection(options);
      const progress = { handedOver: false };
      try {
        await new Promise<void>((resolve, reject) => {
          // Also the only listener for what breaks between two steps.
          connection.once('error', reject);
          connection.once('end', () => reject(new Error('the connection was closed')));
          const deliver = () =>
            connection.send({ from: sender, to: [message.to] }, streamOf(bytes, progress), (error) =>
              error ? reject(error) : resolve(),
            );
          connection.connect((error) => {
            if (error) return reject(error);
            if (!credentials) return deliver();
            connection.login({ credentials }, (failure) => (failure ? reject(failure) : deliver()));
          });
        });
        return { state: 'sent' };
      } catch (error) {
        return outcomeOf(error as SmtpError, progress.handedOver);
      } finally {
        connection.on('error', () => undefined);
        connection.close();
      }
    },
  };
}

/** Connects, signs in where there is a user, and goes. Sends nothing. @returns what is wrong; undefined when nothing is. */
export async function probeSmtp(url: string): Promise<string | undefined> {
  const { credentials, options } = readUrl(url);
  const connection = new SmtpConnection({ ...options, connectionTimeout: 5_000, greetingTimeout: 5_000 });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('the connection was closed')));
      connection.connect((error) => {
        if (error) return reject(error);
        if (!credentials) return resolve();
        connection.login({ credentials }, (failure) => (failure ? reject(failure) : resolve()));
      });
    });
    return undefined;
  } catch (error) {
    const { code, responseCode } = error as SmtpError;
    if (code === 'EAUTH') return 'the user or the password is refused';
    return responseCode === undefined ? `no answer (${code ?? 'connection'})` : `answered ${responseCode}`;
  } finally {
    connection.on('error', () => undefined);
    connection.quit();
    connection.close();
  }
}

function readUrl(url: string) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const credentials = username && { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  const requireTLS = Boolean(credentials) && !secure;
  const options = { host: hostname, port: Number(port) || (secure ? 465 : 587), secure, requireTLS, ...timeouts };
  return { credentials, options };
}

/** The server asks for the body with 354; before that nothing can have been taken. */
function streamOf(bytes: Buffer, progress: { handedOver: boolean }): Readable {
  return new Readable({
    read() {
      progress.handedOver = true;
      this.push(bytes);
      this.push(null);
    },
  });
}

/** 4yz is "later", 5yz is "never" (RFC 5321, 4.2.1); a wrong password is the operator's to mend, so it is later. */
function outcomeOf(error: SmtpError, handedOver: boolean): MailOutcome {
  const { responseCode, code } = error;
  if (responseCode === undefined) {
    const reason = `no answer (${code ?? 'connection'})`;
    return handedOver ? { state: 'unclear', reason } : { state: 'later', reason };
  }
  const reason = `answered ${responseCode}`;
  return responseCode >= 500 && code !== 'EAUTH' ? { state: 'refused', reason } : { state: 'later', reason };
}

/** `Shop <shop@example.com>` or the bare address. */
function addressOf(from: string): string {
  return /<([^>]+)>/.exec(from)?.[1] ?? from;
}
