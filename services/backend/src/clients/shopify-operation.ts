import { z } from 'zod';

/** One thing that is asked of the Admin API: what is sent, what comes back, and what it costs. */
export interface Operation {
  /** GraphQL with exactly one operation, named as in the table. Page sizes are fixed, so that its cost is. */
  document: string;
  variables: z.ZodType;
  data: z.ZodType;
  /** Points that Shopify sets aside before it begins; the answer tells what they were in truth. */
  cost: number;
  /**
   * Whether doing it twice is the same as doing it once: then it is repeated after an answer that was lost. All else is
   * repeated only when Shopify has certainly not begun.
   */
  repeatable: boolean;
}

export function query<Variables extends z.ZodType, Data extends z.ZodType>(operation: {
  document: string;
  variables: Variables;
  data: Data;
  cost: number;
}) {
  return { ...operation, repeatable: true } as const satisfies Operation;
}

export function mutation<Variables extends z.ZodType, Data extends z.ZodType>(operation: {
  document: string;
  variables: Variables;
  data: Data;
  cost: number;
  repeatable: boolean;
}) {
  return operation satisfies Operation;
}

/** Why Shopify did not do what a mutation asked. */
export const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullable(), message: z.string(), code: z.string().nullish() }),
);
export type UserErrors = z.output<typeof userErrors>;

/** Where a page begins: null for the first, then `endCursor` of the one before. */
export const after = z.string().nullable();
export const noVariables = z.strictObject({});
