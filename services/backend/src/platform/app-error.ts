/** What can go wrong in a way that a caller is told about, with what follows from it. */
export const errorCodes = {
  bad_request: { status: 400, title: 'Bad request', logLevel: 'info', report: false },
  invalid_input: { status: 400, title: 'Invalid input', logLevel: 'info', report: false },
  missing_header: { status: 400, title: 'Missing header', logLevel: 'warn', report: false },
  unauthenticated: { status: 401, title: 'Not authenticated', logLevel: 'info', report: false },
  invalid_signature: { status: 401, title: 'Invalid signature', logLevel: 'warn', report: false },
  foreign_shop: { status: 401, title: 'Unknown shop', logLevel: 'warn', report: false },
  forbidden: { status: 403, title: 'Not allowed', logLevel: 'info', report: false },
  not_found: { status: 404, title: 'Not found', logLevel: 'info', report: false },
  method_not_allowed: { status: 405, title: 'Method not allowed', logLevel: 'info', report: false },
  request_timeout: { status: 408, title: 'Request took too long', logLevel: 'info', report: false },
  idempotency_conflict: { status: 409, title: 'Still being answered', logLevel: 'info', report: false },
  conflict: { status: 409, title: 'Conflict', logLevel: 'info', report: false },
  out_of_stock: { status: 409, title: 'Out of stock', logLevel: 'info', report: false },
  precondition_failed: { status: 412, title: 'Changed meanwhile', logLevel: 'info', report: false },
  too_large: { status: 413, title: 'Body too large', logLevel: 'warn', report: false },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', logLevel: 'info', report: false },
  idempotency_mismatch: { status: 422, title: 'Key used for something else', logLevel: 'info', report: false },
  precondition_required: { status: 428, title: 'Version required', logLevel: 'info', report: false },
  rate_limited: { status: 429, title: 'Too many requests', logLevel: 'info', report: false },
  headers_too_large: { status: 431, title: 'Headers too large', logLevel: 'info', report: false },
  internal: { status: 500, title: 'Internal error', logLevel: 'error', report: true },
  unavailable: { status: 503, title: 'Temporarily unavailable', logLevel: 'error', report: false },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** An expected failure. The message is shown to the caller: no secrets, no personal data, no internals. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }
}
