/** What is measured of a pet, in millimetres, and what people see of it. */
export const measureNames = ['neckMm', 'chestMm', 'backMm'] as const;
export type MeasureName = (typeof measureNames)[number];
export type Measures = Record<MeasureName, number>;

export const unitSystems = ['metric', 'imperial'] as const;
export type Units = (typeof unitSystems)[number];

/** Null where the pet was not measured. */
export type DisplayMeasures = Record<'weight' | 'neck' | 'chest' | 'back', number | null> &
  ({ units: 'metric'; weightUnit: 'kg'; lengthUnit: 'cm' } | { units: 'imperial'; weightUnit: 'lb'; lengthUnit: 'in' });

/** Exact by definition (international yard and pound agreement of 1959). */
const millimetresPerInch = 25.4;
const gramsPerPound = 453.592_37;

/** The same measures in centimetres and kilograms, or in inches and pounds. */
export function displayMeasures(
  measured: Record<MeasureName | 'weightGrams', number | null>,
  units: Units,
): DisplayMeasures {
  const [lengthScale, weightScale] = units === 'metric' ? [10, 1_000] : [millimetresPerInch, gramsPerPound];
  const inUnits = {
    weight: roundWeight(divide(measured.weightGrams, weightScale)),
    neck: roundTo(1, divide(measured.neckMm, lengthScale)),
    chest: roundTo(1, divide(measured.chestMm, lengthScale)),
    back: roundTo(1, divide(measured.backMm, lengthScale)),
  };
  return units === 'metric'
    ? { units, weightUnit: 'kg', lengthUnit: 'cm', ...inUnits }
    : { units, weightUnit: 'lb', lengthUnit: 'in', ...inUnits };
}

function divide(value: number | null, by: number): number | null {
  return value === null ? null : value / by;
}

/** As scales show it: a kitten to the hundredth, a mastiff to the tenth. */
function roundWeight(weight: number | null): number | null {
  return roundTo(weight !== null && weight < 10 ? 2 : 1, weight);
}

function roundTo(digits: number, value: number | null): number | null {
  return value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
}
