import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import type { IdempotencyKeys, Kept } from '../platform/idempotency-keys.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The key under which this POST is being answered, if it has one. */
    idempotency: { actor: string; key: string } | null;
  }
  interface FastifyContextConfig {
    /** Set by `answerOnce` on the routes that take an Idempotency-Key. */
    answersOnce?: boolean;
  }
}

export const idempotencyHeader = 'idempotency-key';
const saneKey = /^[\x21-\x7e]{1,255}$/;

/**
 * A POST with an Idempotency-Key is done once: sent again, it gets the reply that was kept, and while it is still
 * being done, 409. Must be called after the scope's identities, whose keys are apart from each other.
 */
export function answerOnce(scope: FastifyInstance, keys: IdempotencyKeys): void {
  if (!scope.hasRequestDecorator('idempotency')) scope.decorateRequest('idempotency', null);
  scope.addHook('onRoute', (route) => {
    if (route.method === 'POST') route.config = { ...route.config, answersOnce: true };
  });
  scope.addHook('preHandler', async (request, reply) => {
    const key = request.headers[idempotencyHeader];
    if (!request.routeOptions.config.answersOnce || key === undefined) return;
    if (typeof key !== 'string' || !saneKey.test(key)) {
      throw new AppError('bad_request', 'Idempotency-Key takes 1 to 255 printable characters without spaces.');
    }
    const actor = request.identity?.ownerId ?? keys.actorAt(request.clientAddress);
    const begun = await keys.begin(actor, key, hashRequest(request));
    switch (begun.outcome) {
      case 'begun':
        request.idempotency = { actor, key };
        return;
      case 'answered':
        return replay(reply, begun.kept);
      case 'running':
        reply.header('retry-after', '1');
        throw new AppError('idempotency_conflict', 'A request with this Idempotency-Key is being answered.');
      case 'mismatch':
        throw new AppError('idempotency_mismatch', 'This Idempotency-Key was used for another request.');
    }
  });
  scope.addHook('onSend', async (request, reply, payload) => {
    const begun = request.idempotency;
    if (!begun) return;
    request.idempotency = null;
    // A refusal for a reason that may pass (too many, unavailable, a fault of ours) is no answer to keep.
    if (reply.statusCode >= 500 || reply.statusCode === 429) return keys.abandon(begun.actor, begun.key);
    const headers = Object.fromEntries(
      ['content-type', 'location', 'etag'].flatMap((name) => {
        const value = reply.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    );
    await keys.keep(begun.actor, begun.key, { status: reply.statusCode, headers, body: String(payload ?? '') });
  });
}

/**
 * The id of what a POST makes. Under an Idempotency-Key it is always the same, so that a process which died between
 * making it and keeping its reply does not make another: insert it with ON CONFLICT DO NOTHING.
 */
export function idForNew(request: FastifyRequest): string {
  const begun = request.idempotency;
  if (!begun) return randomUUID();
  const bytes = createHash('sha256').update(`${begun.actor}\0${begun.key}\0${request.routeOptions.url}`).digest();
  // RFC 9562, version 8: bits of one's own making.
  bytes[6] = (0x80 | ((bytes[6] as number) & 0x0f)) & 0xff;
  bytes[8] = (0x80 | ((bytes[8] as number) & 0x3f)) & 0xff;
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function hashRequest(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\0`)
    .update(JSON.stringify(request.body ?? null))
    .digest();
}

function replay(reply: FastifyReply, kept: Kept): FastifyReply {
  return reply
    .code(kept.status)
    .headers({ ...kept.headers, 'idempotency-replayed': 'true' })
    .serializer(String)
    .send(kept.body);
}
