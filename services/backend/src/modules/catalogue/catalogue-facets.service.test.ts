import { expect, test } from 'vitest';
import { createKnownFacets } from './catalogue-facets.service.ts';

const none = { total: 0, exact: true, types: [], tags: [], species: [], availability: [], price: null };
const narrowing = { facets: ['type:Leash'], priceMin: undefined, priceMax: undefined };

test('facets are of one version and one narrowing', () => {
  const known = createKnownFacets();
  known.keep(narrowing, 7, none);
  expect(known.recall(narrowing, 7)).toBe(none);
  expect([known.recall(narrowing, 6), known.recall(narrowing, 8)]).toEqual([undefined, undefined]);
  expect(known.recall({ ...narrowing, priceMin: '1' }, 7)).toBeUndefined();
  expect(known.recall({ ...narrowing, priceMax: '1' }, 7)).toBeUndefined();
  expect(known.recall({ ...narrowing, facets: [] }, 7)).toBeUndefined();
});

test('without a version nothing is kept or told', () => {
  const known = createKnownFacets();
  known.keep(narrowing, undefined, none);
  expect(known.recall(narrowing, undefined)).toBeUndefined();
});
