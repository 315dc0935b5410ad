import { describe, expect, it } from 'vitest';
import { typefaces } from './harness-drawing-fonts.ts';
import { createPngRenderer } from './png.ts';

const textIn = (families: string, weight: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"><text x="5" y="40" font-family="${families}" font-weight="${weight}" font-size="30">Șoricel ő</text></svg>`;

describe('rendering to PNG', () => {
  it('has a font of its own for each kind of embroidery, and for accents', async () => {
    const render = createPngRenderer({ concurrent: 2, waiting: 10 });
    const empty = await render('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60"/>');
    const pictures = await Promise.all(
      Object.values(typefaces).map(({ families, weight }) => render(textIn(families, weight))),
    );
    expect(new Set([empty, ...pictures].map((png) => png.toString('base64'))).size).toBe(5);
    expect(empty.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  });

  it('makes the same bytes each time', async () => {
    const render = createPngRenderer({ concurrent: 1, waiting: 1 });
    const svg = textIn(typefaces.script.families, 400);
    expect((await render(svg)).equals(await render(svg))).toBe(true);
  });

  it('lets a bounded number wait and turns the rest away, then goes on', async () => {
    const render = createPngRenderer({ concurrent: 1, waiting: 2 });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => render(svg)));
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
    expect(results[4]).toMatchObject({ reason: { code: 'unavailable' } });
    await expect(render('<svg')).rejects.toThrow();
    await expect(render(svg)).resolves.toBeInstanceOf(Buffer);
  });
});
