import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';

/** Optimistic concurrency: the version of a resource is its ETag, and a change names the version it was made on. */

/** @param version the number of a version, or for what has none a text of its own: a digest. */
export function sendVersion(reply: FastifyReply, version: number | string): void {
  reply.header('etag', `"${version}"`);
}

/** True, with 304 set, when the client has this version already. */
export function isUnchanged(request: FastifyRequest, reply: FastifyReply, version: number | string): boolean {
  sendVersion(reply, version);
  const known = request.headers['if-none-match'];
  if (!known || !tagsOf(known).some((tag) => tag === `"${version}"` || tag === '*')) return false;
  reply.code(304);
  return true;
}

/**
 * The version that a change was made on; `*` takes any.
 * @throws AppError `precondition_required` without If-Match, `bad_request` for what is none of our ETags.
 */
export function requireVersion(request: FastifyRequest): number | 'any' {
  const header = request.headers['if-match'];
  if (!header) throw new AppError('precondition_required', 'Send If-Match with the ETag of the version you change.');
  if (header.trim() === '*') return 'any';
  const version = /^"(\d{1,9})"$/.exec(header.trim())?.[1];
  // A tag that we never gave matches no version.
  if (!version) throw new AppError('precondition_failed', 'If-Match names no version of this.');
  return Number(version);
}

function tagsOf(header: string): string[] {
  return header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
}
