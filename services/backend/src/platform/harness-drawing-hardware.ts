import type { DesignConfiguration } from './design-configuration.ts';
import { angleAt, at, type Curve, tenths } from './harness-drawing-shapes.ts';
import { curves } from './harness-drawing-straps.ts';

/** Buckles and rings, in the finish that was chosen. */

interface Metal {
  light: string;
  middle: string;
  dark: string;
  edge: string;
}

export const metals: Record<DesignConfiguration['hardware'], Metal> = {
  steel: { light: '#fbfdff', middle: '#aab4bf', dark: '#66717d', edge: '#3d4650' },
  brass: { light: '#fff3bf', middle: '#d9a636', dark: '#8d671a', edge: '#563c0a' },
  black: { light: '#7b8087', middle: '#2c2f34', dark: '#101214', edge: '#000000' },
  'rose-gold': { light: '#fff0e9', middle: '#e5a18d', dark: '#a8604f', edge: '#663327' },
};

export function metalDefinitions({ light, middle, dark }: Metal): string {
  const stops = [
    [0, light],
    [0.28, middle],
    [0.5, light],
    [0.72, middle],
    [1, dark],
  ].map(([offset, color]) => `<stop offset="${offset}" stop-color="${color}"/>`);
  return `<linearGradient id="metal" x1="0" y1="0" x2="1" y2="1">${stops.join('')}</linearGradient>`;
}

/** A bent rod: its edge, its metal, and the light on it. */
export function drawRod(d: string, metal: Metal, width: number): string {
  const path = (style: string) =>
    `<path d="${d}" fill="none" stroke-linecap="round" stroke-linejoin="round" ${style}/>`;
  return [
    path(`stroke="#1b2430" stroke-width="${width + 2}" opacity="0.25" transform="translate(1.5 3)"`),
    path(`stroke="${metal.edge}" stroke-width="${tenths(width + 2.4)}"`),
    path(`stroke="url(#metal)" stroke-width="${width}"`),
    path(
      `stroke="${metal.light}" stroke-width="${tenths(width * 0.24)}" opacity="0.75" transform="translate(-0.8 -0.9)"`,
    ),
  ].join('');
}

/** The ring for the leash, on the withers. */
export function drawLeashRing(metal: Metal): string {
  return drawRod('M437 198C431 158 473 158 467 194Z', metal, 6);
}

/** Where the straps meet on the breastbone. */
export function drawFrontRing(metal: Metal): string {
  return drawRod('M571 308A15 15 0 1 1 570.9 308Z', metal, 6);
}

/** The ladder-lock that shortens the neck strap. */
export function drawSlider(metal: Metal): string {
  return onStrap(
    curves.neck,
    0.44,
    [
      `<rect x="-8" y="-21" width="16" height="42" rx="4" fill="#1b2430" opacity="0.25" transform="translate(2 3)"/>`,
      `<rect x="-8" y="-21" width="16" height="42" rx="4" fill="url(#metal)" stroke="${metal.edge}" stroke-width="1.8"/>`,
      `<path d="M-3.5 -15V15M3.5 -15V15" stroke="${metal.edge}" stroke-width="2.6" stroke-linecap="round" opacity="0.75"/>`,
      `<path d="M-6 -17V17" stroke="${metal.light}" stroke-width="1.2" stroke-linecap="round" opacity="0.8"/>`,
    ].join(''),
  );
}

/** The side-release buckle of the girth strap: two halves, the prongs showing at the sides. */
export function drawBuckle(metal: Metal): string {
  return onStrap(
    curves.girth,
    0.72,
    [
      '<path d="M-29 -20H29V20H-29Z" fill="#1b2430" opacity="0.28" transform="translate(2 4)"/>',
      `<rect x="-30" y="-19" width="26" height="38" rx="5" fill="url(#metal)" stroke="${metal.edge}" stroke-width="1.8"/>`,
      `<path d="M-4 -17L14 -21C18 -22 20 -18 18 -14L13 -6V6L18 14C20 18 18 22 14 21L-4 17Z" fill="url(#metal)" stroke="${metal.edge}" stroke-width="1.8"/>`,
      `<rect x="11" y="-19" width="20" height="38" rx="5" fill="url(#metal)" stroke="${metal.edge}" stroke-width="1.8"/>`,
      `<path d="M-24 -12V12M25 -12V12" stroke="${metal.edge}" stroke-width="3" stroke-linecap="round" opacity="0.7"/>`,
      `<path d="M-26 -15.5H-8M14 -15.5H28" stroke="${metal.light}" stroke-width="1.6" stroke-linecap="round" opacity="0.9"/>`,
      `<circle cx="-2" cy="0" r="4" fill="${metal.dark}" stroke="${metal.edge}" stroke-width="1.2"/>`,
    ].join(''),
  );
}

function onStrap(curve: Curve, t: number, parts: string): string {
  const [x, y] = at(curve, t);
  return `<g transform="translate(${tenths(x)} ${tenths(y)}) rotate(${tenths(angleAt(curve, t))})">${parts}</g>`;
}
