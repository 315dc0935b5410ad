import { describe, expect, it } from 'vitest';
import {
  type DesignConfiguration,
  designConfiguration,
  designSchemaVersion,
  embroideryLimit,
  migrateConfiguration,
} from './design-configuration.ts';

const plain: DesignConfiguration = {
  fit: { kind: 'size', size: 'M' },
  strap: { color: 'navy', pattern: 'stripes', patternColor: 'white' },
  hardware: 'brass',
  embroidery: { text: 'Biscuit', font: 'script', color: 'white' },
  accessories: ['handle', 'reflective-trim'],
};
const custom = (chestMm: number) => ({ kind: 'custom' as const, neckMm: 350, chestMm, backMm: 400 });
const withText = (text: unknown, fit: unknown = plain.fit) => ({
  ...plain,
  fit,
  embroidery: { text, font: 'sans', color: 'red' },
});

/** Where the faults are, as paths of fields. */
function faultsOf(configuration: unknown): string[] {
  const { error } = designConfiguration.safeParse(configuration);
  return error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('a configuration', () => {
  it('is taken as it is, and the space around its embroidery dropped', () => {
    expect(designConfiguration.parse(plain)).toEqual(plain);
    expect(designConfiguration.parse({ ...plain, embroidery: null }).embroidery).toBeNull();
    expect(designConfiguration.parse(withText('  Rex ')).embroidery?.text).toBe('Rex');
  });

  it.each(["D'Artagnan & Co.", 'Căţeluş', 'Ödön!', '小狗', '★ Rex ♥', '+40 722 123', 'A/B (1)'])(
    '%s can be sewn',
    (text) => {
      expect(faultsOf(withText(text, { kind: 'size', size: 'XL' }))).toEqual([]);
    },
  );

  it.each(['', '   ', 'a\0b', 'Rex\ud800', 'Rex\n2', '🐕', '<svg>', 'a"b', 'a\u202eb', 'a\u200bb', 7, null])(
    'the text %j cannot be sewn',
    (text) => {
      expect(faultsOf(withText(text))).toContain('embroidery.text');
    },
  );

  it.each([
    ['no fit', { ...plain, fit: undefined }, 'fit'],
    ['another kind of fit', { ...plain, fit: { kind: 'none' } }, 'fit.kind'],
    ['another size', { ...plain, fit: { kind: 'size', size: 'XXL' } }, 'fit.size'],
    ['half a millimetre', { ...plain, fit: { ...custom(500), neckMm: 350.5 } }, 'fit.neckMm'],
    ['a negative measure', { ...plain, fit: custom(-500) }, 'fit.chestMm'],
    ['a huge measure', { ...plain, fit: custom(1e308) }, 'fit.chestMm'],
    ['a colour of Object', { ...plain, strap: { ...plain.strap, color: 'constructor' } }, 'strap.color'],
    ['another metal', { ...plain, hardware: 'gold' }, 'hardware'],
    ['an accessory twice', { ...plain, accessories: ['handle', 'handle'] }, 'accessories'],
    ['too many accessories', { ...plain, accessories: Array(6).fill('handle') }, 'accessories'],
    ['something more', { ...plain, price: 1 }, ''],
    ['something more inside', { ...plain, strap: { ...plain.strap, url: 'x' } }, 'strap'],
    ['nothing', null, ''],
    ['a list', [], ''],
  ])('%s is refused where it is', (_what, configuration, path) => {
    expect(faultsOf(configuration)).toContain(path);
  });
});

describe('the room for embroidery', () => {
  it.each([
    ['XS', 8],
    ['S', 10],
    ['M', 14],
    ['L', 18],
    ['XL', 22],
  ] as const)('of size %s is %i characters', (size, limit) => {
    const fit = { kind: 'size', size } as const;
    expect(embroideryLimit(fit)).toBe(limit);
    expect(faultsOf(withText('x'.repeat(limit), fit))).toEqual([]);
    expect(faultsOf(withText('x'.repeat(limit + 1), fit))).toEqual(['embroidery.text']);
  });

  it.each([
    [200, 6],
    [273, 7],
    [500, 12],
    [936, 24],
    [1_300, 24],
  ])('of a chest of %i mm is %i characters: a third of it, and 13 mm each', (chestMm, limit) => {
    expect(embroideryLimit(custom(chestMm))).toBe(limit);
    expect(faultsOf(withText('x'.repeat(limit), custom(chestMm)))).toEqual([]);
    expect(faultsOf(withText('x'.repeat(limit + 1), custom(chestMm)))).toContain('embroidery.text');
  });

  it('is counted in characters, not in units of UTF-16', () => {
    expect(faultsOf(withText('𝐁'.repeat(8), { kind: 'size', size: 'XS' }))).toEqual([]);
    expect(faultsOf(withText('𝐁'.repeat(9), { kind: 'size', size: 'XS' }))).toEqual(['embroidery.text']);
  });
});

describe('a configuration saved in an older form', () => {
  const first = { size: 'S', strapColor: 'red', hardware: 'steel', accessories: ['handle'] };

  it('of today stays as it is', () => {
    expect(migrateConfiguration(plain, designSchemaVersion)).toEqual(plain);
  });

  it('1 becomes one of today, with and without what was optional', () => {
    expect(migrateConfiguration({ ...first, embroideryText: 'Rex' }, 1)).toEqual({
      fit: { kind: 'size', size: 'S' },
      strap: { color: 'red', pattern: 'plain', patternColor: 'red' },
      hardware: 'steel',
      embroidery: { text: 'Rex', font: 'sans', color: 'white' },
      accessories: ['handle'],
    });
    const bare = migrateConfiguration({ size: 'XL', strapColor: 'teal', hardware: 'black', embroideryText: '' }, 1);
    expect(bare).toMatchObject({ embroidery: null, accessories: [] });
  });

  it('leads to what today would be accepted anew', () => {
    const migrated = migrateConfiguration({ ...first, embroideryText: 'Rex' }, 1);
    expect(designConfiguration.parse(migrated)).toEqual(migrated);
  });

  it.each([
    ['of a newer service', plain, designSchemaVersion + 1],
    ['of no version that ever was', plain, 0],
    ['that is none', { size: 'M' }, 1],
    ['that is nothing', null, 1],
    ['that is not what its version says', first, designSchemaVersion],
  ])('one %s is an error', (_what, saved, version) => {
    expect(() => migrateConfiguration(saved, version)).toThrow();
  });
});
