import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { designConfiguration } from '../../platform/design-configuration.ts';
import { cleanText } from '../../platform/text-fields.ts';

/** The way of a harness through the workshop, in order. `embroider` only where something is embroidered. */
export const stages = ['queued', 'cut', 'sew', 'embroider', 'check', 'pack', 'done', 'closed'] as const;
export type Stage = (typeof stages)[number];
export const closedReasons = ['cancelled', 'refunded', 'unverified', 'removed', 'erased', 'by_hand'] as const;
export type ClosedReason = (typeof closedReasons)[number];

const stage = z.enum(stages);
const instant = z.iso.datetime();
/** UTF-16 units. */
const longestNote = 500;

export const ticketParams = z.strictObject({ id: z.uuid() });

export const ticketsQuery = listQuery(['paidAt'])
  .extend({ stage: stage.optional().describe('Only tickets in this stage.') })
  .strict();
export type TicketsQuery = z.output<typeof ticketsQuery>;

export const newMove = z
  .strictObject({ to: stage, note: cleanText(longestNote).optional().describe('For the workshop; kept sealed.') })
  .meta({ examples: [{ to: 'sew', note: 'Cut twice: the first panel had a flaw.' }] });
export type NewMove = z.output<typeof newMove>;

const summary = z.object({
  id: z.uuid(),
  orderId: z.string(),
  orderName: z.string().describe('As the shop calls the order.'),
  lineId: z.string(),
  quantity: z.int().describe('How many are to be made, after refunds and edits.'),
  embroidered: z.boolean(),
  stage,
  closedReason: z.enum(closedReasons).nullable(),
  version: z.int().min(1).describe('The ETag, to send as If-Match with a move.'),
  paidAt: instant.describe('The oldest comes first.'),
  updatedAt: instant,
});

const exampleSummary = {
  id: '0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5',
  orderId: '5521889970013',
  orderName: '#1042',
  lineId: '13905889970013',
  quantity: 1,
  embroidered: true,
  stage: 'cut' as const,
  closedReason: null,
  version: 2,
  paidAt: '2026-11-21T09:05:00.000Z',
  updatedAt: '2026-11-21T10:30:00.000Z',
};

export const ticketSummary = summary.meta({ id: 'TicketSummary', examples: [exampleSummary] });
export type TicketSummary = z.output<typeof ticketSummary>;
export const ticketList = listOf(ticketSummary);

const work = z.object({
  designId: z.uuid(),
  revision: z.int().min(1),
  name: z.string(),
  productTitle: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  configuration: designConfiguration,
});

const move = z.object({
  version: z.int().describe('Of the ticket, after the move.'),
  from: stage,
  to: stage,
  actor: z.string(),
  note: z.string().nullable(),
  at: instant,
});

export const ticket = summary
  .extend({
    work: work.nullable().describe('What is to be made; null once it has been erased.'),
    next: z.array(stage).describe('Where it can be moved from here.'),
    moves: z.array(move).describe('What people did with it, the first first.'),
    printSheetUrl: z.string().describe('Path of the sheet for the workshop, as PDF.'),
  })
  .meta({
    id: 'Ticket',
    description: 'One line of an order, for the workshop.',
    examples: [
      {
        ...exampleSummary,
        work: {
          designId: '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10',
          revision: 3,
          name: 'Biscuit in navy',
          productTitle: 'Custom Y-Harness',
          variantTitle: 'M',
          sku: 'HAR-Y-M',
          configuration: {
            fit: { kind: 'size' as const, size: 'M' as const },
            strap: { color: 'navy' as const, pattern: 'plain' as const, patternColor: 'navy' as const },
            hardware: 'brass' as const,
            embroidery: { text: 'Biscuit', font: 'script' as const, color: 'white' as const },
            accessories: [],
          },
        },
        next: ['sew' as const, 'closed' as const],
        moves: [
          {
            version: 2,
            from: 'queued' as const,
            to: 'cut' as const,
            actor: 'user:0d9f1f52-9a3c-4d0e-8a54-5d1a4c9e7b11',
            note: null,
            at: '2026-11-21T10:30:00.000Z',
          },
        ],
        printSheetUrl: '/api/v1/admin/tickets/0193f0c1-2a3b-4c5d-8e6f-708192a3b4c5/print-sheet.pdf',
      },
    ],
  });
export type Ticket = z.output<typeof ticket>;

const afterCheck: Stage[] = ['pack', 'sew', 'embroider'];

/**
 * Where a ticket can be moved: one stage on, back from the check to what was not done well, and out of it by hand as
 * long as it is not done.
 */
export function nextStages({ stage: from, embroidered }: { stage: Stage; embroidered: boolean }): Stage[] {
  const onwards: Record<Stage, Stage[]> = {
    queued: ['cut'],
    cut: ['sew'],
    sew: embroidered ? ['embroider'] : ['check'],
    embroider: ['check'],
    check: embroidered ? afterCheck : afterCheck.filter((stage) => stage !== 'embroider'),
    pack: ['done'],
    done: [],
    closed: [],
  };
  const next = onwards[from];
  return next.length > 0 ? [...next, 'closed'] : [];
}
