import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';

/**
 * Optimistic concurrency: the version of a resource is its ETag, and a change names the version it was made on. What
 * a route has to do with versions is declared, since the document of the API is made from it:
 * - `read`: replies carry the ETag, and If-None-Match is answered 304;
 * - `write`: If-Match is required;
 * - `write_if_sent`: If-Match is respected when it is sent;
 * - `result`: nothing is asked for, and the reply carries the ETag of what there is now.
 */
export type Versioned = 'read' | 'write' | 'write_if_sent' | 'result';

declare module 'fastify' {
  interface FastifyContextConfig {
    versioned?: Versioned;
  }
}

/** @param version the number of a version, or for what has none a text of its own: a digest. */
export function sendVersion(reply: FastifyReply, version: number | string): void {
  declaredAs(reply.request, ['read', 'write', 'write_if_sent', 'result']);
  reply.header('etag', `"${version}"`);
}

/** True, with 304 set, when the client has this version already. For `versioned: 'read'`. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, version: number | string): boolean {
  declaredAs(request, ['read']);
  sendVersion(reply, version);
  const known = request.headers['if-none-match'];
  if (!known || !tagsOf(known).some((tag) => tag === `"${version}"` || tag === '*')) return false;
  reply.code(304);
  return true;
}

/**
 * The version that a change was made on; `*` takes any. For `versioned: 'write'`, and `'write_if_sent'`, where a
 * request without If-Match takes any as well.
 * @throws AppError `precondition_required` without If-Match, `precondition_failed` for what is none of our ETags.
 */
export function requireVersion(request: FastifyRequest): number | 'any' {
  const versioned = declaredAs(request, ['write', 'write_if_sent']);
  const header = request.headers['if-match'];
  if (header === undefined && versioned === 'write_if_sent') return 'any';
  if (!header) throw new AppError('precondition_required', 'Send If-Match with the ETag of the version you change.');
  if (header.trim() === '*') return 'any';
  // One version may have several representations, in other units say: `"3-imperial"` is still version 3.
  const version = /^"(\d{1,9})(?:-[a-z]{1,20})?"$/.exec(header.trim())?.[1];
  // A tag that we never gave matches no version.
  if (!version) throw new AppError('precondition_failed', 'If-Match names no version of this.');
  return Number(version);
}

/** A route that does what the document does not say is a fault of ours, which its first test meets. */
function declaredAs(request: FastifyRequest, allowed: readonly Versioned[]): Versioned {
  const { config, url } = request.routeOptions;
  if (config.versioned && allowed.includes(config.versioned)) return config.versioned;
  throw new Error(`${url} does not declare \`versioned: ${allowed.map((one) => `'${one}'`).join(' | ')}\``);
}

function tagsOf(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
