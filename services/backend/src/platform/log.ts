import { pino } from 'pino';

export type Log = pino.Logger;

/** Where personal data or secrets could stand in an object that is logged; matched at the top and one level down. */
const sensitive = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'email',
  'phone',
  'body',
  'rawBody',
  'address',
  'billing_address',
  'shipping_address',
  'first_name',
  'last_name',
  'x-shopify-hmac-sha256',
  'x-shopify-access-token',
];

/** JSON lines on standard output. `role` is server, worker or a command's name. */
export function createLog(options: { level: string; app: string; role: string }): Log {
  return pino({
    level: options.level,
    base: { app: options.app, role: options.role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: sensitive.flatMap((name) => [
        `["${name}"]`,
        `*["${name}"]`,
        `req.headers["${name}"]`,
        `err.config["${name}"]`,
      ]),
      censor: '[redacted]',
    },
    serializers: { err: describeError },
  });
}

/**
 * Database drivers put row values into `detail` and `where`, and HTTP clients put whole requests on their
 * errors: only what says where to look is kept.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: error.message,
    code,
    constraint,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}
