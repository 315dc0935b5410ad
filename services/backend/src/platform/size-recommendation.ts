import { describeGrowth, type GrowingAnimal } from './growth.ts';
import { type MeasureName, type Measures, measureNames } from './measures.ts';
import type { SizeChart, SizeRow } from './size-chart.ts';

/** Room, in millimetres, between a measure and the bounds that a size has for it. Negative outside of them. */
export type FitMargins = Record<MeasureName, { aboveMinMm: number; belowMaxMm: number }>;

export interface SizeFit {
  size: string;
  margins: FitMargins;
}

export interface SizeRecommendation {
  outcome: 'fits' | 'between_sizes' | 'made_to_measure' | 'measures_missing';
  /** Null where none is recommended: made to measure, or measures missing. */
  size: string | null;
  fit: FitMargins | null;
  /** The next smaller and the next larger; around the gap where no size is recommended. */
  neighbours: { smaller: SizeFit | null; larger: SizeFit | null };
  decidedBy: MeasureName | null;
  missing: MeasureName[];
  why: string[];
  growthNote: string | null;
}

export type MeasuredAnimal = GrowingAnimal & Record<MeasureName, number | null>;

/** Which sizes one measure allows. */
interface Allowed {
  name: MeasureName;
  /** The smallest that is not too tight; the chart's length where all are. */
  from: number;
  /** The largest that is not too loose; -1 where all are. */
  to: number;
}

const words: Record<MeasureName, string> = { neckMm: 'neck', chestMm: 'chest', backMm: 'back length' };
/** In this order measures are named where two decide alike: a harness hangs on the chest. */
const byWeight: readonly MeasureName[] = ['chestMm', 'neckMm', 'backMm'];
const adjustable = 'a harness can be drawn tighter, but not let out beyond its straps';
/** Half of what a puppy's chest gains in a month or two. */
const tightWhileGrowingMm = 20;

/**
 * The size of a product for a pet. Where the measures lie between two sizes, or fit both, the larger is chosen. Where
 * the measures are more than one size apart, or beyond all sizes, none: a harness that chafes, or that one slips out
 * of, is worse than one made to measure. A larger measure never leads to a smaller size.
 */
export function recommendSize(chart: SizeChart, animal: MeasuredAnimal, today: Date): SizeRecommendation {
  const growth = describeGrowth(animal, today);
  const missing = measureNames.filter((name) => animal[name] === null);
  if (missing.length > 0) return withoutMeasures(missing, growth);

  const measures = { neckMm: animal.neckMm, chestMm: animal.chestMm, backMm: animal.backMm } as Measures;
  const allowed = byWeight.map((name) => allowedSizes(chart, name, measures[name]));
  const from = Math.max(...allowed.map((each) => each.from));
  const to = Math.min(...allowed.map((each) => each.to));

  const isCustom = from === chart.length || to < 0 || to < from - 1;
  return isCustom
    ? madeToMeasure(chart, measures, allowed, { from, to }, growth)
    : readyMade(chart, measures, { chosen: Math.max(from, to), fits: from <= to }, growth);
}

function allowedSizes(chart: SizeChart, name: MeasureName, millimetres: number): Allowed {
  const from = chart.findIndex((size) => millimetres <= size[name][1]);
  const to = chart.findLastIndex((size) => millimetres >= size[name][0]);
  return { name, from: from < 0 ? chart.length : from, to };
}

function readyMade(
  chart: SizeChart,
  measures: Measures,
  { chosen, fits }: { chosen: number; fits: boolean },
  growth: string | undefined,
): SizeRecommendation {
  const row = chart[chosen] as SizeRow;
  const margins = marginsIn(row, measures);
  const smaller = fitOf(chart[chosen - 1], measures);
  const decidedBy = tightestIn(smaller?.margins ?? margins);
  return {
    outcome: fits ? 'fits' : 'between_sizes',
    size: row.size,
    fit: margins,
    neighbours: { smaller, larger: fitOf(chart[chosen + 1], measures) },
    decidedBy,
    missing: [],
    why: [
      ...(fits ? [`Neck, chest and back length are within ${row.size}.`] : []),
      explainAgainstSmaller({ size: row.size, margins }, smaller, measures, decidedBy),
      ...explainLoose(row, margins, measures),
      ...(fits ? [] : [`Between ${smaller?.size} and ${row.size} the larger is chosen: ${adjustable}.`]),
    ],
    growthNote: growth ? `${growth} ${describeRoom(row.size, margins)}` : null,
  };
}

