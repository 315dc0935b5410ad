import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError, type ErrorCode, errorCodes } from '../platform/app-error.ts';
import type { ReportError } from '../platform/error-reporter.ts';

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
    if (reportable) report(error, { requestId: request.id, operation: operationOf(request) });
    return send(reply, request, known);
  });

  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByUrl.get(url) ?? new Set();
    for (const name of [method].flat()) methods.add(name);
    methodsByUrl.set(url, methods);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsByUrl.get(request.url.split('?')[0] as string);
    if (!allowed) return send(reply, request, new AppError('not_found', 'There is nothing at this address.'));
    reply.header('allow', [...allowed].sort().join(', '));
    return send(reply, request, new AppError('method_not_allowed', `${request.method} is not possible here.`));
  });
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
  const { statusCode, validation, message } = error as Partial<FastifyError>;
  if (validation) {
    const fields = validation.map(({ instancePath, message: what }) => ({ path: instancePath, message: what }));
    return new AppError('invalid_input', 'The request does not fit what this operation takes.', {
      details: { fields },
    });
  }
  if (statusCode === 413) return new AppError('too_large', 'The body is too large.', { cause: error });
  if (statusCode === 415) return new AppError('unsupported_media_type', 'Send application/json.', { cause: error });
  if (statusCode && statusCode >= 400 && statusCode < 500) {
    return new AppError('bad_request', message ?? 'The request is not understood.', { cause: error });
  }
  return new AppError('internal', 'Something went wrong on our side.', { cause: error });
}
