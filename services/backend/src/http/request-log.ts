import type { FastifyBaseLogger } from 'fastify';
import type { ChildLoggerOptions } from 'pino';

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A logger that is made when it has something to write. */
interface LazyLog extends FastifyBaseLogger {
  parent: FastifyBaseLogger & { isLevelEnabled?: (level: string) => boolean };
  bindings: Record<string, unknown>;
  options: ChildLoggerOptions | undefined;
  made: FastifyBaseLogger | undefined;
}

/**
 * The log of a request, with its id on each line. Most requests write one line or none, and to prepare it costs as
 * much as to answer from memory.
 */
export function createRequestLog(
  parent: FastifyBaseLogger,
  bindings: Record<string, unknown>,
  options?: ChildLoggerOptions,
): FastifyBaseLogger {
  const log = Object.create(lazy) as LazyLog;
  log.parent = parent;
  log.bindings = bindings;
  log.options = options;
  log.made = undefined;
  return log;
}

function make(log: LazyLog): FastifyBaseLogger {
  log.made ??= log.parent.child(log.bindings, log.options);
  return log.made;
}

const lazy = {
  child(this: LazyLog, bindings: Record<string, unknown>, options?: ChildLoggerOptions) {
    return make(this).child(bindings, options);
  },
  get level(): string {
    return make(this as unknown as LazyLog).level;
  },
  set level(level: string) {
    make(this as unknown as LazyLog).level = level;
  },
  ...Object.fromEntries(levels.map((level) => [level, writeAt(level)])),
};

function writeAt(level: (typeof levels)[number]) {
  return function write(this: LazyLog, ...said: [object, string?]): void {
    // The level of a child is that of its parent unless somebody has set it, and then it is made.
    if (this.made === undefined && this.parent.isLevelEnabled?.(level) === false) return;
    make(this)[level](...said);
  };
}
