import { z } from 'zod';

const instant = z.iso.datetime();

export const exportParams = z.strictObject({ id: z.uuid() });

export const exportState = z
  .object({
    id: z.uuid(),
    status: z.enum(['pending', 'ready']),
    createdAt: instant,
    availableUntil: instant.nullable(),
  })
  .meta({
    examples: [
      {
        id: '01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f',
        status: 'pending',
        createdAt: '2026-11-21T09:30:00.000Z',
        availableUntil: null,
      },
    ],
  });
export type ExportState = z.output<typeof exportState>;

export const exportWithContent = exportState
  .extend({ content: z.record(z.string(), z.unknown()).nullable().describe('As of /me/export. Null while pending.') })
  .meta({
    examples: [
      {
        id: '01934b1e-7a8c-8f00-9d3e-2b1f4c5d6e7f',
        status: 'ready',
        createdAt: '2026-11-21T09:30:00.000Z',
        availableUntil: '2026-11-28T09:30:04.000Z',
        content: { exportedAt: '2026-11-21T09:30:04.000Z' },
      },
    ],
  });
export type ExportWithContent = z.output<typeof exportWithContent>;
