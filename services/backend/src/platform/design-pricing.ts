import type { DesignConfiguration } from './design-configuration.ts';
import { formatAmount, parseAmount, sumAmounts } from './money.ts';

export const priceLineKinds = ['harness', 'measures', 'pattern', 'hardware', 'embroidery', 'accessory'] as const;

/** One thing that a harness costs money for. */
export interface PriceLine {
  kind: (typeof priceLineKinds)[number];
  /** What was chosen: a size, a pattern, an accessory. */
  name: string;
  /** Exact decimal to the cent, in the shop's currency. */
  amount: string;
}

export interface DesignPrice {
  /** The harness itself first; what costs nothing is left out. */
  lines: PriceLine[];
  /** Of one harness: the sum of its lines, to the cent. */
  unitPrice: string;
  /** Of all of them. */
  total: string;
}

/** What is asked on top of the variant's price, per harness, in the shop's currency. Fitted once, sold for years. */
export const priceList = {
  customMeasures: '12.00',
  pattern: { plain: '0.00', stripes: '4.00', dots: '4.00', chevron: '5.50', tartan: '7.90' },
  hardware: { steel: '0.00', black: '3.50', brass: '6.00', 'rose-gold': '9.90' },
  embroidery: { setUp: '7.50', perLetter: '0.45' },
  accessory: { handle: '6.90', 'led-light': '12.50', 'id-tag': '5.90', 'reflective-trim': '4.90', 'bow-tie': '7.90' },
} as const satisfies {
  customMeasures: string;
  pattern: Record<DesignConfiguration['strap']['pattern'], string>;
  hardware: Record<DesignConfiguration['hardware'], string>;
  embroidery: { setUp: string; perLetter: string };
  accessory: Record<DesignConfiguration['accessories'][number], string>;
};

const cent = 100n;

/**
 * What a design costs.
 * @param variantPrice of the shop's variant that it is made from, exact decimal.
 * @throws Error for a variant whose price has fractions of a cent: nobody could be asked for it.
 */
export function priceDesign(configuration: DesignConfiguration, variantPrice: string, quantity: number): DesignPrice {
  const harness = parseAmount(variantPrice);
  if (harness % cent !== 0n || harness < 0n) throw new Error('a price of less than a cent, or below nothing');
  const charges: [kind: PriceLine['kind'], name: string, amount: bigint][] = [
    ['harness', nameOfFit(configuration.fit), harness],
    ...chargesOf(configuration),
  ];
  const charged = charges.filter(([kind, , amount]) => kind === 'harness' || amount > 0n);
  const unitPrice = sumAmounts(charged.map(([, , amount]) => amount));
  return {
    lines: charged.map(([kind, name, amount]) => ({ kind, name, amount: formatAmount(amount) })),
    unitPrice: formatAmount(unitPrice),
    total: formatAmount(unitPrice * BigInt(quantity)),
  };
}

function chargesOf({
  fit,
  strap,
  hardware,
  embroidery,
  accessories,
}: DesignConfiguration): [PriceLine['kind'], string, bigint][] {
  return [
    ...(fit.kind === 'custom' ? [['measures', 'custom', parseAmount(priceList.customMeasures)] as const] : []),
    ['pattern', strap.pattern, parseAmount(priceList.pattern[strap.pattern])],
    ['hardware', hardware, parseAmount(priceList.hardware[hardware])],
    ...(embroidery ? [['embroidery', embroidery.font, priceEmbroidery(embroidery.text)] as const] : []),
    ...accessories.map((name) => ['accessory', name, parseAmount(priceList.accessory[name])] as const),
  ].map(([kind, name, amount]) => [kind, name, amount] as [PriceLine['kind'], string, bigint]);
}

/** By the letters that are sewn: spaces are free, an accent goes with its letter. */
function priceEmbroidery(text: string): bigint {
  const letters = [...text.normalize('NFC')].filter((character) => !/[\s\p{Mark}]/u.test(character)).length;
  return parseAmount(priceList.embroidery.setUp) + parseAmount(priceList.embroidery.perLetter) * BigInt(letters);
}

function nameOfFit(fit: DesignConfiguration['fit']): string {
  return fit.kind === 'size' ? fit.size : 'made to measure';
}

export interface SellableVariant {
  id: bigint;
  title: string;
  /** Exact decimal. */
  price: string;
  position: number;
  options: readonly (string | null)[];
}

/**
 * The variant that a harness is made from: the one that is named after its size, or for measures of its own the one
 * that is meant for them, else the first. Undefined when the product does not come in that size.
 */
export function chooseVariant(
  variants: readonly SellableVariant[],
  fit: DesignConfiguration['fit'],
): SellableVariant | undefined {
  const inOrder = variants.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const isNamed = (variant: SellableVariant, name: string) =>
    [variant.title, ...variant.options].some((option) => option?.trim().toLowerCase() === name);
  if (fit.kind === 'size') return inOrder.find((variant) => isNamed(variant, fit.size.toLowerCase()));
  return inOrder.find((variant) => isNamed(variant, 'custom')) ?? inOrder[0];
}
