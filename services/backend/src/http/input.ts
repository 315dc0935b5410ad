import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';
import { type FieldProblem, invalidInput, pointTo } from './validation.ts';

/** No schema of ours comes near it, and what walks through values by calling itself ends at some depth. */
const deepest = 32;

/**
 * Refuses, before any schema is asked, what no operation takes and what PostgreSQL, JSON or a stack could stumble
 * over: text with NUL or half a surrogate pair, nesting without end, query parameters where there are none.
 */
export function refuseHostileInput(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request) => {
    if (!isDecodable(request.url)) {
      throw new AppError('bad_request', 'The query of the address is not percent-encoded UTF-8.');
    }
    const encoding = request.headers['content-encoding'];
    if (encoding && encoding.toLowerCase() !== 'identity') {
      throw new AppError('unsupported_media_type', 'Send the body without Content-Encoding.');
    }
  });
  scope.addHook('preValidation', async (request) => {
    const problem =
      findProblem('path', request.params) ?? findProblem('query', request.query) ?? findProblem('body', request.body);
    if (problem) throw invalidInput([problem]);
    const unknown = findUnknownParameters(request);
    if (unknown.length > 0) throw invalidInput(unknown);
  });
}

function isDecodable(url: string): boolean {
  const query = url.indexOf('?');
  if (query === -1 || !url.includes('%', query)) return true;
  try {
    decodeURIComponent(url.slice(query));
    return true;
  } catch {
    return false;
  }
}

/** A schema refuses them itself; a route without one takes none. */
function findUnknownParameters(request: FastifyRequest): FieldProblem[] {
  if (request.is404 || request.routeOptions.schema?.querystring) return [];
  const names = Object.keys(request.query as object);
  return names.map((name) => ({ path: pointTo('query', [name]), message: 'There is no such thing here.' }));
}

/** The first thing in the value that no operation takes. Not recursive: the value may be deeper than the stack. */
function findProblem(part: string, value: unknown): FieldProblem | undefined {
  const waiting: { value: unknown; path: PropertyKey[] }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value: current, path } = next;
    if (typeof current === 'string' && !isSound(current)) {
      return { path: pointTo(part, path), message: 'This holds a character that cannot be stored.' };
    }
    if (typeof current !== 'object' || current === null || Buffer.isBuffer(current)) continue;
    if (path.length === deepest) return { path: `/${part}`, message: `This is nested deeper than ${deepest} levels.` };
    for (const [name, inner] of Object.entries(current)) {
      if (!isSound(name)) return { path: pointTo(part, path), message: 'A name in this cannot be stored.' };
      waiting.push({ value: inner, path: [...path, name] });
    }
  }
  return undefined;
}

/** PostgreSQL stores neither NUL nor half a surrogate pair. */
function isSound(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
