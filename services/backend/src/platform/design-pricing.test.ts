import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DesignConfiguration, designConfiguration } from './design-configuration.ts';
import { chooseVariant, priceDesign, priceList } from './design-pricing.ts';
import { formatAmount, parseAmount } from './money.ts';

const plain: DesignConfiguration = {
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'navy', pattern: 'plain', patternColor: 'navy' },
  hardware: 'steel',
  embroidery: null,
  accessories: [],
};
const configurations = fc
  .record({
    fit: fc.constantFrom<DesignConfiguration['fit']>(
      { kind: 'size', size: 'XL' },
      { kind: 'custom', neckMm: 400, chestMm: 900, backMm: 500 },
    ),
    pattern: fc.constantFrom(...(Object.keys(priceList.pattern) as (keyof typeof priceList.pattern)[])),
    hardware: fc.constantFrom(...(Object.keys(priceList.hardware) as (keyof typeof priceList.hardware)[])),
    text: fc.option(fc.string({ unit: fc.constantFrom(...'aZ 9ăűș♥'), minLength: 1, maxLength: 20 })),
    accessories: fc.subarray(Object.keys(priceList.accessory) as (keyof typeof priceList.accessory)[]),
  })
  .map(({ fit, pattern, hardware, text, accessories }) =>
    designConfiguration.parse({
      fit,
      strap: { color: 'navy', pattern, patternColor: 'white' },
      hardware,
      embroidery: text?.trim() ? { text, font: 'sans', color: 'red' } : null,
      accessories,
    }),
  );
/** Counted another way than the code does. */
const cents = (amount: string) => BigInt(amount.replace('.', ''));

describe('priceDesign', () => {
  it('adds up to the cent, whatever is designed, at whatever price', () => {
    fc.assert(
      fc.property(
        configurations,
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.integer({ min: 1, max: 20 }),
        (design, price, quantity) => {
          const variant = `${price / 100n}.${String(price % 100n).padStart(2, '0')}`;
          const { lines, unitPrice, total } = priceDesign(design, variant, quantity);
          expect(lines[0]?.amount).toBe(variant);
          expect(lines.reduce((sum, { amount }) => sum + cents(amount), 0n)).toBe(cents(unitPrice));
          expect(cents(unitPrice) * BigInt(quantity)).toBe(cents(total));
          for (const { amount } of [...lines, { amount: unitPrice }, { amount: total }])
            expect(amount).toMatch(/^\d+\.\d\d$/);
        },
      ),
    );
  });

  it('of a plain harness is what the variant costs', () => {
    expect(priceDesign(plain, '79.0000', 1)).toEqual({
      lines: [{ kind: 'harness', name: 'M', amount: '79.00' }],
      unitPrice: '79.00',
      total: '79.00',
    });
  });

  it('counts letters as they are sewn', () => {
    const priced = (text: string) =>
      priceDesign({ ...plain, embroidery: { text, font: 'sans', color: 'red' } }, '0', 1).unitPrice;
    expect([priced('Bo'), priced('B o'), priced('Bó'), priced('Bó'), priced('B♥')]).toEqual(Array(5).fill('8.40'));
  });

  it('refuses a price that nobody could be asked for', () => {
    for (const price of ['79.005', '-1.00', 'free', '1e3']) expect(() => priceDesign(plain, price, 1)).toThrow();
  });
});

describe('chooseVariant', () => {
  const variant = (id: bigint, title: string, position: number, ...options: string[]) => ({
    ...{ id, title, position, options },
    price: '1.00',
  });
  const m = variant(1n, 'Navy / m', 2, 'Navy', ' m ');
  const s = variant(2n, 'S', 1, 'S');
  const custom = variant(3n, 'Custom', 3, 'Custom');

  it('goes by the size, wherever it is written, and never by a part of a name', () => {
    expect(chooseVariant([m, s], plain.fit)).toBe(m);
    expect(chooseVariant([variant(4n, 'Medium', 1, 'Medium')], plain.fit)).toBeUndefined();
  });

  it('takes what is meant for measures, else the first', () => {
    const fit = { kind: 'custom', neckMm: 1, chestMm: 1, backMm: 1 } as const;
    expect(chooseVariant([m, custom, s], fit)).toBe(custom);
    expect(chooseVariant([m, s], fit)).toBe(s);
    expect(chooseVariant([], fit)).toBeUndefined();
  });
});

describe('amounts', () => {
  it('survive being read and written', () => {
    expect(['0', '1', '0.5', '-3.10', '12.3456', '7.120000'].map((text) => formatAmount(parseAmount(text)))).toEqual([
      ...['0.00', '1.00', '0.50', '-3.10', '12.3456', '7.12'],
    ]);
    for (const text of ['', '.5', '1.', '1.23456', '0x1', '1,5', 'NaN']) expect(() => parseAmount(text)).toThrow();
  });
});
