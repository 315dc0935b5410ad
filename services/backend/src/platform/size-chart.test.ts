import { describe, expect, test } from 'vitest';
import { sizeChart } from './size-chart.ts';

const small = { size: 'S', neckMm: [200, 300], chestMm: [300, 400], backMm: [200, 300] };
const medium = { size: 'M', neckMm: [280, 400], chestMm: [380, 500], backMm: [280, 400] };

describe('a size chart', () => {
  test('grows with every size', () => {
    expect(sizeChart.parse([small, medium])).toEqual([small, medium]);
    expect(sizeChart.parse([small])).toEqual([small]);
  });

  test.each([
    ['no size', []],
    ['sizes in falling order', [medium, small]],
    ['one measure that does not grow', [small, { ...medium, backMm: [200, 400] }]],
    ['bounds the wrong way round', [{ ...small, neckMm: [300, 200] }]],
    ['one name twice', [small, { ...medium, size: 'S' }]],
    ['a measure missing', [{ size: 'S', neckMm: [200, 300], chestMm: [300, 400] }]],
    ['parts of a millimetre', [{ ...small, neckMm: [200.5, 300] }]],
    ['a table of another kind', { small }],
  ])('is none with %s', (_name, chart) => {
    expect(sizeChart.safeParse(chart).success).toBe(false);
  });
});
