import { pino } from 'pino';

export type Log = pino.Logger;

/** Names under which personal data or secrets could stand in what is logged. */
const sensitive = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-read-after',
  'idempotency-key',
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

const sensitiveNames = new Set(sensitive);
const censor = '[redacted]';
/** The record itself, what lies in it, and what lies in that: `req.headers.cookie`. */
const redactedLevels = 3;

/** Lines are written together: a system call for each would cost as much as verifying a webhook. */
const gatherBytes = 32 * 1024;
/** No line waits longer; what is gathered is also written when the process ends, crashes included. */
const gatherMs = 100;

/** JSON lines on standard output. `role` is server, worker or a command's name. */
export function createLog(options: { level: string; app: string; role: string }): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { app: options.app, role: options.role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (record) => redact(record, redactedLevels) as typeof record,
    },
    // Bindings of a child do not pass through formatters.
    redact: { paths: sensitive.map((name) => `["${name}"]`), censor },
    serializers: { err: describeError },
  };
  return pino(
    settings,
    pino.destination({
      dest: 1,
      sync: false,
      minLength: gatherBytes,
      maxWrite: 2 * gatherBytes,
      periodicFlush: gatherMs,
    }),
  );
}

/**
 * The value with everything sensitive replaced; the same one where there is nothing. By hand, because the wildcards
 * of pino's own redaction take longer than verifying a webhook, for every line. Errors have a serializer.
 */
function redact(value: object, levelsLeft: number): object {
  if (Array.isArray(value)) return value.map((part) => redactPart(part, levelsLeft));
  let redacted: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    const kept = sensitiveNames.has(name) && part !== undefined ? censor : redactPart(part, levelsLeft);
    if (kept !== part) {
      redacted ??= { ...value };
      redacted[name] = kept;
    }
  }
  return redacted ?? value;
}

function redactPart(part: unknown, levelsLeft: number): unknown {
  const isOpaque = typeof part !== 'object' || part === null || part instanceof Error || ArrayBuffer.isView(part);
  return isOpaque || levelsLeft === 1 ? part : redact(part, levelsLeft - 1);
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
    message: withoutValues(error.message),
    code,
    constraint,
    stack: error.stack && withoutValues(error.stack),
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}

/** PostgreSQL quotes what it could not take (`value "..."`, `for type numeric: "..."`), names of tables otherwise. */
function withoutValues(text: string): string {
  return text.replace(/(\bvalue|:) "[^"]*"/g, '$1 "[redacted]"');
}
