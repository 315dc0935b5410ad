import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';

/** Whether PostgreSQL could not be asked, as opposed to having answered that it will not. */
export function isOutage(error: unknown): boolean {
  // SQLSTATE classes 08 (connection), 53 (no resources) and 57 (shutting down, starting up).
  return error instanceof DatabaseError ? /^(08|53|57)/.test(error.code ?? '') : true;
}

/** Of the operating system, and of Prisma (prisma.io, "Error reference": not reached, timed out, closed, no connection). */
const codesOfAbsence = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'],
]);
/** What `pg` and its pool say, who give no code. */
const wordsOfAbsence =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * Whether something that a request needs was away, whoever says so: the request may well succeed in a moment. Unlike
 * `isOutage`, which is asked of errors of PostgreSQL only, an error that says nothing of the kind is none.
 */
export function isAbsence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseError) return isOutage(error);
  const { code } = error as { code?: unknown };
  return (typeof code === 'string' && codesOfAbsence.has(code)) || wordsOfAbsence.test(error.message);
}

const intervalMs = 500;

/**
 * Does the work, again and again while PostgreSQL is away. The work must bear to be done twice, since an answer that
 * was lost says nothing about what happened.
 * @throws what the work threw when it was no outage, or when patience or the signal ended it.
 */
export async function outlastOutage<T>(
  work: () => Promise<T>,
  options: { patienceMs: number; signal?: AbortSignal | undefined; onOutage?: (error: unknown) => void },
): Promise<T> {
  const endsAt = performance.now() + options.patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || options.signal?.aborted || performance.now() >= endsAt) throw error;
      options.onOutage?.(error);
      await sleep(intervalMs);
    }
  }
}
