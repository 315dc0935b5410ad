import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseError } from 'pg';

/** Whether PostgreSQL could not be asked, as opposed to having answered that it will not. */
export function isOutage(error: unknown): boolean {
  // SQLSTATE classes 08 (connection), 53 (no resources) and 57 (shutting down, starting up).
  return error instanceof DatabaseError ? /^(08|53|57)/.test(error.code ?? '') : true;
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
