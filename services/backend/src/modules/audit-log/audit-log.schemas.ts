import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { cleanText } from '../../platform/text-fields.ts';

export const auditLogQuery = listQuery(['newest'])
  .extend({
    actor: cleanText(200).optional().describe('Who did it: `user:` and an id.'),
    subject: cleanText(200).optional().describe('What it was done to: `delivery:48213`.'),
  })
  .strict();
export type AuditLogQuery = z.output<typeof auditLogQuery>;

const example = {
  id: '912',
  at: '2026-01-05T09:00:00.000Z',
  actor: 'user:cc0b4c4b-9f8e-4f0f-9a87-3cf0c2f3dfd1',
  action: 'delivery.replay',
  subject: 'delivery:48213',
  details: { from: 'dead', attempts: 8 },
};

export const auditEntry = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry', examples: [example] });
export type AuditEntryReply = z.output<typeof auditEntry>;
export const auditEntryList = listOf(auditEntry).meta({
  id: 'AuditEntryList',
  examples: [{ items: [example], nextCursor: null }],
});
