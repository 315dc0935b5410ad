import { createHmac, timingSafeEqual } from 'node:crypto';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ReadRouter, Reads } from '../platform/read-router.ts';
import type { WalPosition } from '../platform/wal-position.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** How far the database had been written when this client last changed something. */
    readAfter: WalPosition | undefined;
  }
  interface FastifyContextConfig {
    /** Set by `readOwnWrites` on the routes that take and give the mark of a change. */
    readsOwnWrites?: boolean;
  }
}

interface ReadAfterWriteOptions {
  router: ReadRouter;
  /** SESSION_SECRET: nobody makes up a position that no replica will reach. */
  secret: string;
  /** Cookies only over TLS. */
  secure: boolean;
}

export const readAfterHeader = 'x-read-after';
export const readAfterCookie = 'read_after';
/** By then every replica that is in use has caught up: one that lags so long is left. */
const lifetimeSeconds = 300;
const signatureLength = 16;

/**
 * After a change, the client is told the position of the write-ahead log, as a header for programs and a cookie for
 * browsers. What it reads afterwards, from whichever instance, comes from a database that has replayed that far.
 */
export async function readOwnWrites(app: FastifyInstance, options: ReadAfterWriteOptions): Promise<void> {
  await app.register(cookie);
  app.decorateRequest('readAfter', undefined);
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, readsOwnWrites: true };
  });
  app.addHook('onRequest', async (request) => {
    // Whoever sends both has written twice: the later one counts, and a broken one hides no good one.
    const marks = [request.headers[readAfterHeader], request.cookies[readAfterCookie]];
    for (const mark of marks) {
      const position = typeof mark === 'string' ? openPosition(mark, options.secret) : undefined;
      if (position !== undefined && position > (request.readAfter ?? -1n)) request.readAfter = position;
    }
  });
  app.addHook('onSend', async (request, reply) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method) || reply.statusCode >= 400) return;
    const position = await options.router.currentPosition().catch((error: unknown) => {
      // The change is made; without the position its author may read an older state for a moment.
      request.log.warn({ err: error }, 'the position of a change is not known');
      return undefined;
    });
    if (position === undefined) return;
    const sealed = sealPosition(position, options.secret);
    reply.header(readAfterHeader, sealed);
    reply.setCookie(readAfterCookie, sealed, {
      path: '/',
      httpOnly: true,
      secure: options.secure,
      sameSite: options.secure ? 'none' : 'lax',
      maxAge: lifetimeSeconds,
    });
  });
}

/** What a request reads from: a database in which its client's own changes are visible. */
export function readsFor(router: ReadRouter, request: FastifyRequest): Promise<Reads> {
  return router.readsAt(request.readAfter);
}

export function sealPosition(position: WalPosition, secret: string): string {
  const text = position.toString(16);
  return `${text}.${sign(text, secret)}`;
}

/** Undefined for what this service did not sign. */
export function openPosition(sealed: string, secret: string): WalPosition | undefined {
  const [, text, signature] = /^([0-9a-f]{1,16})\.([\w-]{22})$/.exec(sealed) ?? [];
  if (!text || !signature) return undefined;
  return timingSafeEqual(Buffer.from(sign(text, secret)), Buffer.from(signature)) ? BigInt(`0x${text}`) : undefined;
}

function sign(text: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`read-after ${text}`).digest();
  return digest.subarray(0, signatureLength).toString('base64url');
}
