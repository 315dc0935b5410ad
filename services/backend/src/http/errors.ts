import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, preHandlerHookHandler } from 'fastify';
import { z } from 'zod';
import { AppError, type ErrorCode, errorCodes } from '../platform/app-error.ts';
import type { ReportError } from '../platform/error-reporter.ts';
import { isAbsence } from '../platform/outage.ts';

/** RFC 9457, with `code` for programs and `requestId` for whoever asks us about it. */
export const problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]),
    detail: z.string(),
    requestId: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered as asked (RFC 9457).' });

/** The replies of a route that can fail in these ways, for its schema. */
export function problems(...codes: ErrorCode[]): Record<number, typeof problem> {
  return Object.fromEntries(codes.map((code) => [errorCodes[code].status, problem]));
}

/** One way out for everything that went wrong: logged by its severity, reported when unexpected, told without internals. */
export function answerErrors(app: FastifyInstance, report: ReportError): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const known = toAppError(error);
    const { logLevel, report: reportable } = errorCodes[known.code];
    request.log[logLevel]({ err: known.cause ?? known, code: known.code }, known.message);
    if (reportable) {
      report(error, { requestId: request.id, userId: request.identity?.ownerId, operation: operationOf(request) });
    }
    return send(reply, request, known);
  });
  answerUnknownAddresses(app);
}

/**
 * Addresses and methods that do not exist, in this scope: 404, or 405 with what does exist. OPTIONS is told the same
 * with 204. Must be called before the scope's routes.
 */
export function answerUnknownAddresses(scope: FastifyInstance, preHandler: preHandlerHookHandler[] = []): void {
  const methodsByUrl = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  scope.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = methodsByUrl.get(url) ?? { pattern: toPattern(url), methods: new Set() };
    for (const name of [method].flat()) known.methods.add(name);
    methodsByUrl.set(url, known);
  });
  scope.setNotFoundHandler({ preHandler }, (request, reply) => {
    const path = request.url.split('?')[0] as string;
    const found = [...methodsByUrl.values()].filter(({ pattern }) => pattern.test(path));
    if (found.length === 0) return send(reply, request, nowhere());
    const methods = new Set(found.flatMap((one) => [...one.methods]));
    reply.header('allow', [...methods].sort().join(', '));
    if (request.method === 'OPTIONS') return reply.code(204).send();
    return send(reply, request, new AppError('method_not_allowed', `${request.method} is not possible here.`));
  });
}

/** `/pets/:id` -> every address that it takes. */
function toPattern(url: string): RegExp {
  const literally = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : literally(part)));
  return new RegExp(`^${parts.join('/')}$`);
}

function nowhere(): AppError {
  return new AppError('not_found', 'There is nothing at this address.');
}

/** For what goes wrong before there is a route, and so before any hook: an address that cannot be read. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  send(reply, request, toAppError(error));
}

export function operationOf(request: FastifyRequest): string {
  return (request.routeOptions.schema as { operationId?: string } | undefined)?.operationId ?? 'unmatched';
}

function send(reply: FastifyReply, request: FastifyRequest, error: AppError): FastifyReply {
  const { status, title } = errorCodes[error.code];
  // The rest of a body that was refused half-way must not be taken for the next request.
  if (!request.raw.complete) reply.header('connection', 'close');
  if (status === 503) reply.header('retry-after', '5');
  const { code, message, details } = error;
  return reply
    .code(status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ type: 'about:blank', title, status, code, detail: message, requestId: request.id, details });
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { statusCode, code = '' } = error as Partial<FastifyError>;
  // Neither is given as a cause: their messages hold the address, which may hold anything.
  if (code === 'FST_ERR_BAD_URL') return new AppError('bad_request', 'The address is not percent-encoded UTF-8.');
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return nowhere();
  if (statusCode === 413) return new AppError('too_large', 'The body is too large.', { cause: error });
  if (statusCode === 415) return new AppError('unsupported_media_type', 'Send application/json.', { cause: error });
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new AppError('bad_request', sentences[code] ?? 'The request is not understood.', { cause: error });
  }
  if (isAbsence(error))
    return new AppError('unavailable', 'This is not possible just now. Try again.', { cause: error });
  return new AppError('internal', 'Something went wrong on our side.', { cause: error });
}

const sentences: Partial<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is not valid JSON, or it names __proto__ or constructor.prototype.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty. Send JSON, or no Content-Type.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as Content-Length says.',
};
