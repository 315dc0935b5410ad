import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type MeasureName, type Measures, measureNames } from './measures.ts';
import { type SizeChart, sizeChart } from './size-chart.ts';
import { recommendSize } from './size-recommendation.ts';

const today = new Date('2026-03-15T10:00:00Z');
const grown = { species: 'dog', birthDate: '2020-01-01', weightGrams: 20_000 };

/** S and M share 20 mm in every measure; between M and L there is a gap of 20 mm. */
const chart: SizeChart = [
  { size: 'S', neckMm: [200, 300], chestMm: [300, 420], backMm: [200, 300] },
  { size: 'M', neckMm: [280, 400], chestMm: [400, 540], backMm: [280, 400] },
  { size: 'L', neckMm: [420, 520], chestMm: [560, 700], backMm: [420, 520] },
];

const recommend = (neckMm: number | null, chestMm: number | null, backMm: number | null, animal = grown) =>
  recommendSize(chart, { ...animal, neckMm, chestMm, backMm }, today);

describe('a size', () => {
  test('is the one that all measures are within, with its margins and those of its neighbours', () => {
    expect(recommend(350, 500, 330)).toEqual({
      outcome: 'fits',
      size: 'M',
      fit: {
        neckMm: { aboveMinMm: 70, belowMaxMm: 50 },
        chestMm: { aboveMinMm: 100, belowMaxMm: 40 },
        backMm: { aboveMinMm: 50, belowMaxMm: 70 },
      },
      neighbours: {
        smaller: {
          size: 'S',
          margins: {
            neckMm: { aboveMinMm: 150, belowMaxMm: -50 },
            chestMm: { aboveMinMm: 200, belowMaxMm: -80 },
            backMm: { aboveMinMm: 130, belowMaxMm: -30 },
          },
        },
        larger: {
          size: 'L',
          margins: {
            neckMm: { aboveMinMm: -70, belowMaxMm: 170 },
            chestMm: { aboveMinMm: -60, belowMaxMm: 200 },
            backMm: { aboveMinMm: -90, belowMaxMm: 190 },
          },
        },
      },
      decidedBy: 'chestMm',
      missing: [],
      why: ['Neck, chest and back length are within M.', 'The chest (500 mm) decides: it is 80 mm more than S takes.'],
      growthNote: null,
    });
  });

  test('the smallest: decided by the measure with the least room', () => {
    expect(recommend(250, 350, 270)).toMatchObject({
      size: 'S',
      decidedBy: 'backMm',
      neighbours: { smaller: null, larger: { size: 'M' } },
      why: [
        'Neck, chest and back length are within S.',
        'The back length (270 mm) decides: it has the least room, 30 mm up to the most that S takes.',
      ],
    });
  });

  test('of two that fit: the larger, and why', () => {
    expect(recommend(290, 410, 290)).toMatchObject({
      outcome: 'fits',
      size: 'M',
      decidedBy: 'chestMm',
      why: [
        'Neck, chest and back length are within M.',
        'The chest (410 mm) decides: it fits S too, with 10 mm to spare against 130 mm in M. The larger is chosen: ' +
          'a harness can be drawn tighter, but not let out beyond its straps.',
      ],
    });
  });

  test('measures of two sizes: the larger, and where it sits loosely', () => {
    expect(recommend(260, 430, 290)).toMatchObject({
      outcome: 'between_sizes',
      size: 'M',
      decidedBy: 'chestMm',
      fit: { neckMm: { aboveMinMm: -20, belowMaxMm: 140 } },
      why: [
        'The chest (430 mm) decides: it is 10 mm more than S takes.',
        'The neck (260 mm) is 20 mm less than M is made for (280 mm): it will sit loosely there.',
        'Between S and M the larger is chosen: a harness can be drawn tighter, but not let out beyond its straps.',
      ],
    });
  });

  test('a measure that no size has, between two: the larger', () => {
    expect(recommend(430, 550, 430)).toMatchObject({ outcome: 'between_sizes', size: 'L' });
    expect(recommend(410, 550, 410)).toMatchObject({ outcome: 'between_sizes', size: 'L' });
    expect(recommend(390, 550, 390)).toMatchObject({ outcome: 'between_sizes', size: 'L', decidedBy: 'chestMm' });
  });
});

