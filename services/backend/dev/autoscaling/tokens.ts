import { DevError } from '../dev-error.ts';

/** Reads a small language from left to right. What it does not know ends in DevError, never in a guess. */
export interface TokenReader {
  peek(): string | undefined;
  /** The next token, which must be this one where one is named. */
  take(expected?: string): string;
  /** Takes it if it is the next. */
  skip(token: string): boolean;
  end(): void;
}

export function readTokens(text: string, pattern: RegExp): TokenReader {
  const tokens = [...text.matchAll(pattern)].map(([token]) => token);
  const understood = tokens.join('').replaceAll(/\s/g, '');
  if (understood !== text.replaceAll(/\s/g, '')) {
    throw new DevError(`This has characters that are not understood: ${text}`);
  }
  let index = 0;
  const reader: TokenReader = {
    peek: () => tokens[index],
    take(expected) {
      const token = tokens[index];
      if (token === undefined || (expected !== undefined && token !== expected)) {
        throw new DevError(`Expected ${expected ?? 'more'} at "${token ?? 'the end'}" in: ${text}`);
      }
      index += 1;
      return token;
    },
    skip(token) {
      if (tokens[index] !== token) return false;
      index += 1;
      return true;
    },
    end() {
      if (index < tokens.length) throw new DevError(`Nothing was expected after "${tokens[index]}" in: ${text}`);
    },
  };
  return reader;
}
