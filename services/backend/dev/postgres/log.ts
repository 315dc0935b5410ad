import { readFileSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';

const maxLogBytes = 10 * 1024 * 1024;

/** Keeps one old log. Returns where the new part begins. */
export async function rotateLog(logFile: string): Promise<number> {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < maxLogBytes) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

/** Why a server did not start, in its own words. */
export function readReason(logFile: string, offset: number): string {
  const lines = readFileSync(logFile).subarray(offset).toString('utf8').trim().split('\n');
  // Our own question whether it answers yet is not the reason.
  const telling = lines.filter(
    (line) => /FATAL|PANIC|ERROR|could not|HINT/.test(line) && !/the database system is/.test(line),
  );
  return (telling.length > 0 ? telling : lines).slice(-3).join(' / ') || 'it wrote nothing to its log';
}
