import type { DesignConfiguration } from './design-configuration.ts';
import { typefaces } from './harness-drawing-fonts.ts';

const family = `font-family="${typefaces.sans.families}" font-weight="700"`;

/** A hang tag that says which size it is, or the measures that it is cut to. */
export function drawLabel(fit: DesignConfiguration['fit']): string {
  const height = fit.kind === 'size' ? 112 : 132;
  return [
    `<g transform="translate(622 ${548 - height})">`,
    '<path d="M74 16C60 -6 64 -26 76 -27C88 -26 88 -6 74 16" fill="none" stroke="#9a8f7c" stroke-width="2.4" stroke-linecap="round"/>',
    `<rect x="3" y="5" width="148" height="${height}" rx="14" fill="#1b2430" opacity="0.16"/>`,
    `<rect width="148" height="${height}" rx="14" fill="#fffdf8" stroke="#c9bfae" stroke-width="1.6"/>`,
    '<circle cx="74" cy="17" r="6" fill="#e4ddd0" stroke="#a99f8e" stroke-width="1.6"/>',
    fit.kind === 'size' ? drawSize(fit.size) : drawMeasures(fit),
    '</g>',
  ].join('');
}

function drawSize(size: string): string {
  return [
    `<text x="74" y="44" text-anchor="middle" ${family} font-size="13" fill="#7d7364" letter-spacing="3">SIZE</text>`,
    `<text x="74" y="95" text-anchor="middle" ${family} font-size="50" fill="#2b3038">${size}</text>`,
  ].join('');
}

function drawMeasures(fit: Extract<DesignConfiguration['fit'], { kind: 'custom' }>): string {
  const rows = [
    ['Neck', fit.neckMm],
    ['Chest', fit.chestMm],
    ['Back', fit.backMm],
  ].map(([name, millimetres], index) => {
    const y = 68 + index * 25;
    return [
      `<text x="13" y="${y}" ${family} font-size="12.5" fill="#7d7364">${name}</text>`,
      `<text x="135" y="${y}" text-anchor="end" ${family} font-size="13.5" fill="#2b3038">${millimetres} mm</text>`,
    ].join('');
  });
  return [
    `<text x="74" y="42" text-anchor="middle" ${family} font-size="12" fill="#7d7364" letter-spacing="2">MADE TO</text>`,
    '<path d="M13 50H135M13 75H135M13 100H135" stroke="#e4ddd0" stroke-width="1.4"/>',
    ...rows,
  ].join('');
}
