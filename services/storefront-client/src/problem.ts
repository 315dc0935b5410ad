import type { components } from './schema.d.ts';

export type Problem = components['schemas']['Problem'];

/** What the API answers instead of what was asked (RFC 9457), thrown. `code` is for programs, `detail` for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly code: Problem['code'] | 'unreachable';
  readonly requestId: string | undefined;
  /** By field, for `invalid_input`. */
  readonly fields: readonly { path: string; message: string }[];
  /** Seconds to wait before trying again, when the API says so. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problem | undefined, reply: Response | undefined, cause?: unknown) {
    super(problem?.detail ?? 'The shop cannot be reached.', { cause });
    this.status = problem?.status ?? reply?.status ?? 0;
    this.code = problem?.code ?? 'unreachable';
    this.requestId = problem?.requestId;
    this.fields = (problem?.details?.['fields'] ?? []) as { path: string; message: string }[];
    const after = Number(reply?.headers.get('retry-after') ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(after) ? after : undefined;
  }
}

/** Undefined for a body that is no problem of ours: a proxy's page, say. */
export function toProblem(body: unknown): Problem | undefined {
  const isProblem = typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body;
  return isProblem ? (body as Problem) : undefined;
}
