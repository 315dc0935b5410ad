import { z } from 'zod';
import { listOf } from '../../http/lists.ts';
import { cleanText } from '../../platform/text-fields.ts';
import { cardExample, productCard } from './catalogue.schemas.ts';

const q = cleanText(200).describe('What is looked for, in Romanian, English or Hungarian; accents do not matter.');

export const searchQuery = z.strictObject({
  q,
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('Rows of a page.'),
  cursor: z
    .string()
    .regex(/^[\w-]+$/)
    .max(600)
    .optional()
    .describe('`nextCursor` of the page before.'),
});
export type SearchQuery = z.output<typeof searchQuery>;

export const suggestQuery = z.strictObject({ q });

const html = z.string().describe('HTML: the text escaped, and `<mark>` around what was found.');
const found = productCard.extend({
  highlightedTitle: html,
  snippet: html.describe('From the description, around what was found there. HTML as the title.'),
});

export const searchReply = listOf(found)
  .extend({
    total: z.int().describe('Products that were found, up to a thousand.'),
    exact: z.boolean().describe('False: there are more, and those that sell best are shown.'),
    searchedFor: z.string().nullable().describe('What was searched for instead, where nothing is written as asked.'),
  })
  .meta({
    id: 'SearchReply',
    examples: [
      {
        items: [
          {
            ...cardExample,
            highlightedTitle: 'Custom <mark>Cat</mark> <mark>Harness</mark>',
            snippet: 'Light as a ribbon and hard to slip out of.',
          },
        ],
        nextCursor: null,
        total: 1,
        exact: true,
        searchedFor: null,
      },
    ],
  });
export type SearchReply = z.output<typeof searchReply>;

const suggestion = productCard
  .pick({ id: true, handle: true, title: true, price: true, currency: true, available: true, image: true })
  .extend({ highlightedTitle: html });
export const suggestReply = z.object({ items: z.array(suggestion).max(10) }).meta({
  id: 'SuggestReply',
  examples: [
    {
      items: [
        {
          ...{ id: '1003', handle: 'custom-cat-harness', title: 'Custom Cat Harness', price: '46.00' },
          ...{ currency: 'EUR', available: true, image: null },
          highlightedTitle: 'Custom Cat <mark>Harness</mark>',
        },
      ],
    },
  ],
});
export type SuggestReply = z.output<typeof suggestReply>;
