import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.ts';

interface RawBodyOptions {
  maxBytes: number;
  /** A sender that takes longer than this to send its body is cut off. */
  deadlineMs: number;
}

/**
 * Makes `request.body` the bytes as they were sent, whatever the content type says, for this scope only: a signature
 * covers bytes, and parsing comes after verifying.
 */
export function takeRawBodies(app: FastifyInstance, options: RawBodyOptions): void {
  app.removeAllContentTypeParsers();
  // The media type decides nothing here, and a malformed one would be refused before any parser is asked.
  app.addHook('onRequest', async (request) => {
    request.raw.headers['content-type'] = 'application/octet-stream';
  });
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: NodeJS.ReadableStream) => {
    if (Number(request.headers['content-length']) > options.maxBytes) throw tooLarge(options);
    return readBody(payload, options);
  });
}

/** The bytes that were sent; the request holds them no longer, so that they are gone once they have been used. */
export function takeBody(request: FastifyRequest): Buffer {
  const { body } = request;
  request.body = undefined;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

function tooLarge({ maxBytes }: RawBodyOptions): AppError {
  return new AppError('too_large', `The body is larger than ${maxBytes} bytes.`);
}

function readBody(payload: NodeJS.ReadableStream, options: RawBodyOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => {
      fail(new AppError('request_timeout', `The body did not arrive within ${options.deadlineMs / 1_000} seconds.`));
    }, options.deadlineMs);

    const finish = () => {
      clearTimeout(timer);
      payload.removeListener('data', onData).removeListener('end', onEnd).removeListener('close', onBroken);
    };
    const fail = (error: Error) => {
      finish();
      // What still comes is thrown away until the reply has been sent and the connection closed.
      payload.resume();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > options.maxBytes) fail(tooLarge(options));
    };
    const onEnd = () => {
      finish();
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length));
    };
    /** Node tells of a sender that broke off by 'error' or by 'close'. Neither is a fault of ours. */
    const onBroken = (cause?: unknown) =>
      fail(new AppError('bad_request', 'The connection was closed before the body was complete.', { cause }));

    payload.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken);
  });
}
