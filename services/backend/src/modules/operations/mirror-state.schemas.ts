import { z } from 'zod';

const time = z.iso.datetime();
const count = z.int().min(0);

const run = z.object({
  endedAt: time,
  outcome: z
    .enum(['complete', 'more', 'unbelievable', 'failed'])
    .describe(
      '`more`: the next run goes on where this one stopped. `unbelievable`: most seemed gone, so nothing was deleted. ' +
        '`failed`: the log of the worker says why.',
    ),
  changed: count.describe('Resources that were missing, outdated or gone.'),
});

const kindState = z.object({
  kind: z.enum(['product', 'collection', 'inventory_level', 'customer', 'order']),
  completeTo: time
    .nullable()
    .describe('Everything that the shop changed before this is here. Null: it was never asked.'),
  behindSeconds: z.number().min(0).nullable(),
  isUnderway: z.boolean().describe('There are more pages than one run reads; the next goes on.'),
  import: z
    .object({ startedAt: time, resources: count, isFinished: z.boolean(), finishedAt: time.nullable() })
    .nullable()
    .describe('Of the first import (`npm run shopify:sync`); null when it has not begun.'),
  lastRun: run.nullable().describe('Of asking for what changed and what was deleted, every few minutes.'),
  lastSweep: run.nullable().describe('Of listing all there is, every six hours.'),
});

const drift = z.object({
  kind: z.string().describe('`membership` and `size_chart` besides: no webhook carries these.'),
  drift: z.enum(['missing', 'outdated', 'differing', 'undeleted']),
  found: count,
  lastFoundAt: time,
});

export const mirrorState = z
  .object({
    at: time.describe('When this was read.'),
    isEnabled: z.boolean().describe('Whether there is anything to sign in to the Admin API of the shop with.'),
    isImported: z.boolean().describe('Whether the first import is finished, for every kind.'),
    kinds: z.array(kindState),
    drift: z.array(drift).describe('What was ever found by asking that no webhook had told.'),
  })
  .meta({
    id: 'MirrorState',
    examples: [
      {
        at: '2026-11-20T12:03:00.000Z',
        isEnabled: true,
        isImported: false,
        kinds: [
          {
            kind: 'product',
            completeTo: '2026-11-20T12:00:00.000Z',
            behindSeconds: 180,
            isUnderway: false,
            import: {
              startedAt: '2026-11-01T08:00:00.000Z',
              resources: 5_000,
              isFinished: true,
              finishedAt: '2026-11-01T08:06:00.000Z',
            },
            lastRun: { endedAt: '2026-11-20T12:00:04.000Z', outcome: 'complete', changed: 0 },
            lastSweep: { endedAt: '2026-11-20T09:00:31.000Z', outcome: 'complete', changed: 1 },
          },
        ],
        drift: [{ kind: 'product', drift: 'undeleted', found: 1, lastFoundAt: '2026-11-20T09:00:31.000Z' }],
      },
    ],
  });
export type MirrorStateReply = z.output<typeof mirrorState>;
