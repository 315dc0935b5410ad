import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';

const word = z
  .string()
  .trim()
  .normalize('NFC')
  .toLowerCase()
  .regex(/^[\p{L}\p{M}\p{N}]{1,40}$/u, { error: 'must be one word of letters and digits' })
  .describe('One word, in any of the languages.');

export const synonymParams = z.strictObject({ word });
export const newSynonyms = z
  .strictObject({
    synonyms: z
      .array(word)
      .min(1)
      .max(20)
      .refine((words) => new Set(words).size === words.length, { error: 'names a word twice' }),
  })
  .meta({ id: 'NewSynonyms', examples: [{ synonyms: ['lead', 'lesă', 'póráz'] }] });
export const synonymsQuery = listQuery(['word']).strict();
export type SynonymsQuery = z.output<typeof synonymsQuery>;

export const synonymEntry = z
  .object({
    word: z.string(),
    synonyms: z.array(z.string()).describe('A search for any of these, or for the word, finds all of them.'),
    version: z.int().min(1).describe('For If-Match, in double quotes.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({
    id: 'SearchSynonym',
    examples: [
      { word: 'leash', synonyms: ['lead', 'lesă', 'póráz'], version: 2, updatedAt: '2026-01-05T09:00:00.000Z' },
    ],
  });
export type SynonymEntry = z.output<typeof synonymEntry>;
export const synonymList = listOf(synonymEntry).meta({
  id: 'SearchSynonymList',
  examples: [
    {
      items: [{ word: 'leash', synonyms: ['lead'], version: 1, updatedAt: '2026-01-05T09:00:00.000Z' }],
      nextCursor: null,
    },
  ],
});
