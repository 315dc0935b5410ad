/** A failure a developer can act on: one sentence that says what is wrong, and a hint that says what to do. */
export class DevError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DevError';
    this.hint = hint;
  }
}

/** The sentence, and the hint on its own line when there is one. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return error instanceof DevError && error.hint ? `${message}\n  ${error.hint}` : message;
}
