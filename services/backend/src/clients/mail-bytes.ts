import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailMessage } from './mail.ts';

/** The mail as it goes over the wire: RFC 5322 with both forms of its content. */
export function composeMail(message: MailMessage, from: string, date: Date): Promise<Buffer> {
  const node = new MailComposer({
    from,
    to: { name: '', address: message.to },
    date,
    messageId: `<${message.messageId}>`,
    subject: message.subject,
    text: message.text,
    html: message.html,
    // Nobody should answer a machine, nor a holiday notice arrive here (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return new Promise((resolve, reject) => {
    node.build((error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}