function explainAgainstSmaller(
  chosen: SizeFit,
  smaller: SizeFit | null,
  measures: Measures,
  decidedBy: MeasureName,
): string {
  const measure = `The ${words[decidedBy]} (${measures[decidedBy]} mm) decides`;
  if (!smaller) {
    return `${measure}: it has the least room, ${chosen.margins[decidedBy].belowMaxMm} mm up to the most that ${chosen.size} takes.`;
  }
  const roomInSmaller = smaller.margins[decidedBy].belowMaxMm;
  if (roomInSmaller < 0) return `${measure}: it is ${-roomInSmaller} mm more than ${smaller.size} takes.`;
  // Every measure fits the smaller size too, and the chosen one, or a smaller one would have been chosen.
  const roomInChosen = chosen.margins[decidedBy].belowMaxMm;
  return `${measure}: it fits ${smaller.size} too, with ${roomInSmaller} mm to spare against ${roomInChosen} mm in ${chosen.size}. The larger is chosen: ${adjustable}.`;
}

function explainLoose(row: SizeRow, margins: FitMargins, measures: Measures): string[] {
  return byWeight
    .filter((name) => margins[name].aboveMinMm < 0)
    .map((name) => {
      const least = row[name][0];
      return `The ${words[name]} (${measures[name]} mm) is ${-margins[name].aboveMinMm} mm less than ${row.size} is made for (${least} mm): it will sit loosely there.`;
    });
}

function madeToMeasure(
  chart: SizeChart,
  measures: Measures,
  allowed: Allowed[],
  { from, to }: { from: number; to: number },
  growth: string | undefined,
): SizeRecommendation {
  const tooLarge = allowed.filter((each) => each.from === chart.length).map(({ name }) => name);
  const tooSmall = allowed.filter((each) => each.to < 0).map(({ name }) => name);
  const [smallest, largest] = [chart[0], chart.at(-1)] as [SizeRow, SizeRow];
  const needsLargest = allowed.find((each) => each.from === from) as Allowed;
  const needsSmallest = allowed.find((each) => each.to === to) as Allowed;
  const why = [
    ...tooLarge.map((name) => {
      const most = largest[name][1];
      return `The ${words[name]} (${measures[name]} mm) is ${measures[name] - most} mm more than the largest size, ${largest.size}, takes (${most} mm).`;
    }),
    ...tooSmall.map((name) => {
      const least = smallest[name][0];
      return `The ${words[name]} (${measures[name]} mm) is ${least - measures[name]} mm less than the smallest size, ${smallest.size}, is made for (${least} mm).`;
    }),
  ];
  if (why.length === 0) {
    why.push(
      `The ${words[needsLargest.name]} (${measures[needsLargest.name]} mm) needs ${chart[from]?.size} at least, the ${words[needsSmallest.name]} (${measures[needsSmallest.name]} mm) ${chart[to]?.size} at most: no size suits both.`,
    );
  }
  return {
    outcome: 'made_to_measure',
    size: null,
    fit: null,
    neighbours: {
      smaller: fitOf(tooLarge.length > 0 ? largest : chart[to], measures),
      larger: tooLarge.length > 0 ? null : fitOf(tooSmall.length > 0 ? smallest : chart[from], measures),
    },
    decidedBy: tooLarge[0] ?? tooSmall[0] ?? needsLargest.name,
    missing: [],
    why: [...why, 'A harness made to measure is recommended.'],
    growthNote: growth ? `${growth} One made to measure is best ordered with room to grow.` : null,
  };
}

function withoutMeasures(missing: MeasureName[], growth: string | undefined): SizeRecommendation {
  const named = new Intl.ListFormat('en').format(missing.map((name) => words[name]));
  return {
    outcome: 'measures_missing',
    size: null,
    fit: null,
    neighbours: { smaller: null, larger: null },
    decidedBy: null,
    missing,
    why: [`Measure the ${named} first: a size is recommended from neck, chest and back length together.`],
    growthNote: growth ?? null,
  };
}

function describeRoom(size: string, margins: FitMargins): string {
  const name = tightestIn(margins);
  const room = margins[name].belowMaxMm;
  const advice = room < tightWhileGrowingMm ? 'it may be outgrown soon' : 'measure again every few weeks';
  return `${size} leaves ${room} mm of room at the ${words[name]}: ${advice}.`;
}

/** The measure that would first outgrow a size, or has outgrown it most. */
function tightestIn(margins: FitMargins): MeasureName {
  return byWeight.reduce((tightest, name) =>
    margins[name].belowMaxMm < margins[tightest].belowMaxMm ? name : tightest,
  );
}

function fitOf(row: SizeRow | undefined, measures: Measures): SizeFit | null {
  return row ? { size: row.size, margins: marginsIn(row, measures) } : null;
}

function marginsIn(row: SizeRow, measures: Measures): FitMargins {
  const margin = (name: MeasureName) => ({
    aboveMinMm: measures[name] - row[name][0],
    belowMaxMm: row[name][1] - measures[name],
  });
  return { neckMm: margin('neckMm'), chestMm: margin('chestMm'), backMm: margin('backMm') };
}
