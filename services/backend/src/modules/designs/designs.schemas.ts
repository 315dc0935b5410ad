import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import {
  type DesignConfiguration,
  designConfiguration,
  designSchemaVersion,
} from '../../platform/design-configuration.ts';
import { cleanText } from '../../platform/text-fields.ts';

/** UTF-16 units. */
export const longestName = 80;
export const daysInBin = 30;

const exampleId = '0193f0a4-8f0e-7c3a-9d55-2f6f3a1c7b10';
const examplePetId = '0193f0a1-11d2-7a40-8b1e-64c2b0f5aa01';
const exampleTime = '2026-11-21T09:00:00.000Z';
export const exampleConfiguration: DesignConfiguration = {
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'navy', pattern: 'stripes', patternColor: 'white' },
  hardware: 'brass',
  embroidery: { text: 'Biscuit', font: 'script', color: 'white' },
  accessories: ['handle', 'reflective-trim'],
};

const name = cleanText(longestName);
/** Shopify's ids are 64-bit, so they are text; 18 digits always fit. */
const productId = z.string().regex(/^[1-9]\d{0,17}$/, { error: 'This is not the id of a product.' });
const petId = z.uuid().nullable();
const instant = z.iso.datetime();

export const designParams = z.strictObject({ id: z.uuid() });

const newDesignExample = {
  name: 'Biscuit in navy',
  petId: examplePetId,
  productId: '1001',
  configuration: exampleConfiguration,
};
export const newDesign = z
  .strictObject({ name, petId: petId.default(null), productId, configuration: designConfiguration })
  .meta({ examples: [newDesignExample] });
export type NewDesign = z.output<typeof newDesign>;

export const designChange = z
  .strictObject({ name: name.optional(), petId: petId.optional(), configuration: designConfiguration.optional() })
  .meta({ examples: [{ name: 'Biscuit in navy and brass' }] });
export type DesignChange = z.output<typeof designChange>;

export const design = z
  .object({
    id: z.uuid(),
    name: z.string(),
    petId,
    productId: z.string(),
    revision: z.int().min(1).describe('Counts up with every change; the ETag.'),
    schemaVersion: z.literal(designSchemaVersion).describe('Of the configuration, which is always in the newest form.'),
    configuration: designConfiguration,
    previewUrl: z.string().describe('Path of the picture (SVG) of the newest revision.'),
    createdAt: instant,
    updatedAt: instant,
    deletedAt: instant.nullable().describe(`Set in the bin, from which a design is removed after ${daysInBin} days.`),
  })
  .meta({
    id: 'Design',
    description: 'A harness that somebody designed and saved.',
    examples: [
      {
        ...newDesignExample,
        id: exampleId,
        revision: 3,
        schemaVersion: designSchemaVersion,
        previewUrl: `/api/v1/designs/${exampleId}/preview.svg`,
        createdAt: exampleTime,
        updatedAt: exampleTime,
        deletedAt: null,
      },
    ],
  });
export type Design = z.output<typeof design>;

const designSorts = ['-updatedAt', '-createdAt', 'name'] as const;
export type DesignOrder = (typeof designSorts)[number] | '-deletedAt';

/** The bin has one order, last deleted first: asking for another there is refused rather than overlooked. */
export const designsQuery = listQuery(designSorts)
  .extend({
    sort: z.enum(designSorts).optional().describe('The order; -updatedAt when nothing is said. Not for the bin.'),
    petId: z.uuid().optional().describe('Only designs for this pet.'),
    productId: productId.optional().describe('Only designs of this product.'),
    deleted: z
      .enum(['true', 'false'])
      .default('false')
      .describe(`\`true\` lists the bin: what was deleted in the last ${daysInBin} days, last deleted first.`),
  })
  .strict()
  .refine(({ deleted, sort }) => deleted === 'false' || sort === undefined, {
    path: ['sort'],
    error: 'This does not go with deleted=true: the bin has an order of its own.',
  });
export type DesignsQuery = z.output<typeof designsQuery>;

export const designList = listOf(design);

export const revisionParams = z.strictObject({
  id: z.uuid(),
  revision: z.coerce.number().int().min(1).max(1_000_000_000),
});

export const designRevision = z
  .object({
    revision: z.int().min(1),
    name: z.string(),
    petId,
    productId: z.string(),
    schemaVersion: z.literal(designSchemaVersion),
    configuration: designConfiguration,
    restoredFrom: z.int().nullable().describe('The older revision that this one brought back.'),
    createdAt: instant,
  })
  .meta({
    id: 'DesignRevision',
    description: 'A design as it was after one change.',
    examples: [
      {
        ...newDesignExample,
        revision: 3,
        schemaVersion: designSchemaVersion,
        restoredFrom: 1,
        createdAt: exampleTime,
      },
    ],
  });
export type DesignRevision = z.output<typeof designRevision>;

export const revisionsQuery = listQuery(['-revision']).strict();
export const revisionList = listOf(designRevision);
