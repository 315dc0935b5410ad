import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Mailer } from './mail.ts';

/** Mail as files, for development: each opens in a mail program. The newest is the last by name. */
export function createFileMailer({ folder, from, clock }: { folder: string; from: string; clock: Clock }): Mailer {
  return {
    async send(message) {
      const { composeMail } = await import('./mail-bytes.ts');
      const now = clock.now();
      const bytes = await composeMail(message, from, now);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${now.toISOString().replaceAll(':', '-')}-${message.messageId.replace(/[^\w.-]+/g, '_')}.eml`;
      const path = join(folder, name);
      await writeFile(`${path}.part`, bytes, { mode: 0o600 });
      await rename(`${path}.part`, path);
      return { state: 'sent' };
    },
  };
}
