import { z } from 'zod';

/** What a line of an order says of itself, as far as designs go. It may come from anybody's cart. */
export interface OrderedLine {
  id: bigint;
  product_id: bigint | null;
  variant_id: bigint | null;
  quantity: number;
  price: string;
  properties: unknown;
}

const names = ['_design_id', '_design_revision', '_checkout'] as const;

const properties = z.array(z.object({ name: z.string(), value: z.unknown() }));
const attributes = z.object({
  _design_id: z.uuid(),
  _design_revision: z
    .union([z.int(), z.string().regex(/^\d{1,9}$/)])
    .transform(Number)
    .pipe(z.int().min(1)),
  _checkout: z.uuid(),
});

/** `checkoutId` in lower case, as PostgreSQL writes it. */
export interface LineDesign {
  designId: string;
  revision: number;
  checkoutId: string;
}

/** Undefined for a line that says nothing of a design; `malformed` when what it says is no such thing. */
export function readLineDesign(line: Pick<OrderedLine, 'properties'>): LineDesign | 'malformed' | undefined {
  const given = properties.safeParse(line.properties ?? []);
  if (!given.success) return 'malformed';
  const said = given.data.filter(({ name }) => (names as readonly string[]).includes(name));
  if (said.length === 0) return undefined;
  if (new Set(said.map(({ name }) => name)).size !== said.length) return 'malformed';
  const parsed = attributes.safeParse(Object.fromEntries(said.map(({ name, value }) => [name, value])));
  if (!parsed.success) return 'malformed';
  const { _design_id, _design_revision, _checkout } = parsed.data;
  return { designId: _design_id.toLowerCase(), revision: _design_revision, checkoutId: _checkout.toLowerCase() };
}
