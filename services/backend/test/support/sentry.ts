import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One thing that was sent: an event, a transaction, a session, a report of what was dropped. */
export interface SentryItem {
  type: string;
  payload: Record<string, unknown>;
}

/** A Sentry that keeps what arrives: https://develop.sentry.dev/sdk/data-model/envelopes/ */
export interface SentryReceiver {
  dsn: string;
  /** All bytes of all requests, headers among them, unpacked. */
  raw(): string;
  items(type: string): Record<string, unknown>[];
  clear(): void;
  stop(): Promise<void>;
}

export async function startSentry(): Promise<SentryReceiver> {
  let texts: string[] = [];
  let items: SentryItem[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
      texts.push(`${request.url}\n${request.rawHeaders.join('\n')}\n${text}`);
      items.push(...readEnvelope(text));
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    dsn: `http://0123456789abcdef0123456789abcdef@127.0.0.1:${port}/42`,
    raw: () => texts.join('\n'),
    items: (type) => items.filter((item) => item.type === type).map(({ payload }) => payload),
    clear() {
      texts = [];
      items = [];
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A header, then items of a header and a payload each, all of them lines of JSON. */
function readEnvelope(text: string): SentryItem[] {
  const [, ...lines] = text.split('\n').filter((line) => line !== '');
  const items: SentryItem[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const { type } = JSON.parse(lines[at] as string) as { type: string };
    items.push({ type, payload: JSON.parse(lines[at + 1] as string) });
  }
  return items;
}
