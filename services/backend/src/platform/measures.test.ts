import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayMeasures } from './measures.ts';

const luna = { weightGrams: 22_440, neckMm: 385, chestMm: 640, backMm: 441 };

describe('what people see of measures', () => {
  test('centimetres to the millimetre, kilograms to the hundred grams', () => {
    expect(displayMeasures(luna, 'metric')).toEqual({
      ...{ units: 'metric', weightUnit: 'kg', lengthUnit: 'cm' },
      ...{ weight: 22.4, neck: 38.5, chest: 64, back: 44.1 },
    });
  });

  test('inches and pounds to the tenth', () => {
    expect(displayMeasures(luna, 'imperial')).toEqual({
      ...{ units: 'imperial', weightUnit: 'lb', lengthUnit: 'in' },
      ...{ weight: 49.5, neck: 15.2, chest: 25.2, back: 17.4 },
    });
  });

  test('light animals are weighed to the hundredth', () => {
    expect(displayMeasures({ ...luna, weightGrams: 854 }, 'metric').weight).toBe(0.85);
    expect(displayMeasures({ ...luna, weightGrams: 854 }, 'imperial').weight).toBe(1.88);
  });

  test('what was not measured is shown as not measured', () => {
    const unmeasured = { weightGrams: null, neckMm: null, chestMm: null, backMm: null };
    expect(displayMeasures(unmeasured, 'imperial')).toMatchObject({
      weight: null,
      neck: null,
      chest: null,
      back: null,
    });
  });

  test('metric lengths lose nothing, imperial ones less than a twentieth of an inch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 2_000 }), (chestMm) => {
        expect((displayMeasures({ ...luna, chestMm }, 'metric').chest as number) * 10).toBeCloseTo(chestMm, 6);
        const inches = displayMeasures({ ...luna, chestMm }, 'imperial').chest as number;
        expect(Math.abs(inches * 25.4 - chestMm)).toBeLessThanOrEqual(0.05 * 25.4 + 1e-9);
      }),
    );
  });
});