describe('made to measure', () => {
  test('is who is larger than every size', () => {
    expect(recommend(500, 760, 530)).toMatchObject({
      outcome: 'made_to_measure',
      size: null,
      fit: null,
      decidedBy: 'chestMm',
      neighbours: { smaller: { size: 'L', margins: { chestMm: { belowMaxMm: -60 } } }, larger: null },
      why: [
        'The chest (760 mm) is 60 mm more than the largest size, L, takes (700 mm).',
        'The back length (530 mm) is 10 mm more than the largest size, L, takes (520 mm).',
        'A harness made to measure is recommended.',
      ],
    });
  });

  test('is who is smaller than every size, in one measure even', () => {
    expect(recommend(190, 410, 290)).toMatchObject({
      outcome: 'made_to_measure',
      size: null,
      decidedBy: 'neckMm',
      neighbours: { smaller: null, larger: { size: 'S', margins: { neckMm: { aboveMinMm: -10 } } } },
      why: [
        'The neck (190 mm) is 10 mm less than the smallest size, S, is made for (200 mm).',
        'A harness made to measure is recommended.',
      ],
    });
  });

  test('is whose measures are two sizes apart', () => {
    expect(recommend(250, 600, 390)).toMatchObject({
      outcome: 'made_to_measure',
      size: null,
      decidedBy: 'chestMm',
      neighbours: { smaller: { size: 'S' }, larger: { size: 'L' } },
      why: [
        'The chest (600 mm) needs L at least, the neck (250 mm) S at most: no size suits both.',
        'A harness made to measure is recommended.',
      ],
    });
  });
});

test('without every measure there is no size, but the names of those that are missing', () => {
  expect(recommend(null, 500, null)).toEqual({
    outcome: 'measures_missing',
    size: null,
    fit: null,
    neighbours: { smaller: null, larger: null },
    decidedBy: null,
    missing: ['neckMm', 'backMm'],
    why: ['Measure the neck and back length first: a size is recommended from neck, chest and back length together.'],
    growthNote: null,
  });
});

describe('a puppy', () => {
  const puppy = { species: 'dog', birthDate: '2025-10-15', weightGrams: 9_000 };
  const note = 'This puppy is 5 months old; dogs grow until about 12 months, large breeds until 18.';

  test.each([
    ['with room', [350, 500, 330], `${note} M leaves 40 mm of room at the chest: measure again every few weeks.`],
    ['without room', [350, 521, 330], `${note} M leaves 19 mm of room at the chest: it may be outgrown soon.`],
    ['made to measure', [350, 900, 330], `${note} One made to measure is best ordered with room to grow.`],
    ['not measured', [null, 500, 330], note],
  ] as const)('%s is told that it grows', (_name, [neck, chest, back], growthNote) => {
    expect(recommend(neck, chest, back, puppy).growthNote).toBe(growthNote);
  });
});

/** From gaps to overlaps, of one to six sizes. */
const charts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 })), { minLength: 1, maxLength: 6 })
  .chain((steps) => fc.tuple(fc.constant(steps), fc.tuple(startOf(), startOf(), startOf())))
  .map(([steps, starts]) => {
    const bounds = starts.map(() => [] as [number, number][]);
    for (const [index, [least, most]] of starts.entries()) {
      let range: [number, number] = [least, least + most];
      for (const [lowerBy, upperBy] of steps) {
        bounds[index]?.push(range);
        range = [range[0] + lowerBy, Math.max(range[0] + lowerBy, range[1] + upperBy)];
      }
    }
    return steps.map((_, index) => ({
      size: `size ${index}`,
      neckMm: bounds[0]?.[index] as [number, number],
      chestMm: bounds[1]?.[index] as [number, number],
      backMm: bounds[2]?.[index] as [number, number],
    }));
  });

