/** Amounts as decimal text and as whole ten-thousandths, which is what PostgreSQL keeps of them. Never as floats. */

const scale = 4;
const unit = 10n ** BigInt(scale);

/**
 * An amount in ten-thousandths of its currency.
 * @throws Error for what is no decimal number of at most four places.
 */
export function parseAmount(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,15})(?:\.(\d{1,4})0*)?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error('not an amount of money');
  const amount = BigInt(whole) * unit + BigInt(fraction.padEnd(scale, '0'));
  return sign ? -amount : amount;
}

/** To the cent; with more places where there is less than a cent. */
export function formatAmount(amount: bigint): string {
  const absolute = amount < 0n ? -amount : amount;
  const fraction = String(absolute % unit)
    .padStart(scale, '0')
    .replace(/0{1,2}$/, '');
  return `${amount < 0n ? '-' : ''}${absolute / unit}.${fraction}`;
}

export function sumAmounts(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
