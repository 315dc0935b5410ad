import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string[];
  content: string;
}

/** What the server does with a mail, once it has been handed over. */
export type SmtpAnswer = 'accept' | 'later' | 'never' | 'silence';

/** A real SMTP server that keeps what it is given. */
export async function startSmtpServer() {
  const received: ReceivedMail[] = [];
  const behaviour: { recipient: 'accept' | 'later' | 'never'; message: SmtpAnswer } = {
    recipient: 'accept',
    message: 'accept',
  };
  const refusal = (responseCode: number) => Object.assign(new Error('refused'), { responseCode });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      if (behaviour.recipient === 'accept') return done();
      done(refusal(behaviour.recipient === 'later' ? 451 : 550));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (behaviour.message === 'later') return done(refusal(452));
        if (behaviour.message === 'never') return done(refusal(554));
        received.push(toMail(session, chunks));
        if (behaviour.message === 'accept') return done();
        // Silence: it has the mail, and the connection ends before it can say so.
        for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    behaviour,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

function toMail({ envelope }: SMTPServerSession, chunks: Buffer[]): ReceivedMail {
  return {
    from: envelope.mailFrom ? envelope.mailFrom.address : '',
    to: envelope.rcptTo.map(({ address }) => address),
    content: Buffer.concat(chunks).toString(),
  };
}
