import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAmount } from './money.ts';
import { explainMoney } from './order-money.ts';

const cents = fc.bigInt({ min: 0n, max: 10n ** 9n });
const decimal = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;

it('adds up to the cent, whatever was ordered, taken off, taxed and paid back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 50 }), price: cents.map(decimal) }), { maxLength: 20 }),
      fc.tuple(cents, cents, cents, cents).map((amounts) => amounts.map(decimal) as [string, string, string, string]),
      fc.option(fc.boolean()),
      fc.array(cents.map(decimal), { maxLength: 4 }),
      (lines, [subtotal, shipping, tax, total], taxesIncluded, refunds) => {
        const money = explainMoney({ lines, subtotal, shipping, tax, taxesIncluded, total, refunds });
        const of = (name: keyof typeof money) => parseAmount(money[name] as string);
        expect(money.total).toBe(total);
        expect(of('items') - of('discounts')).toBe(of('subtotal'));
        expect(of('subtotal') + of('shipping') + of('other') + (money.taxIncluded ? 0n : of('tax'))).toBe(of('total'));
        const paidBack = refunds.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
        expect(money.refunded).toBe(decimal(paidBack));
        for (const [name, amount] of Object.entries(money)) {
          if (name !== 'taxIncluded') expect(amount).toMatch(/^-?\d+\.\d\d$/);
        }
      },
    ),
  );
});

it('tells an ordinary order as people would', () => {
  const told = {
    lines: [{ quantity: 2, price: '10.00' }],
    subtotal: '18.00',
    shipping: '5.00',
    tax: '4.37',
    refunds: [],
  };
  expect(explainMoney({ ...told, taxesIncluded: false, total: '27.37' })).toEqual({
    ...{ items: '20.00', discounts: '2.00', subtotal: '18.00', shipping: '5.00', tax: '4.37', taxIncluded: false },
    ...{ other: '0.00', total: '27.37', refunded: '0.00' },
  });
  expect(explainMoney({ ...told, taxesIncluded: null, total: '23.00' })).toMatchObject({
    taxIncluded: true,
    other: '0.00',
  });
  expect(explainMoney({ ...told, taxesIncluded: null, total: '27.37' })).toMatchObject({
    taxIncluded: false,
    other: '0.00',
  });
});
