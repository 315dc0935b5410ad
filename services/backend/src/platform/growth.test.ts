import { describe, expect, test } from 'vitest';
import { ageInMonths, describeGrowth } from './growth.ts';

const today = new Date('2026-03-15T10:00:00Z');
const dog = { species: 'dog', birthDate: '2025-10-15', weightGrams: 9_000 };

describe('age', () => {
  test.each([
    ['2026-03-15', 0],
    ['2026-02-16', 0],
    ['2026-02-15', 1],
    ['2025-03-16', 11],
    ['2025-03-15', 12],
    ['2024-09-15', 18],
    ['2026-03-16', 0],
  ])('of one born on %s: %i months', (birthDate, months) => {
    expect(ageInMonths(birthDate, today)).toBe(months);
  });
});

describe('who is still growing', () => {
  test.each([
    ['a puppy', dog, 'This puppy is 5 months old; dogs grow until about 12 months, large breeds until 18.'],
    [
      'a puppy a month old',
      { ...dog, birthDate: '2026-02-01' },
      'This puppy is 1 month old; dogs grow until about 12 months, large breeds until 18.',
    ],
    [
      'a newborn',
      { ...dog, birthDate: '2026-03-10' },
      'This puppy is less than a month old; dogs grow until about 12 months, large breeds until 18.',
    ],
    ['a dog of 12 months', { ...dog, birthDate: '2025-03-15' }, undefined],
    [
      'a heavy dog of 12 months',
      { ...dog, birthDate: '2025-03-15', weightGrams: 25_000 },
      'This puppy is 12 months old; dogs as heavy as this grow until about 18 months.',
    ],
    ['a dog of 12 months just below that', { ...dog, birthDate: '2025-03-15', weightGrams: 24_999 }, undefined],
    ['a dog of 12 months that was not weighed', { ...dog, birthDate: '2025-03-15', weightGrams: null }, undefined],
    ['a heavy dog of 18 months', { ...dog, birthDate: '2024-09-15', weightGrams: 60_000 }, undefined],
    [
      'a kitten',
      { species: 'cat', birthDate: '2025-04-01', weightGrams: 3_000 },
      'This kitten is 11 months old; cats grow until about 12 months.',
    ],
    ['a cat', { species: 'cat', birthDate: '2025-03-15', weightGrams: 30_000 }, undefined],
    ['a young rabbit', { ...dog, species: 'rabbit' }, undefined],
    ['a dog of unknown age', { ...dog, birthDate: null }, undefined],
  ])('%s', (_name, animal, note) => {
    expect(describeGrowth(animal, today)).toBe(note);
  });
});
