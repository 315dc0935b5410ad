import { z } from 'zod';

/** What is known of a variable beside its schema: env.template is made from it. */
export interface VariableMeta {
  section: string;
  about: string;
  /** Also read from `<NAME>_FILE`, and never shown. */
  secret?: true;
  /** A value that env.template shows where there is no default. */
  example?: string;
}

export const variables = z.registry<VariableMeta>();

/** Each gets a schema of its own: several that share one would all be described as the last of them. */
export function variable<T extends z.ZodType>(schema: T, meta: VariableMeta): T {
  const own = schema.clone();
  variables.add(own, meta);
  return own;
}
