import { userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';

/** What the operator's commands (inbox, data-exports) have in common: exit codes, output, and the one question. */

/** A mistake in how a command was called: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A failure that one sentence explains: exit code 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command to its exit code: 0 done, 1 a problem, 2 wrong usage. */
export async function runCommand(command: () => Promise<number>, helpHint: string): Promise<number> {
  // `inbox list | head` closes the pipe early, which is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await command();
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseArgsError(error);
    complain(isUsage ? `${firstSentence(error)}\nFor help: ${helpHint}` : describeProblem(error));
    return isUsage ? 2 : 1;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Progress, questions, warnings: what must not end up in a pipe. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** One object. Ids are text, since they have 64 bits; no raw control characters reach a terminal. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part), 2);
  print(
    json.replaceAll(/[\u007f-\u009f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Asks where there is somebody to ask; a script that calls the command has decided already. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await prompt.question(`${question} [y/N] `)).trim());
  } finally {
    prompt.close();
  }
}

/** Who acts, for the audit log. On a server everybody is the same user: --as tells them apart. */
export function actorName(as: string | undefined): string {
  if (as !== undefined) {
    if (!/^[\w.@-]{1,80}$/.test(as)) throw new UsageError('--as takes a name of letters, digits and . _ - @.');
    return `operator:${as}`;
  }
  try {
    return `operator:${userInfo().username}`;
  } catch {
    // A container's user need not have a name.
    return `operator:uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

/** Positive and of at most 64 bits. */
export function parseId(text: string, what: string): bigint {
  const id = /^\d{1,19}$/.test(text) ? BigInt(text) : 0n;
  if (id < 1n || id >= 2n ** 63n) throw new UsageError(`${what} must be a whole number from 1 on, not "${text}".`);
  return id;
}

/** A whole number of seconds, from 1 to a day. */
export function parseSeconds(text: string, what: string): number {
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > 86_400) throw new UsageError(`${what} takes seconds from 1 to 86400, not "${text}".`);
  return seconds;
}

function isParseArgsError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function firstSentence(error: unknown): string {
  const [sentence = ''] = (error as Error).message.split(/(?<=\.) (?=To )/);
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** What PostgreSQL and its driver say, as something to act on. */
function describeProblem(error: unknown): string {
  if (error instanceof CommandError) return error.message;
  const { code, message } = error as { code?: string; message?: string };
  if (code === '42P01') return 'The database lacks tables of this version: apply the migrations (npm run db:migrate).';
  if (code === '28P01') return 'PostgreSQL refuses the user or the password of DATABASE_URL.';
  if (code === '3D000') return 'The database that DATABASE_URL names does not exist.';
  const unreachable = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET'].includes(code ?? '');
  if (unreachable || /timeout exceeded when trying to connect/.test(message ?? '')) {
    return `The database cannot be reached (${code ?? 'no answer in time'}).`;
  }
  // Prisma's messages show its own call first and say what happened last.
  return message?.trim().split('\n').at(-1) || code || String(error);
}
