import { listUnverifiedLines } from './unverified-lines.reads.ts';

export type UnverifiedLinesService = ReturnType<typeof createUnverifiedLinesService>;

/** Ordered lines that say they are of a design, and are not for certain. */
export function createUnverifiedLinesService() {
  return { listUnverifiedLines };
}
