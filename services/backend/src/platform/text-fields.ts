import { z } from 'zod';

/**
 * What a person types: trimmed, 1 to `max` UTF-16 units. PostgreSQL's text cannot hold U+0000, and neither its text
 * nor its jsonb half of a surrogate pair, so both are refused here rather than there.
 */
export function cleanText(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), {
      error: 'This has characters that cannot be stored.',
    });
}
