import { z } from 'zod';

/**
 * What a customer designs: one harness. Saved with the version of its schema; what was saved under an older one is
 * brought up to date when it is read.
 */

/** What straps and threads can be had in, with the colour that stands for each on a screen. */
export const palette = {
  black: '#1d1d1f',
  charcoal: '#4a4e57',
  navy: '#1f3a68',
  sky: '#5aa9e6',
  teal: '#1f8a8a',
  forest: '#2f6b3c',
  lime: '#9bc53d',
  mustard: '#e0a526',
  orange: '#f07b2d',
  red: '#c8322f',
  burgundy: '#7a1f35',
  pink: '#f08bb0',
  purple: '#6c4ab6',
  brown: '#7a4b2a',
  sand: '#d8c3a0',
  white: '#f7f5f0',
} as const;
export type ColorName = keyof typeof palette;

const color = z.enum(Object.keys(palette) as [ColorName, ...ColorName[]]);
const millimetres = (least: number, most: number) => z.int().min(least).max(most);
/** Letters, digits, spaces and what names have: what the embroidery machine can sew. */
const sewable = /^[\p{Letter}\p{Mark}\p{Number} .,'’&+#!?♥★()/-]+$/u;

export const designConfiguration = z
  .strictObject({
    fit: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('size'), size: z.enum(['XS', 'S', 'M', 'L', 'XL']) }),
      z.strictObject({
        kind: z.literal('custom'),
        neckMm: millimetres(150, 900),
        chestMm: millimetres(200, 1_300),
        backMm: millimetres(100, 900),
      }),
    ]),
    strap: z.strictObject({
      color,
      pattern: z.enum(['plain', 'stripes', 'dots', 'chevron', 'tartan']),
      /** Ignored by `plain`. */
      patternColor: color,
    }),
    hardware: z.enum(['steel', 'brass', 'black', 'rose-gold']),
    embroidery: z
      .strictObject({
        text: z
          .string()
          .trim()
          .min(1)
          .max(24)
          .regex(sewable, { error: 'This has characters that cannot be embroidered.' }),
        font: z.enum(['sans', 'serif', 'script', 'block']),
        color,
      })
      .nullable(),
    accessories: z
      .array(z.enum(['handle', 'led-light', 'id-tag', 'reflective-trim', 'bow-tie']))
      .max(5)
      .refine((all) => new Set(all).size === all.length, { error: 'This names an accessory twice.' }),
  })
  .superRefine(({ fit, embroidery }, context) => {
    const limit = embroideryLimit(fit);
    if (embroidery && [...embroidery.text].length > limit) {
      context.addIssue({
        code: 'custom',
        path: ['embroidery', 'text'],
        message: `This must have at most ${limit} characters in this size.`,
      });
    }
  })
  .meta({ id: 'DesignConfiguration', description: 'One harness, as its customer designed it.' });
export type DesignConfiguration = z.output<typeof designConfiguration>;

/** 2: `fit` and `embroidery` became objects, and straps a pattern. */
export const designSchemaVersion = 2;

const lettersBySize = { XS: 8, S: 10, M: 14, L: 18, XL: 22 } as const;
/** Room of one letter on the side panel, which is a third of the chest. */
const letterMm = 13;

/** Most characters that fit the side panel. */
export function embroideryLimit(fit: DesignConfiguration['fit']): number {
  if (fit.kind === 'size') return lettersBySize[fit.size];
  return Math.max(6, Math.min(24, Math.floor(fit.chestMm / 3 / letterMm)));
}

const firstConfiguration = z.object({
  size: z.enum(['XS', 'S', 'M', 'L', 'XL']),
  strapColor: color,
  hardware: z.enum(['steel', 'brass', 'black', 'rose-gold']),
  embroideryText: z.string().optional(),
  accessories: z.array(z.string()).default([]),
});

/** By the version that it takes to the next. */
const migrations: Record<number, (older: unknown) => unknown> = {
  1: (older) => {
    const { size, strapColor, hardware, embroideryText, accessories } = firstConfiguration.parse(older);
    return {
      fit: { kind: 'size', size },
      strap: { color: strapColor, pattern: 'plain', patternColor: strapColor },
      hardware,
      embroidery: embroideryText ? { text: embroideryText, font: 'sans', color: 'white' } : null,
      accessories,
    };
  },
};

/**
 * A saved configuration in today's form.
 * @throws Error when it was saved by a newer service or is none at all.
 */
export function migrateConfiguration(saved: unknown, version: number): DesignConfiguration {
  if (version > designSchemaVersion)
    throw new Error(`a design of schema version ${version} is newer than this service`);
  let configuration = saved;
  for (let from = version; from < designSchemaVersion; from += 1) configuration = migrations[from]?.(configuration);
  return designConfiguration.parse(configuration);
}
