import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { designConfiguration, designSchemaVersion } from '../../platform/design-configuration.ts';
import { exampleConfiguration } from './designs.schemas.ts';

const exampleToken = 'q3V0mC1n8o4mN2bXyTz5Jd7uQ9sLhKfGwRpEaVcBx0k';
const exampleShare = {
  id: '0193f0b2-55aa-7e10-9a01-c0ffee5eed01',
  createdAt: '2026-11-21T09:00:00.000Z',
  expiresAt: '2026-12-21T09:00:00.000Z',
};
const instant = z.iso.datetime();

export const shareParams = z.strictObject({ id: z.uuid(), shareId: z.uuid() });

export const newShare = z
  .strictObject({ expiresInDays: z.int().min(1).max(365).default(30) })
  .meta({ examples: [{ expiresInDays: 30 }] });

export const createdShare = z
  .object({
    id: z.uuid(),
    token: z.string().describe('Shown this once: only its hash is kept.'),
    path: z.string().describe('Where anybody who has the token sees the design.'),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({
    id: 'CreatedDesignShare',
    examples: [{ ...exampleShare, token: exampleToken, path: `/api/v1/shared-designs/${exampleToken}` }],
  });
export type CreatedShare = z.output<typeof createdShare>;

export const share = z
  .object({ id: z.uuid(), createdAt: instant, expiresAt: instant, revokedAt: instant.nullable() })
  .meta({ id: 'DesignShare', examples: [{ ...exampleShare, revokedAt: null }] });
export type Share = z.output<typeof share>;

export const sharesQuery = listQuery(['-createdAt']).strict();
export const shareList = listOf(share);

/** Longer than any token: what is no token of ours is not found, like one that was revoked. */
export const sharedDesignParams = z.strictObject({ token: z.string().min(1).max(100) });

export const sharedDesign = z
  .object({
    name: z.string(),
    product: z.object({
      id: z.string(),
      title: z.string().nullable().describe('Null when the product is no longer sold.'),
    }),
    schemaVersion: z.literal(designSchemaVersion),
    configuration: designConfiguration.describe(
      'As it was designed; of an embroidered phone number or e-mail address only stars are shown.',
    ),
  })
  .meta({
    id: 'SharedDesign',
    description: 'What a link to a design shows to anybody: nothing about whose it is or for which animal.',
    examples: [
      {
        name: 'Biscuit in navy',
        product: { id: '1001', title: 'Custom Y-Harness' },
        schemaVersion: designSchemaVersion,
        configuration: exampleConfiguration,
      },
    ],
  });
export type SharedDesign = z.output<typeof sharedDesign>;
