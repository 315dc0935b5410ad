import { AppError } from '../platform/app-error.ts';

export interface BulkLine {
  text: string;
  /** Bytes from the beginning of the file to the end of this line: where one goes on. */
  end: number;
}

const newline = 0x0a;
/** The largest object of a bulk result is a product or an order without its connections. */
const longestLineBytes = 16 * 1024 * 1024;
/** While nothing arrives for so long, the connection is as good as gone. */
const silenceMs = 60_000;

/**
 * Reads the result file of a bulk operation (JSONL) line by line, from a position on. Never more than a line is held.
 * Shopify's links say themselves who may read, so no token is sent.
 * @throws AppError `unavailable` when the connection fails or the answer is not the file.
 */
export async function* readBulkLines(url: string, from: number, signal: AbortSignal): AsyncGenerator<BulkLine> {
  let position = from;
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  for await (const chunk of readBytes(url, from, signal)) {
    let buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = buffer.indexOf(newline); at !== -1; at = buffer.indexOf(newline)) {
      position += at + 1;
      const text = buffer.toString('utf8', 0, at);
      buffer = buffer.subarray(at + 1);
      if (text.trim() !== '') yield { text, end: position };
    }
    if (buffer.length > longestLineBytes) throw new AppError('unavailable', 'A line of the bulk result is too long');
    rest = buffer;
  }
  // The last line need not end in a newline.
  if (rest.length > 0) yield { text: rest.toString('utf8'), end: position + rest.length };
}

async function* readBytes(url: string, from: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const silence = new AbortController();
  const restart = () => setTimeout(() => silence.abort(), silenceMs);
  let timer = restart();
  try {
    const ended = AbortSignal.any([signal, silence.signal]);
    const headers = from > 0 ? { range: `bytes=${from}-` } : {};
    const response = await fetch(url, { headers, signal: ended });
    // Nothing is left after the last line.
    if (response.status === 416) return;
    if (!response.ok || !response.body) throw new AppError('unavailable', `The bulk result answers ${response.status}`);
    // Who does not know of ranges sends all of it.
    let skip = response.status === 206 ? 0 : from;
    for await (const part of response.body) {
      clearTimeout(timer);
      const chunk = Buffer.from(part);
      const skipped = Math.min(skip, chunk.length);
      skip -= skipped;
      if (skipped < chunk.length) yield chunk.subarray(skipped);
      timer = restart();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    signal.throwIfAborted();
    throw new AppError('unavailable', 'The bulk result could not be read to its end', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
