import { z } from 'zod';

const count = z.int().min(0);

export const operations = z
  .object({
    at: z.iso.datetime().describe('When this was read.'),
    deliveries: z.object({
      pending: count,
      processing: count,
      dead: count.describe('Given up after the last attempt. Somebody has to look.'),
      parked: count.describe('Of topics that are not handled.'),
      oldestPendingSeconds: z.number().min(0).nullable().describe('Of what is pending or processing.'),
    }),
    queue: z
      .object({
        kind: z.enum(['redis', 'postgres', 'none']).describe('Where jobs lie; `none` with ENABLE_QUEUE=false.'),
        depths: z
          .array(
            z.object({
              name: z.string(),
              isPaused: z.boolean(),
              waiting: count,
              active: count,
              delayed: count.describe('Schedules that wait for their time are among these.'),
              failed: count,
            }),
          )
          .nullable()
          .describe('Null while the queue does not answer.'),
        dashboard: z.string().nullable().describe('Where the queue dashboard is; null where there is no queue.'),
      })
      .describe('The queue only transports: what it loses, the inbox sends again.'),
    replica: z.object({
      isConfigured: z.boolean(),
      lagMs: z.number().min(0).nullable().describe('Null while unknown.'),
      maxLagMs: count.describe('Beyond this, the primary answers what the replica would.'),
    }),
    backup: z
      .object({
        takenAt: z.iso.datetime(),
        ageSeconds: z.number().min(0),
        bytes: z.string().describe('A 64-bit number.'),
        verifiedAt: z.iso.datetime().nullable().describe('When it was last restored elsewhere and found equal.'),
      })
      .nullable()
      .describe('The youngest; null when none is known.'),
  })
  .meta({
    id: 'Operations',
    examples: [
      {
        at: '2026-01-05T09:00:00.000Z',
        deliveries: { pending: 2, processing: 1, dead: 1, parked: 0, oldestPendingSeconds: 0.4 },
        queue: {
          kind: 'redis',
          depths: [{ name: 'inbox', isPaused: false, waiting: 2, active: 1, delayed: 0, failed: 0 }],
          dashboard: '/ops/queues',
        },
        replica: { isConfigured: true, lagMs: 0, maxLagMs: 5_000 },
        backup: {
          takenAt: '2026-01-05T03:00:00.000Z',
          ageSeconds: 21_600,
          bytes: '73400320',
          verifiedAt: '2026-01-05T03:20:00.000Z',
        },
      },
    ],
  });
export type Operations = z.output<typeof operations>;
