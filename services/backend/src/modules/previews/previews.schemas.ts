import { z } from 'zod';

const largestRevision = 2_147_483_647;

export const previewParams = z.strictObject({ id: z.uuid() });

/** Longer than any token: what is no token of ours is not found, like one that was revoked. */
export const sharedPreviewParams = z.strictObject({ token: z.string().min(1).max(100) });

export const previewQuery = z.strictObject({
  revision: z.coerce
    .number()
    .int()
    .min(1)
    .max(largestRevision)
    .optional()
    .describe('With it the picture may be kept for a year: a revision never changes. Without it: the newest.'),
});
export type PreviewQuery = z.output<typeof previewQuery>;

/** One revision of a design, as its picture needs it. */
export const previewRef = z.object({ designId: z.uuid(), revision: z.int().min(1) });
export type PreviewRef = z.output<typeof previewRef>;
