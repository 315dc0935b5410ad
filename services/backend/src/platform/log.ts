import { pino } from 'pino';

export type Log = pino.Logger;

/** Names under which personal data or secrets could stand in what is logged. */
const sensitiveNames = new Set([
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
]);
const censor = '[redacted]';
/** The record itself, what lies in it, and what lies in that: `req.headers.cookie`. */
const redactedLevels = 3;
/** More causes than that are a circle. */
const describedCauses = 5;

/** Lines are written together: a system call for each would cost as much as verifying a webhook. */
const gatherBytes = 32 * 1024;
/** No line waits longer; what is gathered is also written when the process ends, crashes included. */
const gatherMs = 100;

interface LogOptions {
  level: string;
  app: string;
  /** server, worker or a command's name. */
  role: string;
  /** Standard output, gathered, unless somebody else wants the lines. */
  destination?: pino.DestinationStream;
}

/** JSON lines, without personal data and secrets. */
export function createLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: { app: options.app, role: options.role, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: redactRecord },
    serializers: {
      // Described by then; pino's own would describe the description.
      err: (described) => described,
      // Without a message of its own, a line has that of its error.
      msg: (text) => (typeof text === 'string' ? withoutValues(text) : text),
    },
  };
  return redactBindings(pino(settings, options.destination ?? gatherOnStandardOutput()));
}

/** What a child is bound to passes through no formatter, so it is redacted before. */
function redactBindings(log: Log): Log {
  const { child } = log;
  const redacting = function (this: Log, bindings: pino.Bindings, options?: pino.ChildLoggerOptions) {
    return Reflect.apply(child, this, [redactRecord(bindings), options]) as Log;
  };
  return Object.assign(log, { child: redacting });
}

/** There is one standard output, whoever logs. */
let standardOutput: ReturnType<typeof pino.destination> | undefined;

/** Written synchronously: at the end of the process no line is overtaken by, or torn from, another. */
function gatherOnStandardOutput(): pino.DestinationStream {
  if (standardOutput) return standardOutput;
  const output = pino.destination({
    dest: 1,
    sync: true,
    minLength: gatherBytes,
    maxWrite: 2 * gatherBytes,
    periodicFlush: gatherMs,
  });
  process.once('exit', () => output.flushSync());
  standardOutput = output;
  return output;
}

function redactRecord(record: object): Record<string, unknown> {
  const named = ArrayBuffer.isView(record) ? { bytes: record } : record;
  return redact(named, redactedLevels) as Record<string, unknown>;
}

/**
 * The value with everything sensitive replaced; the same one where there is nothing. By hand, because the wildcards
 * of pino's own redaction take longer than verifying a webhook, for every line.
 */
function redact(value: object, levelsLeft: number): object {
  if (Array.isArray(value)) return value.map((part) => redactPart(part, levelsLeft));
  let redacted: Record<string, unknown> | undefined;
  for (const [name, part] of Object.entries(value)) {
    const kept = redactNamed(name, part, levelsLeft);
    if (kept !== part) {
      redacted ??= { ...value };
      redacted[name] = kept;
    }
  }
  return redacted ?? value;
}

function redactNamed(name: string, part: unknown, levelsLeft: number): unknown {
  if (part === undefined) return part;
  if (sensitiveNames.has(name)) return censor;
  return name === 'err' ? describeError(part) : redactPart(part, levelsLeft);
}

/** Bytes may be a body, and errors carry fields of their own: neither is told as it is, as deep as one looks. */
function redactPart(part: unknown, levelsLeft: number): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (part instanceof Error) return describeError(part);
  if (ArrayBuffer.isView(part)) return `[${part.byteLength} bytes]`;
  return levelsLeft === 1 ? part : redact(part, levelsLeft - 1);
}

/**
 * Database drivers put row values into `detail` and `where`, and HTTP clients put whole requests on their
 * errors: only what says where to look is kept.
 */
function describeError(error: unknown, causesLeft = describedCauses): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: withoutValues(error.message),
    code,
    constraint,
    stack: error.stack && withoutValues(error.stack),
    cause: error.cause === undefined || causesLeft === 0 ? undefined : describeError(error.cause, causesLeft - 1),
  };
}

/**
 * PostgreSQL quotes what it could not take (`value "..."`, `for type numeric: "..."`), names of tables otherwise;
 * JSON.parse quotes after a comma. Nobody escapes quotes within, so it may go on until the last one.
 */
function withoutValues(text: string): string {
  return text.replace(/(\bvalue|[:,]) (?:\.{3})?"[\s\S]*"/, '$1 "[redacted]"');
}
