import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DesignConfiguration, designConfiguration, palette } from './design-configuration.ts';
import { drawHarness } from './harness-drawing.ts';
import { measureText, splitByCoverage } from './harness-drawing-fonts.ts';
import { layOutText } from './harness-drawing-panel.ts';

const plain: DesignConfiguration = {
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'teal', pattern: 'stripes', patternColor: 'white' },
  hardware: 'steel',
  embroidery: { text: 'Rex', font: 'sans', color: 'white' },
  accessories: [],
};
const sewn = (text: string, color: keyof typeof palette = 'white'): DesignConfiguration => ({
  ...plain,
  fit: { kind: 'size', size: 'XL' },
  embroidery: { text, font: 'sans', color },
});

/** Well-formed, of that size, nothing outside or active in it, every reference to something that is there once. */
function expectSound(svg: string): void {
  expect(svg).not.toMatch(/NaN|undefined|Infinity|null|\[object/);
  expect(svg).not.toMatch(/<(script|foreignObject|image|use|a|style|!|\?)\b|\bon\w+=|href|url\((?!#)/i);
  // resvg reads strictly: one unescaped character, unclosed element or attribute given twice, and it throws.
  const { width, height } = new Resvg(svg, { font: { loadSystemFonts: false } });
  expect([width, height]).toEqual([800, 600]);
  const ids = [...svg.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  const referred = [...svg.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]);
  expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
  expect(svg.length).toBeLessThan(40_000);
}

const colors = fc.constantFrom(...(Object.keys(palette) as (keyof typeof palette)[]));
const sewableCharacters = fc.constantFrom(..."aZ9ășțőűÉß .,'’&+#!?♥★()/-ЖאعΩ犬あ한n\u0301".split(''));
const configurations = fc
  .record({
    fit: fc.oneof(
      fc.record({
        kind: fc.constant('size' as const),
        size: fc.constantFrom(...(['XS', 'S', 'M', 'L', 'XL'] as const)),
      }),
      fc.record({
        kind: fc.constant('custom' as const),
        neckMm: fc.integer({ min: 150, max: 900 }),
        chestMm: fc.integer({ min: 200, max: 1_300 }),
        backMm: fc.integer({ min: 100, max: 900 }),
      }),
    ),
    strap: fc.record({
      color: colors,
      pattern: fc.constantFrom(...(['plain', 'stripes', 'dots', 'chevron', 'tartan'] as const)),
      patternColor: colors,
    }),
    hardware: fc.constantFrom(...(['steel', 'brass', 'black', 'rose-gold'] as const)),
    embroidery: fc.option(
      fc.record({
        text: fc.array(sewableCharacters, { minLength: 1, maxLength: 24 }).map((all) => all.join('')),
        font: fc.constantFrom(...(['sans', 'serif', 'script', 'block'] as const)),
        color: colors,
      }),
    ),
    accessories: fc.uniqueArray(
      fc.constantFrom(...(['handle', 'led-light', 'id-tag', 'reflective-trim', 'bow-tie'] as const)),
    ),
  })
  .map((given) => designConfiguration.safeParse(given))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data as DesignConfiguration);

describe('the drawing of a harness', () => {
  it('is sound and the same each time, for whatever can be designed', () => {
    fc.assert(
      fc.property(configurations, (configuration) => {
        const svg = drawHarness(configuration);
        expectSound(svg);
        expect(drawHarness(structuredClone(configuration))).toBe(svg);
      }),
      { numRuns: 300 },
    );
  });

  const { fit: _fit, ...rest } = plain;
  const variants: Record<string, DesignConfiguration[]> = {
    fit: [
      ...(['XS', 'S', 'M', 'L', 'XL'] as const).map((size) => ({ ...plain, fit: { kind: 'size' as const, size } })),
      ...[400, 401].flatMap((millimetres) => [
        { ...rest, fit: { kind: 'custom' as const, neckMm: millimetres, chestMm: 600, backMm: 300 } },
        { ...rest, fit: { kind: 'custom' as const, neckMm: 410, chestMm: millimetres + 300, backMm: 300 } },
        { ...rest, fit: { kind: 'custom' as const, neckMm: 410, chestMm: 600, backMm: millimetres } },
      ]),
    ],
    'strap colour': Object.keys(palette).map((color) => ({
      ...plain,
      strap: { color: color as 'red', pattern: 'plain', patternColor: 'white' },
    })),
    pattern: (['plain', 'stripes', 'dots', 'chevron', 'tartan'] as const).map((pattern) => ({
      ...plain,
      strap: { ...plain.strap, pattern },
    })),
    'pattern colour': Object.keys(palette).map((color) => ({
      ...plain,
      strap: { color: 'teal', pattern: 'dots', patternColor: color as 'red' },
    })),
    hardware: (['steel', 'brass', 'black', 'rose-gold'] as const).map((hardware) => ({ ...plain, hardware })),
    font: (['sans', 'serif', 'script', 'block'] as const).map((font) => ({
      ...plain,
      embroidery: { text: 'Rex', font, color: 'white' as const },
    })),
    'thread colour': Object.keys(palette).map((color) => sewn('Rex', color as 'red')),
    text: [{ ...plain, embroidery: null }, sewn('Rex'), sewn('rex'), sewn('♥'), sewn('★')],
    accessories: [
      plain,
      ...(['handle', 'led-light', 'id-tag', 'reflective-trim', 'bow-tie'] as const).map((accessory) => ({
        ...plain,
        accessories: [accessory],
      })),
    ],
  };
  it.each(Object.keys(variants))('shows every choice of %s differently, to the eye', (name) => {
    const pixels = (variants[name] ?? []).map((variant) => {
      const font = { loadSystemFonts: false, fontFiles: [sansFont] };
      return new Resvg(drawHarness(variant), { font, fitTo: { mode: 'width', value: 400 } }).render().pixels;
    });
    expect(pixels.length).toBeGreaterThan(1);
    for (const [index, one] of pixels.entries()) {
      for (const other of pixels.slice(index + 1)) expect(countDifferences(one, other)).toBeGreaterThan(4);
    }
  });

  it('leaves the pattern colour of a plain strap out', () => {
    const of = (patternColor: 'red' | 'lime') =>
      drawHarness({ ...plain, strap: { color: 'navy', pattern: 'plain', patternColor } });
    expect(of('red')).toBe(of('lime'));
  });

  it('keeps a pattern visible in the colour of its ground', () => {
    const of = (pattern: 'plain' | 'dots') =>
      drawHarness({ ...plain, strap: { color: 'white', pattern, patternColor: 'white' } });
    expect(of('dots')).toMatch(/<g fill="#(?!f7f5f0)[0-9a-f]{6}"><circle/);
    expect(of('plain')).not.toContain('<circle cx="16"');
  });

  it('embroiders markup as text', () => {
    const text = `<b>&"'</b>]]>`;
    const svg = drawHarness(sewn(text));
    expectSound(svg);
    expect(svg).toContain('&lt;b&gt;&amp;&quot;&apos;&lt;/b&gt;]]&gt;');
    expect(svg).not.toContain('<b>');
  });

  it('edges thread that has the colour of its ground, and leaves legible thread alone', () => {
    const edgeOf = (svg: string) => /fill="none" stroke="(#[0-9a-f]{6})" stroke-width="([\d.]+)"[^>]*><text/.exec(svg);
    const onWhite = { color: 'white', pattern: 'plain', patternColor: 'white' } as const;
    const same = edgeOf(drawHarness({ ...sewn('Rex', 'white'), strap: onWhite }));
    const apart = edgeOf(drawHarness({ ...sewn('Rex', 'black'), strap: onWhite }));
    expect(Number(same?.[2])).toBeGreaterThan(1.5);
    expect(same?.[1]).toBe('#636260');
    expect(Number(apart?.[2])).toBeLessThan(1);
  });
});

/** Pixels (four bytes each) that differ so much that one sees it. */
function countDifferences(one: Buffer, other: Buffer): number {
  let count = 0;
  for (let index = 0; index < one.length; index += 4) {
    if (isApart(one[index], other[index]) || isApart(one[index + 1], other[index + 1])) count += 1;
    else if (isApart(one[index + 2], other[index + 2])) count += 1;
  }
  return count;
}

const isApart = (one = 0, other = 0) => Math.abs(one - other) > 20;

/** Only one font is needed to tell pictures apart; which is used is tested with the PNG. */
const sansFont = new URL(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')).pathname;

describe('embroidered text', () => {
  it('fits the panel whatever it is, and stays readable', () => {
    for (const text of ['I', 'Rex', 'W'.repeat(24), '犬'.repeat(24), 'Őrző-védő kutya ♥']) {
      for (const font of ['sans', 'serif', 'script', 'block'] as const) {
        const { size, squeeze, pieces } = layOutText(text, font);
        const width = pieces.reduce((sum, piece) => sum + piece.widthEm, 0) * size * squeeze;
        expect(width).toBeLessThanOrEqual(183.001);
        expect(size).toBeLessThanOrEqual(40);
        expect(size).toBeGreaterThan(8);
        expect(squeeze).toBeGreaterThan(0.6);
      }
    }
  });

  it('gives what our other fonts lack to the one that has it, accents staying with their letters', () => {
    expect(splitByCoverage('Ș♥ő Жn\u0301')).toEqual([
      { text: 'Ș', covered: true },
      { text: '♥', covered: false },
      { text: 'ő ', covered: true },
      { text: 'Ж', covered: false },
      { text: 'n\u0301', covered: true },
    ]);
  });

  it('measures an accented letter like its letter', () => {
    expect(measureText('ő', 'sans')).toBe(measureText('o', 'sans'));
    expect(measureText('Mmm', 'sans')).toBeGreaterThan(measureText('Iii', 'sans'));
  });
});
