import { z } from 'zod';
import { listOf, listQuery } from '../../http/lists.ts';
import { measureNames, unitSystems } from '../../platform/measures.ts';
import { cleanText } from '../../platform/text-fields.ts';

/** Nobody has more; it keeps one account from filling the table. */
export const mostPets = 50;

const name = cleanText(60).describe('What the pet is called.');
const species = z.enum(['dog', 'cat', 'rabbit', 'ferret', 'other']);
const breed = cleanText(80);
const sex = z.enum(['female', 'male']);
const birthDate = z.iso
  .date()
  .refine((date) => date >= '1900-01-01', { error: 'must be 1900-01-01 or later' })
  .describe('YYYY-MM-DD, not in the future; an estimate will do.');
const weightGrams = z.int().min(50).max(150_000).describe('Grams.');
const neckMm = z.int().min(50).max(1_500).describe('Millimetres around the neck, where a collar sits.');
const chestMm = z.int().min(80).max(2_000).describe('Millimetres around the widest part of the chest.');
const backMm = z.int().min(50).max(1_500).describe('Millimetres from the base of the neck to the base of the tail.');
const notes = cleanText(2_000).describe('Kept encrypted.');

/** What may be missing. In a change, null clears and what is not named stays. */
const optional = {
  breed: breed.nullable().exactOptional(),
  sex: sex.nullable().exactOptional(),
  birthDate: birthDate.nullable().exactOptional(),
  weightGrams: weightGrams.nullable().exactOptional(),
  neckMm: neckMm.nullable().exactOptional(),
  chestMm: chestMm.nullable().exactOptional(),
  backMm: backMm.nullable().exactOptional(),
  notes: notes.nullable().exactOptional(),
};

const luna = {
  name: 'Luna',
  species: 'dog' as const,
  breed: 'Vizsla',
  sex: 'female' as const,
  birthDate: '2024-05-17',
  weightGrams: 22_400,
  neckMm: 385,
  chestMm: 640,
  backMm: 440,
  notes: 'Does not like anything over her head.',
};

export const newPet = z
  .strictObject({ name, species, ...optional })
  .meta({ id: 'NewPet', description: 'A pet, as far as it is known and measured.', examples: [luna] });
export type NewPet = z.output<typeof newPet>;

export const petChanges = z
  .strictObject({ name: name.exactOptional(), species: species.exactOptional(), ...optional })
  .refine((changes) => Object.keys(changes).length > 0, { error: 'must name at least one field' })
  .meta({
    id: 'PetChanges',
    description: 'What is to change. Null clears a field.',
    examples: [{ weightGrams: 23_100, chestMm: 652, notes: null }],
  });
export type PetChanges = z.output<typeof petChanges>;

const shown = z.number().nullable();
const shownMeasures = { weight: shown, neck: shown, chest: shown, back: shown };
const display = z
  .discriminatedUnion('units', [
    z.object({
      units: z.literal('metric'),
      weightUnit: z.literal('kg'),
      lengthUnit: z.literal('cm'),
      ...shownMeasures,
    }),
    z.object({
      units: z.literal('imperial'),
      weightUnit: z.literal('lb'),
      lengthUnit: z.literal('in'),
      ...shownMeasures,
    }),
  ])
  .describe("The measures, rounded, in the user's units.");

const petExample = {
  id: '6f2f3a0e-6a52-4f0e-9d5b-0c3f9b1c7e11',
  ...luna,
  display: {
    ...{ units: 'metric' as const, weightUnit: 'kg' as const, lengthUnit: 'cm' as const },
    ...{ weight: 22.4, neck: 38.5, chest: 64, back: 44 },
  },
  version: 1,
  createdAt: '2026-01-05T09:00:00.000Z',
  updatedAt: '2026-01-05T09:00:00.000Z',
};

export const pet = z
  .object({
    id: z.uuid(),
    name: z.string(),
    species,
    breed: z.string().nullable(),
    sex: sex.nullable(),
    birthDate: z.iso.date().nullable(),
    weightGrams: weightGrams.nullable(),
    neckMm: neckMm.nullable(),
    chestMm: chestMm.nullable(),
    backMm: backMm.nullable(),
    notes: z.string().nullable(),
    display,
    version: z.int().min(1).describe('For If-Match, in double quotes.'),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({
    id: 'Pet',
    examples: [petExample],
  });
export type PetReply = z.output<typeof pet>;

const units = z
  .enum(unitSystems)
  .optional()
  .describe("Units of `display`; without it the user's own, for guests metric.");
export const petParams = z.strictObject({ id: z.uuid() });
export const petQuery = z.strictObject({ units });

export const petSorts = ['-createdAt', '-updatedAt', 'name'] as const;
export type PetSort = (typeof petSorts)[number];
export const petListQuery = listQuery(petSorts).extend({ species: species.optional(), units }).strict();
export type PetListQuery = z.output<typeof petListQuery>;
export const petList = listOf(pet).meta({ id: 'PetList', examples: [{ items: [petExample], nextCursor: null }] });

const room = z.int().min(-3_000).max(3_000);
const margin = z.object({ aboveMinMm: room, belowMaxMm: room });
const margins = z.object({ neckMm: margin, chestMm: margin, backMm: margin }).meta({
  id: 'FitMargins',
  description: 'Room, in millimetres, between each measure and the bounds of the size. Negative outside of them.',
});
const sizeFit = z.object({ size: z.string(), margins });

export const sizeQuery = z.strictObject({
  product: cleanText(255).describe('Handle or id of the product.'),
});

export const sizeReply = z
  .object({
    product: z.object({ id: z.string(), handle: z.string(), title: z.string() }),
    outcome: z.enum(['fits', 'between_sizes', 'made_to_measure', 'measures_missing']),
    size: z.string().nullable().describe('Null where none is recommended.'),
    fit: margins.nullable().describe('In the recommended size.'),
    neighbours: z.object({ smaller: sizeFit.nullable(), larger: sizeFit.nullable() }),
    decidedBy: z.enum(measureNames).nullable(),
    missing: z.array(z.enum(measureNames)).describe('Measures without which no size is recommended.'),
    why: z.array(z.string()),
    growthNote: z.string().nullable().describe('For puppies and kittens.'),
  })
  .meta({
    id: 'SizeRecommendation',
    examples: [
      {
        product: { id: '1001', handle: 'custom-y-harness', title: 'Custom Y-Harness' },
        outcome: 'fits',
        size: 'M',
        fit: {
          neckMm: { aboveMinMm: 45, belowMaxMm: 65 },
          chestMm: { aboveMinMm: 120, belowMaxMm: 40 },
          backMm: { aboveMinMm: 90, belowMaxMm: 20 },
        },
        neighbours: {
          smaller: {
            size: 'S',
            margins: {
              neckMm: { aboveMinMm: 125, belowMaxMm: -25 },
              chestMm: { aboveMinMm: 240, belowMaxMm: -100 },
              backMm: { aboveMinMm: 180, belowMaxMm: -70 },
            },
          },
          larger: {
            size: 'L',
            margins: {
              neckMm: { aboveMinMm: -45, belowMaxMm: 175 },
              chestMm: { aboveMinMm: -20, belowMaxMm: 200 },
              backMm: { aboveMinMm: 0, belowMaxMm: 120 },
            },
          },
        },
        decidedBy: 'chestMm',
        missing: [],
        why: [
          'Neck, chest and back length are within M.',
          'The chest (640 mm) decides: it is 100 mm more than S takes.',
        ],
        growthNote: null,
      },
    ],
  });
export type SizeReply = z.output<typeof sizeReply>;
