import { mkdirSync, writeFileSync } from 'node:fs';
import { type DesignConfiguration, designConfiguration } from '../../src/platform/design-configuration.ts';
import { drawHarness } from '../../src/platform/harness-drawing.ts';
import { createPngRenderer } from '../../src/platform/png.ts';

/** Smaller than they are served: they are looked at in a page, and lie in the repository. */
const samples: Record<string, DesignConfiguration> = {
  'harness-tartan': {
    fit: { kind: 'size', size: 'M' },
    strap: { color: 'forest', pattern: 'tartan', patternColor: 'red' },
    hardware: 'brass',
    embroidery: { text: 'Țuțu', font: 'script', color: 'white' },
    accessories: ['handle', 'id-tag', 'bow-tie'],
  },
  'harness-reflective': {
    fit: { kind: 'custom', neckMm: 420, chestMm: 610, backMm: 380 },
    strap: { color: 'black', pattern: 'stripes', patternColor: 'lime' },
    hardware: 'black',
    embroidery: { text: 'Őrző ★', font: 'block', color: 'lime' },
    accessories: ['reflective-trim', 'led-light', 'handle'],
  },
  'harness-plain': {
    fit: { kind: 'size', size: 'S' },
    strap: { color: 'white', pattern: 'plain', patternColor: 'white' },
    hardware: 'rose-gold',
    embroidery: { text: 'Zăpada', font: 'serif', color: 'white' },
    accessories: [],
  },
};

const folder = new URL('../../../../docs/pictures/', import.meta.url);
const render = createPngRenderer({ concurrent: 1, waiting: 0 });
mkdirSync(folder, { recursive: true });
for (const [name, sample] of Object.entries(samples)) {
  const svg = drawHarness(designConfiguration.parse(sample));
  const small = svg.replace('width="800" height="600"', 'width="360" height="270"');
  writeFileSync(new URL(`${name}.png`, folder), await render(small));
}
process.stdout.write(`docs/pictures: ${Object.keys(samples).join(', ')}\n`);
