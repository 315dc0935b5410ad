import type { OpenAPIV3_1 } from 'openapi-types';
import { idempotencyHeader } from './idempotency.ts';
import { readAfterHeader } from './read-after-write.ts';

const tag = '"3"';
const mark = '16b374d848.3q2-7wAAAAAAAAAAAAAAAA';
const ifMatch = {
  name: 'If-Match',
  in: 'header',
  description: 'The ETag of the version that you change; `*` changes any.',
  schema: { type: 'string' },
  example: tag,
} as const;

/** Headers that operations take, by their name in the document. */
export const parameters = {
  IdempotencyKey: {
    name: canonical(idempotencyHeader),
    in: 'header',
    description:
      'Random, and the same whenever this request is sent again: it then has one effect, and gets the reply that was ' +
      'kept. For another request it is refused.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
    example: '5f0c7c1e-9f0e-4b8a-a9be-0d4c7c2f7c11',
  },
  IfMatch: { ...ifMatch, required: true },
  IfMatchOptional: ifMatch,
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'ETags of the versions that you have. If there is none newer, the answer is 304.',
    schema: { type: 'string' },
    example: tag,
  },
  ReadAfter: {
    name: canonical(readAfterHeader),
    in: 'header',
    description:
      'The mark that your last change was answered with: what is read has that change in it. Browsers send it by ' +
      'themselves, as a cookie.',
    schema: { type: 'string' },
    example: mark,
  },
} satisfies Record<string, OpenAPIV3_1.ParameterObject>;

/** Headers of replies, by their names. */
export const headers = {
  ETag: { description: 'The version, for If-Match and If-None-Match.', schema: { type: 'string' }, example: tag },
  Location: {
    description: 'Where it is.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/v1/pets/01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f',
  },
  'X-Read-After': {
    description: 'A mark to be sent with what is read next, by who has no cookies. It serves for five minutes.',
    schema: { type: 'string' },
    example: mark,
  },
  'Idempotency-Replayed': {
    description: 'There when this is a reply that was kept.',
    schema: { type: 'string', enum: ['true'] },
  },
  'WWW-Authenticate': { description: 'How to do better.', schema: { type: 'string', enum: ['Bearer'] } },
  'Retry-After': { description: 'Seconds to wait before asking again.', schema: { type: 'integer', minimum: 1 } },
  'RateLimit-Limit': { description: 'Requests in a minute.', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Requests that are left of them.', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until the minute ends.', schema: { type: 'integer' } },
} satisfies Record<string, OpenAPIV3_1.HeaderObject>;

/** `idempotency-key` -> `Idempotency-Key` */
function canonical(name: string): string {
  return name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
