/** Who is still growing, and so out of a harness soon. */

export interface GrowingAnimal {
  species: string;
  /** YYYY-MM-DD. */
  birthDate: string | null;
  weightGrams: number | null;
}

/**
 * Small and medium breeds of dogs are grown at 8 to 12 months, large ones later (akc.org, "When Does My Puppy Finish
 * Growing?"): 18 is taken for those, and 12 for cats.
 */
const grownMonths = 12;
const grownMonthsHeavy = 18;
/** From about here a breed counts as large. At 12 months its dogs weigh nearly what they will. */
const heavyFromGrams = 25_000;

/** Undefined for whoever is grown, or of unknown age. */
export function describeGrowth(animal: GrowingAnimal, today: Date): string | undefined {
  if (animal.birthDate === null) return undefined;
  const months = ageInMonths(animal.birthDate, today);
  const age = months === 0 ? 'less than a month' : `${months} ${months === 1 ? 'month' : 'months'}`;
  if (animal.species === 'cat' && months < grownMonths) {
    return `This kitten is ${age} old; cats grow until about ${grownMonths} months.`;
  }
  if (animal.species !== 'dog') return undefined;
  const isHeavy = (animal.weightGrams ?? 0) >= heavyFromGrams;
  if (isHeavy && months < grownMonthsHeavy) {
    return `This puppy is ${age} old; dogs as heavy as this grow until about ${grownMonthsHeavy} months.`;
  }
  if (months >= grownMonths) return undefined;
  return `This puppy is ${age} old; dogs grow until about ${grownMonths} months, large breeds until ${grownMonthsHeavy}.`;
}

/** Whole months, by the calendar in UTC. 0 for a birth date that is still tomorrow where the server is. */
export function ageInMonths(birthDate: string, today: Date): number {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  const months = (today.getUTCFullYear() - year) * 12 + (today.getUTCMonth() + 1 - month);
  return Math.max(0, today.getUTCDate() < day ? months - 1 : months);
}
