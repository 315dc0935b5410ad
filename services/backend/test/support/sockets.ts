import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Opens a real port for the app and returns it. */
export async function listen(app: FastifyInstance): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = app.server.address();
  if (!address || typeof address === 'string') throw new Error('the app does not listen on a port');
  return address.port;
}

/** POSTs over a real connection; without `content-length` among the headers the body goes out in chunks. */
export async function post(
  port: number,
  path: string,
  sent: { headers: Record<string, string | string[]>; payload: Buffer },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let answered = false;
    const outgoing = request({ port, path, method: 'POST', headers: sent.headers, agent: false }, (reply) => {
      answered = true;
      let body = '';
      reply.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
    });
    // After the answer the server may close while the rest of the body is still being written.
    outgoing.on('error', (error) => {
      if (!answered) reject(error);
    });
    const half = Math.floor(sent.payload.length / 2);
    outgoing.write(sent.payload.subarray(0, half));
    outgoing.end(sent.payload.subarray(half));
  });
}

/** A bare connection, with everything that came back on it so far. */
export async function connect(
  port: number,
): Promise<{ socket: Socket; received: () => string; closed: Promise<void> }> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  await once(socket, 'connect');
  return { socket, received: () => received, closed };
}
