import { z } from 'zod';
import { type MeasureName, measureNames } from './measures.ts';

const range = z
  .tuple([z.int().min(10).max(3_000), z.int().min(10).max(3_000)])
  .refine(([least, most]) => least <= most, { error: 'must be the least measure, then the most' });

const sizeRow = z.strictObject({ size: z.string().min(1).max(20), neckMm: range, chestMm: range, backMm: range });

/** Which measures the sizes of a product take, in millimetres, bounds included; smallest size first. */
export const sizeChart = z
  .array(sizeRow)
  .min(1)
  .max(20)
  .refine(growsWithEverySize, { error: 'must grow in every measure, from the smallest size to the largest' })
  .refine((sizes) => new Set(sizes.map(({ size }) => size)).size === sizes.length, { error: 'names a size twice' });

export type SizeRow = z.output<typeof sizeRow>;
export type SizeChart = z.output<typeof sizeChart>;

/** What a recommendation stands on: without it, a larger pet could be given a smaller size. */
function growsWithEverySize(sizes: readonly Record<MeasureName, [number, number]>[]): boolean {
  return sizes.every((size, index) => {
    const smaller = sizes[index - 1];
    return (
      !smaller || measureNames.every((name) => size[name][0] > smaller[name][0] && size[name][1] > smaller[name][1])
    );
  });
}