function startOf() {
  return fc.tuple(fc.integer({ min: 100, max: 200 }), fc.integer({ min: 0, max: 120 }));
}

/** A chart, and a pet that is about as large as one of its sizes: all outcomes come up. */
const chartAndMeasures = fc.tuple(charts, fc.nat()).chain(([sizes, pick]) => {
  const row = sizes[pick % sizes.length] as SizeChart[number];
  const about = (name: MeasureName) => fc.integer({ min: row[name][0] - 20, max: row[name][1] + 60 });
  const measures = fc.record({ neckMm: about('neckMm'), chestMm: about('chestMm'), backMm: about('backMm') });
  return fc.tuple(fc.constant(sizes), measures);
});

const recommendFrom = (sizes: SizeChart, measures: Measures) => recommendSize(sizes, { ...grown, ...measures }, today);
const indexOf = (sizes: SizeChart, size: string | null) => sizes.findIndex((row) => row.size === size);
const holds = (row: SizeChart[number], measures: Measures) =>
  measureNames.every((name) => row[name][0] <= measures[name] && measures[name] <= row[name][1]);

describe('for every chart and every pet', () => {
  test('the charts of these tests are charts', () => {
    fc.assert(
      fc.property(charts, (sizes) => {
        expect(sizeChart.safeParse(sizes).error).toBeUndefined();
      }),
    );
  });

  test('measures within a size are given it, or the largest of those that they are within', () => {
    const inside = fc.tuple(charts, fc.nat(), fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3 }));
    fc.assert(
      fc.property(inside, ([sizes, pick, parts]) => {
        const row = sizes[pick % sizes.length] as SizeChart[number];
        const at = (name: MeasureName, part = 0) => Math.round(row[name][0] + part * (row[name][1] - row[name][0]));
        const measures = {
          neckMm: at('neckMm', parts[0]),
          chestMm: at('chestMm', parts[1]),
          backMm: at('backMm', parts[2]),
        };
        const { outcome, size, fit } = recommendFrom(sizes, measures);
        expect(outcome).toBe('fits');
        expect(size).toBe(sizes.findLast((each) => holds(each, measures))?.size);
        for (const name of measureNames) {
          expect(fit?.[name].aboveMinMm).toBeGreaterThanOrEqual(0);
          expect(fit?.[name].belowMaxMm).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a larger measure never gets a smaller size', () => {
    let compared = 0;
    fc.assert(
      fc.property(chartAndMeasures, fc.constantFrom(...measureNames), fc.nat(150), ([sizes, less], name, moreMm) => {
        const before = recommendFrom(sizes, less).size;
        const after = recommendFrom(sizes, { ...less, [name]: less[name] + moreMm }).size;
        if (before === null || after === null) return;
        compared += 1;
        expect(indexOf(sizes, after)).toBeGreaterThanOrEqual(indexOf(sizes, before));
      }),
      { numRuns: 1_000 },
    );
    expect(compared).toBeGreaterThan(100);
  });

  test('a size is never too tight, none that fits is withheld, and every answer has its reason', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(chartAndMeasures, ([sizes, measures]) => {
        const { outcome, size, fit, why, decidedBy } = recommendFrom(sizes, measures);
        seen.add(outcome);
        expect(why.length).toBeGreaterThan(0);
        expect(decidedBy).not.toBeNull();
        expect(why.join(' ')).toContain(`${measures[decidedBy as MeasureName]} mm`);
        expect(why.join(' ')).not.toMatch(/undefined|null|NaN/);
        expect(outcome === 'fits').toBe(sizes.some((row) => holds(row, measures)));
        expect(outcome === 'made_to_measure').toBe(size === null);
        for (const name of measureNames) expect(fit?.[name].belowMaxMm ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
    expect([...seen].sort()).toEqual(['between_sizes', 'fits', 'made_to_measure']);
  });
});
